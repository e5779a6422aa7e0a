"""Lists as files: no text runs as a formula, and every value comes back as it was."""

import csv
import io
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from job_importer.api.csv_text import columns_of, to_csv
from job_importer.api.export import Media, wanted_media
from job_importer.api.routes.audit import AUDIT
from job_importer.api.routes.events import EVENTS
from job_importer.api.routes.failures import FAILURES
from job_importer.api.routes.imports import IMPORTS


def read(text: str) -> list[list[str]]:
    return list(csv.reader(io.StringIO(text, newline="")))


@pytest.mark.parametrize(
    "start", ["=", "+", "-", "@", "\t", "\r", "\n", "＝", "|", "%", " =", "\u00a0\u3000=", "\ufeff=", "\u200b +"]
)
def test_what_a_spreadsheet_would_run_is_text(start: str) -> None:
    (_, (cell,)) = read(to_csv([{"text": f"{start}cmd"}], ("text",)))
    assert cell == f"'{start}cmd"


@given(st.text(alphabet=st.characters(exclude_characters="\0", codec="utf-8"), max_size=40))
def test_a_cell_holds_the_text_with_at_most_an_apostrophe_in_front(text: str) -> None:
    (_, row) = read(to_csv([{"text": text, "number": -1.5}], ("text", "number")))
    assert row[0] in (text, f"'{text}")
    assert row[1] == "-1.5"
    assert not row[0].startswith(("=", "+", "-", "@", "\t", "\r"))


def test_dotted_columns_look_inside_and_nothing_is_empty() -> None:
    rows: list[Any] = [{"text": "a", "inner": {"name": "x"}}, {"text": "b", "inner": None}]
    assert read(to_csv(rows, ("text", "inner.name"))) == [["text", "inner.name"], ["a", "x"], ["b", ""]]


def test_the_columns_are_all_that_the_rows_hold() -> None:
    rows: list[Any] = [{"a": 1, "b": None, "c": {}}, {"b": {"x": 1, "y": {"z": 2}}, "d": []}]
    assert columns_of(rows) == ["a", "c", "b.x", "b.y.z", "d"]


@pytest.mark.parametrize(
    ("accept", "media"),
    [
        ("", Media.JSON),
        ("*/*", Media.JSON),
        ("text/html,application/xhtml+xml,*/*;q=0.8", Media.JSON),
        ("text/csv", Media.CSV),
        ("TEXT/CSV; charset=utf-8", Media.CSV),
        ("application/json;q=0.5, text/csv;q=0.9", Media.CSV),
        ("application/x-ndjson", Media.NDJSON),
        ("text/csv;q=0", Media.JSON),
        ("text/csv;q=high", Media.JSON),
    ],
)
def test_the_accept_header_chooses(accept: str, media: Media) -> None:
    assert wanted_media(accept) is media


def test_files_keep_their_columns_in_their_order() -> None:
    """They follow from the views: a field that moves there would move a column in somebody's spreadsheet."""
    failure = (
        "code",
        "message",
        "field",
        "rule",
        "external_id",
        "title",
        "url",
        "index",
        "jobs",
        "signature",
        "excerpt",
    )
    assert FAILURES.columns == ("id", "run_id", "feed_id", *failure, "at")
    assert AUDIT.columns == ("id", "at", "who", "role", "action", "target", "feed_id", "changes")
    assert EVENTS.columns == ("id", "at", "type", "feed_id", "run_id", "title", "detail")
    counts = "fetched new updated unchanged duplicate failed pending inactive restamped closed reopened reread rekeyed"
    assert [name for name in IMPORTS.columns if name.startswith("counts.")] == [
        f"counts.{name}" for name in counts.split()
    ]
