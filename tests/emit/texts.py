"""What the tests of this folder share: hostile texts, and the formatter that judges."""

import subprocess
import sys

from hypothesis import settings
from hypothesis import strategies as st

#: Any code points, lone surrogates among them.
ANY = st.text(st.characters(exclude_categories=()), max_size=30)

_WORDS = st.sampled_from(
    [
        *("a", "List", "all", "rooms", "of-the", "account", "https://example.com/v1?x=1#y"),
        *("it's", "'", '"', '"""', "'''", 'say "hi"', "\\", "\\n", "back\\slash", "{{x}}", "%s"),
        *("\n", "\r\n", "\t", "\x00", "\x1b[31m", "\x85", "\u2028", "\u202e", "\ufeff", "\xa0"),
        *(
            "café",
            "日本語のテキスト",
            "한국어",
            "e\u0301",
            "\u09be",
            "\u231a",
            "🚀",
            "👩\u200d👩",
            "\ud800",
        ),
        *(
            "👩\u200d👩",
            "\ud800",
            "\U000e0041",
            "\ufffe",
            "\u115f",
            "# noqa",
            "- item",
            "1. item",
            ">>> import os",
            "*",
        ),
        *("`code`", "``", "|", "<b>", "<!--", "&amp;", "[x](y)", "http://a.b"),
        *(
            "www.a.b",
            "a@b.c",
            "_x_",
            "**x**",
            "~~x~~",
            "---",
            "===",
            "+",
            "#",
            "![x](y)",
            "$x$",
            "${HOME}",
            "$(id)",
        ),
        *("w" * 30, "w" * 75, "w" * 79, "w" * 80, "w" * 90, "日" * 40),
    ]
)

#: Texts of words that mean something in one of the languages, or that are long.
HOSTILE = st.lists(_WORDS, max_size=12).flatmap(
    lambda words: st.sampled_from([" ", " ", "", "\n", "\n\n"]).map(lambda glue: glue.join(words))
)

TEXT = st.one_of(ANY, HOSTILE)

NAMES = st.from_regex(r"[a-zA-Z_][a-zA-Z0-9_]{0,40}", fullmatch=True).filter(
    lambda name: not name.startswith("__") and name not in ("l", "O", "I")
)

#: For tests that start a formatter: few examples, each of them a module of many parts.
BATCHES = settings(max_examples=25, deadline=None)


def ruff(source: str, *arguments: str) -> str:
    """Run ruff on a module and return its output; the exit code must not be an error."""
    done = subprocess.run(
        [sys.executable, "-m", "ruff", *arguments, "--isolated", "-"],
        input=source.encode(),
        capture_output=True,
        check=False,
    )
    assert done.returncode in (0, 1), done.stderr.decode()
    return done.stdout.decode()


def assert_formatted(source: str, *ignore: str) -> None:
    """Fail where ruff would change the module, or finds a fault that it can find."""
    assert ruff(source, "format") == source
    rules = "--select=E4,E7,E9,F,I,UP,B"
    ignored = f"--ignore={','.join(('E501', *ignore))}"
    found = ruff(source, "check", "--quiet", "--output-format=concise", rules, ignored)
    assert found == ""
