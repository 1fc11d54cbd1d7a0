"""Reads documents and moves them."""

from __future__ import annotations

from naftiko_gen.diagnostics import Severity
from naftiko_gen.migrate import Migrated, migrate
from naftiko_gen.source import Document, PlainData, read, to_data

NAFTIKO = "1.0.0-alpha2"
IKANOS = "ikanos-1.0.0-beta5"


def document(text: str) -> Document:
    return read("spec.yaml", text.encode())[0]


def data(text: str) -> PlainData:
    root = document(text).root
    assert root is not None
    return to_data(root)


def moved(text: str, target: str) -> str:
    """Migrate a text that nothing is to be said about."""
    done = migrate(document(text), target)
    assert [(each.code, each.message) for each in done.notes] == []
    return done.text


def refused(text: str, target: str) -> list[tuple[str, str, str]]:
    """Migrate a text that must stay as it is; return code, message and place of each error."""
    done = migrate(document(text), target)
    assert done.text == text
    errors = said(text, done)
    assert errors
    return errors


def said(text: str, done: Migrated) -> list[tuple[str, str, str]]:
    return [
        (each.code, each.message, text[each.span.start : each.span.end])
        for each in done.notes
        if each.severity is not Severity.INFO
    ]
