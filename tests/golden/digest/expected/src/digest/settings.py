"""What the service reads from its environment, once, at start."""

import os
import re
from collections.abc import Mapping
from dataclasses import dataclass, field


class SettingsError(Exception):
    """The environment describes no service that could run."""


@dataclass(frozen=True, slots=True)
class Settings:
    """One field an environment variable."""

    camera_user: str = field(repr=False)
    camera_password: str = field(repr=False)
    camera_base_url: str
    camera_timeout: float
    camera_max_response: int
    camera_max_connections: int
    camera_mcp_listen: str
    digest_allowed_hosts: tuple[str, ...]


# What a value must look like, in words and as a regular expression.
_HOST = r"(\w([\w-]{0,61}\w)?(\.\w([\w-]{0,61}\w)?)*|\[[\da-fA-F:.]+\])"
_PORT = r":([0-5]?\d{1,4}|6[0-4]\d{3}|65[0-4]\d\d|655[0-2]\d|6553[0-5])"
_PATH = r"(/[\w.~!$&'()*+,;=:@%/-]*)?"
_URL = ("an http or https URL", rf"https?://{_HOST}({_PORT})?{_PATH}")
_LISTEN = ("ADDRESS:PORT", _HOST + _PORT)
_HOSTS = ("host names separated by spaces", rf"({_HOST}({_PORT})?(\s+|$))*")
_SECONDS = ("a number above 0", r"(?=.*[1-9])\d{1,6}(\.\d{1,6})?")
_COUNT = ("a whole number above 0", r"[1-9]\d{0,11}")
_TEXT = ("text on one line", r"[^\x00-\x1f\x7f-\x9f\ud800-\udfff]+")
_USER = ("text on one line without a colon", r"[^:\x00-\x1f\x7f-\x9f\ud800-\udfff]+")


def read_settings(environ: Mapping[str, str] = os.environ) -> Settings:
    """Read every variable; raise SettingsError with all that is wrong in one line."""
    problems: list[str] = []

    def read(name: str, form: tuple[str, str], default: str = "") -> str:
        value = environ.get(name, "").strip() or default
        if re.fullmatch(form[1], value, re.ASCII):
            return value
        problems.append(f"{name} is not {form[0] if value else 'set'}")
        return default

    settings = Settings(
        camera_user=read("CAMERA_USER", _USER),
        camera_password=read("CAMERA_PASSWORD", _TEXT),
        camera_base_url=read("CAMERA_BASE_URL", _URL, "https://camera.test"),
        camera_timeout=float(read("CAMERA_TIMEOUT", _SECONDS, "30")),
        camera_max_response=int(read("CAMERA_MAX_RESPONSE", _COUNT, "16777216")),
        camera_max_connections=int(read("CAMERA_MAX_CONNECTIONS", _COUNT, "256")),
        camera_mcp_listen=read("CAMERA_MCP_LISTEN", _LISTEN, "127.0.0.1:9090"),
        digest_allowed_hosts=tuple(read("DIGEST_ALLOWED_HOSTS", _HOSTS).split()),
    )
    if problems:
        raise SettingsError("; ".join(problems))
    return settings
