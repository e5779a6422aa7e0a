"""However a source cuts its list into pages and tells of the next one, all of it is read, once and in order."""

import itertools
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory
from urllib.parse import parse_qsl, urlsplit

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from job_importer.fetching.model import Fetched
from job_importer.intake import open_feed
from job_importer.paging.container import CONTENT_TYPE, Page, Pages, pack
from job_importer.pipeline.walk import Arrived, WalkLimits, walk
from tests.support import paged_server as serve
from tests.support.paged_server import Answer
from tests.support.previewing import HINTS

URL = "https://acme.example/jobs"
LIMITS = WalkLimits(pages=100, seconds=100, bytes=10_000_000)

STYLES: dict[str, Callable[[list[list[int]]], Callable[[dict[str, str]], Answer]]] = {
    "next_url": serve.by_next_url,
    "Link header": serve.by_link_header,
    "page and pages": serve.by_page_number,
    "Atom link": serve.by_atom_link,
}


class Source:
    """A source that answers in the same process."""

    def __init__(self, answer: Callable[[dict[str, str]], Answer]) -> None:
        self.answer = answer
        self.asked: list[str] = []

    def fetch(self, url: str, destination: Path, most_bytes: int) -> Fetched:
        self.asked.append(url)
        answer = self.answer(dict(parse_qsl(urlsplit(url).query)))
        destination.write_bytes(answer.body)
        size, link = len(answer.body), answer.headers.get("Link")
        return Fetched(False, 200, size, None, None, None, str(hash(answer.body)), url, link=link)

    def walk(self, folder: Path, url: str = URL, limits: WalkLimits = LIMITS) -> Pages:
        page = Page(folder / "page-1")
        first = Arrived(page, url, self.fetch(url, page.path, limits.bytes))
        return walk(first, self.fetch, limits, lambda: 0.0)


def numbers(pages: Pages, folder: Path) -> list[int]:
    pack(pages.pages, pages.more, folder / "packed")
    with open_feed(folder / "packed", replace(HINTS, content_type=CONTENT_TYPE)) as feed:
        return [int(str(item.job["title"]).split()[-1]) for item in feed.items()]


def cut(count: int, ends: list[int]) -> list[list[int]]:
    """The numbers from 0 in pages that end at `ends`."""
    borders = sorted({0, count, *(end for end in ends if end < count)})
    return [list(range(start, end)) for start, end in itertools.pairwise(borders)]


@pytest.mark.parametrize("style", STYLES)
@settings(max_examples=15, deadline=None)
@given(count=st.integers(1, 60), ends=st.lists(st.integers(1, 59), max_size=6))
def test_all_pages_are_read_in_order(style: str, count: int, ends: list[int]) -> None:
    pages = cut(count, ends)
    source = Source(STYLES[style](pages))
    with TemporaryDirectory() as name:
        walked = source.walk(Path(name))
        assert walked.more is None
        assert numbers(walked, Path(name)) == list(range(count))
    assert len(source.asked) == len(pages)


@settings(max_examples=15, deadline=None)
@given(count=st.integers(1, 60), size=st.integers(1, 20))
def test_so_are_those_of_a_list_that_is_counted_by_offsets(count: int, size: int) -> None:
    source = Source(serve.by_offset(list(range(count)), size))
    with TemporaryDirectory() as name:
        walked = source.walk(Path(name))
        assert walked.more is None
        assert numbers(walked, Path(name)) == list(range(count))


@settings(max_examples=15, deadline=None)
@given(most=st.integers(1, 6))
def test_a_walk_ends_with_the_number_of_pages_that_is_allowed(most: int) -> None:
    source = Source(serve.by_next_url([[n] for n in range(9)]))
    with TemporaryDirectory() as name:
        walked = source.walk(Path(name), limits=WalkLimits(most, 100, 10_000_000))
    assert (len(walked.pages), len(source.asked)) == (most, most)
    assert walked.more is not None


def test_a_feed_that_says_nothing_of_pages_is_looked_at_no_further(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A large feed would else be read twice."""
    monkeypatch.setattr("job_importer.pipeline.walk.Looker", None)
    headers = {"Link": '<https://acme.example/wp-json/>; rel="https://api.w.org/"'}
    walked = Source(lambda query: Answer(serve.listing([1, 2]), headers=headers)).walk(tmp_path)
    assert (len(walked.pages), walked.more) == (1, None)


@pytest.mark.parametrize("last", [{"next": None}, {}])
@pytest.mark.parametrize(("announced", "is_whole"), [(60, True), (61, True), (63, True), (64, False), (900, False)])
def test_a_source_read_to_its_own_end_may_have_counted_a_few_too_many(
    announced: int, is_whole: bool, last: dict[str, None], tmp_path: Path
) -> None:
    """Such as postings that it does not show. Many more are pages that it does not give."""

    def answer(query: dict[str, str]) -> Answer:
        n = int(query.get("at", 1))
        more = {"next": f"?at={n + 1}"} if n < 3 else last
        return Answer(serve.listing(range(n * 20, n * 20 + 20), count=announced, **more))

    walked = Source(answer).walk(tmp_path)
    assert len(walked.pages) == 3
    assert (walked.more is None) == is_whole


def test_a_page_that_may_be_there_ends_the_list_where_it_repeats_another(tmp_path: Path) -> None:
    """A short page is not the last one for certain: the next is asked for, and nothing is missing without it."""
    pages = {"0": range(20), "20": range(20, 30)}
    source = Source(lambda query: Answer(serve.listing(pages.get(query["offset"], range(20, 30)))))
    walked = source.walk(tmp_path, f"{URL}?limit=20&offset=0")
    assert (len(walked.pages), len(source.asked), walked.more) == (2, 3, None)


def test_a_page_that_is_told_of_is_missing_where_it_repeats_another(tmp_path: Path) -> None:
    def answer(query: dict[str, str]) -> Answer:
        n = int(query.get("at", 1))
        return Answer(serve.listing(range(20) if n != 2 else range(20, 40), next=f"?at={n + 1}"))

    source = Source(answer)
    walked = source.walk(tmp_path)
    assert (len(walked.pages), len(source.asked)) == (2, 3)
    assert "Page 3" in (walked.more or "")
    assert "repeats an earlier page" in (walked.more or "")
