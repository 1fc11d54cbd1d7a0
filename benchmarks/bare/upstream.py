"""The upstream of all measured servers: `python -m benchmarks.bare.upstream PORT`.

Answers every request with the same kilobyte of JSON, as fast as Python can: an asyncio protocol
on uvloop that looks for nothing but the end of a head (no request here has a body).
"""

from __future__ import annotations

import asyncio
import json
import sys
from typing import cast

import uvloop

_ROOM = {
    "id": "6f1c2a",
    "name": "standup",
    "enabled": True,
    "description": "",
    "template_id": "66112497abcd52312556c4gg",
    "recording_info": {"enabled": False},
    "region": "auto",
    "created_at": "2026-05-25T09:00:00Z",
}
_BODY = json.dumps({"limit": 10, "data": [_ROOM] * 4, "last": "6f1c2a"}).encode()
_HEAD = b"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: %d\r\n\r\n"
_ANSWER = _HEAD % len(_BODY) + _BODY


class _Upstream(asyncio.Protocol):
    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        # uvloop's transports are none of asyncio's classes.
        self._transport = cast("asyncio.Transport", transport)
        self._seen = b""

    def data_received(self, data: bytes) -> None:
        *heads, self._seen = (self._seen + data).split(b"\r\n\r\n")
        if heads:
            self._transport.write(_ANSWER * len(heads))


async def _serve(port: int) -> None:
    server = await asyncio.get_running_loop().create_server(_Upstream, "127.0.0.1", port)
    await server.serve_forever()


if __name__ == "__main__":
    uvloop.run(_serve(int(sys.argv[1])))
