import base64

import pytest

from naftiko_gen.source import PlainData
from naftiko_gen.stub.credentials import read_credentials
from naftiko_gen.stub.messages import Refusal, Request

BASIC = "Basic " + base64.b64encode(b"me:secret").decode()


def _check(authentication: PlainData, query: str, headers: dict[str, str]) -> None:
    request = Request("GET", f"/x?{query}", tuple(headers.items()))
    for credential in read_credentials(authentication):
        credential.check(request)


@pytest.mark.parametrize(
    ("authentication", "query", "headers"),
    [
        ({"type": "bearer", "token": "{{T}}"}, "", {"Authorization": "Bearer t"}),
        ({"type": "bearer", "value": "{{T}}"}, "", {"authorization": "bearer t"}),
        ({"type": "basic", "username": "u", "password": "p"}, "", {"Authorization": BASIC}),
        ({"type": "digest"}, "", {"Authorization": 'Digest username="u"'}),
        ({"type": "apikey", "key": "X-Key", "placement": "header"}, "", {"X-Key": "k"}),
        ({"type": "apikey", "name": "X-Key", "in": "header"}, "", {"X-Key": "k"}),
        ({"type": "apikey", "key": "X-Key"}, "", {"X-Key": "k"}),
        ({"type": "apiKey", "header": "X-Key", "key": "{{T}}"}, "", {"X-Key": "k"}),
        ({"type": "apikey", "key": "k", "placement": "query"}, "a=1&k=2", {}),
        ({"type": "apikey", "name": "filter[k]", "in": "query"}, "filter%5Bk%5D=2", {}),
        ({"type": "apikey", "key": "sid", "placement": "cookie"}, "", {"Cookie": "a=1; sid=2"}),
        ({"type": "apikey", "headers": {"X-A": "1", "X-B": "2"}}, "", {"X-A": "1", "X-B": "2"}),
        (
            {"type": "apikey", "key": "Authorization", "value": "Token {{T}}"},
            "",
            {"Authorization": "Token t"},
        ),
        (None, "", {}),
        ({"type": "oauth1", "consumerKey": "x"}, "", {}),
        ({"type": "apikey", "key": "k", "placement": "body"}, "", {}),
        ({"type": "apikey", "placement": "header"}, "", {}),
    ],
)
def test_accepted(authentication: PlainData, query: str, headers: dict[str, str]) -> None:
    _check(authentication, query, headers)


@pytest.mark.parametrize(
    ("authentication", "query", "headers"),
    [
        ({"type": "bearer"}, "", {}),
        ({"type": "bearer"}, "", {"Authorization": "t"}),
        ({"type": "bearer"}, "", {"Authorization": "Bearer "}),
        ({"type": "bearer"}, "", {"Authorization": "Bearer {{env.T}}"}),
        ({"type": "bearer"}, "", {"Authorization": BASIC}),
        ({"type": "bearer"}, "access_token=t", {}),
        ({"type": "basic"}, "", {"Authorization": "Basic secret"}),
        ({"type": "basic"}, "", {"Authorization": "Basic c2VjcmV0"}),
        ({"type": "apikey", "key": "k", "placement": "header"}, "k=1", {}),
        ({"type": "apikey", "key": "k", "placement": "query"}, "", {"k": "1"}),
        ({"type": "apikey", "key": "k", "placement": "query"}, "k=", {}),
        ({"type": "apikey", "headers": {"X-A": "1", "X-B": "2"}}, "", {"X-A": "1"}),
        (
            {"type": "apikey", "key": "Authorization", "value": "Token {{T}}"},
            "",
            {"Authorization": "t"},
        ),
    ],
)
def test_refused(authentication: PlainData, query: str, headers: dict[str, str]) -> None:
    with pytest.raises(Refusal) as caught:
        _check(authentication, query, headers)
    assert caught.value.answer.status == 401
    assert "WWW-Authenticate" in caught.value.answer.headers


def test_no_secret_in_a_message_or_a_repr() -> None:
    request = Request("GET", "/x?key=hunter2", (("Authorization", "hunter2"),), b"hunter2")
    (credential,) = read_credentials({"type": "bearer"})
    with pytest.raises(Refusal) as caught:
        credential.check(request)
    said = f"{request!r} {caught.value!r} {caught.value.answer!r}"
    assert "hunter2" not in said
