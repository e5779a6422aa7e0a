"""A JSON document in a file: sniffed and read."""

import shutil
from collections import Counter, deque
from collections.abc import Callable, Iterable, Iterator
from functools import partial
from itertools import islice, starmap
from os import SEEK_END
from pathlib import Path
from tempfile import mkdtemp
from typing import Any, TypeVar

from job_importer.codes import FeedError, RunFailure
from job_importer.intake.bytes.encoding import Encoding, decoded
from job_importer.intake.bytes.files import blocks
from job_importer.intake.fields.names import shown
from job_importer.intake.format import MAX_SAMPLES, Candidate, Collected, Evidence, Fields
from job_importer.intake.json import sniff
from job_importer.intake.json.beside import read_beside
from job_importer.intake.json.layout import LEAST_FIELDS, Place, empty_list, find, grouped_item, keyed_item
from job_importer.intake.json.reader import read_events, read_head, read_members, read_named, read_values
from job_importer.intake.json.repair import Mender
from job_importer.intake.json.script import CLOSING_BYTES, closing, opening
from job_importer.intake.json.sniff import JsonHead, slots
from job_importer.intake.model import Caps
from job_importer.paging.beside import Record
from job_importer.paging.hints import may_have_pages

Result = TypeVar("Result")

HEAD = 1_024


class JsonDocument:
    """A document that is not UTF-8, is a script or has unescaped control characters in its strings is rewritten to a
    temporary file, which `close` removes.
    """

    def __init__(self, path: Path, encoding: Encoding, caps: Caps) -> None:
        self.encoding = encoding.label
        self.repaired = False
        self.warnings: tuple[str, ...] = ()
        self._caps = caps
        self._scratch: list[Path] = []
        self._path, self._skip = (path, encoding.skip) if encoding.is_utf8 else (self._transcode(path, encoding), 0)
        self._unwrap()
        self._place: Place | None = None
        self._seen = frozenset[str]()  # prefixes of objects, also of those that empty lists would have

    def sniff(self) -> Evidence:
        return self._attempt(self._sniff)

    def _sniff(self) -> Evidence:
        head = sniff.read(read_head(self._path, self._skip, self._caps), lambda head: find(head) is not None)
        self._place = find(head)
        if self._place is not None and self._place.elsewhere:
            places = shown(*self._place.elsewhere)
            self.warnings += (
                f"The document has more jobs at {places}; only those at {shown(self._place.prefixes[0])} are read.",
            )
        self._seen = frozenset(head.objects) | {f"{prefix}.item".lstrip(".") for prefix in head.empty_lists}
        samples = list(islice(self._items(), MAX_SAMPLES))
        fields = Counter(name for sample in samples for name in sample)
        if self._place is not None and not self._place.keyed:
            fields.update(dict.fromkeys(head.fields[".".join((self._place.prefixes[0], *self._place.wrapper))], 0))
        others = () if self._place else sniff.others(head)
        return Evidence("json", head.root, self._path_to_items(head), fields, tuple(samples), head.about, others=others)

    def _path_to_items(self, head: JsonHead) -> tuple[str, ...]:
        if self._place is not None:
            return self._place.path
        empty = empty_list(head)
        return () if empty is None else tuple(empty.split("."))

    def beside(self) -> list[Record]:
        if not may_have_pages(blocks(self._path, self._skip)):
            return []
        return read_beside(read_events(self._path, self._skip, self._caps), self._place)

    def adopt(self, first: object) -> bool:
        if isinstance(first, JsonDocument) and first._place is not None:
            self._place = first._place
            return any(prefix in self._seen for prefix in first._place.prefixes)
        return isinstance(first, JsonDocument)

    def collect(self, start: Callable[[], Collected]) -> Collected:
        def attempt() -> Collected:
            collected = start()
            for item in self._items():
                collected.add(item)
            return collected

        return self._attempt(attempt)

    def _attempt(self, read: Callable[[], Result]) -> Result:
        warnings = self.warnings
        try:
            return read()
        except FeedError as error:
            if error.code is not RunFailure.JSON_MALFORMED or self.repaired or not (count := self._mend()):
                raise
        what = f"unescaped line breaks or control characters in strings ({count:,})"
        said = f"The JSON was malformed and has been repaired: {what}."
        self.repaired, self.warnings = True, (*warnings, said)
        return read()

    def _mend(self) -> int:
        mender = Mender()
        self._path, self._skip = self._rewrite(mender.mend(blocks(self._path, self._skip))), 0
        return mender.count

    def _items(self) -> Iterator[Fields]:
        if self._place is None:
            deque(read_values(self._path, self._skip, "no.such.value", self._caps), maxlen=0)
            return
        for prefix in self._place.prefixes:
            least = LEAST_FIELDS if prefix == "" else 0  # a line of JSON lines may describe the others
            objects = (one for one in self._values(self._place, prefix) if isinstance(one, dict))
            objects = (one for one in objects if least == 0 or len(slots(one)) >= least)
            yield from filter(is_job, map(self._place.unwrap, map(self._within_cap, objects)))

    def _within_cap(self, value: Fields) -> Fields:
        if len(value) <= self._caps.max_fields:
            return value
        what = f"The JSON has an item with more than {self._caps.max_fields:,} fields, which is not allowed."
        raise FeedError(RunFailure.XML_FORBIDDEN, what)

    def _values(self, place: Place, prefix: str) -> Iterator[Any]:
        if place.group is not None and prefix.startswith(f"{place.group}."):
            named = read_named(self._path, self._skip, prefix, place.group, self._caps)
            return starmap(partial(grouped_item, place.group), named)
        if not place.keyed:
            return read_values(self._path, self._skip, prefix, self._caps)
        return starmap(keyed_item, read_members(self._path, self._skip, prefix, self._caps))

    def spelling(self, candidate: Candidate) -> str:
        return candidate.name

    def close(self) -> None:
        for scratch in self._scratch:
            shutil.rmtree(scratch, ignore_errors=True)

    def _unwrap(self) -> None:
        """Extracts the JSON from a script."""
        with self._path.open("rb") as file:
            file.seek(self._skip)
            start = opening(head := file.read(HEAD).decode("utf-8", "replace"))
            if start:
                size = file.seek(0, SEEK_END)
                file.seek(max(self._skip, size - CLOSING_BYTES))
                end = size - closing(file.read().decode("latin-1"))
                begin = self._skip + len(head[:start].encode())
                self._path, self._skip = self._rewrite(blocks(self._path, begin, end - begin)), 0

    def _rewrite(self, content: Iterable[bytes]) -> Path:
        scratch = Path(mkdtemp(prefix="intake-"))
        self._scratch.append(scratch)
        target = scratch / "document.json"
        with target.open("wb") as file:
            file.writelines(content)
        return target

    def _transcode(self, path: Path, encoding: Encoding) -> Path:
        return self._rewrite(text.encode("utf-8", "replace") for text in decoded(path, encoding))


def is_job(value: Fields) -> bool:
    """Whether a member of the list is a job, and not a legal notice (Remote OK) or another node of a JSON-LD graph."""
    if not value:
        return False
    if "@type" in value:
        kinds = value["@type"] if isinstance(value["@type"], list) else [value["@type"]]
        return any(map(sniff.is_job_type, kinds))
    return "legal" not in value or "id" in value
