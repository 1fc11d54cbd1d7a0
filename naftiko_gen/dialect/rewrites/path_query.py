"""What stands behind a consumed path: a query, a fragment."""

from __future__ import annotations

from dataclasses import replace
from typing import ClassVar
from urllib.parse import unquote_plus

from naftiko_gen.diagnostics import Diagnostic, Example, Rule, Severity
from naftiko_gen.dialect.rewrite import Rewrite, at, items, text, with_value
from naftiko_gen.source import Entry, Mapping, Node, Scalar, Sequence

_PATH = "      path: /items/{{id}}\n"
_END = "        - name: id\n          in: path\n  exposes:\n"


class PathFragment(Rule):
    """Fragment in a consumed path.

    ## What it does
    Cuts a consumed path at its `#`.

    ## Why is this bad?
    A fragment is never sent: paths that differ in nothing else are one address. Where it names
    an action, as in descriptions of AWS, an input such as `X-Amz-Target` has to tell it.

    ## What to write instead
    The path without the fragment.
    """

    code = "NK134"
    name = "path-fragment"
    severity = Severity.WARNING
    bad: ClassVar[Example] = Example("      path: /items/{{id}}#get\n", _PATH)
    good: ClassVar[Example] = Example(_PATH, _PATH)


class PathQuery(Rewrite):
    """Query in a consumed path.

    ## What it does
    Reads `/items?view=all` as the path `/items` with a query parameter `view` that is always
    `all`.

    ## Why is this bad?
    It is not: the request is what is written. The specification has `inputParameters` for it.

    ## What to write instead
    An input `in: query` with a `value`.
    """

    code = "NK135"
    name = "path-query"
    severity = Severity.INFO
    remedy = "move the query to the inputs"
    says = ("NK134",)
    bad: ClassVar[Example] = Example("      path: /items/{{id}}?view=all\n", _PATH)
    good: ClassVar[Example] = Example(_PATH, _PATH)

    @classmethod
    def apply(cls, root: Node, found: list[Diagnostic]) -> Node:
        """Split the paths; what has placeholders in its query stays as it is."""

        def split(resource: Node) -> Node:
            path = text(resource, "path") if isinstance(resource, Mapping) else None
            if not isinstance(resource, Mapping) or path is None:
                return resource
            whole, mark, _ = str(path.value).partition("#")
            bare, _, query = whole.partition("?")
            if "{" in query or (whole == bare and not mark):
                return resource
            if mark:
                message = f"what is behind `#` is never sent; the path is read as `{whole}`"
                found.append(PathFragment.at(path.span, message))
            fixed = [_fixed(path, pair) for pair in query.split("&") if pair]
            if fixed:
                message = f"the path is `{bare}`; `{query}` is sent with every request"
                found.append(cls.at(path.span, message))
            changed = with_value(resource, "path", replace(path, value=bare))
            return at(changed, "operations/*", lambda operation: _with(operation, path, fixed))

        return at(root, "capability/consumes/*/resources/*", split)


def _fixed(path: Scalar, pair: str) -> Mapping:
    name, _, value = pair.partition("=")
    words = {"name": unquote_plus(name), "in": "query", "value": unquote_plus(value)}
    return Mapping(
        path.span,
        tuple(Entry(Scalar(path.span, k), Scalar(path.span, v)) for k, v in words.items()),
    )


def _with(operation: Node, path: Scalar, fixed: list[Mapping]) -> Node:
    """Add the inputs to an operation; of a declared one of that name they take the place."""
    if not isinstance(operation, Mapping) or not fixed:
        return operation
    names = {str(name.value) for each in fixed if (name := text(each, "name"))}
    kept = [
        each
        for each in items(operation.get("inputParameters"))
        if not ((name := text(each, "name")) and name.value in names)
    ]
    inputs = Sequence(path.span, (*kept, *fixed))
    rest = tuple(entry for entry in operation.entries if entry.name != "inputParameters")
    return replace(operation, entries=(*rest, Entry(Scalar(path.span, "inputParameters"), inputs)))
