"""docs/generated-package.md: each statement has a test, and those that had none have one here."""

from __future__ import annotations

import importlib
import json
import re
import socket
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import httpx2
import pytest
from mcp.client import Client

from naftiko_gen import workspace
from naftiko_gen.api import load, render, write
from naftiko_gen.diagnostics import SKELETON
from naftiko_gen.ir import Package
from naftiko_gen.pipeline import analyse
from tests.docs import pages

pytestmark = pytest.mark.anyio

PAGE = pages.ROOT / "docs" / "generated-package.md"
EXAMPLES = pages.ROOT / "examples"
ROOMS = EXAMPLES / "rooms"
TWO_MCP = pages.ROOT / "tests" / "golden" / "two-mcp" / "expected"


@pytest.fixture
def anyio_backend() -> str:
    return "asyncio"


@pytest.fixture
def files() -> dict[str, bytes]:
    """The files of the example rooms."""
    package = load(ROOMS / "rooms.yaml").package
    assert package is not None
    return render(package)


@pytest.fixture
def module() -> Iterator[Callable[[str], Any]]:
    """The modules of the example rooms, by name."""
    sys.path.insert(0, str(ROOMS / "src"))
    yield lambda name: importlib.import_module(f"rooms.{name}")
    sys.path.pop(0)


def capability(text: str) -> Package:
    """Return the package of a capability, named `shop`."""
    analysis = analyse("shop.yaml", text.encode(), "shop")
    messages = [diagnostic.message for diagnostic in analysis.diagnostics]
    assert analysis.package is not None, messages
    return analysis.package


def defaults(package: Package) -> dict[str, object]:
    return {setting.variable: setting.default for setting in package.settings}


def run(folder: Path, *command: str, **environment: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", *command],
        env={"PYTHONPATH": str(folder / "src"), **environment},
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )


def test_each_statement_is_held() -> None:
    text = PAGE.read_text(encoding="utf-8")
    blocks = re.split(r"\n\n|\n(?=[-|])", text)
    stated = [
        block
        for block in blocks
        if re.match(r"- |\| ", block) and f"{block}\n|---" not in text  # no head of a table
    ]
    assert len(stated) > 70
    assert [block for block in stated if not pages.tests_named(block)] == []


class TestFiles:
    def test_files(self, files: dict[str, bytes]) -> None:
        table = next(pages.tables(PAGE))
        listed = [row[0].strip("`").replace("NAME", "rooms") for row in table[1:]]
        assert sorted(listed) == sorted([*files, workspace.MANIFEST])

    def test_the_image(self, files: dict[str, bytes]) -> None:
        assert b"\nUSER 1000\n" in files["Dockerfile"]

    def test_a_comment_changes_nothing(self, files: dict[str, bytes]) -> None:
        spec = (ROOMS / "rooms.yaml").read_text(encoding="utf-8")
        other = "# a comment\n" + spec.replace("\ncapability:", "\n\n\ncapability:")
        package = analyse("elsewhere/other.yaml", other.encode(), "rooms").package
        assert package is not None
        assert render(package) == files

    def test_leaving(self, files: dict[str, bytes]) -> None:
        assert [path for path, content in files.items() if b"naftiko" in content.lower()] == []


class TestRunning:
    def test_several_mcp_adapters(self) -> None:
        modules = {path.stem for path in (TWO_MCP / "src" / "two_mcp").glob("*.py")}
        assert {"garden_read", "garden_work"} <= modules
        ended = run(TWO_MCP, "two_mcp", "--stdio", "nowhere")
        assert ended.returncode == 2
        assert "garden-read" in ended.stderr
        # Standard input is at its end, so that the client has left at once.
        assert run(TWO_MCP, "two_mcp", "--stdio", "garden-work").returncode == 0

    def test_an_adapter_over_stdio_alone(self) -> None:
        package = load(EXAMPLES / "notebook" / "notebook.yaml").package
        assert package is not None
        [adapter] = package.mcp
        assert adapter.listen is None
        assert "NOTEBOOK_MCP_LISTEN" not in defaults(package)

    def test_a_taken_port(self) -> None:
        with socket.create_server(("127.0.0.1", 0)) as server:
            listen = f"127.0.0.1:{server.getsockname()[1]}"
            ended = run(ROOMS, "rooms", HMS_MANAGEMENT_TOKEN="x", ROOMS_REST_LISTEN=listen)
        assert ended.returncode == 1
        assert ended.stderr.count("\n") == 1


