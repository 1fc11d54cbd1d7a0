"""What ``README.md``, ``pyproject.toml``, ``.env.example`` and ``Dockerfile`` need."""

from __future__ import annotations

import json
import shlex
from collections.abc import Iterator
from dataclasses import dataclass

from naftiko_gen.emit import dotenv
from naftiko_gen.emit.code import DotenvCode
from naftiko_gen.emit.views.serving import has_ports, used_settings
from naftiko_gen.ir import (
    Call,
    Document,
    Identifier,
    McpAdapter,
    Package,
    RestAdapter,
    RestExample,
    Setting,
    SettingKind,
)

#: What stands in the place of a value that only the reader knows.
_REPLACE_ME = "replace-me"


@dataclass(frozen=True, slots=True)
class Row:
    """One route or tool, the upstream requests that it makes, and what it is for."""

    name: str
    calls: str
    description: str


@dataclass(frozen=True, slots=True)
class RestSection:
    """One REST adapter; ``requests`` are lines for a shell."""

    skill: bool
    namespace: str
    url: str
    rows: tuple[Row, ...]
    requests: str
    serves_openapi: bool
    serves_health: bool


@dataclass(frozen=True, slots=True)
class McpSection:
    """One MCP adapter; ``url`` is empty where it has no port; ``client`` is JSON."""

    namespace: str
    url: str
    rows: tuple[Row, ...]
    client: str


@dataclass(frozen=True, slots=True)
class SettingRow:
    """One setting."""

    variable: str
    default: str
    required: bool
    help: str


@dataclass(frozen=True, slots=True)
class ReadmeView:
    """The parts of ``README.md``."""

    run: str
    docker: str
    rest: tuple[RestSection, ...]
    mcp: tuple[McpSection, ...]
    settings: tuple[SettingRow, ...]
    ports: bool


def readme_view(package: Package) -> ReadmeView:
    """Return the view of the README."""
    required = [each for each in used_settings(package) if each.default is None]
    exports = [f"export {each.variable}={_sample(each)}" for each in required]
    start = f"python -m {package.name}" + ("" if has_ports(package) else _stdio(package, 0))
    run = ["python3 -m venv .venv", ". .venv/bin/activate", "pip install .", *exports, start]
    options = [f"-p {port}:{port}" for port in ports(package)]
    options += [f"-e {each.variable}" for each in required]
    start_container = "docker run --rm" if has_ports(package) else "docker run --rm -i"
    command = [start_container, *options, package.distribution]
    examples = dict(package.rest_examples)
    return ReadmeView(
        run="\n".join(run),
        docker=f"docker build -t {package.distribution} .\n{' '.join(command)}",
        rest=tuple(
            _rest_section(package, adapter, examples.get(adapter.module, ()))
            for adapter in package.rest
        ),
        mcp=tuple(_mcp_section(package, index) for index in range(len(package.mcp))),
        settings=tuple(_setting_row(each) for each in used_settings(package)),
        ports=has_ports(package),
    )


def ports(package: Package) -> tuple[int, ...]:
    """Return the ports on which the package listens unless a setting says otherwise."""
    return tuple(
        int(str(each.default).rpartition(":")[2])
        for each in used_settings(package)
        if each.kind is SettingKind.LISTEN
    )


def _sample(each: Setting) -> str:
    return "https://example.com" if each.kind is SettingKind.URL else _REPLACE_ME


def _stdio(package: Package, index: int) -> str:
    """Return the option with which an MCP adapter is served over stdio."""
    if len(package.mcp) > 1:
        return f" --stdio {shlex.quote(package.mcp[index].namespace)}"
    return " --stdio"


def _url(package: Package, listen: Identifier) -> str:
    return f"http://{package.setting(listen).default}"


def _calls(package: Package, call: Call) -> str:
    client = next(each for each in package.clients if each.attribute == call.client)
    method = next(each for each in client.methods if each.name == call.method)
    return f"{method.verb} {method.display_path}"


def _rest_section(
    package: Package, adapter: RestAdapter, examples: tuple[RestExample, ...]
) -> RestSection:
    url = _url(package, adapter.listen)
    rows = tuple(
        Row(
            f"{operation.verb} {route.display_path}",
            _calls(package, operation.call),
            operation.description,
        )
        for route in adapter.routes
        for operation in route.operations
    )
    rows += tuple(Row(f"GET {each.path}", "", _first_words(each)) for each in adapter.documents)
    chosen = _chosen(examples)
    requests = [curl(url, example) for example in chosen]
    requests += [f"curl {url}{document.path}" for document in adapter.documents[:1]]
    return RestSection(
        skill=bool(adapter.documents),
        namespace=adapter.namespace,
        url=url,
        rows=rows,
        requests="\n".join(requests),
        serves_openapi=adapter.serves_openapi,
        serves_health=adapter.serves_health,
    )


