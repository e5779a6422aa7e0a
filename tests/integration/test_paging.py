"""A source that gives its jobs in pages, through the whole pipeline."""

import json
from collections.abc import Callable, Iterator
from contextlib import suppress
from datetime import timedelta
from typing import Any

import pytest

from job_importer.clock import utc_now
from job_importer.feeds.hosts import ask_host
from job_importer.mongo import Db
from job_importer.pipeline.importer import import_feed
from job_importer.pipeline.invocation import Invocation
from job_importer.pipeline.starting import start_run
from job_importer.runs.model import Trigger
from tests.conftest import Aws
from tests.integration.test_importer_continuations import enough_for, with_fuse
from tests.support import paged_server as serve
from tests.support.crashes import CrashError, Fuse
from tests.support.importing import begin, consume, invocation, next_fetch, numbers, run_feed, run_of
from tests.support.lambdas import make_context
from tests.support.paged_server import Answer, PagedServer, listing, paged_server, posting
from tests.support.pipeline import Pipeline
from tests.support.previewing import fields
from tests.support.world import FEED, add_feed, forget_everything

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
    assert (run["status"], run["completeness"], run["completeness_reason"]) == ("succeeded", "whole", None)
    assert (run["counts"]["fetched"], run["counts"]["new"], run["closing"]) == (len(numbers), len(numbers), "done")
    assert open_jobs(db) == numbers
    again = later(pipeline)
    assert (again["status"], again["counts"]["unchanged"]) == ("not_modified", len(numbers))


def test_what_leaves_a_page_behind_the_first_is_closed(pipeline: Pipeline, db: Db, server: PagedServer) -> None:
    server.answer = serve.by_next_url(THREE)
    pipeline.import_now(FEED)
    server.answer = serve.by_next_url([THREE[0], THREE[1], THREE[2][1:]])
    run = later(pipeline)
    assert (run["counts"]["closed"], run["counts"]["unchanged"]) == (1, 59)
    assert open_jobs(db) == set(range(60)) - {40}


def test_one_that_is_on_two_pages_is_one_job(pipeline: Pipeline, db: Db, server: PagedServer) -> None:
    server.answer = serve.by_next_url([THREE[0], [19, *THREE[1]], THREE[2]])
    counts = pipeline.import_now(FEED)["counts"]
    assert (counts["fetched"], counts["new"], counts["duplicate"]) == (61, 60, 1)


def test_a_list_that_grows_while_it_is_read_loses_none_of_its_jobs(
    pipeline: Pipeline, db: Db, server: PagedServer
) -> None:
    server.answer = serve.by_offset(list(range(60)), 20)
    pipeline.import_now(FEED)
    grown = [*range(100, 107), *range(60)]

    def answer(query: dict[str, str]) -> Answer:
        return serve.by_offset(grown if query else list(range(60)), 20)(query)

    server.answer = answer
    run = later(pipeline)
    assert (run["completeness"], run["counts"]["closed"], run["counts"]["duplicate"]) == ("whole", 0, 7)
    assert open_jobs(db) == set(range(60))
    server.answer = serve.by_offset(grown, 20)
    assert later(pipeline)["counts"]["new"] == 7


def test_a_source_that_is_silent_about_its_pages_is_asked_until_there_are_none(
    pipeline: Pipeline, db: Db, server: PagedServer
) -> None:
    db.feeds.update_one({"_id": FEED}, {"$set": {"url": f"{server.url}?skip=0&limit=20"}})
    server.answer = serve.by_skip(list(range(60)), [20, 27, 47, 60])
    run = pipeline.import_now(FEED)
    assert (run["completeness"], run["counts"]["new"]) == ("whole", 60)
    assert [query["skip"] for query in server.asked] == ["0", "20", "27", "47", "60"]


@pytest.mark.parametrize("end", [Answer(b"", 404), Answer(b"[]"), None])
def test_how_such_a_source_answers_behind_a_short_page_does_not_matter(
    end: Answer | None, pipeline: Pipeline, db: Db, server: PagedServer
) -> None:
    pages = serve.by_skip(list(range(30)), [20, 30])
    db.feeds.update_one({"_id": FEED}, {"$set": {"url": f"{server.url}?skip=0&limit=20"}})
    server.answer = lambda query: (end or pages({"skip": "20"})) if query["skip"] == "30" else pages(query)
    run = pipeline.import_now(FEED)
    assert (run["status"], run["completeness"], run["counts"]["new"]) == ("succeeded", "whole", 30)
    assert len(server.asked) == 3


