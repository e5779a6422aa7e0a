"""The API tokens, from Secrets Manager; cached for a few minutes, so that a change takes effect without a deployment.

There are always two, each alone in its secret: `viewer` and `operator`. A third secret may hold more, as JSON: it maps
a name to its role and the token's SHA-256 in hex digits, `{"anna": {"role": "operator", "digest": "…"}}`.
"""

from collections.abc import Iterator
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, StringConstraints, TypeAdapter, ValidationError

from job_importer.api.auth import Role, Token, digest_of
from job_importer.credentials import read_secret
from job_importer.observability import logger
from job_importer.settings import Settings

MAX_AGE_SECONDS = 300


class NamedToken(BaseModel):
    model_config = ConfigDict(extra="forbid")

    role: Literal["viewer", "operator"]
    digest: Annotated[str, StringConstraints(pattern="^[0-9a-f]{64}$")]


Name = Annotated[str, StringConstraints(pattern=r"^[A-Za-z0-9][A-Za-z0-9._@ -]{0,63}$")]
NamedTokens = TypeAdapter(dict[Name, NamedToken])
OWN = ("viewer", "operator")
"""Names of the two that always exist."""


def read_tokens(settings: Settings) -> list[Token]:
    """Raises GetParameterError. A malformed secret grants no access and is logged."""
    secrets = (settings.viewer_token_secret, settings.operator_token_secret)
    own = [(name, read_secret(secret, MAX_AGE_SECONDS)) for name, secret in zip(OWN, secrets, strict=True)]
    tokens = [Token(name, Role[name.upper()], digest_of(token)) for name, token in own if token]
    return [*tokens, *_named(settings.named_tokens_secret)]


def _named(secret: str) -> Iterator[Token]:
    if not secret:
        return
    try:
        named = NamedTokens.validate_json(read_secret(secret, MAX_AGE_SECONDS))
    except ValidationError as error:
        faults = [f"{'.'.join(map(str, fault['loc']))}: {fault['type']}" for fault in error.errors()]
        logger.error("The secret with the named tokens is malformed; none of them is accepted", faults=faults)
        return
    for name, token in named.items():
        if name not in OWN:
            yield Token(name, Role[token.role.upper()], bytes.fromhex(token.digest))
