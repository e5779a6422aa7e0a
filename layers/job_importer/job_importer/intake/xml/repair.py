"""Repairs a malformed document for a second attempt, but only what is unambiguous.

It repairs unescaped ampersands, HTML entities, characters and references that XML does not allow, "<" that starts no
tag, "]]>" in text, junk before the declaration or after the root, and text elements without an end tag. Other elements
are never closed, opened or moved: a truncated document stays truncated. Line ends stay in place, so that the line of a
later error is that of the original.
"""

import re
from collections import Counter, deque
from collections.abc import Iterator
from dataclasses import dataclass, field
from html.entities import html5
from io import TextIOWrapper
from pathlib import Path

from job_importer.intake.bytes.encoding import Encoding, decoded
from job_importer.intake.xml.leaves import Closer, Leaves

_ILLEGAL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_REFERENCE = re.compile(r"&(?:#([0-9]{1,10});|#[xX]([0-9a-fA-F]{1,8});|([A-Za-z][A-Za-z0-9]{0,40});)?")
_XML_ENTITIES = frozenset({"amp", "lt", "gt", "quot", "apos"})
_TAG = re.compile(r"""</?[A-Za-z_\u0080-\U0010ffff][^\s<>"'/=]*(?:[^<>"']|"[^"<]*"|'[^'<]*')*>""")
_NAME = re.compile(r"</?([^\s<>/]+)")
_DECLARATION = re.compile(r"<\?xml[\s?]")
_UNFINISHED = re.compile(r"(?:&[#A-Za-z0-9]{0,41}|\]\]?)$")  # a reference, or the end of a section
_SECTIONS = {"<!--": "-->", "<![CDATA[": "]]>", "<?": "?>"}
_PROLOG_BYTES = 64 * 1024
_LONGEST_TAG = 1024 * 1024


@dataclass(slots=True)
class Mended:
    counts: Counter[str] = field(default_factory=Counter)

    def describe(self) -> str:
        return ", ".join(f"{what} ({number:,})" for what, number in sorted(self.counts.items()) if number)


def transcode(source: Path, encoding: Encoding, target: Path) -> None:
    """Writes the document as UTF-8."""
    with _open(target) as out:
        out.writelines(decoded(source, encoding))


def repair(source: Path, encoding: Encoding, target: Path) -> Mended:
    first = Mender()
    for text in decoded(source, encoding):
        deque(first.feed(text), maxlen=0)
    deque(first.finish(), maxlen=0)
    mender = Mender(first.leaves)
    with _open(target) as out:
        for text in decoded(source, encoding):
            out.writelines(mender.feed(text))
        out.writelines(mender.finish())
    return mender.mended


def _open(target: Path) -> TextIOWrapper:
    return target.open("w", encoding="utf-8", errors="replace", newline="")


