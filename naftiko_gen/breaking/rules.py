"""The kinds of changes that break somebody, each with a code of its own."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from naftiko_gen.diagnostics import Diagnostic, Ranked, Severity, Span


class Level(Ranked):
    """Whom a change breaks, the worst first.

    ``WIRE``: whoever sends requests or starts the service; ``CLIENT``: programs that call
    tools; ``MODEL``: nobody's code, but what a model reads and decides by.
    """

    WIRE = "wire"
    CLIENT = "client"
    MODEL = "model"


@dataclass(frozen=True, slots=True)
class Change:
    """One change; ``found`` stands in the new document, ``before`` is the place in the old one."""

    level: Level
    found: Diagnostic
    before: Span


class BreakingRule:
    """Base of the kinds: the class is the record, its docstring says whom it breaks and how."""

    code: ClassVar[str]
    name: ClassVar[str]

    @classmethod
    def change(cls, level: Level, message: str, new: Span, old: Span, help: str = "") -> Change:
        """Make a change of this kind."""
        severity = Severity.WARNING if level is Level.MODEL else Severity.ERROR
        found = Diagnostic(cls.code, cls.name, severity, message, new, help=help or None)
        return Change(level, found, old)


class RemovedAdapter(BreakingRule):
    """An adapter is gone, and all that it served."""

    code = "NK601"
    name = "removed-adapter"


class ChangedAddress(BreakingRule):
    """An adapter listens elsewhere unless a setting says so, or by another transport."""

    code = "NK602"
    name = "changed-address"


class RemovedRoute(BreakingRule):
    """A route is gone: its callers get 404 or 405."""

    code = "NK603"
    name = "removed-route"


class RemovedTool(BreakingRule):
    """A tool is gone or has another name: calls by the old name fail."""

    code = "NK604"
    name = "removed-tool"


class RemovedInput(BreakingRule):
    """An input is gone: what callers give for it no longer counts."""

    code = "NK605"
    name = "removed-input"


class RequiredInput(BreakingRule):
    """An input must be given that could be left out, or did not exist."""

    code = "NK606"
    name = "required-input"


class NarrowedInput(BreakingRule):
    """An input takes fewer values than before."""

    code = "NK607"
    name = "narrowed-input"


class MovedInput(BreakingRule):
    """An input of a route is read from another place of the request."""

    code = "NK608"
    name = "moved-input"


class WorseHint(BreakingRule):
    """A tool promises less: clients that let it run unasked may have to ask now."""

    code = "NK609"
    name = "worse-hint"


class ChangedUpstream(BreakingRule):
    """The same call does another request upstream."""

    code = "NK610"
    name = "changed-upstream"


class RequiredSetting(BreakingRule):
    """A variable must be set that was not needed: deployments no longer start."""

    code = "NK611"
    name = "required-setting"


class RemovedSetting(BreakingRule):
    """A variable is no longer read: what a deployment sets no longer counts."""

    code = "NK612"
    name = "removed-setting"


class ChangedDescription(BreakingRule):
    """A model reads another description of a tool or an input: it may choose differently."""

    code = "NK613"
    name = "changed-description"


class NarrowedOutput(BreakingRule):
    """An answer lacks a member that it had, or a part of it is of another type."""

    code = "NK614"
    name = "narrowed-output"


#: In the order of their codes.
RULES: tuple[type[BreakingRule], ...] = (
    RemovedAdapter,
    ChangedAddress,
    RemovedRoute,
    RemovedTool,
    RemovedInput,
    RequiredInput,
    NarrowedInput,
    MovedInput,
    WorseHint,
    ChangedUpstream,
    RequiredSetting,
    RemovedSetting,
    ChangedDescription,
    NarrowedOutput,
)
