"""In which encoding a document is written, whatever it says itself.

Witnesses, most trusted first: a byte order mark; the zero bytes of UTF-16 and UTF-32; being valid UTF-8 with
characters beyond ASCII (other encodings do not look like that by chance); the XML declaration; the charset of the
HTTP answer; what can be read in one older encoding only, where these name none or Latin (`guess`); at last
windows-1252, which decodes anything. Labels mean what browsers take them to mean
(encoding.spec.whatwg.org): iso-8859-1 is windows-1252 where it uses the bytes that only the latter defines.
"""

import codecs
import re
from dataclasses import dataclass
from email.message import Message
from pathlib import Path

from job_importer.intake.bytes.files import blocks
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
_WIDER = {"gb2312": "gb18030", "gbk": "gb18030", "shift_jis": "cp932", "euc_kr": "cp949", "big5": "big5hkscs"}
_C1 = re.compile(rb"[\x80-\x9f]")
_ESCAPING = ("iso2022", "hz", "utf-7", "utf_7")  # 7-bit encodings: their bytes are valid ASCII and mean something else


@dataclass(frozen=True, slots=True)
class Encoding:
    """`label` is what the report says, `codec` what Python decodes with, `skip` the length of the byte order mark."""

    label: str
    codec: str
    skip: int = 0
    lossy: bool = False  # some bytes mean nothing in it and become U+FFFD
    disputed: str | None = None  # what the document or its server claimed instead

    @property
    def is_utf8(self) -> bool:
        """Whether expat can read the bytes as they are."""
        return self.codec == "utf-8" and not self.lossy


def decide(path: Path, content_type: str | None) -> Encoding:
    with path.open("rb") as file:
        head = file.read(HEAD)
    for bom, codec in _BOMS:
        if head.startswith(bom):
            return _wide(path, codec, len(bom)) if codec != "utf-8" else _after_bom(path, len(bom))
    if wide := _zero_bytes(head):
        return _wide(path, wide, 0)
    return _narrow(path, [_declared(head), _charset(content_type)])


def _after_bom(path: Path, skip: int) -> Encoding:
    valid, _ = _utf8(path)
    return Encoding("utf-8", "utf-8", skip, lossy=not valid)


def _wide(path: Path, codec: str, skip: int) -> Encoding:
    label = codec.removesuffix("-le").removesuffix("-be")
    return Encoding(label, codec, skip, lossy=not _decodes(path, codec, skip))


def _zero_bytes(head: bytes) -> str | None:
    """Where the zero bytes of the first "<x", "{" or "[" lie (XML 1.0, appendix F; RFC 4627, section 3)."""
    patterns = {
        b"<\0\0\0": "utf-32-le",
        b"\0\0\0<": "utf-32-be",
        b"<\0": "utf-16-le",
        b"\0<": "utf-16-be",
        b"{\0\0\0": "utf-32-le",
        b"[\0\0\0": "utf-32-le",
        b"\0\0\0{": "utf-32-be",
        b"\0\0\0[": "utf-32-be",
        b"\0{": "utf-16-be",
        b"\0[": "utf-16-be",
        b"{\0": "utf-16-le",
        b"[\0": "utf-16-le",
    }
    return next((codec for start, codec in patterns.items() if head.startswith(start)), None)


def _narrow(path: Path, claims: list[str | None]) -> Encoding:
    valid, ascii_only = _utf8(path)
    named = [claim for claim in claims if claim is not None]
    first = named[0] if named else None
    if valid and not (first and codecs.lookup(first).name.startswith(_ESCAPING)):
        if ascii_only:  # the claim cannot be wrong and costs nothing
            return Encoding(_label(first or "utf-8"), "utf-8")
        disputed = first if first and not _is_utf8(first) else None
        return Encoding("utf-8", "utf-8", disputed=disputed)
    if all(map(_is_default, named)) and (older := _older(path)):
        return Encoding(LABELS[older], older, disputed=first)
    for claim in named:
        codec = _WIDER.get(codecs.lookup(claim).name, claim)
        if not _is_utf8(claim) and (found := _single_byte(path, claim) or _strict(path, claim, codec)):
            return found
    if _mostly_utf8(path):
        return Encoding("utf-8", "utf-8", lossy=True)
    return Encoding("windows-1252", "cp1252", lossy=not _decodes(path, "cp1252", 0), disputed=first)


def _is_default(claim: str) -> bool:
    """What publishers' software writes whatever the text is."""
    return codecs.lookup(claim).name in ("utf-8", "utf-8-sig", "iso8859-1", "cp1252", "ascii")


def _older(path: Path) -> str | None:
    with path.open("rb") as file:
        codec = guess(file.read(SAMPLE))
    return codec if codec and not _mostly_utf8(path) and _decodes(path, codec, 0) else None


def _single_byte(path: Path, claim: str) -> Encoding | None:
    """Latin-1 and ASCII as they are meant: windows-1252 where its own bytes occur."""
    if codecs.lookup(claim).name not in ("iso8859-1", "ascii"):
        return None
    if any(_C1.search(block) for block in blocks(path)):
        return Encoding("windows-1252", "cp1252", lossy=not _decodes(path, "cp1252", 0), disputed=claim)
    return Encoding("iso-8859-1", "latin-1", disputed=None if codecs.lookup(claim).name == "iso8859-1" else claim)


def _strict(path: Path, claim: str, codec: str) -> Encoding | None:
    return Encoding(_label(claim), codec) if _decodes(path, codec, 0) else None


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
    """Whether the bytes are valid UTF-8, and plain ASCII. A character cut off at the end is forgiven."""
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
    """Whether a few bytes are broken in what is UTF-8 otherwise, judged by the first megabytes."""
    decoder = codecs.getincrementaldecoder("utf-8")("replace")
    broken = sound = 0
    for block in blocks(path, limit=16 * 1024 * 1024):
        text = decoder.decode(block)
        broken += text.count("\ufffd")
        sound += sum(1 for char in text if char > "\x7f") if not text.isascii() else 0
    return sound - broken > broken


def _declared(head: bytes) -> str | None:
    found = _DECLARATION.search(head)
    return _known(found[1].decode("ascii")) if found else None


def _charset(content_type: str | None) -> str | None:
    if content_type is None:
        return None
    message = Message()
    message["content-type"] = content_type
    charset = message.get_param("charset")
    return _known(charset) if isinstance(charset, str) else None


def _known(name: str) -> str | None:
    """The name if it is that of a text encoding; a wide one cannot be meant, its bytes would have shown."""
    try:
        info = codecs.lookup(name.strip().lower())
    except (LookupError, ValueError):
        return None
    if not info._is_text_encoding or info.name.startswith(("utf-16", "utf-32")):
        return None
    return name.strip().lower()


def _is_utf8(name: str) -> bool:
    return codecs.lookup(name).name in ("utf-8", "utf-8-sig")


def _label(name: str) -> str:
    return "utf-8" if _is_utf8(name) else name.lower()
