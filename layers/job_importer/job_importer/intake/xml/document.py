"""An XML document in a file: decoded, sniffed, read, and repaired if necessary."""

import shutil
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path
from tempfile import mkdtemp
from typing import TypeVar

from job_importer.intake.bytes.encoding import Encoding
from job_importer.intake.bytes.files import BLOCK, blocks
from job_importer.intake.fields.flatten import flatten, has_blocks, needs_flattening, open_blocks
from job_importer.intake.format import Candidate, Collected, Evidence, Fields
from job_importer.intake.model import Caps
from job_importer.intake.xml import repair, sniff
from job_importer.intake.xml.errors import Malformed, innermost_open
from job_importer.intake.xml.names import Layout, Names
from job_importer.intake.xml.reader import ItemReader
from job_importer.paging.beside import Record

Result = TypeVar("Result")


class XmlDocument:
    """Documents that are not UTF-8 or not well-formed are rewritten to a temporary file once; `close` removes it.

    There is one repair: a document that is still malformed afterwards is refused.
    """

    def __init__(self, path: Path, encoding: Encoding, caps: Caps, block: int = BLOCK) -> None:
        self.encoding = encoding.label
        self.repaired = False
        self.warnings: tuple[str, ...] = ()
        self._source, self._decoding, self._caps, self._block = path, encoding, caps, block
        self._scratch: Path | None = None
        self._path, self._skip = (path, encoding.skip) if encoding.is_utf8 else (self._rewrite(repair.transcode), 0)
        self._layout = Layout(frozenset(), Names())
        self._root = ""
        self._shape: Callable[[Fields], Fields] = _as_it_is
        self._beside: list[Record] = []

    def sniff(self) -> Evidence:
        head = self._attempt(lambda: sniff.read_head(self._blocks(), self._caps.max_depth))
        items = sniff.find_items(head)
        self._root = head.root
        self._layout = Layout(sniff.places(head, items), head.names)
        samples = sniff.samples(self._reader(forgive_prefixes=True).read(self._blocks())) if items else []
        self._shape = _shape(samples, is_fixed=sniff.is_fixed(head, items))
        samples = [*map(self._shape, samples)]
        fields = Counter(name for sample in samples for name in sample)
        uris = frozenset(uri.lower() for uri in (*head.names.uris.values(), *head.names.undeclared()))
        path = items or (head.root,)
        others = () if items else sniff.others(head)
        return Evidence("xml", head.root, path, fields, tuple(samples), sniff.about(head, items), uris, others=others)

    def adopt(self, first: object) -> bool:
        if not isinstance(first, XmlDocument):
            return False
        if first._layout.paths:
            self._layout, self._shape = Layout(first._layout.paths, self._layout.names), first._shape
        return self._root == first._root

    def collect(self, start: Callable[[], Collected]) -> Collected:
        def attempt() -> Collected:
            collected = start()
            reader = self._reader(forgive_prefixes=self.repaired)
            for item in reader.read(self._blocks()):
                collected.add(self._shape(item))
            self._beside = reader.beside
            if reader.forgiven:
                self.warnings += ("The XML uses undeclared namespace prefixes; they were read as if declared.",)
            return collected

        return self._attempt(attempt)

    def beside(self) -> list[Record]:
        return self._beside

    def spelling(self, candidate: Candidate) -> str:
        return candidate.name if candidate.derive else self._layout.names.spelling(candidate.field)

    def close(self) -> None:
        if self._scratch is not None:
            shutil.rmtree(self._scratch, ignore_errors=True)

    def _reader(self, *, forgive_prefixes: bool) -> ItemReader:
        return ItemReader(self._layout, self._caps, forgive_prefixes=forgive_prefixes)

    def _attempt(self, read: Callable[[], Result]) -> Result:
        try:
            return read()
        except Malformed as error:
            if self.repaired:
                raise error.failure(innermost_open(self._blocks())) from None
            first = error
        self.repaired = True
        self._path, self._skip = self._rewrite(self._repair), 0
        try:
            return read()
        except Malformed as error:
            worst = error if error.line >= first.line else first
            raise worst.failure(innermost_open(self._blocks())) from None

    def _repair(self, source: Path, encoding: Encoding, target: Path) -> None:
        mended = repair.repair(source, encoding, target)
        if what := mended.describe():
            self.warnings += (f"The XML was malformed and has been repaired: {what}.",)

    def _rewrite(self, write: Callable[[Path, Encoding, Path], None]) -> Path:
        if self._scratch is None:
            self._scratch = Path(mkdtemp(prefix="intake-"))
        target = self._scratch / f"{getattr(write, '__name__', 'document').strip('_')}.xml"
        write(self._source, self._decoding, target)
        return target

    def _blocks(self) -> Iterator[bytes]:
        return blocks(self._path, self._skip, size=self._block)


def _shape(samples: list[Fields], *, is_fixed: bool) -> Callable[[Fields], Fields]:
    """The function that flattens the items, if they need it."""
    if is_fixed:
        return open_blocks if has_blocks(samples) else _as_it_is
    return flatten if needs_flattening(samples) else _as_it_is


def _as_it_is(item: Fields) -> Fields:
    return item
