"""What a template may hold. The environment refuses bad values; this refuses bad templates."""

from __future__ import annotations

from collections.abc import Iterator

from jinja2 import TemplateSyntaxError, nodes

from naftiko_gen.emit.environment import TESTS, environment
from naftiko_gen.emit.guard_context import Fault, context_faults
from naftiko_gen.emit.languages import Language, Vocabulary

_ALLOWED = frozenset(
    (
        *(nodes.Template, nodes.Output, nodes.TemplateData, nodes.Name, nodes.Const),
        *(nodes.Getattr, nodes.Getitem, nodes.Filter, nodes.Test, nodes.Call, nodes.Keyword),
        *(nodes.For, nodes.If, nodes.Macro, nodes.CallBlock, nodes.Assign, nodes.Tuple),
        *(nodes.Import, nodes.FromImport, nodes.Include, nodes.CondExpr),
        *(nodes.Not, nodes.And, nodes.Or, nodes.Compare, nodes.Operand),
    )
)


def check_template(source: str, language: Language) -> list[str]:
    """Return what is wrong with a template, each with its line; nothing if it may be used."""
    try:
        tree = environment(language).parse(source)
    except TemplateSyntaxError as error:
        return [f"line {error.lineno}: {error.message}"]
    vocabulary = language.vocabulary
    faults = [*_node_faults(tree, vocabulary), *context_faults(tree, vocabulary)]
    return [f"line {line}: {fault}" for line, fault in sorted(faults)]


def _node_faults(tree: nodes.Template, vocabulary: Vocabulary) -> Iterator[Fault]:
    macros = {"caller"} | {macro.name for macro in tree.find_all(nodes.Macro)}
    for imported in tree.find_all(nodes.FromImport):
        macros |= {name if isinstance(name, str) else name[1] for name in imported.names}
    modules = {imported.target for imported in tree.find_all(nodes.Import)}
    for node in tree.find_all(nodes.Node):
        line = node.lineno or 1  # Jinja gives some nodes none
        match node:
            case _ if type(node) not in _ALLOWED:
                yield line, f"{type(node).__name__} is not allowed"
            case nodes.Getattr(attr=str(name)) | nodes.Getitem(arg=nodes.Const(value=str(name))):
                if name.startswith("_"):
                    yield line, f"the attribute {name} is private"
            case nodes.Filter() if node.node is None or node.name not in vocabulary.filters:
                yield line, f"no filter {node.name}"
            case nodes.Test() if node.name not in TESTS:
                yield line, f"no test {node.name}"
            case nodes.Include() | nodes.Import() | nodes.FromImport():
                if not isinstance(node.template, nodes.Const):
                    yield line, "the name of another template is not written out"
            case nodes.Call(node=nodes.Name(name="fixed")):
                if [type(argument) for argument in node.iter_child_nodes()][1:] != [nodes.Const]:
                    yield line, "fixed takes one literal, never a value"
            case nodes.Call(node=nodes.Name(name=str(name))):
                if name not in macros and name not in vocabulary.functions:
                    yield line, f"{name} is no macro and none of our functions"
            case nodes.Call(node=nodes.Getattr(node=nodes.Name(name=str(name)))) if name in modules:
                pass
            case nodes.Call():
                yield line, "only macros and our functions are called"
            case _:
                pass
