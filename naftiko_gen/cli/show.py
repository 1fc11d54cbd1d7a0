"""`naftiko-gen show`."""

from __future__ import annotations

import json
from pathlib import Path

import click

from naftiko_gen.cli.generate import analysed
from naftiko_gen.diagnostics.visible import escape
from naftiko_gen.overview import AdapterData, InputData, Overview, ReasonData, overview


@click.command("show")
@click.argument("spec", type=click.Path(path_type=Path))
@click.option(
    "--format", "format_", type=click.Choice(["text", "json"]), default="text", show_default=True
)
@click.option("--why", is_flag=True, help="Say where each input, type, place and path is from.")
def command(spec: Path, format_: str, why: bool) -> None:
    """Show what the capability SPEC offers: routes, tools, settings."""
    package, analysis = analysed(spec, None)
    data = overview(package)
    if why:
        from naftiko_gen.why import explain

        explain(data, analysis)
    if format_ == "json":
        click.echo(json.dumps(data, indent=2))
    else:
        click.echo("\n".join(_lines(data)))


def _lines(data: Overview) -> list[str]:
    lines = [escape(data["label"])]
    for adapter in data["adapters"]:
        lines += ["", *_adapter(adapter)]
    lines += ["", "Settings"]
    width = max(len(setting["variable"]) for setting in data["settings"])
    for setting in data["settings"]:
        default = "required" if setting["default"] is None else setting["default"] or "none"
        help = escape(setting["help"])
        lines.append(f"  {setting['variable']:<{width}}  {escape(str(default))}  ({help})")
    return lines


def _adapter(adapter: AdapterData) -> list[str]:
    kind = {"rest": "REST", "mcp": "MCP", "skill": "Skills"}[adapter["kind"]]
    head = f"{kind} {escape(adapter['namespace'])} on {escape(adapter['listens'])}"
    if adapter["kind"] == "mcp":
        head += (
            f" ({len(adapter['tools'])} tools, {adapter['tool_list_bytes']:,} bytes of tool list)"
        )
    lines = [head]
    for route in adapter["routes"]:
        lines.append(
            f"  {route['method']} {escape(route['path'])}{_inputs(route['inputs'])}"
            f" → {escape(route['calls'])}"
        )
        lines += map(_reason, route.get("why", ()))
    for tool in adapter["tools"]:
        lines.append(
            f"  {escape(tool['name'])}{_inputs(tool['inputs'])} → {escape(tool['calls'])}"
            f"{_hints(tool['hints'])}"
        )
        lines += map(_reason, tool.get("why", ()))
    return lines


def _reason(reason: ReasonData) -> str:
    place = f"{escape(reason['file'])}:{reason['line']}:{reason['column']}:"
    code = f" {reason['code']}" if reason["code"] else ""
    subject = reason["fact"] if reason["input"] is None else escape(reason["input"])
    return f"    {place}{code} {subject}: {escape(reason['text'])}"


def _inputs(inputs: list[InputData]) -> str:
    words = [
        f"{escape(each['name'])}{'' if each['required'] else '?'}: {each['type']}"
        for each in inputs
    ]
    return f"({', '.join(words)})"


def _hints(hints: dict[str, bool]) -> str:
    words = [name if flag else f"not {name}" for name, flag in hints.items()]
    return f"  [{', '.join(words)}]" if words else ""
