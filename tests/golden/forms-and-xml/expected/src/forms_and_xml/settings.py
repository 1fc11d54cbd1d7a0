"""What the service reads from its environment, once, at start."""

import os
import re
from collections.abc import Mapping
from dataclasses import dataclass


class SettingsError(Exception):
    """The environment describes no service that could run."""


@dataclass(frozen=True, slots=True)
class Settings:
    """One field an environment variable."""

    post_base_url: str
    post_timeout: float
    post_max_response: int
    post_max_connections: int
    post_rest_listen: str
    post_mcp_listen: str
    forms_and_xml_allowed_hosts: tuple[str, ...]


# What a value must look like, in words and as a regular expression.
_HOST = r"(\w([\w-]{0,61}\w)?(\.\w([\w-]{0,61}\w)?)*|\[[\da-fA-F:.]+\])"
_PORT = r":([0-5]?\d{1,4}|6[0-4]\d{3}|65[0-4]\d\d|655[0-2]\d|6553[0-5])"
_PATH = r"(/[\w.~!$&'()*+,;=:@%/-]*)?"
_URL = ("an http or https URL", rf"https?://{_HOST}({_PORT})?{_PATH}")
_LISTEN = ("ADDRESS:PORT", _HOST + _PORT)
_HOSTS = ("host names separated by spaces", rf"({_HOST}({_PORT})?(\s+|$))*")
_SECONDS = ("a number above 0", r"(?=.*[1-9])\d{1,6}(\.\d{1,6})?")
_COUNT = ("a whole number above 0", r"[1-9]\d{0,11}")


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
        post_base_url=read("POST_BASE_URL", _URL, "https://post.test"),
        post_timeout=float(read("POST_TIMEOUT", _SECONDS, "30")),
        post_max_response=int(read("POST_MAX_RESPONSE", _COUNT, "16777216")),
        post_max_connections=int(read("POST_MAX_CONNECTIONS", _COUNT, "256")),
        post_rest_listen=read("POST_REST_LISTEN", _LISTEN, "127.0.0.1:8080"),
        post_mcp_listen=read("POST_MCP_LISTEN", _LISTEN, "127.0.0.1:9090"),
        forms_and_xml_allowed_hosts=tuple(
            read("FORMS_AND_XML_ALLOWED_HOSTS", _HOSTS).split()
        ),
    )
    if problems:
        raise SettingsError("; ".join(problems))
    return settings
