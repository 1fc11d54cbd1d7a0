"""The package as a process: settings, exit codes, signals, standard streams."""

from __future__ import annotations

import json
import signal
import socket
import subprocess
import threading
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pytest

from tests.e2e import wire
from tests.e2e.package import PATIENCE, TOKEN, Project, serving
from tests.e2e.rooms import EXAMPLE, MCP, REST, check, running, settings
from tests.e2e.upstream import BODY, Send, Upstream, Wait, answer

GOOD = {
    "HMS_MANAGEMENT_TOKEN": TOKEN,
    "ROOMS_BASE_URL": "http://127.0.0.1:9/v2",
    "ROOMS_REST_LISTEN": "127.0.0.1:0",
    "ROOMS_MCP_LISTEN": "127.0.0.1:0",
}

#: Values that a variable cannot have; None: it is not set.
MALFORMED: list[tuple[str, str | None]] = [
    ("HMS_MANAGEMENT_TOKEN", None),
    ("HMS_MANAGEMENT_TOKEN", ""),
    ("HMS_MANAGEMENT_TOKEN", "secret\r\nX-Evil: 1"),
    ("HMS_MANAGEMENT_TOKEN", "sécret"),
    ("ROOMS_BASE_URL", "ftp://rooms.test"),
    ("ROOMS_BASE_URL", "https://user:secret@rooms.test/v2"),
    ("ROOMS_BASE_URL", "https://rooms.test/v2?key=secret"),
    ("ROOMS_TIMEOUT", "nan"),
    ("ROOMS_TIMEOUT", "0"),
    ("ROOMS_MAX_RESPONSE", "-1"),
    ("ROOMS_MAX_CONNECTIONS", "many"),
    ("ROOMS_REST_LISTEN", "tcp://10.0.0.1:8080"),
    ("ROOMS_MCP_LISTEN", "127.0.0.1:65536"),
    ("ROOMS_ALLOWED_HOSTS", "https://rooms.test"),
]


class TestSettings:
    """A malformed variable: one line that names it and not its value, and exit code 2."""

    @pytest.mark.parametrize(("variable", "value"), MALFORMED)
    def test_malformed(self, rooms_project: Project, variable: str, value: str | None) -> None:
        given = {key: text for key, text in {**GOOD, variable: value}.items() if text is not None}
        ended = rooms_project.run(given)
        assert (ended.returncode, ended.stdout) == (2, "")
        assert ended.stderr.count("\n") == 1, ended.stderr
        assert variable in ended.stderr
        assert value is None or len(value) < 4 or value not in ended.stderr
        assert "secret" not in ended.stderr
        assert TOKEN not in ended.stderr

    def test_every_variable_is_in_the_table(self, rooms_project: Project) -> None:
        assert {variable for variable, _ in MALFORMED} == set(rooms_project.variables)

    def test_all_problems_at_once(self, rooms_project: Project) -> None:
        ended = rooms_project.run({"ROOMS_TIMEOUT": "soon", "ROOMS_BASE_URL": "rooms"}, "--stdio")
        assert ended.returncode == 2
        assert ended.stderr.count("\n") == 1, ended.stderr
        for variable in ("HMS_MANAGEMENT_TOKEN", "ROOMS_TIMEOUT", "ROOMS_BASE_URL"):
            assert variable in ended.stderr

    def test_help_needs_no_environment(self, rooms_project: Project) -> None:
        ended = rooms_project.run({}, "--help")
        assert (ended.returncode, ended.stderr) == (0, "")
        assert "--stdio" in ended.stdout

    def test_an_unknown_option(self, rooms_project: Project) -> None:
        ended = rooms_project.run(GOOD, "--port=8080")
        assert (ended.returncode, ended.stdout) == (2, "")
        assert "--port" in ended.stderr
        assert "Traceback" not in ended.stderr

    @pytest.mark.parametrize("suffix", ["/", "//"])
    def test_a_slash_after_the_base_url(
        self, rooms_project: Project, upstream: Upstream, tmp_path: Path, suffix: str
    ) -> None:
        given = settings(upstream)
        given["ROOMS_BASE_URL"] += suffix
        # A proxy of the environment is not asked: it would see the token.
        given |= {"http_proxy": "http://127.0.0.1:9", "HTTP_PROXY": "http://127.0.0.1:9"}
        with serving(rooms_project, given, (REST, MCP), tmp_path) as service:
            assert wire.request(service.ports[REST], "GET", "/v2/rooms").status == 200
        (received,) = upstream.take()
        check(received, upstream, "GET", "/v2/rooms")