def _first_words(document: Document) -> str:
    """Return what a document is about."""
    content = document.content
    return str(content.get("description", "all skills")) if isinstance(content, dict) else ""


def _chosen(examples: tuple[RestExample, ...]) -> Iterator[RestExample]:
    """Return the first request without a body, and the first one with a body."""
    for with_body in (False, True):
        fitting = (each for each in examples if (each.body is not None) == with_body)
        yield from list(fitting)[:1]


def curl(url: str, example: RestExample) -> str:
    """Return the line for a shell that makes the request of an example; ``url`` is the base."""
    words = ["curl", f"{url}{example.target}"]
    if example.operation.verb == "HEAD":
        words.append("--head")
    elif example.operation.verb != ("GET" if example.body is None else "POST"):
        words += ["-X", example.operation.verb]
    for header, value in example.headers:
        words += ["-H", f"{header}: {value}"]
    if example.body is not None:
        words += ["-H", "Content-Type: application/json", "-d", json.dumps(example.body)]
    return shlex.join(words)


def _mcp_section(package: Package, index: int) -> McpSection:
    adapter: McpAdapter = package.mcp[index]
    rows = tuple(
        Row(tool.name, _calls(package, tool.call), tool.description) for tool in adapter.tools
    )
    required = [each for each in used_settings(package) if each.default is None]
    server: dict[str, object] = {
        "command": package.distribution,
        "args": shlex.split(_stdio(package, index)),
    }
    if required:
        server["env"] = {each.variable: _sample(each) for each in required}
    client = {"mcpServers": {adapter.namespace: server}}
    return McpSection(
        namespace=adapter.namespace,
        url=f"{_url(package, adapter.listen)}/mcp" if adapter.listen else "",
        rows=rows,
        client=json.dumps(client, indent=2, ensure_ascii=False),
    )


def _setting_row(each: Setting) -> SettingRow:
    default = "" if each.default is None else str(each.default)
    return SettingRow(each.variable, default, each.default is None, each.help)


@dataclass(frozen=True, slots=True)
class EnvironmentRow:
    """A variable of ``.env.example`` with its comment."""

    help: str
    line: DotenvCode


def environment_view(package: Package) -> tuple[EnvironmentRow, ...]:
    """Return the variables of ``.env.example``."""
    return tuple(EnvironmentRow(each.help, _line(each)) for each in used_settings(package))


def _line(each: Setting) -> DotenvCode:
    if each.default is None:
        return dotenv.assignment(each.variable)
    try:
        return dotenv.default(each.variable, str(each.default))
    except ValueError:  # readers of such files disagree on how to write that value
        return dotenv.default(each.variable, "")


@dataclass(frozen=True, slots=True)
class ProjectView:
    """The parts of ``pyproject.toml``."""

    description: str
    dependencies: tuple[str, ...]
    dev: tuple[str, ...]
    script: str
    wheel: str
    version_file: str


def project_view(package: Package) -> ProjectView:
    """Return the view of the project's metadata: only what the modules import."""
    listens = has_ports(package)
    checks = any(tool.inputs for adapter in package.mcp for tool in adapter.tools)
    dependencies = {
        "aiohttp>=3.14,<4": True,
        "httptools>=0.6,<1": listens,
        "jsonschema>=4.26,<5": checks,
        "mcp>=2.3,<3": bool(package.mcp),
        "pydantic-core>=2.40,<3": bool(package.mcp),
        "starlette>=1.10,<2": listens,
        "uvicorn>=0.54,<1": listens,
        "uvloop>=0.23,<1; sys_platform != 'win32'": listens,
        "yarl>=1.20,<2": True,
    }
    dev = {
        "anyio>=4.10": True,
        "httpx2>=2.16": bool(package.rest),
        "mypy>=2.4": True,
        "pyright>=1.1.414": True,
        "pytest>=9": True,
        "ruff>=0.17": True,
        "types-jsonschema>=4.26": checks,
    }
    return ProjectView(
        description=" ".join(package.summary.split()),
        dependencies=tuple(each for each, used in dependencies.items() if used),
        dev=tuple(each for each, used in dev.items() if used),
        script=f"{package.name}.__main__:main",
        wheel=f"src/{package.name}",
        version_file=f"src/{package.name}/__init__.py",
    )


@dataclass(frozen=True, slots=True)
class ImageView:
    """The parts of ``Dockerfile``; ``listen`` are variables and where a container listens."""

    listen: tuple[tuple[str, str], ...]
    ports: tuple[int, ...]
    command: tuple[str, ...]


def image_view(package: Package) -> ImageView:
    """Return the view of the container image."""
    listening = [each for each in used_settings(package) if each.kind is SettingKind.LISTEN]
    # A container's ports are closed unless its owner opens them; inside, loopback is no use.
    variables = tuple(
        (each.variable, f"0.0.0.0:{port}")
        for each, port in zip(listening, ports(package), strict=True)
    )
    return ImageView(variables, ports(package), (package.distribution,))
