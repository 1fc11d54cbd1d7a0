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

    forum_session: str = field(repr=False)
    forum_base_url: str
    forum_timeout: float
    forum_max_response: int
    forum_max_connections: int
    forum_rest_listen: str
    forum_mcp_listen: str
    cookies_allowed_hosts: tuple[str, ...]


# What a value must look like, in words and as a regular expression.
_HOST = r"(\w([\w-]{0,61}\w)?(\.\w([\w-]{0,61}\w)?)*|\[[\da-fA-F:.]+\])"
_PORT = r":([0-5]?\d{1,4}|6[0-4]\d{3}|65[0-4]\d\d|655[0-2]\d|6553[0-5])"
_PATH = r"(/[\w.~!$&'()*+,;=:@%/-]*)?"
_URL = ("an http or https URL", rf"https?://{_HOST}({_PORT})?{_PATH}")
_LISTEN = ("ADDRESS:PORT", _HOST + _PORT)
_HOSTS = ("host names separated by spaces", rf"({_HOST}({_PORT})?(\s+|$))*")
_SECONDS = ("a number above 0", r"(?=.*[1-9])\d{1,6}(\.\d{1,6})?")
_COUNT = ("a whole number above 0", r"[1-9]\d{0,11}")
_COOKIE = ("the value of a cookie", r"[!#-+\--:<-\[\]-~]+")


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
        forum_session=read("FORUM_SESSION", _COOKIE),
        forum_base_url=read("FORUM_BASE_URL", _URL, "https://forum.test/api"),
        forum_timeout=float(read("FORUM_TIMEOUT", _SECONDS, "30")),
        forum_max_response=int(read("FORUM_MAX_RESPONSE", _COUNT, "16777216")),
        forum_max_connections=int(read("FORUM_MAX_CONNECTIONS", _COUNT, "256")),
        forum_rest_listen=read("FORUM_REST_LISTEN", _LISTEN, "127.0.0.1:8080"),
        forum_mcp_listen=read("FORUM_MCP_LISTEN", _LISTEN, "127.0.0.1:9090"),
        cookies_allowed_hosts=tuple(read("COOKIES_ALLOWED_HOSTS", _HOSTS).split()),
    )
    if problems:
        raise SettingsError("; ".join(problems))
    return settings
