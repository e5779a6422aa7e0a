"""Determines a document's encoding, whatever it declares.

Evidence, most trusted first: a byte order mark; the zero bytes of UTF-16 and UTF-32; valid UTF-8 with characters beyond
ASCII (other encodings do not look like that by chance); the XML declaration; the charset of the HTTP response; the only
older encoding in which the text is readable, if the former name none or Latin (`guess`); finally windows-1252, which
decodes anything. Labels mean what browsers take them to mean (encoding.spec.whatwg.org): iso-8859-1 is windows-1252.
"""

import codecs
import re
from collections.abc import Iterator
from dataclasses import dataclass
from email.message import Message
from pathlib import Path

import webencodings

from job_importer.intake.bytes.files import beginning, blocks
from job_importer.intake.bytes.guess import LABELS, SAMPLE, guess

HEAD = 4_096
_BOMS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_DECLARATION = re.compile(rb"""<\?xml[^>]{0,200}?encoding\s*=\s*["']\s*([A-Za-z0-9._:-]{1,40})\s*["']""")
_ESCAPING = ("iso2022", "hz", "utf-7", "utf_7")  # 7-bit encodings: their bytes are valid ASCII but mean something else
_WIDE = ("utf-16", "utf-32")
_USUAL = ("utf-8", "cp1252")  # publishers' software declares these for any text


@dataclass(frozen=True, slots=True)
class Encoding:
    """`label` is what the report says, `codec` what Python decodes with, `skip` the length of the byte order mark."""

    label: str
    codec: str
    skip: int = 0
    lossy: bool = False  # some bytes are invalid and become U+FFFD
    warnings: tuple[str, ...] = ()

    @property
    def is_utf8(self) -> bool:
        """Whether expat can read the bytes as they are."""
        return self.codec == "utf-8" and not self.lossy


@dataclass(frozen=True, slots=True)
class Claim:
    label: str
    codec: str


def decoded(path: Path, encoding: Encoding) -> Iterator[str]:
    """Yields the text of a file in blocks. Invalid bytes become U+FFFD."""
    decoder = codecs.getincrementaldecoder(encoding.codec)("replace")
    for block in blocks(path, encoding.skip):
        yield decoder.decode(block)
    yield decoder.decode(b"", True)


def decide(path: Path, content_type: str | None) -> Encoding:
    head = beginning(path, HEAD)
    for bom, codec in _BOMS:
        if head.startswith(bom):
            return _wide(path, codec, len(bom))
    if wide := _zero_bytes(head):
        return _wide(path, wide, 0)
    return _narrow(path, [claim for claim in (_declared(head), _charset(content_type)) if claim])


def _wide(path: Path, codec: str, skip: int) -> Encoding:
    label = codec.removesuffix("-le").removesuffix("-be")
    valid = _utf8(path)[0] if codec == "utf-8" else _decodes(path, codec, skip)
    return Encoding(label, codec, skip, lossy=not valid)


def _zero_bytes(head: bytes) -> str | None:
    """By the zero bytes around the first "<", "{" or "[" (XML 1.0, appendix F; RFC 4627, section 3)."""
    forms = ((r"%b\0\0\0", "utf-32-le"), (r"\0\0\0%b", "utf-32-be"), (r"%b\0", "utf-16-le"), (r"\0%b", "utf-16-be"))
    return next((codec for form, codec in forms if re.match(form.encode() % b"[<{[]", head)), None)


def _narrow(path: Path, names: list[str]) -> Encoding:
    claims = {name: _understood(name) for name in names}
    known = [claim for claim in claims.values() if claim and not claim.codec.startswith(_WIDE)]
    found = _by_bytes(path, known)
    unknown = [name for name, claim in claims.items() if claim is None]
    said = f"The source declares the encoding {' and '.join(map(repr, unknown))}, which is unknown;"
    warnings = (f"{said} it was read as {found.label}.",) if unknown else ()
    return Encoding(found.label, found.codec, found.skip, found.lossy, warnings)


def _by_bytes(path: Path, claims: list[Claim]) -> Encoding:
    valid, ascii_only = _utf8(path)
    if valid and not (claims and claims[0].codec.startswith(_ESCAPING)):
        return Encoding(claims[0].label if claims and ascii_only else "utf-8", "utf-8")
    if all(claim.codec in _USUAL for claim in claims) and (older := _older(path)):
        return Encoding(LABELS[older], older)
    for claim in claims:
        if claim.codec not in _USUAL and _decodes(path, claim.codec, 0):
            return Encoding(claim.label, claim.codec)
    if _mostly_utf8(path):
        return Encoding("utf-8", "utf-8", lossy=True)
    return Encoding("windows-1252", "cp1252", lossy=not _decodes(path, "cp1252", 0))


def _understood(name: str) -> Claim | None:
    """The encoding that browsers use for this name, or Python's if browsers know or allow none."""
    try:
        python = codecs.lookup(name.strip())
    except (LookupError, ValueError):
        python = None
    found = webencodings.lookup(name) or (webencodings.lookup(python.name) if python else None)
    if found is not None and found.name not in ("replacement", "x-user-defined"):
        return Claim(found.name, "gb18030" if found.name == "gbk" else found.codec_info.name)
    return Claim(name.strip().lower(), python.name) if python and python._is_text_encoding else None


def _older(path: Path) -> str | None:
    codec = guess(beginning(path, SAMPLE))
    return codec if codec and not _mostly_utf8(path) and _decodes(path, codec, 0) else None


def _decodes(path: Path, codec: str, skip: int) -> bool:
    decoder = codecs.getincrementaldecoder(codec)("strict")
    try:
        for block in blocks(path, skip):
            decoder.decode(block)
        decoder.decode(b"", True)
    except UnicodeError:
        return False
    return True


def _utf8(path: Path) -> tuple[bool, bool]:
    """Whether the bytes are valid UTF-8, and whether they are plain ASCII. The last character may be cut off."""
    decoder = codecs.getincrementaldecoder("utf-8")("strict")
    ascii_only = True
    try:
        for block in blocks(path):
            if ascii_only and block.isascii():
                continue
            ascii_only = False
            decoder.decode(block)
    except UnicodeDecodeError:
        return False, False
    return True, ascii_only


def _mostly_utf8(path: Path) -> bool:
    """Whether it is UTF-8 with a few broken bytes, judging by the first megabytes."""
    decoder = codecs.getincrementaldecoder("utf-8")("replace")
    broken = sound = 0
    for block in blocks(path, limit=16 * 1024 * 1024):
        text = decoder.decode(block)
        broken += text.count("\ufffd")
        sound += sum(1 for char in text if char > "\x7f") if not text.isascii() else 0
    return sound - broken > broken


def _declared(head: bytes) -> str | None:
    found = _DECLARATION.search(head)
    return found[1].decode("ascii") if found else None


def _charset(content_type: str | None) -> str | None:
    message = Message()
    message["content-type"] = content_type or "text/plain"
    charset = message.get_param("charset")
    return charset if isinstance(charset, str) else None
