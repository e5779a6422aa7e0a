"""Bytes in, preview out: what most tests of intake need."""

from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from job_importer.intake.model import Hints, NormalisedJob
from job_importer.pipeline.preview import Report, preview

FEEDS = Path(__file__).parents[1] / "fixtures" / "feeds"
HINTS = Hints(
    fetched_at=datetime(2026, 11, 1, tzinfo=UTC), feed_url="https://feeds.example.org/xml?language=de", source="local"
)


def look(data: bytes | str, **hints: Any) -> tuple[Report, list[NormalisedJob]]:
    with TemporaryDirectory() as folder:
        path = Path(folder) / "feed"
        path.write_bytes(data if isinstance(data, bytes) else data.encode())
        return look_at(path, **hints)


def look_at(path: Path, **hints: Any) -> tuple[Report, list[NormalisedJob]]:
    report, jobs = preview(path, replace(HINTS, **hints))
    return report, list(jobs)


def source(*jobs: str) -> str:
    """A feed of the Indeed family with these jobs, each given as the XML of its fields."""
    return "<source>" + "".join(f"<job>{job}</job>" for job in jobs) + "</source>"


def fields(**values: str) -> str:
    return "".join(f"<{name}>{value}</{name}>" for name, value in values.items())
