"""Variables of the spec that nobody filled in, wherever a request may carry one."""

from __future__ import annotations

import re
from urllib.parse import unquote_plus

from naftiko_gen.stub.messages import Refusal, Request

# JSON never has two opening braces in a row outside a text, and no bare word in braces.
_IN_TEXT = re.compile(r"\$?\{\{[^{}]*\}\}|\$?\{\s*[A-Za-z_][\w.-]*\s*\}")
# Single braces round a word are common in the bodies of query languages.
_IN_BODY = re.compile(r"\{\{[^{}\"]*\}\}|\$\{\s*[A-Za-z_][\w.-]*\s*\}")


def refuse_unfilled(request: Request) -> None:
    """Raise a ``Refusal`` (400) if the query, a header or the body holds a variable.

    The path is judged before it is matched, credentials when they are looked for.
    """
    if _IN_TEXT.search(unquote_plus(request.query)):
        raise Refusal(400, "The query holds a variable that was not filled in.")
    for name, value in request.headers:
        if _IN_TEXT.search(value):
            raise Refusal(400, f"The header {name!r} holds a variable that was not filled in.")
    text = request.body.decode("utf-8", "replace")
    if _IN_BODY.search(text) or _IN_BODY.search(unquote_plus(text)):
        raise Refusal(400, "The body holds a variable that was not filled in.")
