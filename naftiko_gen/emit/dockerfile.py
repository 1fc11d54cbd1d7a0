"""The few values that a Dockerfile holds."""

import json
import re
from collections.abc import Iterable

from naftiko_gen.emit.characters import HIDDEN
from naftiko_gen.emit.code import TRUST, DockerfileCode

_TOKEN = re.compile(r"[A-Za-z0-9_][A-Za-z0-9_.-]{0,99}")
_NAME = re.compile(r"[A-Za-z_][A-Za-z0-9_]*")


def token(value: str) -> DockerfileCode:
    """Return a word that means nothing to Docker or a shell, such as a script's name.

    Raises:
        ValueError: ``value`` is more than letters, digits, dots, dashes and underscores.
    """
    if not _TOKEN.fullmatch(value):
        raise ValueError(f"{value[:100]!r} is no plain word")
    return DockerfileCode(value, TRUST)


def port(value: int) -> DockerfileCode:
    """Return a port's number.

    Raises:
        ValueError: there is no such port.
    """
    if not 0 < value < 65536:
        raise ValueError(f"{value} is no port")
    return DockerfileCode(str(int(value)), TRUST)


def variable(name: str, value: str) -> DockerfileCode:
    """Return ``NAME="value"`` for ``ENV``; no variable is expanded in it.

    Raises:
        ValueError: ``name`` is no variable's name, or ``value`` holds what cannot be seen,
            line breaks among it.
    """
    if not _NAME.fullmatch(name):
        raise ValueError(f"{name[:100]!r} is no variable's name")
    if HIDDEN.search(value):
        raise ValueError(f"no form in a Dockerfile: {value[:100]!r}")
    quoted = re.sub(r'[\\"$]', r"\\\g<0>", value)
    return DockerfileCode(f'{name}="{quoted}"', TRUST)


def arguments(values: Iterable[str]) -> DockerfileCode:
    """Return the exec form of ``CMD`` and ``ENTRYPOINT``: a list that no shell reads."""
    return DockerfileCode(json.dumps(list(values)), TRUST)