@pytest.mark.parametrize("end", [Answer(b"", 403), Answer(b'{"message": "slow down"}')])
def test_a_refusal_behind_a_full_page_is_no_end(end: Answer, pipeline: Pipeline, db: Db, server: PagedServer) -> None:
    pages = serve.by_skip(list(range(60)), [20, 40, 60])
    db.feeds.update_one({"_id": FEED}, {"$set": {"url": f"{server.url}?skip=0&limit=20"}})
    server.answer = lambda query: end if query["skip"] == "40" else pages(query)
    run = pipeline.import_now(FEED)
    assert (run["status"], run["completeness"], run["counts"]["new"]) == ("succeeded", "part", 40)


def test_a_source_that_gives_its_first_page_again_and_again_is_a_part(
    pipeline: Pipeline, db: Db, server: PagedServer
) -> None:
    db.feeds.update_one({"_id": FEED}, {"$set": {"url": f"{server.url}?skip=0&limit=20"}})
    server.answer = lambda query: serve.by_skip(list(range(60)), [20])({})
    run = pipeline.import_now(FEED)
    assert (run["completeness"], run["counts"]["new"], len(server.asked)) == ("part", 20, 2)


def is_unharmed(run: dict[str, Any], db: Db) -> bool:
    """After the run nothing was closed of what THREE pages had."""
    return run["closing"] is None and run["counts"]["closed"] == 0 and open_jobs(db) == set(range(60))


def test_a_page_that_fails_fails_the_run_and_nothing_is_published(
    pipeline: Pipeline, db: Db, server: PagedServer
) -> None:
    pages = serve.by_next_url([[*THREE[0], 99], *THREE[1:]])
    server.answer = lambda query: Answer(b"{}", 500) if query.get("page") == "2" else pages(query)
    run = pipeline.import_now(FEED)
    assert (run["status"], run["failure"]["code"]) == ("failed", "feed_http_error")
    assert "Page 2" in run["failure"]["message"]
    assert (db.jobs.count_documents({}), db.chunks.count_documents({})) == (0, 0)
    server.answer = serve.by_next_url(THREE)
    later(pipeline)
    server.answer = lambda query: Answer(b"{}", 503) if query.get("page") == "3" else pages(query)
    assert is_unharmed(later(pipeline), db)


FAULTS: dict[str, tuple[Callable[[dict[str, str]], Answer], int, str]] = {
    "an address that the source gave itself": (serve.by_next_url(THREE), 404, "feed_http_error"),
    "a page that the source has counted": (serve.by_page_number(THREE), 500, "feed_http_error"),
    "patience": (serve.by_page_number(THREE), 429, "feed_rate_limited"),
}


@pytest.mark.parametrize("kind", FAULTS)
def test_what_the_source_owes_is_no_end(kind: str, pipeline: Pipeline, db: Db, server: PagedServer) -> None:
    pages, status, code = FAULTS[kind]
    server.answer = lambda query: Answer(b"", status) if query.get("page") == "3" else pages(query)
    run = pipeline.import_now(FEED)
    assert (run["status"], run["failure"]["code"]) == ("failed", code)
    assert "Page 3" in run["failure"]["message"]
    assert db.jobs.count_documents({}) == 0


def test_a_page_is_tried_again_like_any_fetch(db: Db, aws: Aws, server: PagedServer) -> None:
    pages = serve.by_next_url(THREE)
    server.answer = lambda query: Answer(b"", 503) if query and len(server.asked) == 2 else pages(query)
    add_feed(db, url=server.url)
    run = Pipeline(make_context(db, aws, fetch_attempts=2), utc_now()).import_now(FEED)
    assert (run["status"], run["completeness"], run["counts"]["new"]) == ("succeeded", "whole", 60)
    assert [query.get("page") for query in server.asked] == [None, "2", "2", "3"]


