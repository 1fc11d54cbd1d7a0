"""Where a rule is explained on the web."""

from __future__ import annotations

from naftiko_gen.diagnostics.model import Diagnostic

#: The documentation's root.
DOCUMENTATION = "https://github.com/naftiko/naftiko-gen/blob/main/docs/"


def url(diagnostic: Diagnostic) -> str:
    """Return the address of the page about a diagnostic's rule."""
    return DOCUMENTATION + diagnostic.anchor
