"""The strings that a stranger might write, and harmless ones of the same form."""

from __future__ import annotations

import re

#: A word that means nothing in any language of a generated file.
MARKER = "marker"
#: A second one: what changes with the word is made from it.
OTHER = "another"

#: Each string by its name. What is long is made here, so that no file of ours is.
STRINGS: dict[str, str] = {
    "empty": "",
    "space": " ",
    "spaces around": "  two  words  ",
    "tab": "a\tb",
    "line feed": "a\nb",
    "carriage return": "a\rb",
    "both breaks": "a\r\nb\n",
    "blank line": "a\n\n\nb",
    "NUL": "a\0b",
    "form feed": "a\fimport os\fb",
    "vertical tab": "a\vb",
    "escape sequence": "\x1b[31mred\x1b]0;title\x07",
    "backspace": "a\b\x7fb",
    "next line": "a\x85b",
    "line separator": "a\u2028b\u2029c",
    "double quote": '"',
    "single quote": "'",
    "both quotes": "\"'",
    "three double quotes": '"""',
    "three single quotes": "'''",
    "quotes at both ends": '"quoted"',
    "backslash": "\\",
    "two backslashes": "\\\\",
    "backslash at the end": "back\\",
    "backslash and quote": '\\"',
    "backslash and three quotes": '\\"""',
    "escape of a character": "\\x41\\u0041\\N{BULLET}\\101",
    "docstring left": '"""\nimport os\nos.system("id")\n"""',
    "string left": '"\nimport os #',
    "other string left": "'\nimport os #",
    "call left": '"), __import__("os").system("id"), ("',
    "subscript left": "'][__import__('os').system('id')]['",
    "import": "__import__('os')",
    "interpolation": "{__import__('os').system('id')}",
    "index in braces": "{0}",
    "name in braces": "{x}",
    "attribute in braces": "{x.__class__}",
    "name in two braces": "{{x}}",
    "variable": "{{env.SECRET}}",
    "open braces": "{{",
    "closed braces": "}}",
    "one brace": "{",
    "statement of a template": "{% for x in y %}",
    "raw block": "{% raw %}{{ x }}{% endraw %}",
    "comment of a template": "{# x #}",
    "expression of a template": "{{ cycler.__init__.__globals__.os.popen('id').read() }}",
    "dollar and brace": "${HOME}",
    "dollar": "$HOME $$ $(id)",
    "backtick": "`id`",
    "percent": "%s %(x)s %d",
    "percent sign": "100%",
    "percent escapes": "%2e%2e%2f%00%zz",
    "hash": "#",
    "hash behind a space": "a # noqa: type: ignore",
    "hash first": "# coding: utf-7",
    "prompt": ">>> import os",
    "shell": "; rm -rf ~ & | > x < y && z",
    "shell line": "a\nexport PATH=.\n",
    "option": "--config=x",
    "equals": "A=b",
    "dotenv line": "x\nBOOKS_KEY=stolen",
    "TOML table": 'x"\n[project.scripts]\nx = "os:system',
    "TOML array": '"]\nx = ["',
    "Dockerfile line": "x\nRUN id\n",
    "JSON": '","x":"',
    "JSON closed": '"}]}',
    "comma": "a,b",
    "colon": "a: b",
    "list item": "- a\n- b\n1. c",
    "fence": "```\n# x\n```",
    "tilde fence": "~~~\nx",
    "heading": "# x\n===\n---",
    "table": "| a | b |\n|---|---|",
    "emphasis": "*a* _b_ **c** ~~d~~",
    "link": "[x](javascript:alert(1)) ![y](http://a.test)",
    "reference": "[x]: http://a.test",
    "address": "a@b.test www.a.test http://a.test",
    "entity": "&lt;&#60;&amp",
    "comment left": "--> <!-- x",
    "section left": "]]> <![CDATA[",
    "script": "</script><script>alert(1)</script>",
    "tag": "<img src=x onerror=alert(1)>",
    "right to left": "\u202eabc\u202c",
    "isolates": "\u2066abc\u2069",
    "tag characters": "a\U000e0041\U000e0042b",
    "zero width": "a\u200b\u200d\u2060\ufeffb",
    "soft hyphen": "a\xadb\u034f\u115fc",
    "noncharacter": "a\ufffe\uffffb\U0010ffff",
    "lone surrogate": "a\ud800b",
    "other surrogate": "\udfff",
    "two surrogates": "\ud83d\ude00",
    "private": "\ue000\U000f0000",
    "emoji": "\U0001f680 \U0001f469\u200d\U0001f469 \u2764\ufe0f",
    "Hebrew": "שלום",
    "Arabic": "مرحبا بالعالم",
    "Japanese": "日本語のテキスト",
    "combining": "e\u0301\u0323" + "\u0300" * 40,
    "ligature": "ﬁ K ſ ı İ ß",
    "fullwidth": "＂＇＼；",
    "digits of elsewhere": "١٢٣ ²³",
    "keyword": "class",
    "constant": "None",
    "dunder": "__class__",
    "self": "self",
    "builtin": "print",
    "parent": "../../etc/passwd",
    "root": "/etc/passwd",
    "host": "//evil.test/",
    "user": "@evil.test",
    "query": "?a=b&c",
    "long": "x" * 100_000,
    "long words": "word " * 20_000,
    "long quotes": "\"'\\" * 30_000,
    "long lines": "a\n" * 20_000,
    "long wide": "日" * 40_000,
}

