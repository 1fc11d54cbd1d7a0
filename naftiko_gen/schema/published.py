"""A schema as it is handed out, for editors and other tools."""

from __future__ import annotations

from naftiko_gen.schema.assemble import Schema, schema

_WORDS = {
    "official": "Accepts exactly what the official schema of {} accepts.",
    "catalogue": "Accepts what the official schema of {} accepts, and what published capability "
    "files say beyond it with one evident meaning.",
}


def published(version: str, form: str) -> Schema:
    """Return a form of a version as one document that needs no other.

    Raises:
        LookupError: there is no such version or form.
    """
    whole = schema(version, form)
    key, _, number = version.partition("-")
    name = f"{key.capitalize()} {number}"
    head = {
        "$schema": whole["$schema"],
        "$id": f"urn:naftiko-gen:{version}:{form}",
        "title": f"Capability document of {name}",
        "description": _WORDS[form].format(name),
    }
    return head | {keyword: part for keyword, part in whole.items() if keyword not in head}
