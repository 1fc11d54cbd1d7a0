"""What an operation on a fixed path means, as its name and the last word of the path tell.

Of a path alone it cannot be told whether `POST /x` makes an x or does one. Authors say it in the
name of the operation, and most keep to a few verbs.
"""

from __future__ import annotations

import re

from naftiko_gen.stub.store import Kind

# Beginnings of words, since many write `listrooms`.
_SEARCHES = ("autocomplete", "browse", "filter", "find", "list", "lookup", "query", "search")
_READS = ("describe", "fetch", "get", "read", "retrieve", "show", "view")
_CREATES = ("add", "create", "import", "insert", "new", "post", "register", "upload")
_WORD = re.compile(r"[A-Z]?[a-z0-9]+|[A-Z]+(?![a-z])")


def meaning(method: str, name: str, segment: str, many: bool) -> Kind:
    """Return what the operation ``name`` with ``method`` on a path that ends in ``segment`` means.

    ``many`` says that the spec has a path to an item below this one, or adds to this one and
    reads it.
    """
    verb = next(iter(_words(name)), "")
    many = many or _is_plural(segment)
    searches = is_search(segment) or verb.startswith(_SEARCHES)
    if method == "POST":
        if searches or verb.startswith(_READS):
            return Kind.SEARCH
        many = many or verb.startswith(_CREATES)
        return Kind.COLLECTION if many else Kind.ACTION
    return Kind.COLLECTION if many or searches else Kind.SINGLE


def is_search(segment: str) -> bool:
    """Whether a segment is a search rather than a thing: `/rooms/search`, `/_search`."""
    return any(word.startswith(_SEARCHES) and not _is_plural(word) for word in _words(segment))


def _words(text: str) -> list[str]:
    return [word.lower() for word in _WORD.findall(text)]


def _is_plural(segment: str) -> bool:
    plain = segment.lower()
    return plain.endswith("s") and not plain.endswith(("ss", "us", "is"))
