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

    weather_key: str = field(repr=False)
    weather_base_url: str
    weather_timeout: float
    weather_max_response: int
    weather_max_connections: int
    weather_rest_listen: str
    api_key_query_allowed_hosts: tuple[str, ...]


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
        weather_key=read("WEATHER_KEY", _TEXT),
        weather_base_url=read("WEATHER_BASE_URL", _URL, "https://weather.test"),
        weather_timeout=float(read("WEATHER_TIMEOUT", _SECONDS, "30")),
        weather_max_response=int(read("WEATHER_MAX_RESPONSE", _COUNT, "16777216")),
        weather_max_connections=int(read("WEATHER_MAX_CONNECTIONS", _COUNT, "256")),
        weather_rest_listen=read("WEATHER_REST_LISTEN", _LISTEN, "127.0.0.1:8080"),
        api_key_query_allowed_hosts=tuple(
            read("API_KEY_QUERY_ALLOWED_HOSTS", _HOSTS).split()
        ),
    )
    if problems:
        raise SettingsError("; ".join(problems))
    return settings
