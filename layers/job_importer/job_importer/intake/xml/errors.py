"""What can be wrong with an XML document."""

from typing import NoReturn
from xml.parsers import expat

from job_importer.codes import FeedError, RunFailure


class Malformed(Exception):
    """Not well-formed at this place (line from 1, column from 1). Perhaps a repair helps."""

    def __init__(self, reason: str, line: int, column: int) -> None:
        super().__init__(reason)
        self.reason = reason
        self.line = line
        self.column = column

    def failure(self) -> FeedError:
        place = f"line {self.line}, column {self.column}"
        return FeedError(RunFailure.XML_MALFORMED, f"The XML is not well-formed at {place}: {self.reason}.")


def malformed(error: expat.ExpatError) -> Malformed:
    return Malformed(expat.ErrorString(error.code) or "not well-formed", error.lineno, error.offset + 1)


def guard(parser: expat.XMLParserType) -> None:
    """Refuse what expat would let pass: declared entities, and undefined ones that a DTD elsewhere might define."""

    def on_entity(name: str, *_: object) -> NoReturn:
        raise FeedError(
            RunFailure.XML_FORBIDDEN,
            f"The document declares the entity {name[:50]!r} (line {parser.CurrentLineNumber});"
            " feeds with entity declarations are refused, because such entities can be made to exhaust a parser.",
        )

    def on_skipped(name: str, is_parameter: bool) -> None:
        if not is_parameter:
            raise Malformed(f"undefined entity &{name[:50]};", parser.CurrentLineNumber, parser.CurrentColumnNumber + 1)

    parser.EntityDeclHandler = on_entity
    parser.SkippedEntityHandler = on_skipped


def forbidden(parser: expat.XMLParserType, what: str) -> FeedError:
    return FeedError(
        RunFailure.XML_FORBIDDEN, f"The XML at line {parser.CurrentLineNumber} {what}; no honest feed needs that."
    )
