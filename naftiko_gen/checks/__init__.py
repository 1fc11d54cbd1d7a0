"""What a schema cannot say: one rule a class over the capability."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from functools import partial

from naftiko_gen.checks.budget import LargeToolList, TooManyTools
from naftiko_gen.checks.calls import (
    ForeignInputRoot,
    UnknownTarget,
    UnresolvedCall,
    UnresolvedSkillTool,
    UnsuppliedPathParameter,
)
from naftiko_gen.checks.check import Check, Context, DocumentCheck
from naftiko_gen.checks.document import DOCUMENT_RULES
from naftiko_gen.checks.duplicates import (
    DuplicateInput,
    DuplicateNamespace,
    DuplicateOperation,
    DuplicateRoute,
    DuplicateTool,
)
from naftiko_gen.checks.extent import too_large
from naftiko_gen.checks.hints import (
    ContradictoryHints,
    HarmlessDelete,
    HintBeyondMethod,
    ReadOnlyDelete,
    ReadOnlyWrite,
)
from naftiko_gen.checks.mappings import ListForSingle
from naftiko_gen.checks.outline import Outline
from naftiko_gen.checks.paths import (
    LostPathParameter,
    LostRestPathInput,
    LostRouteParameter,
    UncalledLostPath,
)
from naftiko_gen.checks.poison import HiddenCharacter, InstructingDescription
from naftiko_gen.checks.prose import (
    EchoedName,
    LongDescription,
    PlaceholderDescription,
    SameDescription,
    ShortDescription,
)
from naftiko_gen.checks.references import (
    NameForValue,
    UncalledOperations,
    UnusedApi,
    UnusedVariable,
)
from naftiko_gen.checks.secrets import SecretArgument
from naftiko_gen.checks.tools import (
    IndistinguishableTools,
    LongToolName,
    RefusedInputName,
    SimilarInputNames,
    SimilarToolNames,
)
from naftiko_gen.checks.transport import BodyOfDelete, BodyOfGet, UnreachableHeader
from naftiko_gen.diagnostics import Diagnostic, Rule
from naftiko_gen.diagnostics.failures import Failure, of_rule
from naftiko_gen.source import Node
from naftiko_gen.spec.model import Capability
from naftiko_gen.spec.templates import CallIndex

__all__ = [
    "DOCUMENT_RULES",
    "RULES",
    "Check",
    "Context",
    "DocumentCheck",
    "check",
    "check_document",
    "too_large",
]

RULES: tuple[type[Check], ...] = (
    UnresolvedCall,
    UnknownTarget,
    UnsuppliedPathParameter,
    ForeignInputRoot,
    UnresolvedSkillTool,
    DuplicateNamespace,
    DuplicateOperation,
    DuplicateTool,
    DuplicateRoute,
    DuplicateInput,
    LostPathParameter,
    LostRestPathInput,
    UncalledLostPath,
    LostRouteParameter,
    SecretArgument,
    BodyOfGet,
    BodyOfDelete,
    UnreachableHeader,
    NameForValue,
    UnusedApi,
    UncalledOperations,
    UnusedVariable,
    ListForSingle,
    ReadOnlyDelete,
    ReadOnlyWrite,
    ContradictoryHints,
    HarmlessDelete,
    HintBeyondMethod,
    LongToolName,
    SimilarToolNames,
    SimilarInputNames,
    IndistinguishableTools,
    RefusedInputName,
    TooManyTools,
    LargeToolList,
    PlaceholderDescription,
    EchoedName,
    ShortDescription,
    LongDescription,
    SameDescription,
    InstructingDescription,
    HiddenCharacter,
)


def check_document(root: Node, failures: list[Failure]) -> list[Diagnostic]:
    """Run every rule over the parts of a canonical document whose structure is right.

    It may be of a version that nothing is generated from. A rule that raises is noted in
    ``failures``, as by ``check``.
    """
    outline = Outline(root)
    return _said([(rule, partial(rule.run, outline)) for rule in DOCUMENT_RULES], failures)


def check(capability: Capability, failures: list[Failure]) -> list[Diagnostic]:
    """Run every check; one that raises is noted in ``failures``, and says nothing else."""
    context = Context(capability, CallIndex(capability))
    return _said([(rule, partial(rule.run, context)) for rule in RULES], failures)


def _said(
    runs: Iterable[tuple[type[Rule], Callable[[], Iterator[Diagnostic]]]], failures: list[Failure]
) -> list[Diagnostic]:
    found: list[Diagnostic] = []
    for rule, run in runs:
        try:
            found += list(run())
        except Exception as error:
            failures.append(of_rule(rule, error))
    return found
