"""The page as it is deployed, on the real API: what was imported is there to be seen."""

import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import httpx
import pytest
from playwright.sync_api import Page, expect

from job_importer.mongo import connect
from tests.browser.fake_types import XSS
from tests.browser.test_reach import violations
from tests.support.feed_server import indeed_feed, indeed_job
from tests.support.stack import Stack

pytestmark = [pytest.mark.browser, pytest.mark.e2e]

GOOD, BAD = "browser-good", "browser-bad"
JOBS = 60
END_SECONDS = 120
DATABASE = "job_importer"  # the template's default


def imported(stack: Stack, feed_id: str, document: bytes) -> dict[str, Any]:
    """The ended run of a feed that holds `document`."""
    Path(stack.config.home, "feeds", f"{feed_id}.xml").write_bytes(document)
    settings = {"url": f"{stack.feeds_url}/{feed_id}.xml", "source": feed_id, "interval_seconds": 86_400}
    with stack.http() as api:
        api.put(f"/feeds/{feed_id}", json=settings).raise_for_status()
        started = api.post("/imports", json={"feed_ids": [feed_id]}).raise_for_status()
        return ended_run(api, started.json()["imports"][0]["id"])


def ended_run(api: httpx.Client, run_id: str) -> dict[str, Any]:
    deadline = time.monotonic() + END_SECONDS
    while time.monotonic() < deadline:
        run: dict[str, Any] = api.get(f"/imports/{run_id}").raise_for_status().json()
        if run["finished_at"]:
            return run
        time.sleep(0.2)
    raise AssertionError(f"the run has not ended in {END_SECONDS} s")


@pytest.fixture(scope="module")
def good(stack: Stack) -> dict[str, Any]:
    """One of its jobs has no title but markup, and so none; another's title is markup in the database."""
    jobs = [indeed_job(n) for n in range(JOBS - 1)]
    run = imported(stack, GOOD, indeed_feed(*jobs, indeed_job(JOBS, title=XSS, city=XSS)))
    db = connect(stack.mongo_uri, DATABASE)
    db.jobs.update_one({"source": GOOD, "external_id": "B-7"}, {"$set": {"title": XSS, "company": XSS}})
    db.client.close()
    return run


@pytest.fixture(scope="module")
def bad(stack: Stack) -> dict[str, Any]:
    return imported(stack, BAD, b"<source><job><title>cut off")


@pytest.fixture
def at(stack: Stack, new_page: Callable[..., Page], good: dict[str, Any], bad: dict[str, Any]) -> Callable[[str], Page]:
    """Opens the deployed page at a route, as a viewer."""
    access = stack.access
    page = new_page(token=access.viewer_token)
    page.set_default_timeout(120_000)  # the whole stack works beside other tests here

    def open_at(route: str) -> Page:
        page.goto("about:blank")
        page.goto(f"{access.page_url}{route}")
        page.wait_for_selector("main h1")
        page.wait_for_selector(".skeleton", state="detached")
        return page

    return open_at


def test_the_imports_that_were_made_are_listed(at: Callable[[str], Page], good: dict[str, Any]) -> None:
    page = at("#/imports")
    row = page.locator(f"tr[data-run='{good['id']}']")
    expect(row).to_have_attribute("data-status", "partial")
    expect(row.locator("td.num").nth(1)).to_have_text(str(JOBS))


def test_filters_reach_the_api_and_survive_a_reload(at: Callable[[str], Page], bad: dict[str, Any]) -> None:
    page = at(f"#/imports?feed={BAD}&status=failed&code=xml_malformed&trigger=manual&period=24h")
    expect(page.locator("tr[data-run]")).to_have_count(1)
    page.reload()
    expect(page.locator("tr[data-run]")).to_have_attribute("data-run", bad["id"])


def test_a_failed_import_explains_itself(at: Callable[[str], Page], bad: dict[str, Any]) -> None:
    page = at(f"#/imports/{bad['id']}")
    expect(page.locator(".why h2")).to_have_text("The XML is broken")
    expect(page.locator(".why").first).to_contain_text(bad["failure"]["message"])


def test_the_books_and_the_failures_of_an_import_are_shown(at: Callable[[str], Page], good: dict[str, Any]) -> None:
    page = at(f"#/imports/{good['id']}?failures=all")
    expect(page.locator("[data-balance]")).to_have_text("The books balance")
    expect(page.locator(".group-count")).to_have_text("1 job")
    expect(page.locator(".failures > li")).to_have_count(1)
    page.get_by_role("link", name="Jobs added or changed by this import").click()
    expect(page.locator("tr[data-job]").first).to_be_visible()


def test_markup_in_a_title_stays_text(at: Callable[[str], Page]) -> None:
    page = at(f"#/jobs?feed={GOOD}")
    while not page.locator(".row-link", has_text="onerror").count():
        page.get_by_role("link", name="Older →").click()
        page.wait_for_selector(".skeleton", state="detached")
    link = page.locator(".row-link", has_text="onerror")
    expect(link).to_have_text(XSS)
    link.click()
    expect(page.locator("h1")).to_have_text(XSS)
    assert page.locator("main img").count() == 0


def test_home_says_what_needs_somebody_in_the_words_of_the_api(at: Callable[[str], Page], stack: Stack) -> None:
    page = at("#/")
    with stack.http() as api:
        feed = api.get(f"/feeds/{BAD}").raise_for_status().json()
        title = api.get("/codes").raise_for_status().json()["states"][feed["state"]]["title"]
    need = page.locator(f"[data-need={BAD}]")
    for said in (title, feed["why"], feed["advice"], feed["command"]):
        expect(need).to_contain_text(said)


def test_a_feed_is_found_and_shown_with_its_days_its_reading_and_its_changes(at: Callable[[str], Page]) -> None:
    page = at("#/feeds")
    page.get_by_label("Find a feed").press_sequentially(GOOD)
    page.locator(f"tr[data-feed={GOOD}] .row-link").click()
    expect(page.locator("h1")).to_have_text(GOOD)
    expect(page.locator("section", has=page.locator("#said-title"))).to_contain_text("the whole feed")
    expect(page.locator("section", has=page.locator("#audit-title")).locator(".audit").first).to_be_visible()


def test_an_import_tells_its_walk_and_what_it_changed(at: Callable[[str], Page], good: dict[str, Any]) -> None:
    page = at(f"#/imports/{good['id']}")
    expect(page.locator("[data-step=ended]")).to_be_visible()
    expect(page.locator(".change").first).to_be_visible()
    page.locator(".change-title").first.click()
    expect(page.locator("[data-kind=new]")).to_contain_text("First seen")


def test_the_failures_are_grouped_over_all_imports(at: Callable[[str], Page]) -> None:
    page = at("#/failures")
    expect(page.locator(".group[data-level=run]", has_text=BAD)).to_contain_text("xml_malformed")
    expect(page.locator(".group[data-level=job]", has_text=GOOD)).to_be_visible()


@pytest.mark.parametrize(
    "route",
    ["#/", "#/imports", "#/feeds", "#/jobs", "#/failures", "#/trends", "#/audit", f"#/feeds/{GOOD}"],
)
def test_axe_finds_nothing_on_the_real_thing(at: Callable[[str], Page], route: str) -> None:
    assert violations(at(route)) == []
