"""What people publish becomes the canonical form, with a diagnostic for each reading."""

from __future__ import annotations

from naftiko_gen.diagnostics import Diagnostic, Rule
from naftiko_gen.diagnostics.failures import Failure, of_rule
from naftiko_gen.dialect.rewrite import Rewrite
from naftiko_gen.dialect.rewrites.api_key import ApiKeyHeader, ApiKeyKind, ApiKeyNameIn
from naftiko_gen.dialect.rewrites.api_key_places import ApiKeyCookie, ApiKeyHeaders
from naftiko_gen.dialect.rewrites.auth_alias import AuthAlias
from naftiko_gen.dialect.rewrites.bearer_value import BearerValue
from naftiko_gen.dialect.rewrites.body_input import BodyInput
from naftiko_gen.dialect.rewrites.body_kind import BodyKind
from naftiko_gen.dialect.rewrites.confirmed_path import (
    AssumedPath,
    ConfirmedPath,
    MirroredPath,
)
from naftiko_gen.dialect.rewrites.credential_input import CredentialInput
from naftiko_gen.dialect.rewrites.descriptions import BorrowedDescription, UndescribedTool
from naftiko_gen.dialect.rewrites.empty_part import EmptyPart
from naftiko_gen.dialect.rewrites.idle_key import IdleKey
from naftiko_gen.dialect.rewrites.info_title import InfoTitle
from naftiko_gen.dialect.rewrites.input_root import InputRoot
from naftiko_gen.dialect.rewrites.loose_name import LooseName
from naftiko_gen.dialect.rewrites.loose_word import LooseWord
from naftiko_gen.dialect.rewrites.missing_place import MissingPlace
from naftiko_gen.dialect.rewrites.open_body import OpenBody
from naftiko_gen.dialect.rewrites.operation_keys import (
    MissingMethod,
    OperationId,
    OperationPath,
)
from naftiko_gen.dialect.rewrites.path_query import PathFragment, PathQuery
from naftiko_gen.dialect.rewrites.qualified_variable import QualifiedVariable
from naftiko_gen.dialect.rewrites.rest_description import RestDescription
from naftiko_gen.dialect.rewrites.rest_required import RestInputRequired
from naftiko_gen.dialect.rewrites.single_braces import SingleBracePath
from naftiko_gen.dialect.rewrites.template_root import TemplateRoot
from naftiko_gen.dialect.rewrites.typed_input import TypedConsumedInput
from naftiko_gen.dialect.rewrites.undeclared import (
    MemberTarget,
    UndeclaredMember,
    UndeclaredQuery,
)
from naftiko_gen.dialect.rewrites.whole_answer import WholeAnswer
from naftiko_gen.source import Node

#: In the order in which they are applied.
REWRITES: tuple[type[Rewrite], ...] = (
    InfoTitle,
    AuthAlias,
    ApiKeyKind,
    ApiKeyNameIn,
    ApiKeyHeader,
    ApiKeyHeaders,
    ApiKeyCookie,
    OperationId,
    MissingMethod,
    OperationPath,
    PathQuery,
    MissingPlace,
    ConfirmedPath,
    RestDescription,
    TypedConsumedInput,
    SingleBracePath,
    WholeAnswer,
    InputRoot,
    BearerValue,
    QualifiedVariable,
    TemplateRoot,
    CredentialInput,
    MemberTarget,
    BodyKind,
    BodyInput,
    OpenBody,
    LooseName,
    LooseWord,
    RestInputRequired,
    BorrowedDescription,
    UndescribedTool,
    EmptyPart,
    IdleKey,
)

#: Every rule of this room.
RULES: tuple[type[Rule], ...] = (
    *REWRITES,
    AssumedPath,
    MirroredPath,
    UndeclaredQuery,
    UndeclaredMember,
    PathFragment,
)


def canonical(root: Node, failures: list[Failure]) -> tuple[Node, list[Diagnostic]]:
    """Return the canonical form of a document's root, and what was read to get there.

    A rewrite that raises is noted in ``failures``; it has changed and said nothing.
    """
    found: list[Diagnostic] = []
    for rewrite in REWRITES:
        readings: list[Diagnostic] = []
        try:
            root = rewrite.apply(root, readings)
        except Exception as error:
            failures.append(of_rule(rewrite, error))
        else:
            found += readings
    return root, found
