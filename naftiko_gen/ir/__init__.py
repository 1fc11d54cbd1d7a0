"""The package to be written, with every decision made.

Names that are code (``Identifier``) are made by ``lowering`` only: ASCII, no keyword, unique
where they stand. All other strings come from the spec and are hostile: they may hold anything.
"""

from naftiko_gen.ir.adapters import (
    Argument,
    Call,
    Constant,
    Hints,
    InputRef,
    McpAdapter,
    RestAdapter,
    RestInput,
    RestOperation,
    Route,
    Tool,
    ToolInput,
)
from naftiko_gen.ir.client import (
    BasicCredential,
    Client,
    Credential,
    Field,
    HeaderCredential,
    Method,
    Param,
    ParamRef,
    QueryCredential,
    TextTemplate,
)
from naftiko_gen.ir.package import Exchange, Handle, Package, RestExample, ToolExample
from naftiko_gen.ir.settings import Setting, SettingKind, SettingRef
from naftiko_gen.ir.values import Identifier, JsonType, JsonValue, Place

__all__ = [
    "Argument",
    "BasicCredential",
    "Call",
    "Client",
    "Constant",
    "Credential",
    "Exchange",
    "Field",
    "Handle",
    "HeaderCredential",
    "Hints",
    "Identifier",
    "InputRef",
    "JsonType",
    "JsonValue",
    "McpAdapter",
    "Method",
    "Package",
    "Param",
    "ParamRef",
    "Place",
    "QueryCredential",
    "RestAdapter",
    "RestExample",
    "RestInput",
    "RestOperation",
    "Route",
    "Setting",
    "SettingKind",
    "SettingRef",
    "TextTemplate",
    "Tool",
    "ToolExample",
    "ToolInput",
]
