"""People who sign in with an OIDC issuer: a token holds by its signature, issuer, audience and time."""

import hmac
import json
import time
from base64 import urlsafe_b64encode
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import jwt
import pytest
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat
from pydantic import ValidationError

from job_importer.api.auth import Caller, Role
from job_importer.api.errors import ApiError
from job_importer.api.oidc import AGAIN_SECONDS, KEEP_SECONDS, Issuer, role_in
from job_importer.connections import Context
from job_importer.settings import Settings
from tests.support.api_client import OPERATOR, VIEWER, Client
from tests.support.oidc_issuer import AUDIENCE, LocalIssuer, local_issuer


@pytest.fixture
def issuer() -> Iterator[LocalIssuer]:
    with local_issuer() as served:
        yield served


@pytest.fixture
def signing_in(connections: Context, issuer: LocalIssuer) -> Context:
    found = {"oidc_issuer": issuer.name, "oidc_audience": AUDIENCE}
    return replace(connections, settings=connections.settings.model_copy(update=found))


def statuses(ctx: Context, token: str) -> tuple[int, int]:
    """Of a read and of a write."""
    client = Client(ctx, token)
    return client.get("/feeds").status, client.call("DELETE", "/feeds/none").status


def test_a_token_of_the_issuer_proves_a_role_and_its_subject_is_in_the_audit(
    signing_in: Context, issuer: LocalIssuer
) -> None:
    assert statuses(signing_in, issuer.token()) == (200, 404)
    assert statuses(signing_in, issuer.token(role=["staff", "viewer"])) == (200, 403)
    assert statuses(signing_in, issuer.token(aud=["other", AUDIENCE])) == (200, 404)
    anna = Client(signing_in, issuer.token())
    assert anna.call("PUT", "/feeds/acme", {"url": "https://jobs.example.com/"}).status == 200
    (act,) = anna.get("/audit").json["items"]
    assert (act["who"], act["role"]) == ("anna", "operator")


@pytest.mark.parametrize(("room", "holds"), [(0, True), (-1, False)])
def test_a_token_has_a_greatest_length(
    issuer: LocalIssuer, monkeypatch: pytest.MonkeyPatch, room: int, holds: bool
) -> None:
    token = issuer.token()
    monkeypatch.setattr("job_importer.api.oidc.MAX_CHARS", len(token) + room)
    assert (Issuer(issuer.name, AUDIENCE, "role").caller_of(token) is not None) == holds


def test_our_own_tokens_hold_beside_it(signing_in: Context) -> None:
    assert (statuses(signing_in, VIEWER), statuses(signing_in, OPERATOR)) == ((200, 403), (200, 404))


@pytest.mark.parametrize(
    "changes",
    [
        {"exp": -100},
        {"exp": None},
        {"iat": None},
        {"nbf": 86_400},
        {"aud": "another-service"},
        {"aud": None},
        {"iss": "http://127.0.0.1:1"},
        {"iss": None},
        {"sub": None},
        {"role": "owner"},
        {"role": None},
        {"role": {"operator": True}},
        {"kid": "two"},
    ],
    ids=str,
)
def test_what_does_not_hold_lets_nobody_in(signing_in: Context, issuer: LocalIssuer, changes: dict[str, Any]) -> None:
    """Times are in seconds from now."""
    key, now = issuer.keys["one"], int(time.time())
    changes = {name: now + value if isinstance(value, int) else value for name, value in changes.items()}
    assert statuses(signing_in, issuer.token(**({"key": key} | changes))) == (401, 401)
    assert statuses(signing_in, issuer.token()) == (200, 404)


def test_no_other_key_and_no_other_kind_of_signature_is_taken_for_the_issuers(
    signing_in: Context, issuer: LocalIssuer
) -> None:
    public = issuer.keys["one"].public_key().public_bytes(Encoding.PEM, PublicFormat.SubjectPublicKeyInfo)
    with local_issuer() as other:
        forged = issuer.token(key=other.keys["one"])
    confused = by_hand(issuer.claims(), public)
    unsigned = jwt.encode(issuer.claims(), None, "none", headers={"kid": "one"})
    head, body, signature = issuer.token().split(".")
    cut = f"{head}.{body}."
    grown = f"{head}.{by_hand(issuer.claims(sub='root'), b'').split('.')[1]}.{signature}"
    for token in (forged, confused, unsigned, cut, grown, "a.b.c", "..", f"{head}.{body}.{'a' * 9_000}"):
        assert statuses(signing_in, token) == (401, 401)


