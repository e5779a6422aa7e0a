"""An excerpt of a snapshot around a position, found in a stream: memory does not grow with the feed. Pure."""

import codecs
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

WINDOW = 400  # characters before the position, and after it
_MARKS = ((codecs.BOM_UTF32_LE, "utf-32"), (codecs.BOM_UTF32_BE, "utf-32"), (codecs.BOM_UTF16_LE, "utf-16"))


@dataclass(frozen=True, slots=True)
class Excerpt:
    before: str
    after: str


def text_of(parts: Iterable[bytes], encoding: str | None) -> Iterator[str]:
    """The parts as text, in the encoding of the byte order mark, or else in `encoding`, or else in UTF-8."""
    decoder: codecs.IncrementalDecoder | None = None
    for part in parts:
        if decoder is None:
            decoder = codecs.getincrementaldecoder(_encoding(part, encoding))("replace")
        yield decoder.decode(part)


def _encoding(head: bytes, named: str | None) -> str:
    marked = next((name for mark, name in (*_MARKS, (codecs.BOM_UTF16_BE, "utf-16")) if head.startswith(mark)), None)
    try:
        return marked or codecs.lookup(named or "utf-8").name
    except LookupError:
        return "utf-8"


def around(texts: Iterable[str], line: int, column: int) -> Excerpt | None:
    """The text around the position (line and column from 1); None if there is no such line. A column after the end of
    its line continues in the next one.
    """
    newlines, missing, before = line - 1, column - 1, ""
    texts = iter(texts)
    for text in texts:
        start = 0
        while newlines and (found := text.find("\n", start)) >= 0:
            newlines, start = newlines - 1, found + 1
        if newlines or len(text) - start < missing:
            missing -= 0 if newlines else len(text) - start
            before = (before + text)[-WINDOW:]
            continue
        place = start + missing
        return Excerpt((before + text[max(0, place - WINDOW) : place])[-WINDOW:], _window(text[place:], texts))
    return None if newlines else Excerpt(before, "")


def _window(text: str, rest: Iterator[str]) -> str:
    while len(text) < WINDOW and (more := next(rest, "")):
        text += more
    return text[:WINDOW]
