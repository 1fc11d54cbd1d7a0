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

    printer_user: str = field(repr=False)
    printer_password: str = field(repr=False)
    printer_base_url: str
    printer_timeout: float
    printer_max_response: int
    printer_max_connections: int
    printer_rest_listen: str
    basic_auth_allowed_hosts: tuple[str, ...]


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
        printer_user=read("PRINTER_USER", _USER),
        printer_password=read("PRINTER_PASSWORD", _TEXT),
        printer_base_url=read("PRINTER_BASE_URL", _URL, "http://printer.test:631"),
        printer_timeout=float(read("PRINTER_TIMEOUT", _SECONDS, "30")),
        printer_max_response=int(read("PRINTER_MAX_RESPONSE", _COUNT, "16777216")),
        printer_max_connections=int(read("PRINTER_MAX_CONNECTIONS", _COUNT, "256")),
        printer_rest_listen=read("PRINTER_REST_LISTEN", _LISTEN, "127.0.0.1:8080"),
        basic_auth_allowed_hosts=tuple(
            read("BASIC_AUTH_ALLOWED_HOSTS", _HOSTS).split()
        ),
    )
    if problems:
        raise SettingsError("; ".join(problems))
    return settings
