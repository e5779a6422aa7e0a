"""Encodes a chunk's body for SQS, which accepts only text: zstd in base64.

A body that begins with a brace is plain JSON: one that compression does not shorten, or from an earlier version.
"""

import base64
import binascii

import zstandard

PREFIX = "zstd:"
LEVEL = 3  # most of the default level's saving, in a fifth of the time
MAX_DECODED_BYTES = 16 * 1024**2  # larger than any chunk


def encode(body: str) -> str:
    packed = zstandard.ZstdCompressor(level=LEVEL).compress(body.encode())
    encoded = PREFIX + base64.b64encode(packed).decode()
    return encoded if len(encoded) < len(body) else body


def decode(body: str) -> str:
    """Raises ValueError if it is not one of our bodies."""
    if not body.startswith(PREFIX):
        return body
    try:
        packed = base64.b64decode(body.removeprefix(PREFIX), validate=True)
        if zstandard.frame_content_size(packed) > MAX_DECODED_BYTES:
            raise ValueError("the message is larger than a chunk may be")
        return zstandard.ZstdDecompressor().decompress(packed, max_output_size=MAX_DECODED_BYTES).decode()
    except (binascii.Error, zstandard.ZstdError) as error:
        raise ValueError(f"the message is damaged ({error})") from error
