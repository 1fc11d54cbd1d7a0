"""How much a document may ask for before it is refused."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Limits:
    """Bounds that keep any file within two seconds and a few hundred megabytes.

    The largest published capability has 96 KB, 5,700 nodes and 15 levels. The defaults leave
    room for eighty times its size and forty times its nodes.

    ``size`` counts the bytes of the file, ``depth`` the levels of nesting with aliases
    followed, ``nodes`` the keys and values that are written, ``aliased`` those that aliases
    repeat.
    """

    size: int = 8 * 1024 * 1024
    depth: int = 100
    nodes: int = 250_000
    aliased: int = 100_000
