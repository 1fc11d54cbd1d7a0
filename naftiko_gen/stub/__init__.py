"""A stand-in for the upstream, made from the raw spec by a path of its own.

``serve(Stub.read(path, data))`` starts it on a real socket. Importing this room needs nothing
but the standard library and ``source``; ``serve`` alone needs aiohttp (the extra ``run``).
"""

from naftiko_gen.stub.messages import Answer, Record, Request
from naftiko_gen.stub.model import Client, read_clients
from naftiko_gen.stub.routes import Body, Operation, Route
from naftiko_gen.stub.server import serve
from naftiko_gen.stub.upstream import Stub

__all__ = [
    "Answer",
    "Body",
    "Client",
    "Operation",
    "Record",
    "Request",
    "Route",
    "Stub",
    "read_clients",
    "serve",
]