def by_hand(claims: dict[str, Any], key: bytes) -> str:
    """Signed with HS256: PyJWT signs none with a public key."""
    parts = [{"alg": "HS256", "typ": "JWT", "kid": "one"}, claims]
    text = ".".join(urlsafe_b64encode(json.dumps(part).encode()).decode().rstrip("=") for part in parts)
    mac = hmac.digest(key, text.encode(), "sha256")
    return f"{text}.{urlsafe_b64encode(mac).decode().rstrip('=')}"


def test_a_secret_among_the_published_keys_signs_nothing(signing_in: Context, issuer: LocalIssuer) -> None:
    secret = b"k" * 32
    issuer.more = [{"kty": "oct", "kid": "shared", "k": "a2tra2tra2tra2tra2tra2tra2tra2tra2tra2tra2s", "alg": "HS256"}]
    assert statuses(signing_in, issuer.token(kid="shared", key=secret, algorithm="HS256")) == (401, 401)
    assert statuses(signing_in, issuer.token()) == (200, 404)


class Clock:
    now = 0.0

    def __call__(self) -> float:
        return self.now


def test_keys_are_asked_for_once_and_new_ones_are_found_without_haste(issuer: LocalIssuer) -> None:
    clock, anna = Clock(), Caller("anna", Role.OPERATOR)
    known = Issuer(issuer.name, AUDIENCE, "role", clock)
    assert [known.caller_of(issuer.token()) for _ in range(3)] == [anna] * 3
    for n in range(20):
        assert known.caller_of(issuer.token(kid=f"unknown-{n}", key=issuer.keys["one"])) is None
    assert issuer.asked == ["/.well-known/openid-configuration", "/keys"]
    issuer.add_key("two")
    assert known.caller_of(issuer.token(kid="two")) is None
    clock.now = AGAIN_SECONDS
    assert known.caller_of(issuer.token(kid="two")) is None
    clock.now += 1
    assert known.caller_of(issuer.token(kid="two")) == anna
    old = issuer.token()
    del issuer.keys["one"]
    clock.now += KEEP_SECONDS
    assert known.caller_of(old) == anna
    clock.now += 1
    assert known.caller_of(old) is None


def test_an_issuer_that_is_away_is_a_503_for_its_tokens_alone(signing_in: Context, issuer: LocalIssuer) -> None:
    issuer.status = 500
    token = issuer.token()
    answer = Client(signing_in, token).get("/feeds")
    assert (answer.status, "issuer" in answer.json["error"]["message"]) == (503, True)
    assert statuses(signing_in, OPERATOR) == (200, 404)
    issuer.status = 200
    assert statuses(signing_in, token) == (200, 404)


def test_keys_of_somebody_who_calls_himself_otherwise_are_not_used(issuer: LocalIssuer) -> None:
    url, issuer.name = issuer.name, "http://127.0.0.1:1"
    for address in (url, "http://issuer.example", "ftp://127.0.0.1"):
        with pytest.raises(ApiError):
            Issuer(address, AUDIENCE, "role").caller_of(issuer.token(iss=address))


def test_without_an_issuer_a_jwt_is_no_token(connections: Context, issuer: LocalIssuer) -> None:
    assert statuses(connections, issuer.token()) == (401, 401)
    assert issuer.asked == []


def test_an_issuer_needs_an_audience(connections: Context) -> None:
    with pytest.raises(ValidationError, match="OIDC_AUDIENCE"):
        Settings(**connections.settings.model_dump() | {"oidc_issuer": "https://issuer.example"})


def test_the_greatest_role_of_several_counts() -> None:
    assert role_in(["viewer", "operator"]) is Role.OPERATOR
    assert role_in("viewer") is Role.VIEWER
    assert role_in("operators") is role_in(["OPERATOR"]) is role_in(7) is None
