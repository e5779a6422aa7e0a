"""A document, whatever its syntax: how it is opened and read."""

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Protocol

from job_importer.intake.bytes.encoding import Encoding, decide
from job_importer.intake.format import Candidate, Evidence, Syntax
from job_importer.intake.guard.detect import refuse_html, syntax_of
from job_importer.intake.identity.profile import Survey
from job_importer.intake.json.document import JsonDocument
from job_importer.intake.model import Caps, Hints
from job_importer.intake.xml.document import XmlDocument


class Document(Protocol):
    """A document of one syntax, in a file that it reads in blocks, each time from the beginning.

    `encoding`, `repaired` and `warnings` are final when `survey` has returned. Nothing but `FeedError` is raised.
    """

    encoding: str
    repaired: bool
    warnings: tuple[str, ...]

    def sniff(self) -> Evidence:
        """Look at the head. No samples in the evidence: it shows no items."""
        ...

    def survey(self, start: Callable[[], Survey]) -> Survey:
        """Pass 1: read everything and `add` every item in order to the survey that `start` gives, or raise.

        Where the first attempt fails and the document can be repaired, it starts once more.
        """
        ...

    def spelling(self, candidate: Candidate) -> str:
        """The candidate's name as the document writes it."""
        ...

    def close(self) -> None:
        """Remove temporary files."""
        ...


DOCUMENTS: Mapping[Syntax, Callable[[Path, Encoding, Caps], Document]] = {"xml": XmlDocument, "json": JsonDocument}


def open_document(path: Path, hints: Hints) -> Document:
    encoding = decide(path, hints.content_type)
    syntax = syntax_of(refuse_html(path, encoding))
    return DOCUMENTS[syntax](path, encoding, hints.caps)
