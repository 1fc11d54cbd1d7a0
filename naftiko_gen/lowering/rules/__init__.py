"""What lowering has to say."""

from __future__ import annotations

from naftiko_gen.diagnostics import Rule
from naftiko_gen.lowering.rules.apis import (
    BadBaseUri,
    BadHeaderName,
    LiteralSecret,
    MissingCredential,
    OpenBaseUri,
    UnboundVariable,
)
from naftiko_gen.lowering.rules.inputs import (
    AddedInput,
    InferredInput,
    OptionalPathInput,
    UnusedInput,
)
from naftiko_gen.lowering.rules.serving import (
    NotCarriedOut,
    NothingToServe,
    ReservedPath,
    SettingClash,
    SkillFiles,
    UsedUpPort,
)

__all__ = [
    "RULES",
    "AddedInput",
    "BadBaseUri",
    "BadHeaderName",
    "InferredInput",
    "LiteralSecret",
    "MissingCredential",
    "NotCarriedOut",
    "NothingToServe",
    "OpenBaseUri",
    "OptionalPathInput",
    "ReservedPath",
    "SettingClash",
    "SkillFiles",
    "UnboundVariable",
    "UnusedInput",
    "UsedUpPort",
]

RULES: tuple[type[Rule], ...] = (
    NotCarriedOut,
    InferredInput,
    AddedInput,
    UnboundVariable,
    SettingClash,
    ReservedPath,
    NothingToServe,
    BadBaseUri,
    BadHeaderName,
    LiteralSecret,
    MissingCredential,
    UsedUpPort,
    OptionalPathInput,
    UnusedInput,
    OpenBaseUri,
    SkillFiles,
)
