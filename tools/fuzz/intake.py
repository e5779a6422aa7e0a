"""Look for bytes on which intake raises anything but its own failure: `python -m tools.fuzz.intake OPTION… CORPUS…`.

Guided by coverage, with atheris (https://github.com/google/atheris): it takes libFuzzer's options
(https://llvm.org/docs/LibFuzzer.html#options) and folders of documents to begin with, of which the first is added to. A
find ends it; the document is written to a file, and given that file instead of a folder it is tried again.
"""

import random
import sys
from datetime import UTC, datetime
from pathlib import Path
from tempfile import TemporaryDirectory

import atheris

from tools.fuzz.mutate import mutate

with atheris.instrument_imports(include=["job_importer.intake"]):
    from job_importer.intake.model import Hints
    from job_importer.pipeline.preview import preview

HINTS = Hints(fetched_at=datetime(2026, 11, 1, tzinfo=UTC), feed_url="https://feeds.example.org/xml")


def main() -> None:
    with TemporaryDirectory(prefix="fuzz-") as folder:
        feed = Path(folder, "feed")
        atheris.Setup(sys.argv, lambda data: check(feed, data), custom_mutator=change)
        atheris.Fuzz()


def check(feed: Path, data: bytes) -> None:
    feed.write_bytes(data)
    report, jobs = preview(feed, HINTS)
    found = sum(1 for _ in jobs)
    if found != report["unique"]:
        raise AssertionError(f"unique is {report['unique']}, but {found} jobs came")


def change(data: bytes, max_size: int, seed: int) -> bytes:
    """In turn as libFuzzer would, which knows what has led to new code, and as documents are damaged."""
    chance = random.Random(seed)
    changed: bytes = atheris.Mutate(data, max_size) if chance.random() < 0.5 else mutate(data, chance)
    return changed[:max_size]


if __name__ == "__main__":
    main()
