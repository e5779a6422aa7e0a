"""Runs expat over a document, independent of its version and of token and block sizes."""

from collections.abc import Iterable, Iterator
from xml.parsers import expat

from job_importer.intake.xml.errors import forbidden, malformed

MAX_TOKEN = 1024 * 1024  # bytes of a tag with its attributes, a comment or an instruction; texts come in pieces


def parse(parser: expat.XMLParserType, blocks: Iterable[bytes]) -> Iterator[None]:
    """Parse the blocks, and pause wherever handlers may have been called, also after the end.

    Raises Malformed or FeedError. A token that no block completes is read from its beginning each time: blocks are held
    back until it can have doubled, or a long one would cost the square of its length. Expat 2.6 defers in the same way,
    so that handlers may be called as late as at the end, but has no need to where we do (SetReparseDeferralEnabled in
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
