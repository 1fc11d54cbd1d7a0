"""JUnit XML: a suite for each file, in it a failed case for each diagnostic.

The elements and attributes are those of the schema of the Jenkins xUnit plugin, `junit-10.xsd`.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from xml.sax.saxutils import escape, quoteattr

from naftiko_gen.diagnostics import visible
from naftiko_gen.diagnostics.model import Diagnostic, Severity
from naftiko_gen.diagnostics.render.run import Result, Run, Unreadable
from naftiko_gen.diagnostics.rule import Rule
from naftiko_gen.source.document import Document


def render(run: Run, rules: Sequence[type[Rule]]) -> str:
    """Return the run as an XML document in ASCII.

    Warnings and errors are failures. A file of which nothing is said has one case that passed;
    infos are passed cases as well; a file that cannot be read has a case in error.
    """
    lines = ['<?xml version="1.0" encoding="US-ASCII"?>', '<testsuites name="naftiko-gen">']
    for result in run.results:
        lines += _suite(result)
    for file in run.unreadable:
        lines += _error(file)
    text = "".join(f"{line}\n" for line in (*lines, "</testsuites>"))
    return text.encode("ascii", "xmlcharrefreplace").decode("ascii")


def _suite(result: Result) -> Iterator[str]:
    found = result.diagnostics
    failures = sum(each.severity is not Severity.INFO for each in found)
    counts = f'tests="{len(found) or 1}" failures="{failures}" errors="0"'
    path = _attribute(result.document.path)
    yield f"  <testsuite name={path} {counts}>"
    if not found:
        yield f'    <testcase name="naftiko-gen" classname={path}/>'
    for each in found:
        yield from _case(result.document, each, path)
    yield "  </testsuite>"


def _case(document: Document, each: Diagnostic, path: str) -> Iterator[str]:
    line, column = document.position(each.span.start)
    name = _attribute(f"{each.code} {each.name} {line}:{column}")
    if each.severity is Severity.INFO:
        yield f"    <testcase name={name} classname={path}/>"
        return
    yield f"    <testcase name={name} classname={path}>"
    kind = _attribute(each.severity.value)
    text = f"{document.path}:{line}:{column}" + (f"\nhelp: {each.help}" if each.help else "")
    yield f"      <failure message={_attribute(each.message)} type={kind}>{_text(text)}</failure>"
    yield "    </testcase>"


def _error(file: Unreadable) -> Iterator[str]:
    path = _attribute(file.path)
    yield f'  <testsuite name={path} tests="1" failures="0" errors="1">'
    yield f'    <testcase name="naftiko-gen" classname={path}>'
    yield f"      <error message={_attribute(file.reason)}/>"
    yield "    </testcase>"
    yield "  </testsuite>"


def _attribute(text: str) -> str:
    return quoteattr(visible.escape(text))


def _text(text: str) -> str:
    return "\n".join(escape(visible.escape(line)) for line in text.split("\n"))