def test_a_page_that_is_cut_off_fails_the_run_and_says_which(pipeline: Pipeline, db: Db, server: PagedServer) -> None:
    pages = serve.by_next_url(THREE)
    server.answer = lambda query: Answer(pages(query).body[:700]) if query.get("page") == "2" else pages(query)
    run = pipeline.import_now(FEED)
    assert run["status"] == "failed"
    assert run["failure"]["code"].endswith("_malformed")
    assert run["failure"]["message"].startswith("Page 2 of 2:")
    assert db.jobs.count_documents({}) == 0


def with_next(numbers: Any, address: Any) -> Answer:
    return Answer(listing(numbers, next=address))


ENDINGS: dict[str, tuple[Callable[[dict[str, str]], Answer], str]] = {
    "leads to itself": (lambda query: with_next(THREE[0], "/jobs"), "already read"),
    "leads back": (
        lambda query: with_next(THREE[serve.page_of(query) - 1], f"?page={3 - serve.page_of(query)}"),
        "repeats",
    ),
    "the same items": (lambda query: with_next(THREE[0], f"?page={serve.page_of(query) + 1}"), "repeats"),
    "the parameter is ignored": (lambda query: Answer(listing(THREE[0], offset=0, total=60)), "repeats"),
    "no list": (
        lambda query: Answer(b'{"message": "later"}') if "page" in query else with_next(THREE[0], "?page=2"),
        "not have the first page's list of jobs",
    ),
    "a web page": (
        lambda query: Answer(b"<html>Sign in</html>") if "page" in query else with_next(THREE[0], "?page=2"),
        "web page",
    ),
    "a link to a page of the site": (
        lambda query: Answer(
            serve.by_atom_link(THREE)(query).body.replace(b"rel='next'", b"rel='next' type='text/html'")
        ),
        "there is a next page",
    ),
    "a page that the source refuses": (
        lambda query: Answer(b"", 400) if "offset" in query else Answer(listing(THREE[0], offset=0, total=60)),
        "refuses",
    ),
    "a token": (lambda query: Answer(listing(THREE[0], nextPageToken="CAUQAA")), "nextPageToken"),
    "a script": (lambda query: with_next(THREE[0], "//"), "next page"),
    "fewer than announced": (
        lambda query: (
            with_next(THREE[0], None) if "page" in query else Answer(listing([50], next="?page=2", total=900))
        ),
        "900",
    ),
    "a header": (lambda query: Answer(listing(THREE[0]), headers={"X-Total-Count": "60"}), "60"),
    "a list that shrinks": (
        lambda query: Answer(
            listing(THREE[0][:10] if "page" in query else THREE[1], total=29 + ("page" not in query), next="?page=2")
            if "page" not in query
            else listing(THREE[0][:9], total=29)
        ),
        "shrank",
    ),
}


@pytest.mark.parametrize("kind", ENDINGS)
def test_a_walk_that_ends_too_early_ends_with_a_warning_and_closes_nothing(
    kind: str, pipeline: Pipeline, db: Db, server: PagedServer
) -> None:
    server.answer = serve.by_next_url(THREE)
    pipeline.import_now(FEED)
    server.asked.clear()
    server.answer, words = ENDINGS[kind]
    run = later(pipeline)
    assert (run["status"], run["completeness"]) == ("succeeded", "part")
    assert words in run["completeness_reason"]
    assert [warning for warning in run["warnings"] if words in warning]
    assert is_unharmed(run, db)
    assert len(server.asked) <= 3
    server.answer = serve.by_next_url([THREE[0]])  # not a part, and far fewer than usual
    assert later(pipeline)["failure"]["code"] == "feed_collapsed"


CAPS: dict[str, tuple[dict[str, Any], dict[str, Any], str, int]] = {
    "pages": ({"fetch_max_pages": 2}, {}, "FETCH_MAX_PAGES", 40),
    "seconds": ({"fetch_pages_seconds": 1e-9}, {}, "FETCH_PAGES_SECONDS", 20),
    "bytes": ({}, {"max_bytes": 2 * len(serve.by_next_url(THREE)({"page": "2"}).body)}, "max_bytes", 40),
    "bytes, in the middle of a page": ({}, {"max_bytes": 3_000}, "max_bytes", 20),
}


