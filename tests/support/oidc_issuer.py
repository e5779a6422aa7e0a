"""An OpenID Connect issuer over HTTP: it says where its keys are, and signs what it is asked to."""

import json
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

import jwt
from cryptography.hazmat.primitives.asymmetric.rsa import RSAPrivateKey, generate_private_key
from jwt.algorithms import RSAAlgorithm

from tests.support.listening import Answer, answering

AUDIENCE = "job-importer"


@dataclass
class LocalIssuer:
    """`asked` are the paths that were asked for; `status` is what every one of them answers with."""

    url: str = ""
    name: str = ""
    keys: dict[str, RSAPrivateKey] = field(default_factory=dict)
    more: list[dict[str, Any]] = field(default_factory=list)
    asked: list[str] = field(default_factory=list)
    status: int = 200

    def add_key(self, kid: str) -> None:
        self.keys[kid] = generate_private_key(65_537, 2_048)

    def jwks(self) -> dict[str, Any]:
        own = [json.loads(RSAAlgorithm.to_jwk(key.public_key())) | {"kid": kid} for kid, key in self.keys.items()]
        return {"keys": [*own, *self.more]}

    def claims(self, **changes: Any) -> dict[str, Any]:
        """A change to None leaves the claim out."""
        now = int(time.time())
        usual = {"iss": self.name, "aud": AUDIENCE, "sub": "anna", "iat": now, "exp": now + 300, "role": "operator"}
        return {name: value for name, value in (usual | changes).items() if value is not None}

    def token(self, kid: str = "one", key: Any = None, algorithm: str = "RS256", **changes: Any) -> str:
        return jwt.encode(self.claims(**changes), key or self.keys[kid], algorithm, headers={"kid": kid})


@contextmanager
def local_issuer() -> Iterator[LocalIssuer]:
    issuer = LocalIssuer()
    issuer.add_key("one")

    def answer(path: str, _: Mapping[str, str]) -> Answer:
        issuer.asked.append(path)
        about = {"issuer": issuer.name, "jwks_uri": f"{issuer.url}/keys"}
        return Answer(json.dumps(issuer.jwks() if path == "/keys" else about).encode(), issuer.status)

    with answering(answer) as port:
        issuer.url = issuer.name = f"http://127.0.0.1:{port}"
        yield issuer
