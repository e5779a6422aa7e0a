"""Removes characters that carry no text, and decodes entities, however often they were encoded."""

import re
import unicodedata
from html import unescape

_NOISE = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f"  # C0 and C1 controls, except tab and line ends
    "\u00ad\u200b\u200e\u200f\u202a-\u202e\u2060-\u206f\ufeff"  # soft hyphen, zero-width, direction marks
    "\ufdd0-\ufdef\ufff9-\ufffc\ufffe\uffff\ud800-\udfff]"  # non-characters and lone surrogates
)


def _replacement(match: re.Match[str]) -> str:
    """Restores the quotes and dashes that Windows-1252, read as Latin-1, leaves among the C1 controls."""
    character = match.group()
    if "\x80" <= character <= "\x9f":
        return bytes([ord(character)]).decode("cp1252", "ignore")
    return " " if character in "\x0b\x0c\x1c\x1d\x1e\x1f" else ""


_ASCII_CONTROLS = dict.fromkeys([*range(0, 9), *range(14, 28), 127]) | dict.fromkeys([11, 12, *range(28, 32)], " ")


_WITHOUT_CONTROLS = bytes(255 if code in _ASCII_CONTROLS else code for code in range(256))


def without_noise(value: str) -> str:
    """`value` in Unicode NFC without control characters; line ends and tabs stay."""
    if value.isascii():
        data = value.encode("ascii")
        clean = data.translate(_WITHOUT_CONTROLS) == data  # the fastest check
        return value if clean else value.translate(_ASCII_CONTROLS)
    if not _is_quiet(value) and _NOISE.search(value):
        value = _NOISE.sub(_replacement, value)
    return unicodedata.normalize("NFC", value)


def _is_quiet(value: str) -> bool:
    """A check for noise at half the cost of searching for it. No-break spaces are too common to count."""
    return value.replace("\n", " ").replace("\t", " ").replace("\r", " ").replace("\xa0", " ").isprintable()


MAX_ROUNDS = 8

# "&amp;amp;lt;" is "&lt;" behind two layers. They are removed at once, so that no text takes more than a few rounds.
_LAYERED_AMPERSAND = re.compile(r"&(?:(?:amp|#0*38|#[xX]0*26);)+(?=[a-zA-Z#])")


def decode_once(value: str) -> str:
    """One round of decoding; all layers of escaped ampersands count as one."""
    return unescape(_LAYERED_AMPERSAND.sub("&", value))


def decode_all(value: str) -> str:
    """Decodes until nothing changes."""
    for _ in range(MAX_ROUNDS):
        if "&" not in value:
            break
        decoded = decode_once(value)
        if decoded == value:
            break
        value = decoded
    return value