class TestPorts:
    """Where the package listens."""

    @pytest.mark.parametrize("variable", [REST, MCP])
    def test_taken(self, rooms_project: Project, variable: str) -> None:
        with socket.create_server(("127.0.0.1", 0)) as other:
            port = other.getsockname()[1]
            ended = rooms_project.run({**GOOD, variable: f"127.0.0.1:{port}"})
        assert ended.returncode not in (0, 2)
        assert "Traceback" not in ended.stderr
        lines = [line for line in ended.stderr.splitlines() if "http://" not in line]
        assert len(lines) == 1, ended.stderr
        assert TOKEN not in ended.stderr

    def test_no_such_address(self, rooms_project: Project) -> None:
        ended = rooms_project.run({**GOOD, REST: "192.0.2.1:8080"})
        assert ended.returncode not in (0, 2)
        assert "Traceback" not in ended.stderr
        assert ended.stderr.count("\n") == 1, ended.stderr


class TestSignals:
    """An orchestrator stops the package while it works."""

    @pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT], ids=lambda n: n.name)
    def test_calls_in_flight_are_answered(
        self, rooms_project: Project, upstream: Upstream, tmp_path: Path, number: signal.Signals
    ) -> None:
        upstream.answer = (Wait(1.5), *answer())
        with (
            running(rooms_project, EXAMPLE, upstream, tmp_path) as rooms,
            ThreadPoolExecutor() as pool,
        ):
            calls: list[Callable[[], Any]] = [
                lambda: wire.request(rooms.rest, "GET", "/v2/rooms").body,
                lambda: wire.call_tool(rooms.mcp, "hms-list-rooms")["content"][0]["text"].encode(),
                lambda: wire.call_tool(rooms.mcp, "hms-list-rooms", era=wire.LEGACY)["content"][0][
                    "text"
                ].encode(),
            ]
            answers = [pool.submit(call) for call in calls]
            time.sleep(0.7)
            rooms.service.process.send_signal(number)
            assert [found.result() for found in answers] == [BODY] * 3
            start = time.monotonic()
            assert rooms.service.process.wait(PATIENCE) == 0
            assert time.monotonic() - start < 3
            assert "Traceback" not in rooms.service.output
        assert len(upstream.take()) == 3

    def test_idle_connections_do_not_delay_the_end(
        self, rooms_project: Project, upstream: Upstream, tmp_path: Path
    ) -> None:
        with (
            running(rooms_project, EXAMPLE, upstream, tmp_path) as rooms,
            socket.create_connection(("127.0.0.1", rooms.rest)) as idle,
            socket.create_connection(("127.0.0.1", rooms.mcp)),
        ):
            idle.sendall(b"GET /health HTTP/1.1\r\nHost: localhost\r\n\r\n")
            assert idle.recv(65536).startswith(b"HTTP/1.1 200 ")
            start = time.monotonic()
            rooms.service.terminate()
            assert rooms.service.process.wait(PATIENCE) == 0
            assert time.monotonic() - start < 3

    def test_an_upstream_that_never_ends_does_not_keep_it(
        self, rooms_project: Project, upstream: Upstream, tmp_path: Path
    ) -> None:
        endless = (Send(b"HTTP/1.1 200 OK\r\nContent-Length: 1000\r\n\r\n"), Wait(PATIENCE))
        upstream.answer = endless
        with (
            running(rooms_project, EXAMPLE, upstream, tmp_path, timeout="1") as rooms,
            ThreadPoolExecutor() as pool,
        ):
            found = pool.submit(wire.request, rooms.rest, "GET", "/v2/rooms")
            time.sleep(0.3)
            rooms.service.terminate()
            assert found.result().status == 504
            assert rooms.service.process.wait(10) == 0


