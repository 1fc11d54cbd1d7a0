"""Which rules count: `--select` and `--ignore`, by code or by the start of codes."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from naftiko_gen.diagnostics.rule import Rule

#: What a comment for this program starts with; `suppressions` knows the rest of it.
MARK = "naftiko-gen"

#: Letters that people write for a digit of a code.
_DIGITS = str.maketrans("OIL", "011")


class UnknownSelector(ValueError):
    """A text that is neither a code nor the start of one."""


@dataclass(frozen=True, slots=True)
class Selection:
    """The rules to report; where both lists name a code, the longer text wins, else `ignore`.

    An empty ``select`` stands for every rule.
    """

    select: tuple[str, ...] = ()
    ignore: tuple[str, ...] = ()

    def includes(self, code: str) -> bool:
        """Return whether diagnostics with this code are reported."""
        return _longest(self.select or ("",), code) > _longest(self.ignore, code)


def selectors(values: Iterable[str], rules: Sequence[type[Rule]]) -> tuple[str, ...]:
    """Return the codes and starts of codes in ``values``, each of which may hold several.

    They are separated by commas, in either case of letters.

    Raises:
        UnknownSelector: no rule has such a code; the message says which one may be meant.
    """
    words = [word.strip() for value in values for word in value.split(",")]
    for word in words:
        if not word or not any(rule.code.startswith(word.upper()) for rule in rules):
            raise UnknownSelector(unknown(word, {rule.name: rule.code for rule in rules}))
    return tuple(word.upper() for word in words)


def _longest(starts: Iterable[str], code: str) -> int:
    return max((len(start) for start in starts if code.startswith(start)), default=-1)


def unknown(word: str, names: Mapping[str, str]) -> str:
    """Return what to say of a text that is no code; ``names`` are the rules' names and codes."""
    # Slow to import, and needed for a misspelling only.
    from difflib import get_close_matches

    codes = list(names.values())
    # People write the name of a rule where its code is asked for.
    code = word.upper().translate(_DIGITS)
    close = get_close_matches(code, codes, 1) or get_close_matches(word.lower(), names, 1)
    if close:
        return f"no rule has the code {word!r}; did you mean {names.get(close[0], close[0])}?"
    families = sorted({code[:3] for code in codes})
    return f"no rule has the code {word!r}; codes start with {', '.join(families)}"