class Mender:
    """A tokeniser that takes text piece by piece, and keeps what it cannot decide yet in `_rest`."""

    def __init__(self, known: Leaves | None = None) -> None:
        """`known`: what a first pass learned about the whole document."""
        self.mended = Mended()
        self.leaves = Leaves()
        self._closer = Closer(known) if known else None
        self._rest = ""
        self._closing: str | None = None  # the end of the open comment, CDATA section or instruction
        self._dropping = False  # … which is not written
        self._depth = 0
        self._root: str | None = None
        self._ended = False

    def feed(self, text: str) -> Iterator[str]:
        self._rest += text
        if self._root is None and self._closing is None and len(self._rest) < _PROLOG_BYTES:
            return  # decide on the prolog when there is enough of it
        yield from self._run(final=False)

    def finish(self) -> Iterator[str]:
        yield from self._run(final=True)

    def _run(self, *, final: bool) -> Iterator[str]:
        text = self._rest if self._root is not None or self._closing else self._without_junk(self._rest)
        at = 0
        while at < len(text):
            step = self._section(text, at, final) if self._closing else self._markup(text, at, final)
            if step is None:
                break
            written, at = step
            if written:
                yield written
        self._rest = text[at:]

    def _without_junk(self, text: str) -> str:
        """Removes everything before the XML declaration, and the declaration: the output is UTF-8. Line ends stay."""
        found = _DECLARATION.search(text, 0, _PROLOG_BYTES)
        start = found.start() if found else max(text.find("<"), 0)
        if start and (found or text[:start].strip("\ufeff \t\r\n")):
            self.mended.counts["pieces of junk before the document"] += 1
        end = text.find("?>", start) + 2 if found else start
        return "\n" * text.count("\n", 0, end) + text[end:] if end > 1 or not found else text[start:]

    def _section(self, text: str, at: int, final: bool) -> tuple[str, int] | None:
        """Inside a comment, CDATA section or instruction: up to its end."""
        closing = self._closing or ""
        end = text.find(closing, at)
        if end < 0:
            keep = 0 if final else len(closing) - 1
            upto = len(text) - keep
            return (self._pass(text[at:upto]), upto) if upto > at else None
        end += len(closing)
        written = self._pass(text[at:end])
        self._closing, self._dropping = None, False
        return written, end

    def _pass(self, text: str) -> str:
        return "" if self._dropping else self._legal(text)

    def _markup(self, text: str, at: int, final: bool) -> tuple[str, int] | None:
        if text[at] != "<":
            return self._text(text, at, final)
        for opening, closing in _SECTIONS.items():
            if text.startswith(opening, at):
                self._closing = closing
                self._dropping = bool(_DECLARATION.match(text, at)) or (opening == "<![CDATA[" and self._depth == 0)
                return "" if self._dropping else opening, at + len(opening)
        if not final and len(text) - at < len("<![CDATA["):
            return None
        if text.startswith("<!", at):
            return self._doctype(text, at, final)
        return self._tag(text, at, final)

    def _doctype(self, text: str, at: int, final: bool) -> tuple[str, int] | None:
        """Written unchanged: pass 1 checks the declarations."""
        end = text.find(">", at)
        bracket = text.find("[", at, end if end >= 0 else len(text))
        if bracket >= 0:
            end = text.find("]", bracket)
            end = text.find(">", end) if end >= 0 else -1
        if end < 0:
            return (text[at:], len(text)) if final or len(text) - at > _LONGEST_TAG else None
        return text[at : end + 1], end + 1

    def _tag(self, text: str, at: int, final: bool) -> tuple[str, int] | None:
        match = _TAG.match(text, at)
        if match is None:
            waiting = text.find("<", at + 1) < 0 and text.find(">", at + 1) < 0 and len(text) - at < _LONGEST_TAG
            if not final and waiting:
                return None
            if final and waiting and _NAME.match(text, at):
                return text[at:], len(text)  # cut off inside a tag: for expat to report
            if self._root is None:  # perhaps the root's own tag, broken: for expat to report
                self._root = ""
                return "<", at + 1
            self.mended.counts["stray <"] += 1
            return "" if self._depth == 0 else "&lt;", at + 1
        return self._count(match.group()), match.end()

    def _count(self, tag: str) -> str:
        """Tracks the depth, and cuts what follows the root, except a second such root, which must not get lost."""
        found = _NAME.match(tag)
        name = found[1] if found else ""
        if self._ended:
            if name == self._root:
                return tag
            self.mended.counts["pieces of junk after the document"] += 1
            return ""
        opening = "empty" if tag.endswith("/>") else "start"
        kind = "end" if tag.startswith("</") else opening
        closed = None
        if self._closer:
            closed = self._closer.close_before(kind, name)
        else:
            self.leaves.learn(kind, name)
        self._depth += {"end": -1, "empty": 0, "start": 1}[kind] - (closed is not None)
        if self._root is None:
            self._root = name
        self._ended = self._depth <= 0
        if closed is not None:
            self.mended.counts[f"<{closed}> without an end"] += 1
        return ("" if closed is None else f"</{closed}>") + self._legal(self._references(tag))

    def _text(self, text: str, at: int, final: bool) -> tuple[str, int] | None:
        end = text.find("<", at)
        if end < 0:
            end = len(text)
            if not final:
                unfinished = _UNFINISHED.search(text, max(at, end - 42))
                end = unfinished.start() if unfinished else end
                if end <= at:
                    return None
        piece = text[at:end]
        if self._depth == 0:
            if piece.strip():
                self.mended.counts[f"pieces of junk {'after' if self._ended else 'before'} the document"] += 1
            return "\n" * piece.count("\n"), end
        piece = self._legal(self._references(piece))
        self.mended.counts["stray ]]>"] += piece.count("]]>")
        return piece.replace("]]>", "]]&gt;"), end

    def _legal(self, text: str) -> str:
        clean, number = _ILLEGAL.subn("", text)
        self.mended.counts["illegal characters"] += number
        return clean

    def _references(self, text: str) -> str:
        return _REFERENCE.sub(self._reference, text) if "&" in text else text

    def _reference(self, match: re.Match[str]) -> str:
        decimal, hexadecimal, name = match.groups()
        if name in _XML_ENTITIES:
            return match.group()
        if decimal or hexadecimal:
            code = int(decimal) if decimal else int(hexadecimal, 16)
            if code in (9, 10, 13) or (code >= 32 and code < 0x110000 and not _ILLEGAL.match(chr(code))):
                return match.group().replace("&#X", "&#x")
            self.mended.counts["references to illegal characters"] += 1
            return ""
        if name and (char := html5.get(name + ";")):
            self.mended.counts["undefined entities"] += 1
            return char.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;").replace('"', "&quot;")
        self.mended.counts["unescaped ampersands"] += 1
        return "&amp;" + match.group()[1:]
