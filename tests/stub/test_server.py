"""The stub over a real socket, asked by a real client."""

import asyncio
import logging
import sys
from collections.abc import Awaitable, Callable, Mapping
from pathlib import Path

import aiohttp
import pytest

from naftiko_gen.stub import Stub, serve

ROOMS = Path(__file__).resolve().parents[3] / "shared" / "seed" / "rooms.yaml"

SPEC = """
naftiko: 1.0.0-alpha2
capability:
  consumes:
  - type: http
    namespace: rooms
    baseUri: https://rooms.test/v2
    authentication: {type: bearer, value: "{{env.ROOMS_TOKEN}}", placement: header}
    resources:
    - name: rooms
      path: /rooms
      operations:
      - {name: listrooms, method: GET}
      - name: createroom
        method: POST
        inputParameters: [{name: body, in: body, type: object, required: true}]
    - name: room
      path: /rooms/{room_id}
      operations:
      - {name: retrieveroom, method: GET}
      - {name: updateroom, method: POST}
    - name: room-enabled
      path: /rooms/{room_id}/enabled
      operations:
      - {name: setroomenabled, method: POST}
  - type: http
    namespace: people
    baseUri: https://people.test
    auth: {type: apikey, in: query, name: key, value: "{{PEOPLE_KEY}}"}
    resources:
    - {path: /rooms, operations: [{name: rooms, method: GET}, {name: add, method: POST}]}
    - {path: "/people({id})", operations: [{name: person}]}
"""

TOKEN = {"Authorization": "Bearer t0p-secret"}


class Caller:
    """A client of one namespace; each call gives the status and the parsed body."""

    def __init__(self, session: aiohttp.ClientSession, base_url: str) -> None:
        self._session = session
        self._base_url = base_url

    async def __call__(
        self,
        method: str,
        path: str,
        body: object = None,
        *,
        data: bytes | None = None,
        headers: Mapping[str, str] = TOKEN,
    ) -> tuple[int, object]:
        url = self._base_url + path
        async with self._session.request(
            method, url, json=body, data=data, headers=headers
        ) as answer:
            text = await answer.read()
            return answer.status, await answer.json(content_type=None) if text else None


def _run(stub: Stub, scenario: Callable[..., Awaitable[None]], *namespaces: str) -> None:
    """Serve ``stub`` and run ``scenario`` with a caller for each namespace."""

    async def main() -> None:
        async with serve(stub) as address, aiohttp.ClientSession() as session:
            urls = stub.base_urls(address)
            await scenario(*(Caller(session, urls[name]) for name in namespaces))

    asyncio.run(main())


async def _rooms_scenario(call: Caller) -> None:
    assert await call("GET", "/rooms") == (200, {"data": []})
    room = {"name": "daily", "id": "room-1", "room_id": "room-1"}
    assert await call("POST", "/rooms", {"name": "daily"}) == (201, room)
    assert await call("GET", "/rooms") == (200, {"data": [room]})
    assert await call("GET", "/rooms/room-1") == (200, room)
    renamed = {**room, "name": "weekly"}
    assert await call("POST", "/rooms/room-1", {"name": "weekly"}) == (200, renamed)
    disabled = {**renamed, "enabled": False}
    assert await call("POST", "/rooms/room-1/enabled", {"enabled": False}) == (200, disabled)
    enabled = {**renamed, "enabled": True}
    assert await call("POST", "/rooms/room-1/enabled", {"enabled": True}) == (200, enabled)
    assert await call("GET", "/rooms/room-1") == (200, enabled)

    for path in ("/rooms/room-2", "/rooms/a%2Fb"):
        status, problem = await call("GET", path)
        assert status == 404
        assert isinstance(problem, dict)
        assert problem["title"] == "Not Found"
    assert (await call("POST", "/rooms/room-2/enabled", {"enabled": True}))[0] == 404
    assert (await call("GET", "/lobbies"))[0] == 404
    assert (await call("DELETE", "/rooms"))[0] == 405
    assert (await call("GET", "/rooms", headers={}))[0] == 401
    assert (await call("GET", "/rooms", headers={"Authorization": "t0p-secret"}))[0] == 401
    assert (await call("POST", "/rooms", data=b"nope"))[0] == 400
    assert (await call("POST", "/rooms", data=b""))[0] == 400


def test_rooms() -> None:
    _run(Stub.read("spec.yaml", SPEC.encode()), _rooms_scenario, "rooms")


