"""Several pages as one document."""

import json
import tracemalloc
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from job_importer.codes import FeedError
from job_importer.intake import open_feed
from job_importer.paging.container import CONTENT_TYPE, Page, Pages, pack, unpack
from tests.support.paged_server import listing
from tests.support.previewing import HINTS, fields, source

PAGED = replace(HINTS, content_type=CONTENT_TYPE)


def packed(folder: Path, bodies: Sequence[bytes], more: str | None = None, content_type: str | None = None) -> Path:
    pages = []
    for number, body in enumerate(bodies):
        pages.append(Page(folder / f"body-{number}", content_type))
        pages[-1].path.write_bytes(body)
    pack(pages, more, folder / "pages")
    return folder / "pages"


def test_what_was_packed_is_unpacked_as_it_was(tmp_path: Path) -> None:
    path = packed(tmp_path, [b"one", b"", b"three"], "There is more.", "text/xml")
    (folder := tmp_path / "out").mkdir()
    found = unpack(path, folder)
    assert found == Pages(tuple(Page(folder / name, "text/xml") for name in "123"), "There is more.")
    assert [page.path.read_bytes() for page in found.pages] == [b"one", b"", b"three"]


def test_the_same_pages_are_packed_to_the_same_bytes(tmp_path: Path) -> None:
    """By which an unchanged source is known again."""
    first = packed(tmp_path, [b"one", b"two"]).read_bytes()
    assert packed(tmp_path, [b"one", b"two"]).read_bytes() == first
    assert packed(tmp_path, [b"one", b"two!"]).read_bytes() != first
    assert packed(tmp_path, [b"onetwo"]).read_bytes() != first


def titles(path: Path, **hints: Any) -> list[str]:
    with open_feed(path, replace(PAGED, **hints)) as feed:
        return [item.job["title"] for item in feed.items()]


def test_each_page_may_have_an_encoding_of_its_own(tmp_path: Path) -> None:
    texts = [source(fields(id=str(n), title=f"Bäcker {n}", company="A", url=f"https://a.example/{n}")) for n in (1, 2)]
    path = packed(tmp_path, [texts[0].encode(), texts[1].encode("utf-16")])
    assert titles(path) == ["Bäcker 1", "Bäcker 2"]


def test_a_page_is_read_where_the_first_one_has_its_items(tmp_path: Path) -> None:
    """One item with few fields would not be known as a job by itself."""
    path = packed(tmp_path, [listing(range(5)), json.dumps({"jobs": [{"id": "9", "title": "Tiler 9"}]}).encode()])
    assert titles(path)[-1] == "Tiler 9"


def test_a_first_page_without_items_does_not_decide_what_the_others_are(tmp_path: Path) -> None:
    assert titles(packed(tmp_path, [listing([]), listing([1, 2])])) == ["Tiler 1", "Tiler 2"]


@pytest.mark.parametrize("bad", [b'{"error": "too many requests"}', b"<html>Sign in</html>", b'{"jobs": [{'])
def test_a_page_that_cannot_be_read_is_named(bad: bytes, tmp_path: Path) -> None:
    with pytest.raises(FeedError, match=r"^Page 2 of 3: "):
        titles(packed(tmp_path, [listing([1]), bad, listing([2])]))


def test_a_page_that_has_to_be_repaired_repeats_no_item(tmp_path: Path) -> None:
    def page(first: int) -> str:
        jobs = ({"id": str(n), "title": f"T {n}", "url": f"https://a.example/{n}"} for n in (first, first + 1))
        return source(*(fields(**job, company="A & B") for job in jobs))

    pages = [page(first) for first in (1, 3, 5)]
    pages[0] = pages[0].replace(" & ", " &amp; ")
    with open_feed(packed(tmp_path, [page.encode() for page in pages]), PAGED) as feed:
        assert [item.job["title"] for item in feed.items()] == [f"T {n}" for n in range(1, 7)]
        assert (feed.scan.fetched, feed.scan.repaired, len(feed.warnings)) == (6, True, 1)


def test_memory_does_not_grow_with_the_number_of_pages(tmp_path: Path) -> None:
    def peak(pages: int) -> int:
        path = packed(tmp_path, [listing(range(n * 50, n * 50 + 50)) for n in range(pages)])
        tracemalloc.start()
        with open_feed(path, PAGED) as feed:
            assert sum(1 for _ in feed.items()) == pages * 50
        used = tracemalloc.get_traced_memory()[1]
        tracemalloc.stop()
        return used

    peak(2)  # what is made once
    assert peak(40) < 1.5 * peak(4)
