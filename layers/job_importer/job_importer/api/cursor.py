"""Opaque cursors of keyset pagination: the sort key of the last item, signed together with the list it belongs to.

A cursor is valid only for the list and filters for which it was made; anything else is a 400.
"""

import hmac
import json
from base64 import b64decode, urlsafe_b64encode
from collections.abc import Mapping
from hashlib import sha256
from typing import Any

from job_importer.api.errors import ApiError, bad_request

MAC_BYTES = 16
MAX_CHARS = 1_000


def cursor_key(secret: str) -> bytes:
    """A key derived from an existing secret. A new secret invalidates old cursors, which is harmless."""
    return hmac.digest(secret.encode(), b"job-importer cursor v1", sha256)


def encode_cursor(position: list[Any], scope: Mapping[str, Any], key: bytes) -> str:
    """`position` are the values of the sort key, `scope` the list's name and its filters."""
    payload = json.dumps(position, separators=(",", ":")).encode()
    return urlsafe_b64encode(_mac(payload, scope, key) + payload).decode().rstrip("=")


def decode_cursor(cursor: str, scope: Mapping[str, Any], key: bytes) -> list[Any]:
    """The position. Raises ApiError (400) for anything that `encode_cursor` did not make for this scope."""
    if len(cursor) > MAX_CHARS or not cursor.isascii():
        raise _invalid()
    try:
        data = b64decode(cursor + "=" * (-len(cursor) % 4), altchars=b"-_", validate=True)
    except ValueError:
        raise _invalid() from None
    mac, payload = data[:MAC_BYTES], data[MAC_BYTES:]
    if not hmac.compare_digest(mac, _mac(payload, scope, key)):
        raise _invalid()
    position: list[Any] = json.loads(payload)
    return position


def _mac(payload: bytes, scope: Mapping[str, Any], key: bytes) -> bytes:
    context = json.dumps(scope, sort_keys=True, default=str).encode()
    return hmac.digest(key, len(context).to_bytes(4, "big") + context + payload, sha256)[:MAC_BYTES]


def _invalid() -> ApiError:
    message = (
        "The cursor does not belong to this list and its filters; start again from the first page, without a cursor."
    )
    return bad_request(message, "invalid_cursor")