@pytest.mark.parametrize("cap", CAPS)
def test_a_cap_ends_the_walk_and_the_run_is_a_part(cap: str, db: Db, aws: Aws, server: PagedServer) -> None:
    settings, of_feed, words, jobs = CAPS[cap]
    server.answer = serve.by_next_url(THREE)
    add_feed(db, url=server.url, **of_feed)
    run = Pipeline(make_context(db, aws, **settings), utc_now()).import_now(FEED)
    assert (run["status"], run["completeness"], run["closing"]) == ("succeeded", "part", None)
    assert words in run["completeness_reason"]
    assert run["counts"]["new"] == jobs


def test_an_unchanged_first_page_says_nothing_of_the_others(pipeline: Pipeline, db: Db, server: PagedServer) -> None:
    def serving(pages: list[list[int]]) -> Callable[[dict[str, str]], Answer]:
        bodies = serve.by_next_url(pages)

        def answer(query: dict[str, str]) -> Answer:
            if server.headers[-1].get("if-none-match"):
                return Answer(b"", 304)
            return Answer(bodies(query).body, headers={"ETag": '"first"'})

        return answer

    server.answer = serving(THREE)
    pipeline.import_now(FEED)
    server.answer = serving([THREE[0], THREE[1], [*THREE[2], 60]])
    run = later(pipeline)
    assert (run["status"], run["counts"]["new"], run["counts"]["unchanged"]) == ("succeeded", 1, 60)


def test_an_unchanged_page_that_has_another_one_now_is_not_the_whole(
    pipeline: Pipeline, db: Db, server: PagedServer
) -> None:
    link = {"Link": '</jobs?page=2>; rel="next"', "ETag": '"v1"'}
    server.answer = lambda query: Answer(listing(THREE[0]), headers={"ETag": '"v1"'})
    pipeline.import_now(FEED)

    def answer(query: dict[str, str]) -> Answer:
        if "page" in query:
            return Answer(listing(THREE[1]))
        return Answer(b"", 304, link) if "if-none-match" in server.headers[-1] else Answer(listing(THREE[0]), 200, link)

    server.answer = answer
    assert later(pipeline)["counts"]["new"] == 20


def test_a_replay_reads_the_pages_as_they_were(pipeline: Pipeline, db: Db, server: PagedServer) -> None:
    server.answer = serve.by_next_url(THREE)
    run = pipeline.import_now(FEED)
    before = {job["_id"] for job in db.jobs.find({}, {"_id": 1})}
    server.asked.clear()
    db.jobs.delete_many({})
    started = start_run(pipeline.ctx, FEED, Trigger.REPLAY, pipeline.now, replay_of=run)
    pipeline.deliver()
    replayed = db.runs.find_one({"_id": started.id}) or {}
    assert (replayed["status"], replayed["completeness"], replayed["counts"]["fetched"]) == ("succeeded", "whole", 60)
    assert {job["_id"] for job in db.jobs.find({}, {"_id": 1})} == before
    assert server.asked == []


def test_an_attempt_after_a_crash_works_on_the_pages_of_the_first(db: Db, aws: Aws, server: PagedServer) -> None:
    """At every write of the importer, each event delivered twice."""
    server.answer = serve.by_next_url([[1, 2], [3], [4, 5]])
    expected: Any = None
    ctx = make_context(db, aws, chunk_max_jobs=2)
    for writes in range(30):
        forget_everything(db)
        add_feed(db, url=server.url)
        message = begin(ctx)
        fused = with_fuse(ctx, fuse := Fuse(writes))
        server.answer = serve.by_next_url([[1, 2], [3], [4, 5]])
        with suppress(CrashError):
            import_feed(fused, message, invocation())
        for _ in range(2):
            import_feed(ctx, message, invocation())
        consume(ctx)
        run = run_of(ctx, message)
        assert (numbers(run), run["status"]) == ({"fetched": 5, "new": 5}, "succeeded")
        expected = expected or sorted(db.jobs.distinct("_id"))
        assert sorted(db.jobs.distinct("_id")) == expected
        if fuse.left:
            return
    pytest.fail("there are more writes than were tried")


