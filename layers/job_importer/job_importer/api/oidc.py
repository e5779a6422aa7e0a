"""Tokens of an OIDC issuer: JWTs, of which signature, issuer, audience and time are checked (OpenID Connect Discovery
1.0, RFC 7519, RFC 8725). PyJWT is in a separate layer, for installations with an issuer.
"""

import json
import time
from collections.abc import Callable
from functools import cache
from http import HTTPStatus
from typing import TYPE_CHECKING, Any
from urllib.error import URLError
from urllib.parse import urlsplit
from urllib.request import urlopen

from job_importer.api.auth import Caller, Role
from job_importer.api.errors import ApiError
from job_importer.observability import logger

if TYPE_CHECKING:
    from jwt import PyJWK

ALGORITHMS = [f"{family}{bits}" for family in ("RS", "PS", "ES") for bits in (256, 384, 512)] + ["EdDSA"]
"""Only signatures by a private key: with HS256, anyone could sign with the published key."""
LEEWAY_SECONDS = 30
KEEP_SECONDS = 3_600.0  # withdrawn keys of the issuer are trusted no longer than this
AGAIN_SECONDS = 60.0  # tokens with unknown keys make us ask no more often than this
FETCH_SECONDS, MAX_BYTES, MAX_CHARS = 5, 1_000_000, 8_192


class Issuer:
    """Its keys are fetched on first use, and again when a token names an unknown one."""

    def __init__(
        self, issuer: str, audience: str, role_claim: str, clock: Callable[[], float] = time.monotonic
    ) -> None:
        self._issuer, self._audience, self._role_claim, self._clock = issuer, audience, role_claim, clock
        self._keys: dict[str | None, PyJWK] = {}
        self._fetched_at = float("-inf")

    def caller_of(self, token: str) -> Caller | None:
        """None if the token is not valid. Raises ApiError (503) if the issuer's keys cannot be fetched."""
        import jwt

        try:
            key = self._key(jwt.get_unverified_header(token).get("kid")) if len(token) <= MAX_CHARS else None
            if key is None:
                return None
            claims: dict[str, Any] = jwt.decode(
                token,
                key,
                algorithms=ALGORITHMS,
                issuer=self._issuer,
                audience=self._audience,
                leeway=LEEWAY_SECONDS,
                options={"require": ["exp", "iat", "iss", "aud", "sub"]},
            )
        except jwt.PyJWTError as error:
            logger.info("A token of the issuer is not valid", reason=type(error).__name__)
            return None
        role = role_in(claims.get(self._role_claim))
        return Caller(str(claims["sub"])[:200], role) if role else None

    def _key(self, kid: str | None) -> "PyJWK | None":
        age = self._clock() - self._fetched_at
        if age > KEEP_SECONDS or (kid not in self._keys and age > AGAIN_SECONDS):
            self._keys = self._fetch_keys()
            self._fetched_at = self._clock()
        return self._keys.get(kid)

    def _fetch_keys(self) -> "dict[str | None, PyJWK]":
        from jwt import PyJWKSet, PyJWTError

        try:
            about = _fetch(f"{self._issuer.rstrip('/')}/.well-known/openid-configuration")
            if about["issuer"] != self._issuer:
                raise ValueError(f"it identifies itself as {about['issuer']!r}")
            found = [key for key in _fetch(about["jwks_uri"])["keys"] if key.get("use", "sig") == "sig"]
            return {key.key_id: key for key in PyJWKSet([key for key in found if key.get("kty") != "oct"]).keys}
        except (URLError, OSError, ValueError, KeyError, TypeError, PyJWTError) as error:
            logger.error("The OIDC issuer's keys cannot be read", issuer=self._issuer, error=str(error))
            message = "The token issuer's keys cannot be fetched; try again in a few seconds."
            raise ApiError(HTTPStatus.SERVICE_UNAVAILABLE, "unavailable", message, {"Retry-After": "5"}) from None


@cache
def issuer_of(issuer: str, audience: str, role_claim: str) -> Issuer:
    """With what it remembers, for the life of the process."""
    return Issuer(issuer, audience, role_claim)


def is_jwt(token: str) -> bool:
    return token.count(".") == 2


def role_in(claim: Any) -> Role | None:
    """The highest role that the claim's word, or one of its words, names."""
    words = claim if isinstance(claim, list) else [claim]
    roles = [role for role in Role if role.name.lower() in words]
    return max(roles, default=None)


def _fetch(url: str) -> Any:
    """Raises URLError, OSError, ValueError."""
    parts = urlsplit(url)
    if parts.scheme != "https" and not (parts.scheme == "http" and parts.hostname == "127.0.0.1"):
        raise ValueError(f"{url} is not https")
    with urlopen(url, timeout=FETCH_SECONDS) as answer:  # noqa: S310 the scheme was looked at
        return json.loads(answer.read(MAX_BYTES))
