"""A garbled copy of a feed changes nothing until an operator accepts it."""

from typing import Any

import pytest

from job_importer.clock import utc_now
from job_importer.connections import Context
from job_importer.pipeline.importer import import_feed
from job_importer.pipeline.reconciler import reconcile
from tests.support.feed_server import FeedServer, indeed_feed, indeed_job
from tests.support.importing import begin, chunks_sent, ctx, invocation, numbers, run_of, server
from tests.support.replaying import content, imported, replayed
from tests.support.world import add_feed

__all__ = ["ctx", "server"]  # fixtures


def french(n: int, **changes: str) -> dict[str, str]:
    return indeed_job(n, title=f"Pâtissier {n}", city="Île-de-France", company="Boulangerie Élysée") | changes


def as_printed(job: dict[str, str]) -> dict[str, str]:
    """With the bytes of its texts as text."""
    return {name: repr(value.encode())[2:-1] for name, value in job.items()}


def refused(ctx: Context, server: FeedServer, *jobs: dict[str, str]) -> dict[str, Any]:
    """The message is delivered twice."""
    server.body = indeed_feed(*jobs)
    message = begin(ctx)
    for _ in range(2):
        import_feed(ctx, message, invocation())
    assert chunks_sent(ctx) == []
    reconcile(ctx, utc_now())
    return run_of(ctx, message)


def test_a_garbled_feed_changes_nothing_and_says_how_it_is_garbled(ctx: Context, server: FeedServer) -> None:
    imported(ctx, server, *(french(n) for n in range(6)))
    before = content(ctx.db)
    run = refused(ctx, server, *(as_printed(french(n)) for n in range(6)))
    assert (run["status"], run["failure"]["code"], numbers(run)) == ("failed", "feed_garbled", {})
    assert "'Pâtissier 0' would become 'P\\\\xc3\\\\xa2tissier 0'" in run["failure"]["message"]
    assert "--accept-collapse" in run["failure"]["message"]
    assert content(ctx.db) == before
    good = imported(ctx, server, *(french(n, date="2026-11-02") for n in range(6)))
    assert numbers(good) == {"fetched": 6, "unchanged": 6, "restamped": 6}


def test_it_is_known_as_garbled_although_its_keys_are_so_too(ctx: Context, server: FeedServer) -> None:
    add_feed(ctx.db, url=server.url, identity="composed")
    imported(ctx, server, *(french(n) for n in range(6)))
    before = content(ctx.db)
    assert refused(ctx, server, *(as_printed(french(n)) for n in range(6)))["failure"]["code"] == "feed_garbled"
    assert content(ctx.db) == before
    assert ctx.db.aliases.count_documents({}) == 0


def test_an_operator_accepts_it_and_what_follows_is_judged_by_it(ctx: Context, server: FeedServer) -> None:
    imported(ctx, server, *(french(n) for n in range(6)))
    garbled = [as_printed(french(n)) for n in range(6)]
    assert numbers(imported(ctx, server, *garbled, accept_collapse=True)) == {"fetched": 6, "updated": 6}
    again = imported(ctx, server, *garbled[:-1], as_printed(french(5, date="2026-11-02")))
    assert numbers(again) == {"fetched": 6, "unchanged": 6, "restamped": 1}
    assert numbers(imported(ctx, server, *(french(n) for n in range(6)))) == {"fetched": 6, "updated": 6}


def test_a_replay_is_not_asked(ctx: Context, server: FeedServer) -> None:
    first = imported(ctx, server, *(as_printed(french(n)) for n in range(6)))
    imported(ctx, server, *(french(n) for n in range(6)))
    before = content(ctx.db)
    assert replayed(ctx, first)["status"] == "succeeded"
    assert content(ctx.db) == before


@pytest.mark.parametrize(
    "changes",
    [
        {"title": "Bäcker", "description": "<p>Wir backen Brot für München, Köln und Zürich.</p>"},
        {"description": "<h2>Qui sommes-nous ?</h2><p>Une équipe.</p><p>Pain &amp; gâteaux, 5 &lt; 10 – le matin.</p>"},
        {"title": "Baker", "company": "Bakery", "city": "Paris", "description": "<p>Plain.</p>"},
    ],
    ids=["translated", "another template", "without accents"],
)
def test_a_feed_that_is_written_anew_is_no_garbled_one(
    ctx: Context, server: FeedServer, changes: dict[str, str]
) -> None:
    imported(ctx, server, *(french(n) for n in range(6)))
    assert numbers(imported(ctx, server, *(french(n, **changes) for n in range(6)))) == {"fetched": 6, "updated": 6}


def test_a_feed_that_was_garbled_from_the_beginning_is_taken_and_may_be_cleaned_up(
    ctx: Context, server: FeedServer
) -> None:
    assert numbers(imported(ctx, server, *(as_printed(french(n)) for n in range(6)))) == {"fetched": 6, "new": 6}
    assert numbers(imported(ctx, server, *(french(n) for n in range(6)))) == {"fetched": 6, "updated": 6}


def test_a_few_damaged_jobs_are_not_a_garbled_feed(ctx: Context, server: FeedServer) -> None:
    imported(ctx, server, *(french(n) for n in range(20)))
    run = imported(ctx, server, *(as_printed(french(n)) for n in range(2)), *(french(n) for n in range(2, 20)))
    assert numbers(run) == {"fetched": 20, "updated": 2, "unchanged": 18}


def test_the_feed_remembers_how_many_of_its_jobs_change(ctx: Context, server: FeedServer) -> None:
    imported(ctx, server, *(french(n) for n in range(4)))
    imported(ctx, server, french(0, title="Chef"), *(french(n) for n in range(1, 5)))
    (feed,) = ctx.db.feeds.find()
    assert [found["changed"] for found in feed["yields"]] == [None, 0.25]
