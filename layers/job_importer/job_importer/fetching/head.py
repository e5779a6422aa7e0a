"""Repairs the head of a response for h11, which rightly rejects illegal lines.

A harmless mistake of an old server must not fail the feed. Whitespace before a colon is removed (RFC 9112, section 5.1,
asks proxies to), a transfer coding of `identity` is ignored, and any other illegal line is dropped, except those
that determine where the body ends: ambiguity there enables response smuggling, so h11 sees and refuses them.
"""

import re

_END = re.compile(rb"\r?\n\r?\n")
_LEGAL = re.compile(rb"[!#$%&'*+.^_`|~0-9A-Za-z-]+:[^\x00\r\n\x0b\x0c]*")
_SPACED = re.compile(rb"([!#$%&'*+.^_`|~0-9A-Za-z-]+)[ \t]+:")
_FRAMING = re.compile(rb"(?i)content.?length|transfer.?encoding")
_IDENTITY = re.compile(rb"(?i)transfer-encoding[ \t]*:[ \t]*identity[ \t]*")


def end_of_head(data: bytes) -> int:
    """Where the first head in `data` ends; 0 if it is incomplete."""
    found = _END.search(data)
    return found.end() if found else 0


def mend(head: bytes) -> bytes:
    """The head without its illegal lines; `head` ends with the empty line."""
    status, *lines = head.rstrip(b"\r\n").replace(b"\r\n", b"\n").split(b"\n")
    kept = [status]
    dropping = True  # a continuation line is treated like the line it continues
    for line in lines:
        if not line.startswith((b" ", b"\t")):
            line = _mended(line)
            dropping = not line
        if not dropping:
            kept.append(line)
    return b"\r\n".join([*kept, b"", b""])


def _mended(line: bytes) -> bytes:
    if _IDENTITY.fullmatch(line):
        return b""
    if _LEGAL.fullmatch(line) or _FRAMING.search(line.partition(b":")[0]):
        return line
    spaced = _SPACED.sub(rb"\1:", line, count=1)
    return spaced if _LEGAL.fullmatch(spaced) else b""
