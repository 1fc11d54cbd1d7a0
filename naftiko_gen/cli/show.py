"""`naftiko-gen show`."""

from __future__ import annotations

import json
from pathlib import Path

import click

from naftiko_gen.cli.generate import analysed
from naftiko_gen.diagnostics.visible import escape
from naftiko_gen.overview import AdapterData, InputData, Overview, overview


@click.command("show")
@click.argument("spec", type=click.Path(path_type=Path))
@click.option(
    "--format", "format_", type=click.Choice(["text", "json"]), default="text", show_default=True
)
def command(spec: Path, format_: str) -> None:
    """Show what the capability SPEC offers: routes, tools, settings."""
    data = overview(analysed(spec, None))
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
    if adapter["kind"] != "mcp":
        return [
            head,
            *(
                f"  {route['method']} {escape(route['path'])}{_inputs(route['inputs'])}"
                f" → {escape(route['calls'])}"
                for route in adapter["routes"]
            ),
        ]
    size = f"{len(adapter['tools'])} tools, {adapter['tool_list_bytes']:,} bytes of tool list"
    return [
        f"{head} ({size})",
        *(
            f"  {escape(tool['name'])}{_inputs(tool['inputs'])} → {escape(tool['calls'])}"
            f"{_hints(tool['hints'])}"
            for tool in adapter["tools"]
        ),
    ]


def _inputs(inputs: list[InputData]) -> str:
    words = [
        f"{escape(each['name'])}{'' if each['required'] else '?'}: {each['type']}"
        for each in inputs
    ]
    return f"({', '.join(words)})"


def _hints(hints: dict[str, bool]) -> str:
    words = [name if flag else f"not {name}" for name, flag in hints.items()]
    return f"  [{', '.join(words)}]" if words else ""
