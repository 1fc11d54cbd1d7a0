"""A package becomes its files."""

from __future__ import annotations

from naftiko_gen.emit.environment import environment
from naftiko_gen.emit.languages import language_of
from naftiko_gen.emit.openapi import openapi_document
from naftiko_gen.emit.views.documents import (
    environment_view,
    image_view,
    project_view,
    readme_view,
)
from naftiko_gen.emit.views.examples import tests_view
from naftiko_gen.emit.views.mcp import mcp_view
from naftiko_gen.emit.views.outputs import has_outputs, outputs_view
from naftiko_gen.emit.views.rest import rest_view
from naftiko_gen.emit.views.serving import main_view, settings_view
from naftiko_gen.emit.views.upstream import upstream_view
from naftiko_gen.ir import Package


def render(package: Package) -> dict[str, bytes]:
    """Return the files of a package, by their paths below its root.

    The same package gives the same bytes, on every machine and every Python.
    """
    source = f"src/{package.name}"
    files = {
        "pyproject.toml": _file("pyproject.toml", package, project=project_view(package)),
        "README.md": _file("README.md", package, readme=readme_view(package)),
        ".env.example": _file(".env.example", package, environment=environment_view(package)),
        "Dockerfile": _file("Dockerfile", package, image=image_view(package)),
        f"{source}/__init__.py": _module("__init__", package),
        f"{source}/__main__.py": _module("__main__", package, main=main_view(package)),
        f"{source}/settings.py": _module("settings", package, settings=settings_view(package)),
        f"{source}/upstream.py": _module("upstream", package, upstream=upstream_view(package)),
        f"{source}/py.typed": b"",
    }
    for rest in package.rest:
        module = f"{source}/{rest.module}.py"
        files[module] = _module("rest", package, rest=rest_view(package, rest))
        if rest.documents:
            fixed = {document.path: document.content for document in rest.documents}
            path = f"{source}/{rest.module}.json"
            files[path] = _file("src/package/openapi.json", package, openapi=fixed)
        else:
            document = openapi_document(package, rest)
            path = f"{source}/{rest.openapi_file}"
            files[path] = _file("src/package/openapi.json", package, openapi=document)
    for mcp in package.mcp:
        module = f"{source}/{mcp.module}.py"
        files[module] = _module("mcp_server", package, mcp=mcp_view(package, mcp))
    if has_outputs(package):
        module = f"{source}/outputs.py"
        files[module] = _module("outputs", package, outputs=outputs_view(package))
    tests = f"tests/test_{package.name}.py"
    files[tests] = _file("tests/test_package.py", package, tests=tests_view(package))
    return files


def _module(template: str, package: Package, **views: object) -> bytes:
    return _file(f"src/package/{template}.py", package, **views)


def _file(template: str, package: Package, **views: object) -> bytes:
    path = f"{template}.jinja"
    code = environment(language_of(path)).render(path, package=package, **views)
    return code.text.encode()
