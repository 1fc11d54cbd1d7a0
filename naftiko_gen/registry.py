"""Every rule of every room."""

from __future__ import annotations

from naftiko_gen import checks, dialect, lowering, schema
from naftiko_gen.diagnostics import Rule, failures, source_rules, suppression_rules

#: Those that `lint` knows, in the order of their codes.
RULES: tuple[type[Rule], ...] = tuple(
    sorted(
        (
            *source_rules.RULES,
            *suppression_rules.RULES,
            *failures.RULES,
            *dialect.RULES,
            *schema.RULES,
            *checks.DOCUMENT_RULES,
            *checks.RULES,
            *lowering.RULES,
        ),
        key=lambda rule: rule.code,
    )
)


def explained() -> tuple[type[Rule], ...]:
    """Return these and the rules that only a migration speaks by, in the order of their codes."""
    from naftiko_gen import migrate  # no other use of the rules needs it

    return tuple(sorted((*RULES, *migrate.RULES), key=lambda rule: rule.code))
