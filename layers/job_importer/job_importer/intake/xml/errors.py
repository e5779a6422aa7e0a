"""Feeds documents to expat, and reports their errors."""

from collections.abc import Iterable, Iterator
from typing import NoReturn
from xml.parsers import expat
from xml.parsers.expat import errors

from job_importer.codes import FeedError, RunFailure


class Malformed(Exception):
    """Not well-formed at this position (line and column count from 1). A repair may help."""

    def __init__(self, reason: str, line: int, column: int) -> None:
        super().__init__(reason)
        self.reason = reason
        self.line = line
        self.column = column

    def failure(self, unclosed: tuple[str, int] | None = None) -> FeedError:
        place, reason = f"line {self.line}, column {self.column}", self.reason
        if unclosed is not None:
            reason += f"; <{unclosed[0][:50]}> of line {unclosed[1]} is not closed"
        return FeedError(RunFailure.XML_MALFORMED, f"The XML is not well-formed at {place}: {reason}.")


def malformed(error: expat.ExpatError) -> Malformed:
    return Malformed(expat.ErrorString(error.code) or "not well-formed", error.lineno, error.offset + 1)


def innermost_open(blocks: Iterable[bytes]) -> tuple[str, int] | None:
    """The name and line of the element that is open where a document ends too early or closes another one."""
    parser, open_elements = expat.ParserCreate("utf-8"), list[tuple[str, int]]()
    parser.StartElementHandler = lambda name, _: open_elements.append((name, parser.CurrentLineNumber))
    parser.EndElementHandler = lambda _: open_elements.pop()
    try:
        for block in blocks:
            parser.Parse(block, False)
        parser.Parse(b"", True)
    except expat.ExpatError as error:
        told = error.code in (errors.codes[errors.XML_ERROR_TAG_MISMATCH], errors.codes[errors.XML_ERROR_NO_ELEMENTS])
        return open_elements[-1] if open_elements and told else None
    return None


def guard(parser: expat.XMLParserType) -> None:
    """Refuses what expat would accept: declared entities, and undefined ones that an external DTD might define."""

    def on_entity(name: str, *_: object) -> NoReturn:
        raise FeedError(
            RunFailure.XML_FORBIDDEN,
            f"The document declares the entity {name[:50]!r} (line {parser.CurrentLineNumber});"
            " feeds with entity declarations are refused, because entities can exhaust the parser's memory.",
        )

    def on_skipped(name: str, is_parameter: bool) -> None:
        if not is_parameter:
            raise Malformed(f"undefined entity &{name[:50]};", parser.CurrentLineNumber, parser.CurrentColumnNumber + 1)

    parser.EntityDeclHandler = on_entity
    parser.SkippedEntityHandler = on_skipped


def forbidden(parser: expat.XMLParserType, what: str) -> FeedError:
    return FeedError(
        RunFailure.XML_FORBIDDEN, f"The XML at line {parser.CurrentLineNumber} {what}, which is not allowed."
    )


MAX_TOKEN = 1024 * 1024  # bytes of a tag with its attributes, a comment or an instruction; texts come in pieces


def parse(parser: expat.XMLParserType, blocks: Iterable[bytes]) -> Iterator[None]:
    """Parses the blocks, and yields whenever handlers may have been called, also after the end.

    Raises Malformed or FeedError. Expat reads an unfinished token from its beginning each time. Blocks are held back
    until the token can have doubled, or a long one would take quadratic time. Expat 2.6 defers in the same way, so
    handlers may be called as late as at the end, but it has no need to if we do (SetReparseDeferralEnabled in
    https://docs.python.org/3/library/pyexpat.html).
    """
    read = pending = size = 0
    held: list[bytes] = []
    try:
        for block in blocks:
            held.append(block)
            size += len(block)
            if size < pending:
                continue
            parser.Parse(b"".join(held), False)
            read, pending = read + size, max(0, read + size - parser.CurrentByteIndex)
            if pending > MAX_TOKEN:
                raise forbidden(parser, f"has a tag, comment or instruction of more than {MAX_TOKEN:,} bytes")
            held, size = [], 0
            yield
        parser.Parse(b"".join(held), True)
        yield
    except expat.ExpatError as error:
        raise malformed(error) from None
