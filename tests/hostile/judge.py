"""The verdict on one document: refused as it should be, or harmless in every file."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import zip_longest
from typing import cast
from urllib.parse import quote, unquote_plus, unquote_to_bytes

from naftiko_gen.diagnostics import Diagnostic, Severity
from naftiko_gen.diagnostics.render import RENDERERS
from naftiko_gen.emit import render
from naftiko_gen.pipeline import Analysis, analyse
from tests.hostile.shapes import Skeleton, Unreadable, skeleton
from tests.hostile.texts import MARKER, is_hidden

#: The import package of every document here.
PACKAGE = "hostile"

Files = Mapping[str, bytes]


@dataclass(frozen=True, slots=True)
class Verdict:
    """``refused`` are the codes of errors; ``faults`` what went wrong with us."""

    refused: tuple[str, ...]
    faults: tuple[str, ...]

    @property
    def accepted(self) -> bool:
        """Whether files were written."""
        return not self.refused


@dataclass(frozen=True, slots=True)
class Written:
    """A document with a text in a place."""

    document: str
    text: str


def judge(hostile: Written, harmless: Iterable[Sequence[Written]]) -> Verdict:
    """Analyse and render a document, and compare the files with those of harmless ones.

    ``harmless`` are the same document with other words in the same place, in groups of one
    form; one that is refused itself is passed over. It is enough to be like one group.
    """
    analysis, faults = checked(hostile.document.encode())
    errors = tuple(d.code for d in analysis.diagnostics if d.severity is Severity.ERROR)
    if analysis.package is None:
        if not errors:
            faults.append("refused without an error")
        return Verdict(errors, tuple(faults))
    files = render(analysis.package)
    first: list[str] | None = None
    for group in harmless:
        references = [(each.text, rendered(each.document)) for each in group]
        accepted = [(text, like) for text, like in references if like is not None]
        if accepted:
            unlike = compare(files, accepted, hostile.text)
            first = unlike if first is None else first
            if not unlike:
                return Verdict((), tuple(faults))
    faults += ["accepted, where every harmless word is refused"] if first is None else first
    return Verdict((), tuple(faults))


def checked(data: bytes) -> tuple[Analysis, list[str]]:
    """Analyse a document; say what is wrong with its diagnostics."""
    analysis = analyse("spec.yaml", data, PACKAGE)
    faults = [
        f"{d.code} stands outside of the text: {span}"
        for d in analysis.diagnostics
        for span in (d.span, *(label.span for label in d.related))
        if not 0 <= span.start <= span.end <= len(analysis.document.text)
    ]
    faults += _show(analysis, analysis.diagnostics)
    return analysis, faults


def _show(analysis: Analysis, diagnostics: Sequence[Diagnostic]) -> list[str]:
    faults: list[str] = []
    for name in ("concise", "full"):
        text = RENDERERS[name](analysis.document, diagnostics)
        hidden = {character for character in set(text) if is_hidden(character)}
        if hidden:
            faults.append(f"{name} shows {sorted(hidden)!a}")
        if len(text) > 1_000_000 + 2_000 * len(diagnostics):
            faults.append(f"{name} writes {len(text)} characters")
        if not all(each.code in text for each in diagnostics):
            faults.append(f"{name} leaves a diagnostic out")
    return faults


@lru_cache(maxsize=4096)
def rendered(text: str) -> Files | None:
    """Return the files of a document, or None where it is refused."""
    package = analyse("spec.yaml", text.encode(), PACKAGE).package
    return None if package is None else render(package)


_PATH = re.compile(r"(?:[A-Za-z0-9_]+/)*[A-Za-z0-9_.]*[A-Za-z0-9_]+")


def compare(files: Files, references: Sequence[tuple[str, Files]], string: str) -> list[str]:
    """Say what of ``files`` is more than another constant beside the first reference.

    A reference is a harmless text and the files that come of it.
    """
    word, reference = references[0]
    others = [list(files.items()) for _, files in references]
    faults = [f"the path {path!r}" for path in files if not _PATH.fullmatch(path)]
    if len(files) != len(reference):
        return [*faults, f"other files: {sorted(files)}"]
    for index, (path, content) in enumerate(files.items()):
        like = [files[index] for files in others]
        if path != like[0][0] and not _is_made(like[0][0], [name for name, _ in like], word):
            faults.append(f"{like[0][0]} became {path}")
        if content == like[0][1]:
            continue
        try:
            found = skeleton(path, content)
        except Unreadable as error:
            faults.append(str(error))
            continue
        skeletons = [_skeleton(*each) for each in like]
        faults += (f"{path}: {fault}" for fault in _differences(found, skeletons, word, string))
    return faults


@lru_cache(maxsize=1024)
def _skeleton(path: str, content: bytes) -> Skeleton:
    return skeleton(path, content)


def _differences(
    found: Skeleton, others: Sequence[Skeleton], word: str, string: str
) -> Iterator[str]:
    like = others[0]
    if found.shape != like.shape:
        yield f"another syntax tree: {_first_difference(found.shape, like.shape)}"
        return
    for name, *expected in zip_longest(found.names, *(other.names for other in others)):
        like_it = _is_made(str(expected[0]), expected, word) or _is_suffixed(name, expected[0])
        if name != expected[0] and not like_it:
            yield f"the name {expected[0]!r} became {str(name)[:100]!r}"
    for text, wanted in zip_longest(found.texts, like.texts):
        # What is the harmless text and nothing else is now the hostile one and nothing else.
        # Or it is the word as a name, beside that name.
        same = MARKER in word and wanted is not None and _words(wanted) in _forms(word)
        if same and _words(str(text)) not in _forms(string) and text not in found.names:
            yield f"{string[:100]!r} became {str(text)[:100]!r}"


def _is_made(name: str, others: Sequence[object], word: str) -> bool:
    """Return whether a name is made from the word: another word changes it."""
    return len(set(others)) > 1 or (len(others) == 1 and MARKER in word and MARKER in name.lower())


def _is_suffixed(name: object, expected: object) -> bool:
    """Return whether a name is kept apart from another one that the string became."""
    return bool(re.fullmatch(re.escape(str(expected)) + "_[0-9a-f]{4,}", str(name)))


_NO_ESCAPE = re.compile(r"%(?![0-9A-Fa-f]{2})")
_SAFE = "~!$&'()*+,;=:@"


def _forms(text: str) -> list[list[str]]:
    """Return the words of a text as it stands, percent-encoded (RFC 3986, 3.3), and decoded.

    An escape that is there stays, or is written in its normal form (6.2.2), or is read as that
    of a form.
    """
    raw = _NO_ESCAPE.sub("%25", text).encode("utf-8", "surrogatepass")
    normal = b"/".join(
        quote(unquote_to_bytes(segment), safe=_SAFE).encode() for segment in raw.split(b"/")
    )
    decoded = unquote_plus(text)
    return [
        _words(text),
        _words(quote(raw, safe=f"%/{_SAFE}")),
        _words(normal.decode()),
        _words(decoded),
        _words(quote(decoded.encode("utf-8", "surrogatepass"), safe="&=")),
    ]


def _words(text: str) -> list[str]:
    """Return a text's words as docstrings and summaries keep them; slashes end no URL."""
    shown = text.rstrip("/ ")
    return [word.removeprefix("\\") if word.startswith("\\>>>") else word for word in shown.split()]


def _first_difference(found: object, expected: object) -> str:
    if isinstance(found, tuple) and isinstance(expected, tuple):
        mine, theirs = cast("tuple[object, ...]", found), cast("tuple[object, ...]", expected)
        for one, other in zip_longest(mine, theirs):
            if one != other:
                return _first_difference(one, other)
    return f"{found!r:.200} instead of {expected!r:.200}"
