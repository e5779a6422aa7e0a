"""Who may do what. A request is refused unless a rule lets it in: routes are not asked."""

import hmac
from dataclasses import dataclass, field
from enum import IntEnum
from hashlib import sha256
from http import HTTPStatus

from job_importer.api.errors import ApiError


class Role(IntEnum):
    """A greater role may do all that a lesser one may."""

    VIEWER = 1
    OPERATOR = 2


@dataclass(frozen=True, slots=True)
class Tokens:
    """The bearer tokens of the two roles."""

    viewer: str = field(repr=False)
    operator: str = field(repr=False)


def needed_role(method: str, path: str) -> Role | None:
    """None where anyone may call."""
    if method == "OPTIONS" or path.rstrip("/") == "/health":
        return None
    return Role.VIEWER if method in ("GET", "HEAD") else Role.OPERATOR


def role_of(authorization: str, tokens: Tokens) -> Role | None:
    """The role that an Authorization header proves; every token is compared, each in constant time."""
    scheme, _, given = authorization.strip().partition(" ")
    known = [(Role.OPERATOR, tokens.operator), (Role.VIEWER, tokens.viewer)]
    proven = [role for role, token in known if _is_same(given.strip(), token) and token]
    return proven[0] if proven and scheme.lower() == "bearer" else None


def admit(method: str, path: str, authorization: str, tokens: Tokens) -> Role | None:
    """The caller's role, where the call needs one. Raises ApiError: 401 without a token, 403 with a lesser role."""
    needed = needed_role(method, path)
    if needed is None:
        return None
    role = role_of(authorization, tokens)
    if role is None:
        message = "This call needs a valid token: send it as `Authorization: Bearer <token>`."
        raise ApiError(HTTPStatus.UNAUTHORIZED, "unauthorized", message, {"WWW-Authenticate": "Bearer"})
    if role < needed:
        message = "This call makes changes and requires the operator token; yours is the viewer token."
        raise ApiError(HTTPStatus.FORBIDDEN, "forbidden", message)
    return role


def _is_same(given: str, token: str) -> bool:
    """Digests are compared, so that not even the length of the token shows."""
    return hmac.compare_digest(*(sha256(text.encode("utf-8", "surrogatepass")).digest() for text in (given, token)))