class TestSettings:
    def test_names_of_variables(self) -> None:
        text = SKELETON.replace("SHOP_TOKEN: SHOP_TOKEN", "SHOP_TOKEN: TOKEN_OF_SHOP")
        assert defaults(capability(text)) == {
            "TOKEN_OF_SHOP": None,
            "SHOP_BASE_URL": "https://shop.test/v1",
            "SHOP_TIMEOUT": 30,
            "SHOP_MAX_RESPONSE": 16_777_216,
            "SHOP_MAX_CONNECTIONS": 256,
            "SHOP_REST_LISTEN": "127.0.0.1:8080",
            "SHOP_MCP_LISTEN": "127.0.0.1:9090",
            "SHOP_ALLOWED_HOSTS": "",
        }

    def test_an_address_of_the_spec(self) -> None:
        text = SKELETON.replace("    port: 8080\n", "    port: 8080\n    address: 0.0.0.0\n")
        assert defaults(capability(text))["SHOP_REST_LISTEN"] == "0.0.0.0:8080"

    def test_a_base_uri_that_is_a_variable(self) -> None:
        text = SKELETON.replace("https://shop.test/v1", '"{{SHOP_URI}}"').replace(
            "  keys:\n", "  keys:\n    SHOP_URI: SHOP_URI\n"
        )
        found = defaults(capability(text))
        assert found["SHOP_URI"] is None
        assert "SHOP_BASE_URL" not in found

    def test_a_credential_for_two_apis(self) -> None:
        start, end = SKELETON.index("  - type: http"), SKELETON.index("  exposes:")
        other = SKELETON[start:end].replace("namespace: shop", "namespace: other")
        found = capability(SKELETON[:end] + other + SKELETON[end:])
        assert [each.variable for each in found.settings if each.secret] == ["SHOP_TOKEN"]

    async def test_another_host(self, module: Callable[[str], Any]) -> None:
        app = module("rest").create_app(None, ("rooms.example",))
        transport = httpx2.ASGITransport(app)
        for host, status in (("rooms.example", 200), ("rooms.example:80", 200), ("evil", 421)):
            async with httpx2.AsyncClient(transport=transport, base_url="http://rooms") as client:
                answer = await client.get("/health", headers={"Host": host})
            assert answer.status_code == status


def test_limits(module: Callable[[str], Any]) -> None:
    limits = module("rest")
    package = capability(SKELETON)
    [table] = [each for each in pages.tables(PAGE) if each[0][0] == "limit"]
    assert [int(row[1].split()[0]) for row in table[1:]] == [
        limits.MAX_BODY,
        limits.BODY_TIMEOUT,
        defaults(package)["SHOP_MAX_RESPONSE"],
        defaults(package)["SHOP_TIMEOUT"],
        defaults(package)["SHOP_MAX_CONNECTIONS"],
    ]


class Broken:
    """A client with a fault that nobody foresaw."""

    async def listrooms(self) -> None:
        raise RuntimeError("canary-7c3d")


class TestFaults:
    async def test_a_fault_of_its_own(self, module: Callable[[str], Any]) -> None:
        app = module("rest").create_app(Broken())
        transport = httpx2.ASGITransport(app, raise_app_exceptions=False)
        async with httpx2.AsyncClient(transport=transport, base_url="http://localhost") as client:
            answer = await client.get("/v2/rooms")
        assert answer.status_code == 500
        assert answer.json()["detail"] == "Internal error."
        assert "canary" not in answer.text

    async def test_a_fault_of_its_own_in_a_tool(
        self, module: Callable[[str], Any], caplog: pytest.LogCaptureFixture
    ) -> None:
        server = module("mcp_server").create_server(Broken())
        async with Client(server) as client:
            result = await client.call_tool("hms-list-rooms", {})
        assert result.is_error
        assert "Internal error." in str(result.content)
        assert "canary" not in str(result.content)
        assert "canary" in caplog.text


class TestOwning:
    def test_giving_a_file_back(self, files: dict[str, bytes], tmp_path: Path) -> None:
        write(files, tmp_path)
        (tmp_path / "Dockerfile").write_text("FROM scratch\n", encoding="utf-8")
        write(files, tmp_path, keep=["Dockerfile"])
        assert workspace.check(files, tmp_path) == ()
        manifest = tmp_path / workspace.MANIFEST
        data = json.loads(manifest.read_text(encoding="utf-8"))
        data["keep"] = []
        manifest.write_text(json.dumps(data), encoding="utf-8")
        assert write(files, tmp_path).blocked == ("Dockerfile",)
        assert write(files, tmp_path, force=True).written
        assert workspace.check(files, tmp_path) == ()

    def test_a_module_beside(self, files: dict[str, bytes], tmp_path: Path) -> None:
        write(files, tmp_path)
        own = tmp_path / "src" / "rooms" / "own.py"
        own.write_text(
            "from rooms import mcp_server, rest\n"
            "from rooms.upstream import RoomsClient, connect\n"
            "print(connect, RoomsClient, rest.create_app, mcp_server.create_app)\n",
            encoding="utf-8",
        )
        assert workspace.check(files, tmp_path) == ()
        assert write(files, tmp_path, force=True).written == ()
        ended = run(tmp_path, "rooms.own")
        assert ended.returncode == 0, ended.stderr
