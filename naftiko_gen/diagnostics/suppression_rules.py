"""Rules about the comments that silence other rules: each must be of use."""

from __future__ import annotations

from naftiko_gen.diagnostics.model import Severity
from naftiko_gen.diagnostics.rule import Example, Rule

_LABEL = "  label: Shop\n"


class UnusedSuppression(Rule):
    """A comment ignores what is not there.

    ## What it does
    Reports a code in `naftiko-gen: ignore[…]` or `ignore-file[…]` whose rule looked at the file
    and found nothing there. Rules that did not run, because others are selected or because an
    error stands before them, are taken for used; so are those about structure without
    `--strict`, which might find more.

    ## Why is this bad?
    The comment outlived its reason. It hides the next fault at that place, and readers look for
    one that was mended long ago.

    ## What to write instead
    Nothing: remove the code, or the whole comment. The fix does it.
    """

    code = "NK021"
    name = "unused-suppression"
    severity = Severity.WARNING
    bad = Example("  label: Shop # naftiko-gen: ignore[NK015]\n", _LABEL)
    good = Example("  label: yes # naftiko-gen: ignore[NK015] a shop of that name\n", _LABEL)


class UnknownSuppression(Rule):
    """A comment ignores a rule that does not exist.

    ## What it does
    Reports a text between the brackets of `naftiko-gen: ignore[…]` or `ignore-file[…]` that is
    no code of a rule, and names the nearest one.

    ## Why is this bad?
    Nothing is ignored by it. Whoever wrote it meant something.

    ## What to write instead
    The whole code of the rule: `NK301`, not `NK3` and not its name. Commas stand between several.
    """

    code = "NK022"
    name = "unknown-suppression"
    severity = Severity.WARNING
    bad = Example("  label: Shop # naftiko-gen: ignore[NK0I5]\n", _LABEL)
    good = Example("  label: yes # naftiko-gen: ignore[NK015] a shop of that name\n", _LABEL)


class MalformedSuppression(Rule):
    """A comment is meant to ignore something, and does not.

    ## What it does
    Reports a comment that starts like `naftiko-gen: ignore`, but is neither `ignore[CODE]` nor
    `ignore-file[CODE]`: the codes are missing, or a bracket, or the colon.

    ## Why is this bad?
    It has no effect. Nothing is ignored without the code of a rule, for else the next fault
    would be as well.

    ## What to write instead
    `# naftiko-gen: ignore[NK301] reason`, with the code that the diagnostic has.
    """

    code = "NK023"
    name = "malformed-suppression"
    severity = Severity.WARNING
    bad = Example("  label: Shop # naftiko-gen: ignore\n", _LABEL)
    good = Example("  label: yes # naftiko-gen: ignore[NK015] a shop of that name\n", _LABEL)


RULES: tuple[type[Rule], ...] = (UnusedSuppression, UnknownSuppression, MalformedSuppression)