def test_the_seed() -> None:
    if not ROOMS.is_file():
        pytest.skip("the seed is not beside this checkout")
    stub = Stub.read("rooms.yaml", ROOMS.read_bytes())
    _run(stub, _rooms_scenario, "rooms")
    first = stub.requests[0]
    assert (first.method, first.target) == ("GET", "/rooms/v2/rooms")
    assert first.header("authorization") == "Bearer t0p-secret"


def test_two_namespaces_know_nothing_of_each_other() -> None:
    stub = Stub.read("spec.yaml", SPEC.encode())

    async def scenario(rooms: Caller, people: Caller) -> None:
        assert (await rooms("POST", "/rooms", {}))[0] == 201
        assert await people("GET", "/rooms?key=k", headers={}) == (200, {"data": []})
        assert (await people("GET", "/rooms"))[0] == 401
        assert (await rooms("GET", "/people(7)"))[0] == 404
        assert await people("GET", "/people(7)?key=k") == (200, {"id": "7"})
        assert await people("POST", "/rooms?key=k", {}) == (201, {"id": "room-1"})

    _run(stub, scenario, "rooms", "people")
    assert [record.namespace for record in stub.records].count("people") == 4


def test_headers_of_the_answers() -> None:
    async def main() -> None:
        stub = Stub.read("spec.yaml", SPEC.encode())
        async with serve(stub) as address, aiohttp.ClientSession(address) as session:
            async with session.get("/rooms/v2/rooms", headers=TOKEN) as answer:
                assert answer.headers["Content-Type"] == "application/json"
            async with session.get("/rooms/v2/rooms") as answer:
                assert answer.headers["Content-Type"] == "application/problem+json"
                assert answer.headers["WWW-Authenticate"] == "Bearer"
            async with session.delete("/rooms/v2/rooms", headers=TOKEN) as answer:
                assert answer.headers["Allow"] == "GET, POST"

    asyncio.run(main())


@pytest.mark.parametrize(
    ("target", "status"),
    [
        ("/rooms/v2/rooms/room-1/enabled", b"405"),
        ("/rooms/v2/rooms/{room_id}", b"400"),
        ("/rooms/v2/rooms/%7Broom_id%7D", b"400"),
        ("/rooms/v2/rooms//enabled", b"400"),
        ("/rooms/v2/rooms/", b"400"),
        ("//rooms/v2/rooms", b"400"),
        ("/rooms/v2/x/../rooms", b"400"),
        ("/rooms/v2/rooms/a%2F..%2Fb", b"404"),
        ("/rooms/v2/rooms/%FF%00", b"404"),
        ("/%72ooms/v2/rooms", b"200"),
        ("/rooms/v2/rooms?a=//{x}", b"200"),
        ("http://other.test/rooms/v2/rooms", b"400"),
    ],
)
def test_the_target_counts_as_it_came(target: str, status: bytes) -> None:
    async def main() -> bytes:
        async with serve(Stub.read("spec.yaml", SPEC.encode())) as address:
            host, _, port = address.removeprefix("http://").rpartition(":")
            reader, writer = await asyncio.open_connection(host, int(port))
            writer.write(
                f"GET {target} HTTP/1.1\r\nHost: stub\r\nAuthorization: Bearer t\r\n"
                "Connection: close\r\n\r\n".encode()
            )
            answer = await reader.read()
            writer.close()
            await writer.wait_closed()
            return answer

    assert asyncio.run(main()).split()[1] == status


def test_nothing_is_logged(caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.DEBUG, "aiohttp")

    async def scenario(people: Caller) -> None:
        await people("GET", "/rooms?key=hunter2")
        await people("GET", "/nowhere?key=hunter2")
        await people("POST", "/rooms?key=hunter2", data=b"nope")

    _run(Stub.read("spec.yaml", SPEC.encode()), scenario, "people")
    assert [record for record in caplog.records if record.name.startswith("aiohttp")] == []


def test_a_taken_port_is_an_error() -> None:
    async def main() -> None:
        stub = Stub([])
        async with serve(stub) as address:
            port = int(address.rpartition(":")[2])
            with pytest.raises(OSError, match=r"."):
                async with serve(stub, port=port):
                    pass

    asyncio.run(main())


def test_without_the_extra(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "aiohttp", None)

    async def main() -> None:
        async with serve(Stub([])):
            pass

    with pytest.raises(ModuleNotFoundError) as caught:
        asyncio.run(main())
    assert caught.value.name == "aiohttp"
