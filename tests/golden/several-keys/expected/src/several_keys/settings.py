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

    forecast_key: str = field(repr=False)
    forecast_base_url: str
    forecast_timeout: float
    forecast_max_response: int
    forecast_max_connections: int
    station_password: str = field(repr=False)
    station_base_url: str
    station_timeout: float
    station_max_response: int
    station_max_connections: int
    weather_mcp_listen: str
    several_keys_allowed_hosts: tuple[str, ...]


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
        forecast_key=read("FORECAST_KEY", _TOKEN),
        forecast_base_url=read("FORECAST_BASE_URL", _URL, "https://forecast.test/v2"),
        forecast_timeout=float(read("FORECAST_TIMEOUT", _SECONDS, "30")),
        forecast_max_response=int(read("FORECAST_MAX_RESPONSE", _COUNT, "16777216")),
        forecast_max_connections=int(read("FORECAST_MAX_CONNECTIONS", _COUNT, "256")),
        station_password=read("STATION_PASSWORD", _TEXT),
        station_base_url=read("STATION_BASE_URL", _URL, "http://station.test"),
        station_timeout=float(read("STATION_TIMEOUT", _SECONDS, "30")),
        station_max_response=int(read("STATION_MAX_RESPONSE", _COUNT, "16777216")),
        station_max_connections=int(read("STATION_MAX_CONNECTIONS", _COUNT, "256")),
        weather_mcp_listen=read("WEATHER_MCP_LISTEN", _LISTEN, "127.0.0.1:9090"),
        several_keys_allowed_hosts=tuple(
            read("SEVERAL_KEYS_ALLOWED_HOSTS", _HOSTS).split()
        ),
    )
    if problems:
        raise SettingsError("; ".join(problems))
    return settings
