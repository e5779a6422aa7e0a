"""Decodes entities, however many times a publisher encoded them."""

import re
from html import unescape

MAX_ROUNDS = 8

# "&amp;amp;lt;" is "&lt;" behind two layers: they are folded at once, so that no text costs more than a few rounds.
_LAYERED_AMPERSAND = re.compile(r"&(?:(?:amp|#0*38|#[xX]0*26);)+(?=[a-zA-Z#])")


def decode_once(value: str) -> str:
    """One round of decoding; all layers of escaped ampersands count as one."""
    return unescape(_LAYERED_AMPERSAND.sub("&", value))


def decode_all(value: str) -> str:
    """Decoded until nothing changes."""
    for _ in range(MAX_ROUNDS):
        if "&" not in value:
            break
        decoded = decode_once(value)
        if decoded == value:
            break
        value = decoded
    return value