def test_a_rival_that_read_other_pages_works_on_those_that_were_stored(db: Db, aws: Aws, server: PagedServer) -> None:
    add_feed(db, url=server.url)
    ctx = make_context(db, aws, chunk_max_jobs=2)
    message = begin(ctx)
    first, second = [[1, 2], [3]], [[1, 2], [3], [4]]

    def answer(query: dict[str, str]) -> Answer:
        if "page" in query and not rivals:
            rivals.append(1)
            server.answer = serve.by_next_url(first)
            import_feed(ctx, message, invocation())  # stores its pages while the other is still walking
            server.answer = answer
        return serve.by_next_url(second)(query)

    rivals: list[int] = []
    server.answer = answer
    import_feed(ctx, message, invocation())
    consume(ctx)
    assert numbers(run_of(ctx, message)) == {"fetched": 3, "new": 3}
    server.answer = serve.by_next_url(first)
    again = run_feed(ctx)  # by which settings the other one fetched is not known: so the bytes are read once more
    assert (again["status"], again["counts"]["unchanged"]) == ("succeeded", 3)
    assert run_feed(ctx)["status"] == "not_modified"


def test_a_paged_feed_is_carried_on_by_the_next_invocation(db: Db, aws: Aws, server: PagedServer) -> None:
    server.answer = serve.by_next_url(THREE)
    add_feed(db, url=server.url)
    ctx = make_context(db, aws, chunk_max_jobs=2)
    message = begin(ctx)
    import_feed(ctx, message, Invocation(utc_now, enough_for(1)))
    rest = next_fetch(ctx)
    assert rest.from_chunk > 0
    for _ in range(2):
        import_feed(ctx, rest, invocation())
    consume(ctx)
    assert numbers(run_of(ctx, message)) == {"fetched": 60, "new": 60}
    assert len(server.asked) == 3


def test_there_is_a_pause_between_two_pages_and_the_host_is_held_meanwhile(
    db: Db, aws: Aws, server: PagedServer
) -> None:
    server.answer = serve.by_next_url(THREE)
    add_feed(db, url=server.url)
    ctx = make_context(db, aws, host_interval_seconds=7)
    pauses: list[tuple[float, int]] = []

    def sleep(seconds: float) -> None:
        pauses.append((seconds, len(server.asked)))
        hold = timedelta(seconds=1)
        assert ask_host(db, "127.0.0.1", "another run", utc_now(), hold=hold, interval=0, jitter=0) is not None

    import_feed(ctx, begin(ctx), Invocation(utc_now, lambda: 300.0, sleep))
    assert pauses == [(7, 1), (7, 2)]


def test_secrets_go_to_the_pages_of_the_same_host_alone(db: Db, aws: Aws, server: PagedServer) -> None:
    with paged_server() as other:
        other.answer = lambda query: Answer(listing(THREE[2]))
        server.answer = lambda query: (
            with_next(THREE[1], f"{other.base}/jobs") if "page" in query else with_next(THREE[0], "?page=2")
        )
        add_feed(db, url=server.url, headers={"X-Api-Key": "s3cret", "Accept-Language": "en"})
        run = Pipeline(make_context(db, aws), utc_now()).import_now(FEED)
    assert run["counts"]["new"] == 60
    assert [headers.get("x-api-key") for headers in server.headers] == ["s3cret", "s3cret"]
    (asked,) = other.headers
    assert (asked.get("x-api-key"), asked.get("accept-language")) == (None, "en")
    assert "s3cret" not in json.dumps(asked)


def test_a_next_page_at_a_private_address_is_not_fetched(pipeline: Pipeline, db: Db, server: PagedServer) -> None:
    server.answer = lambda query: with_next(THREE[0], "http://169.254.169.254/jobs")
    run = pipeline.import_now(FEED)
    assert (run["status"], run["failure"]["code"]) == ("failed", "feed_forbidden_address")
    assert db.jobs.count_documents({}) == 0


def test_a_page_that_has_to_be_repaired_is_read_once(pipeline: Pipeline, db: Db, server: PagedServer) -> None:
    def answer(query: dict[str, str]) -> Answer:
        n = serve.page_of(query)
        jobs = "".join(f"<job>{fields(**posting(one))}<city>Bath &amp; Wells</city></job>" for one in THREE[n - 1])
        jobs = jobs.replace("&amp;", "&", 1) if n > 1 else jobs
        more = f"<nextPage>/jobs?page={n + 1}</nextPage>" if n < 3 else ""
        return Answer(f"<source>{jobs}{more}</source>".encode())

    server.answer = answer
    run = pipeline.import_now(FEED)
    assert (run["counts"]["fetched"], run["counts"]["new"], run["repaired"]) == (60, 60, True)
