"""A JSON document in a file: sniffed, surveyed, read."""

import codecs
import shutil
from collections import Counter
from collections.abc import Callable, Iterator
from itertools import islice
from pathlib import Path
from tempfile import mkdtemp
from typing import Any

from job_importer.intake.encoding import Encoding
from job_importer.intake.files import blocks
from job_importer.intake.formats.model import Candidate, Evidence
from job_importer.intake.json import sniff
from job_importer.intake.json.reader import read_head, read_values
from job_importer.intake.model import Caps
from job_importer.intake.survey import Survey

MAX_SAMPLES = 50


class JsonDocument:
    """JSON is never repaired. One that is not UTF-8 is rewritten to a temporary file once; `close` removes it."""

    repaired = False

    def __init__(self, path: Path, encoding: Encoding, caps: Caps) -> None:
        self.encoding = encoding.label
        self.warnings: tuple[str, ...] = ()
        self._caps = caps
        self._scratch: Path | None = None
        self._path, self._skip = (path, encoding.skip) if encoding.is_utf8 else (self._transcode(path, encoding), 0)
        self._prefix: str | None = None

    def sniff(self) -> Evidence:
        head = sniff.read(read_head(self._path, self._skip, self._caps))
        self._prefix = sniff.item_prefix(head)
        samples = list(islice(self._items(), MAX_SAMPLES))
        fields = Counter(name for sample in samples for name in sample)
        place = sniff.empty_list(head) if self._prefix is None else self._prefix
        path = () if place is None else tuple(place.split("."))
        return Evidence("json", head.root, path, fields, tuple(samples), head.about)

    def survey(self, start: Callable[[], Survey]) -> Survey:
        survey = start()
        for item in self._items():
            survey.add(item)
        return survey

    def _items(self) -> Iterator[Any]:
        prefix = "no.such.value" if self._prefix is None else self._prefix
        return filter(is_job, read_values(self._path, self._skip, prefix, self._caps))

    def spelling(self, candidate: Candidate) -> str:
        return candidate.name

    def close(self) -> None:
        if self._scratch is not None:
            shutil.rmtree(self._scratch, ignore_errors=True)

    def _transcode(self, path: Path, encoding: Encoding) -> Path:
        self._scratch = Path(mkdtemp(prefix="intake-"))
        target = self._scratch / "document.json"
        decoder = codecs.getincrementaldecoder(encoding.codec)("replace")
        with target.open("wb") as file:
            for block in blocks(path, encoding.skip):
                file.write(decoder.decode(block).encode("utf-8", "replace"))
            file.write(decoder.decode(b"", True).encode("utf-8", "replace"))
        return target


def is_job(value: Any) -> bool:
    """Whether a member of the list is a job: not a legal notice (Remote OK), not another thing of a JSON-LD graph."""
    if not isinstance(value, dict) or not value:
        return False
    if "@type" in value:
        kinds = value["@type"] if isinstance(value["@type"], list) else [value["@type"]]
        return sniff.JOB_TYPE in kinds
    return "legal" not in value or "id" in value
