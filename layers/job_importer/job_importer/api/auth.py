"""Authorisation: a request is refused unless a rule allows it, whatever its route."""

import hmac
from collections.abc import Sequence
from dataclasses import dataclass, field
from enum import IntEnum
from hashlib import sha256
from http import HTTPStatus

from job_importer.api.errors import ApiError
from job_importer.audit import Actor


class Role(IntEnum):
    """A higher role may do everything that a lower one may."""

    VIEWER = 1
    OPERATOR = 2


@dataclass(frozen=True, slots=True)
class Caller:
    """`name` is the token's."""

    name: str
    role: Role

    @property
    def actor(self) -> Actor:
        return Actor(self.name, self.role.name.lower())


@dataclass(frozen=True, slots=True)
class Token:
    """A bearer token: its name, and its SHA-256."""

    name: str
    role: Role
    digest: bytes = field(repr=False)


def digest_of(token: str) -> bytes:
    return sha256(token.encode("utf-8", "surrogatepass")).digest()


def needed_role(method: str, path: str) -> Role | None:
    """The role that a call needs; None if anyone may call."""
    if method == "OPTIONS" or path.rstrip("/") == "/health":
        return None
    return Role.VIEWER if method in ("GET", "HEAD") else Role.OPERATOR


def bearer(authorization: str) -> str:
    """The token of an Authorization header; empty if there is none."""
    scheme, _, given = authorization.strip().partition(" ")
    return given.strip() if scheme.lower() == "bearer" else ""


def caller_of(given: str, tokens: Sequence[Token]) -> Caller | None:
    """The owner of the token; if several, the one with the highest role. Compares every digest, in constant time."""
    digest = digest_of(given)
    proven = [token for token in tokens if hmac.compare_digest(digest, token.digest)]
    best = max(proven, key=lambda token: token.role, default=None)
    return Caller(best.name, best.role) if best and given else None


def require(needed: Role, caller: Caller | None) -> Caller:
    """Raises ApiError: 401 without a caller, 403 if the role is too low."""
    if caller is None:
        message = "This call needs a valid token: send it as `Authorization: Bearer <token>`."
        raise ApiError(HTTPStatus.UNAUTHORIZED, "unauthorized", message, {"WWW-Authenticate": "Bearer"})
    if caller.role < needed:
        message = "This call makes changes and needs the operator role; your token has the viewer role."
        raise ApiError(HTTPStatus.FORBIDDEN, "forbidden", message)
    return caller
