"""Finds and reads the settings of a project."""

from __future__ import annotations

import os
from datetime import date, datetime, time
from pathlib import Path
from typing import NoReturn, TypeAlias

from naftiko_gen.config.model import Config, ConfigError, Spec

_Value: TypeAlias = (
    "str | int | float | bool | date | datetime | time | list[_Value] | dict[str, _Value]"
)
_Table: TypeAlias = dict[str, _Value]

_KEYS = ("specs", "output", "package", "select", "ignore", "per-file-ignores", "baseline")
_KEYS_OF_A_SPEC = ("path", "output", "package")

#: Stands for the name of the spec's file without its ending.
_STEM = "{stem}"


def load(start: Path) -> Config:
    """Return the settings that apply in the folder ``start``.

    They stand in the nearest pyproject.toml, in that folder or above it, that has a table
    ``[tool.naftiko-gen]``. Paths in it are relative to its own folder.

    Raises:
        ConfigError: that file, or one between, cannot be read, or holds what is no setting.
    """
    folder = start.absolute()
    for parent in (folder, *folder.parents):
        file = parent / "pyproject.toml"
        if file.is_file() and (table := _table(file)) is not None:
            return _Reader(file).config(table)
    return Config()


def _table(file: Path) -> _Value | None:
    """Return the tool's table in a pyproject.toml, or None."""
    # Few projects have settings: the module is imported where there may be some.
    import tomllib

    try:
        data: _Table = tomllib.loads(file.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        reason = error.strerror if isinstance(error, OSError) else error
        raise ConfigError(f"{file}: {reason}") from None
    tool = data.get("tool")
    return tool.get("naftiko-gen") if isinstance(tool, dict) else None


class _Reader:
    """Takes the table apart; every fault is a ConfigError with the file's name."""

    def __init__(self, file: Path) -> None:
        self._file = file

    def config(self, table: _Value) -> Config:
        settings = self._mapping(table, "[tool.naftiko-gen]", _KEYS)
        output = self._pattern(settings, "output", "")
        package = self._pattern(settings, "package", "")
        listed = settings.get("specs", [])
        if not isinstance(listed, list):
            self._fail("specs must be a list")
        specs = tuple(
            self._spec(item, f"specs[{index}]", output, package)
            for index, item in enumerate(listed)
        )
        self._once(specs)
        select, ignore = self._words(settings, "select"), self._words(settings, "ignore")
        baseline = settings.get("baseline")
        if baseline is not None and (not isinstance(baseline, str) or not baseline):
            self._fail("baseline must be the path of a file")
        return Config(
            self._file,
            specs,
            select,
            ignore,
            self._by_file(settings),
            self._path(baseline) if baseline else None,
        )

    def _by_file(self, settings: _Table) -> tuple[tuple[str, tuple[str, ...]], ...]:
        table = settings.get("per-file-ignores", {})
        if not isinstance(table, dict):
            self._fail("per-file-ignores must be a table: a pattern of files, and its codes")
        return tuple((pattern, self._words(table, pattern)) for pattern in table)

    def _spec(self, item: _Value, where: str, output: str | None, package: str | None) -> Spec:
        if isinstance(item, str):
            item = {"path": item}
        settings = self._mapping(item, where, _KEYS_OF_A_SPEC)
        name = settings.get("path")
        if not isinstance(name, str) or not name:
            self._fail(f"{where}.path must be the path of a capability file")
        path = self._path(name)
        output = self._pattern(settings, "output", f"{where}.") or output
        package = self._pattern(settings, "package", f"{where}.") or package
        return Spec(
            path,
            self._path(output.replace(_STEM, path.stem)) if output else None,
            package.replace(_STEM, path.stem) if package else None,
        )

    def _once(self, specs: tuple[Spec, ...]) -> None:
        """Refuse two specs that write into one folder: each would undo the other's work."""
        outputs: dict[Path, Spec] = {}
        for spec in specs:
            if spec.output is None:
                continue
            first = outputs.setdefault(spec.output, spec)
            if first is not spec:
                self._fail(
                    f"{first.path.name} and {spec.path.name} have the same output; "
                    f"give each its own, or write {_STEM} in it"
                )

    def _mapping(self, value: _Value, where: str, keys: tuple[str, ...]) -> _Table:
        if not isinstance(value, dict):
            self._fail(f"{where} must be a table")
        for key in value:
            if key not in keys:
                self._fail(f"{where}: unknown key {key!r}; {_hint(str(key), keys)}")
        return value

    def _pattern(self, settings: _Table, key: str, where: str) -> str | None:
        value = settings.get(key)
        if value is None:
            return None
        if not isinstance(value, str) or not value:
            self._fail(f"{where}{key} must be a text")
        if set(value.replace(_STEM, "")) & set("{}"):
            self._fail(f"{where}{key}: {_STEM} is all that may stand in braces")
        return value

    def _words(self, settings: _Table, key: str) -> tuple[str, ...]:
        value = settings.get(key, [])
        words = [word for word in value if isinstance(word, str)] if isinstance(value, list) else []
        if words != value:
            self._fail(f"{key} must be a list of codes")
        return tuple(words)

    def _path(self, name: str) -> Path:
        return Path(os.path.normpath(self._file.parent / name))

    def _fail(self, message: str) -> NoReturn:
        raise ConfigError(f"{self._file}: {message}")


def _hint(key: str, keys: tuple[str, ...]) -> str:
    # Slow to import, and needed for a misspelling only.
    from difflib import get_close_matches

    close = get_close_matches(key, keys, 1)
    return f"did you mean {close[0]!r}?" if close else f"known: {', '.join(keys)}"
