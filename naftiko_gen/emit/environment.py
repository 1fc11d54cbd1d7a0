"""One Jinja environment for each language; it puts out nothing but code of that language."""

from collections.abc import Callable, Iterable
from functools import cache
from typing import Any, cast

from jinja2 import FileSystemLoader, StrictUndefined, Undefined
from jinja2.runtime import Macro
from jinja2.sandbox import SandboxedEnvironment

from naftiko_gen import resources
from naftiko_gen.emit.code import Code, TaintError, joined
from naftiko_gen.emit.languages import Language

#: Jinja's tests that templates may use.
TESTS = ("defined", "none")


class CodeEnvironment(SandboxedEnvironment):
    """An environment that refuses whatever is not code of its language.

    - ``finalize`` sees every expression that is put out, and accepts the code type only.
    - ``concat`` is how Jinja joins what a macro, a ``caller`` or a template puts out. Here
      the result is code, so macros compose.
    - The sandbox lets templates call their macros and our functions, and nothing else: the
      result of ``{% call %}`` is put out without ``finalize``.
    - Filters and functions are ours alone; all of them return code or expressions.
    """

    def __init__(self, language: Language) -> None:
        super().__init__(
            trim_blocks=True,
            lstrip_blocks=True,
            keep_trailing_newline=True,
            undefined=StrictUndefined,
            autoescape=False,
            auto_reload=False,
            loader=FileSystemLoader(resources.folder("templates")),
            finalize=self._checked,
        )
        vocabulary = language.vocabulary
        self._code = vocabulary.code
        self._functions = tuple(vocabulary.functions.values())
        self.globals = dict[str, Any](vocabulary.functions)
        self.filters = dict[str, Callable[..., object]](vocabulary.filters)
        self.tests = {name: self.tests[name] for name in TESTS}

    def render(self, template: str, /, **values: object) -> Code:
        """Fill in the template of that path below ``templates/``; return the file's code.

        Raises:
            TaintError: the template puts out something that is no code of its language.
            jinja2.TemplateError: the template is missing, faulty, or names a value that
                there is not.
        """
        # Jinja's annotation does not know that ``concat`` decides what this is.
        return cast(Code, self.get_template(template).render(values))

    def concat(self, parts: Iterable[str | Code]) -> Code:  # type: ignore[override]
        """Join template text and finalised expressions."""
        return joined(self._code, parts)

    def is_safe_callable(self, obj: object) -> bool:
        """Allow macros and the language's functions."""
        return isinstance(obj, Macro) or any(obj is known for known in self._functions)

    def _checked(self, value: object) -> Code:
        if isinstance(value, Undefined):
            str(value)  # raises, with Jinja's own words on what is missing
        if not isinstance(value, self._code):
            raise TaintError(
                f"{type(value).__name__} in place of {self._code.__name__}: {value!r:.80}"
            )
        return value


@cache
def environment(language: Language) -> CodeEnvironment:
    """Return the environment of a language."""
    return CodeEnvironment(language)
