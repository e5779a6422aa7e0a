"""Measures how well intake reads: every field of the project's feeds against its expected value.

    python -m tools.accuracy     (make accuracy)

The feeds are those with a golden file (one a format) and those of `tests/fixtures/accuracy` (systems that have no
format of their own; only the fields that are stated there count). Captured feeds beside the project, where present,
are shown with the share of their jobs that have each field, so that a regression shows.
"""

import json
import sys
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from rich.console import Console
from rich.table import Table

from job_importer.intake.model import Hints
from job_importer.pipeline.preview import preview

ROOT = Path(__file__).parents[1]
FEEDS = ROOT / "tests" / "fixtures" / "feeds"
SYSTEMS = ROOT / "tests" / "fixtures" / "accuracy"
CAPTURED = ROOT.parent / "shared" / "feeds"
HINTS = Hints(
    fetched_at=datetime(2026, 11, 1, tzinfo=UTC), feed_url="https://feeds.example.org/xml?language=de", source="local"
)
FIELDS = (
    *("external_id", "title", "company", "location", "country", "remote", "employment_type", "category", "url"),
    *("description_text", "salary", "posted_at", "expires_at", "language", "tags"),
)
MOST_WRONG, MOST_MISSED = 0.002, 0.02

Job = dict[str, Any]
Expected = tuple[str, list[Job], list[Job]]  # the system, what is stated of its jobs, and what was read


def main() -> None:
    scores: Counter[tuple[str, str]] = Counter()
    systems = 0
    for system, stated, read in expectations():
        systems += 1
        for index, said in enumerate(stated):
            found = read[index] if index < len(read) else {}
            for field in FIELDS:
                if field in said and (outcome := judge(said[field], found.get(field))):
                    scores[field, outcome] += 1
                    if outcome != "right":
                        print(f"{outcome}: {system}: {field} {found.get(field)!r}, not {said[field]!r}")
    wrong, missed = _print(scores, systems)
    _print_fill_rates()
    sys.exit(wrong > MOST_WRONG or missed > MOST_MISSED)


def expectations() -> Iterator[Expected]:
    for path in sorted((FEEDS / "golden").glob("*.json")):
        golden = json.loads(path.read_text())
        (feed,) = (one for one in FEEDS.glob(f"{path.stem}.*") if one.is_file())
        yield path.stem, golden["jobs"], _read(feed, golden.get("hints", {}))
    for path in sorted(SYSTEMS.glob("*.json")):
        case = json.loads(path.read_text())
        document = case["document"]
        with TemporaryDirectory() as folder:
            feed = Path(folder) / "feed"
            feed.write_text(document if isinstance(document, str) else json.dumps(document))
            yield case["system"], case["jobs"], _read(feed, case.get("hints", {}))


def _read(feed: Path, hints: Mapping[str, Any]) -> list[Job]:
    return list(preview(feed, replace(HINTS, **hints))[1])


def judge(stated: Any, found: Any) -> str | None:
    """`right`, `missed` or `wrong`; None if there is nothing and nothing was found. For a group, the stated parts
    count.
    """
    nothing: tuple[Any, ...] = (None, [], {})
    if isinstance(stated, dict) and isinstance(found, dict):
        found = {name: found.get(name) for name in stated}
    if stated == found:
        return None if stated in nothing else "right"
    return "missed" if found in nothing else "wrong"


def _print(scores: Counter[tuple[str, str]], systems: int) -> tuple[float, float]:
    table = Table("field", "right", "missed", "wrong", title=f"{systems} systems")
    for field in FIELDS:
        table.add_row(field, *(str(scores[field, outcome]) for outcome in ("right", "missed", "wrong")))
    right, missed, wrong = (sum(scores[field, outcome] for field in FIELDS) for outcome in ("right", "missed", "wrong"))
    total = right + missed + wrong or 1
    table.add_row("all", str(right), f"{missed} ({missed / total:.1%})", f"{wrong} ({wrong / total:.1%})")
    Console().print(table)
    return wrong / total, missed / total


def _print_fill_rates() -> None:
    feeds = sorted(path for path in CAPTURED.glob("*.*") if path.suffix in (".xml", ".json"))
    if not feeds:
        return
    table = Table("feed", "jobs", *FIELDS[1:], title="share of jobs that have a field, in %")
    for feed in feeds:
        if jobs := _read(feed, {"source": None}):
            rates = (sum(job[field] not in (None, []) for job in jobs) / len(jobs) for field in FIELDS[1:])
            table.add_row(feed.stem, str(len(jobs)), *(f"{rate:.0%}".rstrip("%") for rate in rates))
    Console(width=200).print(table)


if __name__ == "__main__":
    main()
