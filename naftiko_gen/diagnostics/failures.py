"""A fault of this program while it judges a file: said like any other, and the rest goes on."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from naftiko_gen.diagnostics.model import Diagnostic, Severity, Span
from naftiko_gen.diagnostics.rule import Example, Rule
from naftiko_gen.source.document import Document
from naftiko_gen.source.nodes import Mapping, Scalar, walk

_PACKAGE = "naftiko_gen."
_LABEL = "  label: Shop\n"

_QUOTED = re.compile(r"""'[^'\n]*'|"[^"\n]*"|`[^`\n]*`""")
# Shorter words say nothing of a file.
_WORD = re.compile(r"\w{4,}")
_HELP = (
    "this is a fault of naftiko-gen, not of the file: please report it with the file, or with "
    "what shows it; NAFTIKO_GEN_TRACEBACK=1 in the environment shows where it happened"
)


class InternalFault(Rule):
    """A rule of this program failed.

    ## What it does
    Names the rule, or the step, that stopped with an exception, and what kind of exception it
    was. All other rules have judged the file. It cannot be ignored, and nothing is generated.
    Words of the file are left out of the exception's message.

    ## Why is this bad?
    What the rule would have said of the file is not known, and what others say may follow from
    that.

    ## What to write instead
    Nothing: the fault is in naftiko-gen. Please report it. No file is known to bring it about,
    so the examples below are sound.
    """

    code = "NK099"
    name = "internal-fault"
    severity = Severity.ERROR
    bad = Example("  label: Shop # and whatever a rule failed over\n", _LABEL)
    good = Example(_LABEL, _LABEL)


RULES: tuple[type[Rule], ...] = (InternalFault,)


@dataclass(frozen=True, slots=True)
class Failure:
    """An exception out of ``part``, which names a rule or a step; ``codes`` did not judge."""

    part: str
    codes: tuple[str, ...]
    error: Exception


def of_rule(rule: type[Rule], error: Exception) -> Failure:
    """Return the failure of a single rule."""
    return Failure(f"the rule {rule.code} {rule.name}", (rule.code,), error)


def of_step(name: str, rules: Sequence[type[Rule]], error: Exception) -> Failure:
    """Return the failure of a step that several rules share."""
    return Failure(f"the step `{name}`", tuple(rule.code for rule in rules), error)


def diagnostic(failure: Failure, document: Document) -> Diagnostic:
    """Return a failure as a diagnostic at the start of the document.

    The exception's message may repeat the file, which may hold a secret: what it has in quotes,
    and each longer word that occurs in the file, becomes ``…``.
    """
    error = failure.error
    said = _without(_QUOTED.sub("…", str(error)), document)
    kind = type(error).__name__ + (f": {said}" if said else "")
    message = f"{failure.part} failed: {kind}{_where(error)}"
    return InternalFault.at(Span(0, 0), message, help=_HELP)


def _without(message: str, document: Document) -> str:
    if not _WORD.search(message):
        return message
    # Values as well as the text: one may be written with escapes.
    words = set(_WORD.findall(document.text))
    for node in walk(document.root) if document.root else ():
        if isinstance(node, Scalar):
            words.update(_WORD.findall(str(node.value)))
        elif isinstance(node, Mapping):
            for entry in node.entries:
                words.update(_WORD.findall(entry.name))
    return _WORD.sub(lambda match: "…" if match[0] in words else match[0], message)


def _where(error: Exception) -> str:
    """Return the innermost line of this program that the exception came through."""
    place, trace = "", error.__traceback__
    while trace:
        module = str(trace.tb_frame.f_globals.get("__name__"))
        if module.startswith(_PACKAGE):
            place = f" ({module}:{trace.tb_lineno})"
        trace = trace.tb_next
    return place
