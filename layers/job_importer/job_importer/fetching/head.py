"""The head of an answer, made fit for a parser that takes no illegal line: h11, which has reason to be strict.

What an old application server gets wrong must not cost the feed. Whitespace before a colon goes (RFC 9112, section 5.1,
has proxies do it), a transfer coding of `identity` says nothing, and any other illegal line is left out, but for those
that say where the body ends: two readings of these are how answers are smuggled, so h11 sees and refuses them.
"""

import re

_END = re.compile(rb"\r?\n\r?\n")
_LEGAL = re.compile(rb"[!#$%&'*+.^_`|~0-9A-Za-z-]+:[^\x00\r\n\x0b\x0c]*")
_SPACED = re.compile(rb"([!#$%&'*+.^_`|~0-9A-Za-z-]+)[ \t]+:")
_FRAMING = re.compile(rb"(?i)content.?length|transfer.?encoding")
_IDENTITY = re.compile(rb"(?i)transfer-encoding[ \t]*:[ \t]*identity[ \t]*")


def end_of_head(data: bytes) -> int:
    """Where the first head in `data` ends; 0 where it goes on."""
    found = _END.search(data)
    return found.end() if found else 0


def mend(head: bytes) -> bytes:
    """The head without its illegal lines; `head` ends with the empty line."""
    status, *lines = head.rstrip(b"\r\n").replace(b"\r\n", b"\n").split(b"\n")
    kept = [status]
    dropping = True  # a line that continues the one before shares its lot
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
