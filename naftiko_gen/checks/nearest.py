"""Which known name a wrong one may stand for."""

from __future__ import annotations

from collections.abc import Collection

#: How much alike two names must be.
_LIKENESS = 0.6
#: What may be spent on one file, and what a comparison costs besides the product of the
#: lengths. Eighty wrong calls of eighty operations with long names are within it.
_EFFORT, _COMPARISON = 15_000_000, 200


class Nearest:
    """Finds the names that are meant, until a file has cost too much.

    Comparing two names is slow, and a thousand wrong names would be compared with a thousand
    known ones: nobody reads a thousand suggestions.
    """

    def __init__(self, effort: int = _EFFORT) -> None:
        self._left = effort

    def __call__(self, word: str, known: Collection[str]) -> str | None:
        """Return the known name that the author may have meant, or None."""
        self._left -= len(known)
        if self._left < 0:
            return None
        names = [name for name in set(known) if _may_be_alike(len(word), len(name))]
        self._left -= sum(_COMPARISON + len(word) * len(name) for name in names)
        if not names or self._left < 0:
            return None
        # Slow to import, and needed for a fault only.
        from difflib import get_close_matches

        matches = get_close_matches(word, sorted(names), n=1, cutoff=_LIKENESS)
        return matches[0] if matches else None


def _may_be_alike(one: int, other: int) -> bool:
    """Say whether names of these lengths can be alike, all of the shorter one's letters shared."""
    return 2 * min(one, other) >= _LIKENESS * (one + other)
