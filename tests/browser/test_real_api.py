"""The page on the real API and a real database: what it asks for is answered, and what it is answered it shows."""

import threading
from collections.abc import Callable, Iterator
from typing import Any
from urllib.parse import urlencode

import pytest
from playwright.sync_api import Page, expect

from job_importer.clock import utc_now
from job_importer.connections import Context
from job_importer.mongo import Db
from job_importer.runs.days import roll_up
from job_importer.runs.judging import judge_feeds
from tests.browser.fake_api import Refusal, Site, serve
from tests.browser.fake_world import World
from tests.integration.api.test_judgement import end_run
from tests.support.api_client import VIEWER, Client
from tests.support.api_fixtures import connections
from tests.support.history import add_failure, add_job
from tests.support.world import add_feed

__all__ = ["connections"]
pytestmark = pytest.mark.browser


@pytest.fixture
def runs(db: Db) -> dict[str, str]:
    """A feed that fails, and one that loses jobs; the ids of their last runs."""
    add_feed(db, "broken")
    add_feed(db, "losing")
    end_run(db, 0, "broken", fetched=90, new=90)
    losing = end_run(db, 1, "losing", "partial", fetched=100, new=80, failed=20)
    add_failure(db, losing, 0)
    add_job(db, 0, losing)
    broken = end_run(db, 2, "broken", "failed")
    roll_up(db, utc_now())
    judge_feeds(db, utc_now())
    return {"broken": broken, "losing": losing}


@pytest.fixture
def site(connections: Context, runs: dict[str, str]) -> Iterator[Site]:
    one_at_a_time = threading.Lock()
    viewer = Client(connections, VIEWER)

    class RealSite(Site):
        def answer(self, path: str, query: dict[str, str], authorization: str) -> Any:
            self.calls.append(path)
            with one_at_a_time:
                answer = viewer.get(f"{path}?{urlencode(query)}")
            if answer.status != 200:
                error = answer.json["error"]
                raise Refusal(answer.status, error["code"], error["message"])
            return answer.json

    with serve(World(), RealSite) as site:
        yield site


def test_every_view_is_answered(new_page: Callable[..., Page], site: Site, runs: dict[str, str], db: Db) -> None:
    page = new_page()
    refused: list[str] = []
    page.on("response", lambda answer: refused.append(answer.url) if answer.status >= 400 else None)
    job = db.jobs.find_one({}) or {}
    views = ["/", "/?sort=failed", "/imports", "/feeds?q=losing&sort=jobs", "/feeds/broken", "/feeds/losing"]
    views += [f"/imports/{run}" for run in runs.values()]
    views += ["/jobs?q=eng&status=open&date=first_seen&from=2020-01-01T00:00:00Z", f"/jobs/{job['_id']}"]
    views += [
        "/failures",
        "/failures?feed=losing&code=validation_error",
        "/trends?days=90",
        "/events",
        "/audit?feed=losing",
    ]
    for view in views:
        page.goto("about:blank")
        page.goto(f"{site.page_url}#{view}")
        expect(page.locator("main h1")).to_be_visible()
        expect(page.locator(".skeleton")).to_have_count(0)
        expect(page.get_by_role("alert")).to_have_count(0)
    page.wait_for_load_state("networkidle")
    assert refused == []


def test_home_says_what_needs_somebody_in_the_words_of_the_api(
    new_page: Callable[..., Page], site: Site, connections: Context
) -> None:
    viewer = Client(connections, VIEWER)
    feed, words = viewer.get("/feeds/broken").json, viewer.get("/codes").json["states"]
    page = new_page()
    page.goto(f"{site.page_url}#/")
    need = page.locator("[data-need=broken]")
    for said in (words[feed["state"]]["title"], feed["why"], feed["advice"], feed["command"]):
        expect(need).to_contain_text(said)
