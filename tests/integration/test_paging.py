"""A source that gives its jobs in pages, through the whole pipeline."""

from collections.abc import Callable, Iterator
from typing import Any

import pytest

from job_importer.clock import utc_now
from job_importer.mongo import Db
from tests.conftest import Aws
from tests.support import paged_server as serve
from tests.support.lambdas import make_context
from tests.support.paged_server import Answer, PagedServer, paged_server
from tests.support.pipeline import Pipeline
from tests.support.world import FEED, add_feed

THREE = [list(range(20)), list(range(20, 40)), list(range(40, 60))]
SHORT = [list(range(20)), list(range(20, 27)), list(range(40, 60))]


@pytest.fixture
def server() -> Iterator[PagedServer]:
    with paged_server() as served:
        yield served


@pytest.fixture
def pipeline(db: Db, aws: Aws, server: PagedServer) -> Pipeline:
    add_feed(db, url=server.url)
    return Pipeline(make_context(db, aws), utc_now())


def later(pipeline: Pipeline) -> dict[str, Any]:
    pipeline.wait(hours=1)
    return pipeline.import_now(FEED)


def open_jobs(db: Db) -> set[int]:
    return {int(job["external_id"].rpartition(":")[2]) for job in db.jobs.find({"closed_at": None})}


KINDS: dict[str, tuple[Callable[[dict[str, str]], Answer], list[list[int]]]] = {
    "offset and total": (serve.by_offset(list(range(357)), 100), [list(range(357))]),
    "next_url": (serve.by_next_url(THREE), THREE),
    "Link header": (serve.by_link_header(THREE), THREE),
    "page and pages": (serve.by_page_number(THREE), THREE),
    "Atom link": (serve.by_atom_link(THREE), THREE),
    "a short page in the middle": (serve.by_next_url(SHORT), SHORT),
    "an empty page in the middle": (serve.by_next_url([THREE[0], [], THREE[2]]), [THREE[0], THREE[2]]),
    "an empty last page": (serve.by_next_url([THREE[0], []]), [THREE[0]]),
}


@pytest.mark.parametrize("kind", KINDS)
def test_all_pages_are_one_run_and_one_book(kind: str, pipeline: Pipeline, db: Db, server: PagedServer) -> None:
    server.answer, pages = KINDS[kind]
    numbers = {n for page in pages for n in page}
    run = pipeline.import_now(FEED)
    assert (run["status"], run["completeness"], run["warnings"]) == ("succeeded", "whole", run["warnings"])
    assert (run["counts"]["fetched"], run["counts"]["new"], run["closing"]) == (len(numbers), len(numbers), "done")
    assert open_jobs(db) == numbers
    again = later(pipeline)
    assert (again["status"], again["counts"]["unchanged"]) == ("not_modified", len(numbers))
