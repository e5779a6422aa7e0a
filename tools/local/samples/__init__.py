"""The bundled sample feeds: every text is invented, every file comes out the same each time."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from tools.local.samples import indeed, job_listing, weworkremotely


@dataclass(frozen=True)
class Sample:
    """The numbers are what a first import must find."""

    feed_id: str
    source: str
    render: Callable[[], str]
    fetched: int
    duplicate: int
    failed: int

    @property
    def file_name(self) -> str:
        return f"{self.feed_id}.xml"


SAMPLES = (
    Sample("harbour-jobs", "harbour.example", job_listing.render, fetched=125, duplicate=3, failed=2),
    Sample("remote-jobs", "remote.example", weworkremotely.render, fetched=90, duplicate=0, failed=0),
    Sample("millstone", "millstone.example", indeed.render, fetched=146, duplicate=4, failed=2),
)


def write_samples(folder: Path) -> None:
    """Put the feeds where the feed server looks."""
    folder.mkdir(parents=True, exist_ok=True)
    for sample in SAMPLES:
        (folder / sample.file_name).write_text(sample.render(), encoding="utf-8")
