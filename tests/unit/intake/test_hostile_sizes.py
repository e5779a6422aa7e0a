"""Overlong values cost no more than reading them, and are not cached."""

import gc
import tracemalloc
from pathlib import Path

import pytest

from job_importer.intake import open_feed
from job_importer.jobs.fingerprint import fingerprints
from tests.support.previewing import HINTS, fields, look, source

LONG = 100_000
ITEMS = 40
FIELDS = {
    "title": "Baker {}",
    "url": "https://x.example/?a={}",
    "date": "2026-01-01 {}",
    "expires": "01/02/2026 {}",
    "company": "Acme {}",
    "location": "Bonn {}, Germany",
    "city": "Bonn {}",
    "country": "Germany {}",
    "salary": "$5 {}",
    "salarymin": "5{}",
    "currency": "EUR {}",
    "salaryperiod": "year {}",
    "jobtype": "full time {}",
    "remote": "yes {}",
    "language": "en-{}",
    "category": "Food {}",
    "tags": "a, {}",
    "description": "<p class='{}'>x</p>",
    "jobrole{}": "x",
}


@pytest.mark.parametrize("field", FIELDS)
def test_no_long_value_outlives_its_job(field: str, tmp_path: Path) -> None:
    feed = tmp_path / "feed.xml"
    with feed.open("w") as file:
        file.write("<source>")
        for item in range(ITEMS):
            long = f"{item}x" + "y" * LONG
            name, value = field.format(long), FIELDS[field].format(long)
            rest = "".join(
                f"<{one}>{item}</{one}>" for one in ("id", "title", "url", "city", "company") if one != field
            )
            file.write(f"<job>{rest}<{name}><![CDATA[{value}]]></{name}></job>")
        file.write("</source>")
    look(source(fields(id="1", **{name.format(""): value.format("x") for name, value in FIELDS.items()})))  # the words
    tracemalloc.start()
    try:
        with open_feed(feed, HINTS) as opened:
            for read in opened.items():
                fingerprints(read.job)
            gc.collect()
            retained, _ = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    assert retained < ITEMS * LONG / 2
