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

    notebook_token: str = field(repr=False)
    notebook_base_url: str
    notebook_timeout: float
    notebook_max_response: int
    notebook_max_connections: int
    notebook_team: str = field(repr=False)
    notebook_rest_listen: str
    notebook_skills_listen: str
    notebook_allowed_hosts: tuple[str, ...]


# What a value must look like, in words and as a regular expression.
_HOST = r"(\w([\w-]{0,61}\w)?(\.\w([\w-]{0,61}\w)?)*|\[[\da-fA-F:.]+\])"
_PORT = r":([0-5]?\d{1,4}|6[0-4]\d{3}|65[0-4]\d\d|655[0-2]\d|6553[0-5])"
_PATH = r"(/[\w.~!$&'()*+,;=:@%/-]*)?"
_URL = ("an http or https URL", rf"https?://{_HOST}({_PORT})?{_PATH}")
_LISTEN = ("ADDRESS:PORT", _HOST + _PORT)
_HOSTS = ("host names separated by spaces", rf"({_HOST}({_PORT})?(\s+|$))*")
_SECONDS = ("a number above 0", r"(?=.*[1-9])\d{1,6}(\.\d{1,6})?")
_COUNT = ("a whole number above 0", r"[1-9]\d{0,11}")
_TOKEN = ("printable ASCII", r"[ -~]+")
_TEXT = ("text on one line", r"[^\x00-\x1f\x7f-\x9f\ud800-\udfff]+")


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
        notebook_token=read("NOTEBOOK_TOKEN", _TOKEN),
        notebook_base_url=read(
            "NOTEBOOK_BASE_URL", _URL, "https://notebook.example/api"
        ),
        notebook_timeout=float(read("NOTEBOOK_TIMEOUT", _SECONDS, "30")),
        notebook_max_response=int(read("NOTEBOOK_MAX_RESPONSE", _COUNT, "16777216")),
        notebook_max_connections=int(read("NOTEBOOK_MAX_CONNECTIONS", _COUNT, "256")),
        notebook_team=read("NOTEBOOK_TEAM", _TEXT),
        notebook_rest_listen=read("NOTEBOOK_REST_LISTEN", _LISTEN, "127.0.0.1:8080"),
        notebook_skills_listen=read(
            "NOTEBOOK_SKILLS_LISTEN", _LISTEN, "localhost:3010"
        ),
        notebook_allowed_hosts=tuple(read("NOTEBOOK_ALLOWED_HOSTS", _HOSTS).split()),
    )
    if problems:
        raise SettingsError("; ".join(problems))
    return settings