#: Dangers of all languages in one string; braces would make a parameter of a path.
COMPOSITE = (
    'a"b\'c"""d\'\'\'e\\f\\"g\nh\ri\tj\0k\fl\x1bm\x85n\u2028o\u202ep\u2066q\U000e0041r\ufeffs\U0001f680t'
    "u${HOME}v$(id)w`id`x%sy%(z)s#a # b ;c|d&e<f>g--> ]]> </script>*h*_i_[j](k)l@m.test ```n~~~\\"
)

_PLACEHOLDER = re.compile(r"(\{\{[^{}]*\}\}|\{[^{}]*\})")


def twin(text: str) -> str:
    """Return a harmless text that says as much.

    Placeholders stay placeholders, blank texts stay blank, long ones long (up to a point), and
    a text of several lines has several lines.
    """
    names: dict[str, str] = {}
    parts: list[str] = []
    for part in _PLACEHOLDER.split(text):
        if not part.strip():
            parts.append(part and " ")
        elif _PLACEHOLDER.fullmatch(part):
            name = part.strip("{} \t\n\r\f\v")
            word = names.setdefault(name, f"{MARKER}{len(names) or ''}") if name else ""
            # Variables of the environment are written in capitals.
            word = word.upper() if name[-1:].isupper() else word
            opening, closing = ("{{", "}}") if part.startswith("{{") else ("{", "}")
            parts.append(opening + word + closing)
        else:
            parts.append(_like(part))
    return "".join(parts)


#: Characters that take a path, a query or a mapping apart, and those that take no part in names.
_STRUCTURE = re.compile(r"([/?&=#.{}$])")
_PLAIN = re.compile(r"[A-Za-z0-9_~!'()*+,;:@-]*")


def twins(text: str) -> tuple[str, ...]:
    """Return harmless texts, the simplest one first.

    A place may take a text apart (a path, its query, a mapping), percent-encode it, read it as
    JSON, or take it for a slip of the pen where it is near to a known name. The second text has
    the same parts, each of them to be encoded or not; the third is as far from every name as a
    long one is. The text itself is none, unless it is blank.
    """
    words: dict[str, str] = {}
    parts: list[str] = []
    for part in _STRUCTURE.split(text):
        if part and not _STRUCTURE.fullmatch(part):
            word = words.setdefault(part, f"{MARKER}{len(words) or ''}")
            word = word.upper() if part.isupper() else word
            part = word if _PLAIN.fullmatch(part) else f"{word} {word}"
        parts.append(part)
    found = [twin(text), "".join(parts), MARKER * 5]
    if re.fullmatch(r'"[^"\\\x00-\x1f]*"', text):
        found.append(f'"{MARKER}"')
    if text == "#":  # a fragment of a path, which is not sent
        found.append(f"#{MARKER}")
    return tuple(each for each in found if each != text or not text.strip())


def reworded(text: str) -> str:
    """Return a harmless text with another word in it."""
    return text.replace(MARKER, OTHER).replace(MARKER.upper(), OTHER.upper())


def _like(part: str) -> str:
    first, line_feed, _ = part.strip().partition("\n")
    # A summary has up to 120 characters.
    word = MARKER if len(first) <= 120 else MARKER * 50
    return f"{word}\n{MARKER}" if line_feed else word


def is_hidden(character: str) -> bool:
    """Return whether a terminal must not be sent that character, the line feed apart."""
    point = ord(character)
    return (
        (point < 0x20 and character != "\n")
        or 0x7F <= point < 0xA0
        or 0x200B <= point <= 0x200F
        or 0x2028 <= point <= 0x202E
        or 0x2060 <= point <= 0x206F
        or 0xD800 <= point <= 0xDFFF
        or point in (0xAD, 0xFEFF, 0xFFFE, 0xFFFF)
        or 0xE0000 <= point <= 0xE0FFF
    )
