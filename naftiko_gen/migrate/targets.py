"""The versions that a document can be brought to."""

from __future__ import annotations

from naftiko_gen.schema import versions

#: The newest Naftiko; the older ones are read and never written.
NAFTIKO = "naftiko-1.0.0-alpha2"


def is_ikanos(version: str) -> bool:
    """Return whether a version such as ``ikanos-1.0.0-beta4`` is one of Ikanos."""
    return version.startswith("ikanos-")


def targets() -> tuple[str, ...]:
    """Return the names of the versions to migrate to, oldest first."""
    return tuple(name for name in versions() if name == NAFTIKO or is_ikanos(name))


def version_of(target: str) -> str:
    """Return the version that a word names: ``ikanos-1.0.0-beta4``, or the number alone.

    Raises:
        LookupError: nothing can be migrated to what the word names.
    """
    for name in targets():
        if target in (name, name.partition("-")[2]):
            return name
    raise LookupError(f"no version {target!r} to migrate to; there are: {', '.join(targets())}")
