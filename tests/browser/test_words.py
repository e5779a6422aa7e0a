"""How a feed stands is said in the same words by the API, the page, jobctl and the alert."""

from collections.abc import Callable, Iterator
from typing import Any
from urllib.parse import urlencode

import pytest
from playwright.sync_api import Page, expect

from job_importer.clock import utc_now
from job_importer.codes import FeedState, RunFailure
from job_importer.connections import Context
from job_importer.events.alerts import alert_of
from job_importer.events.model import EventDoc, message_of
from job_importer.events.outbox import collect_events
from job_importer.feeds.model import FeedSettings
from job_importer.feeds.store import put_feed
from job_importer.mongo import Db, typed
from job_importer.runs.finish import end_failed
from tests.browser.fake_api import serve
from tests.browser.fake_world import quiet_world
from tests.integration.jobctl.conftest import jobctl, shell
from tests.integration.test_events import turn
from tests.support.api_client import VIEWER, Client
from tests.support.api_fixtures import connections
from tests.support.jobctl import Shell
from tests.support.world import begin_run

__all__ = ["connections", "jobctl", "shell"]

pytestmark = pytest.mark.browser

OF_FEEDS = {"type": {"$regex": "^feed"}}


@pytest.fixture
def standing(db: Db, connections: Context) -> Iterator[str]:
    """The address of the page on the real API, where a feed stands in each of the states that need somebody.

    One of them is judged broken, since its imports have failed; the others are as if they were judged so.
    """
    now = utc_now()
    for state in FeedState:
        feed_id = f"the-{state.value.replace('_', '-')}"
        put_feed(db, feed_id, FeedSettings(url=f"https://jobs.example.com/{feed_id}"), now)
        if state.needs_you and state != FeedState.BROKEN:
            turn(db, feed_id, state, now)
    for n in range(10):
        if (db.feeds.find_one({"_id": "the-broken"}) or {}).get("judgement", {}).get("state") == FeedState.BROKEN:
            break
        begin_run(db, f"{n:026d}", "the-broken")
        end_failed(db, f"{n:026d}", RunFailure.FEED_HTTP_ERROR, "The server <b>answered</b> 403 “Forbidden”.", now)
    client = Client(connections, VIEWER)
    with serve(quiet_world()) as site:
        site.answer = lambda path, query, authorization: client.get(f"{path}?{urlencode(query)}").json  # type: ignore[method-assign]
        yield site.page_url


def test_the_words_of_each_feed_are_the_same_everywhere(
    db: Db, connections: Context, standing: str, jobctl: Shell, new_page: Callable[..., Page]
) -> None:
    for _ in range(2):
        collect_events(db)
    feeds = Client(connections, VIEWER).get("/feeds").json["items"]
    urgent = [feed for feed in feeds if FeedState(feed["state"]).needs_you]
    assert {feed["state"] for feed in urgent} >= {"broken", "quiet", "decaying", "overdue"}
    told = {
        event["feed_id"]: message_of(event) for event in typed(db.events, EventDoc).find(OF_FEEDS, sort=[("at", 1)])
    }
    shown = jobctl("status").out
    page = new_page(VIEWER)
    page.goto(f"{standing}#/")
    for feed in urgent:
        words: list[Any] = [feed["why"], feed["advice"], *filter(None, [feed["command"]])]
        need = page.locator(f"[data-need={feed['id']}]")
        for word in words:
            expect(need).to_contain_text(word)
            assert word in shown, feed["id"]
            assert word in alert_of(told[feed["id"]]).text, feed["id"]
    assert page.locator("[data-need]").count() == len(urgent)