class Stdio:
    """The package on standard input and output, driven by hand."""

    def __init__(self, project: Project, upstream: Upstream) -> None:
        self.process = subprocess.Popen(
            project.command("--stdio"),
            env=project.environment(settings(upstream)),
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
        )
        self._number = 0

    def send(self, method: str, params: dict[str, Any], notify: bool = False) -> None:
        """Write one message."""
        message: dict[str, Any] = {"jsonrpc": "2.0", "method": method, "params": params}
        if not notify:
            self._number += 1
            message["id"] = self._number
        self.write(json.dumps(message).encode())

    def write(self, line: bytes) -> None:
        """Write one line."""
        assert self.process.stdin is not None
        self.process.stdin.write(line + b"\n")
        self.process.stdin.flush()

    def read(self) -> dict[str, Any]:
        """Read one message; a line that is none fails here."""
        assert self.process.stdout is not None
        watchdog = threading.Timer(PATIENCE, self.process.kill)
        watchdog.start()
        line = self.process.stdout.readline()
        watchdog.cancel()
        message: dict[str, Any] = json.loads(line)
        assert message["jsonrpc"] == "2.0"
        assert TOKEN.encode() not in line
        return message

    def hello(self) -> None:
        """Do the handshake of 2025."""
        client = {"name": "e2e", "version": "1"}
        version = {"protocolVersion": wire.LEGACY, "capabilities": {}, "clientInfo": client}
        self.send("initialize", version)
        assert self.read()["result"]["serverInfo"]["name"] == "rooms-mcp"
        self.send("notifications/initialized", {}, notify=True)

    def end(self) -> bytes:
        """Close standard input, and return what is left on standard output."""
        try:
            rest, errors = self.process.communicate(timeout=PATIENCE)
        finally:
            self.process.kill()
        assert self.process.returncode == 0, errors
        assert TOKEN.encode() not in errors
        assert b"Traceback" not in errors, errors
        return rest


class TestStdio:
    """MCP over standard input and output."""

    def test_only_messages_on_stdout(self, rooms_project: Project, upstream: Upstream) -> None:
        stdio = Stdio(rooms_project, upstream)
        stdio.hello()
        stdio.send("tools/call", {"name": "hms-list-rooms", "arguments": {}})
        assert stdio.read()["result"]["content"] == [{"type": "text", "text": BODY.decode()}]
        upstream.answer = answer("401 Unauthorized", b'{"message": "token"}')
        stdio.send("tools/call", {"name": "hms-retrieve-room", "arguments": {"room_id": "x"}})
        assert stdio.read()["result"]["isError"]
        stdio.send("tools/call", {"name": "hms-retrieve-room", "arguments": {}})
        assert stdio.read()["result"]["isError"]
        stdio.send("tools/call", {"name": "nothing", "arguments": {}})
        assert stdio.read()["error"]["code"] == -32602
        with upstream.refusing():
            stdio.send("tools/call", {"name": "hms-list-rooms", "arguments": {}})
            assert stdio.read()["result"]["isError"]
        stdio.write(b"this is no message")
        upstream.reset()
        stdio.send("tools/call", {"name": "hms-list-rooms", "arguments": {}})
        replies = [stdio.read()]
        if "error" in replies[0]:  # what was no message may be answered
            replies.append(stdio.read())
        assert replies[-1]["result"]["content"] == [{"type": "text", "text": BODY.decode()}]
        assert stdio.end() == b""

    def test_it_ends_when_the_client_leaves(
        self, rooms_project: Project, upstream: Upstream
    ) -> None:
        stdio = Stdio(rooms_project, upstream)
        start = time.monotonic()
        assert stdio.end() == b""
        assert time.monotonic() - start < PATIENCE / 2
        assert upstream.take() == []

    def test_it_ends_when_the_client_leaves_within_a_call(
        self, rooms_project: Project, upstream: Upstream
    ) -> None:
        upstream.answer = (Wait(60),)
        stdio = Stdio(rooms_project, upstream)
        stdio.hello()
        stdio.send("tools/call", {"name": "hms-list-rooms", "arguments": {}})
        deadline = time.monotonic() + PATIENCE
        while not (received := upstream.take()):
            assert time.monotonic() < deadline
            time.sleep(0.05)
        assert len(received) == 1
        start = time.monotonic()
        stdio.end()
        assert time.monotonic() - start < 15

    @pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT], ids=lambda n: n.name)
    def test_signals(
        self, rooms_project: Project, upstream: Upstream, number: signal.Signals
    ) -> None:
        stdio = Stdio(rooms_project, upstream)
        stdio.hello()
        stdio.process.send_signal(number)
        try:
            assert stdio.process.wait(10) in (0, -number)
        finally:
            stdio.process.kill()
            _, errors = stdio.process.communicate()
        assert TOKEN.encode() not in errors
        assert b"Traceback" not in errors, errors
