"""Jobs: found, listed and told of."""

import re

import pytest
from playwright.sync_api import expect

from job_importer.explanations import explain
from tests.browser.driving import Watch, choose, hash_of
from tests.browser.fake_types import XSS
from tests.browser.fake_world import World

pytestmark = pytest.mark.browser


def shown(watch: Watch) -> list[str]:
    ids: list[str] = watch.page.eval_on_selector_all("tr[data-job]", "rows => rows.map(row => row.dataset.job)")
    return ids


class TestJobs:
    def test_are_filtered_by_state_feed_company_and_place(self, watch: Watch, world: World) -> None:
        page = watch.open("#/jobs")
        choose(page, "status", "closed")
        expect(page.locator("tr[data-job] .status").first).to_have_text("Closed")
        choose(page, "place", "Kraków")
        expect(page.locator(".cell-place").first).to_have_text("Kraków, Poland")
        feed = next(job for job in world.jobs if job["closed_at"] and job["location"] == "Kraków, Poland")["feed_ids"]
        choose(page, "feed", feed[0])
        expect(page).to_have_url(re.compile("feed="))
        watch.settle()
        found = [
            job["id"]
            for job in world.jobs
            if job["closed_at"] and job["location"] == "Kraków, Poland" and job["feed_ids"] == feed
        ]
        expect(page.locator("tr[data-job]")).to_have_count(len(found))
        assert shown(watch) == found

    def test_are_searched_as_one_types_with_one_entry_in_the_browsers_history(self, watch: Watch, world: World) -> None:
        page = watch.open("#/jobs?status=open")
        before = page.evaluate("history.length")
        page.get_by_label("Find jobs by words").press_sequentially("paralegal", delay=60)
        expect(page.locator("tr[data-job] .row-link").first).to_have_text("Paralegal")
        found = [job["id"] for job in world.jobs if job["title"] == "Paralegal" and not job["closed_at"]]
        expect(page.locator("tr[data-job]")).to_have_count(len(found))
        assert hash_of(page) == "/jobs?status=open&q=paralegal"
        assert page.evaluate("history.length") == before

    def test_are_not_searched_by_a_letter_or_two_unless_one_says_so(self, watch: Watch) -> None:
        page = watch.open("#/jobs")
        field = page.get_by_label("Find jobs by words")
        field.press_sequentially("pa", delay=60)
        page.wait_for_timeout(500)
        assert hash_of(page) == "/jobs"
        field.press("Enter")
        expect(page).to_have_url(re.compile(r"#/jobs\?q=pa$"))

    def test_show_company_and_place_in_the_list(self, watch: Watch, world: World) -> None:
        page = watch.open("#/jobs")
        job = world.jobs[0]
        row = page.locator(f"tr[data-job='{job['id']}']")
        expect(row.locator(".cell-company")).to_have_text(job["company"])
        expect(row.locator(".cell-place")).to_have_text(job["location"])

    def test_are_opened_by_their_id(self, watch: Watch, world: World) -> None:
        page = watch.open("#/jobs")
        page.get_by_label("Find jobs by words").fill(world.jobs[3]["id"])
        page.keyboard.press("Enter")
        expect(page.locator("h1")).to_have_text(world.jobs[3]["title"])

    def test_are_found_by_the_id_that_their_source_gives_them(self, watch: Watch, world: World) -> None:
        job = world.jobs[7]
        page = watch.open("#/jobs?status=open")
        choose(page, "external_id", job["external_id"])
        expect(page.locator("tr[data-job]")).to_have_count(1)
        assert hash_of(page) == f"/jobs?status=open&external_id={job['external_id']}"
        page.get_by_role("button", name=f"Remove filter Source's id: {job['external_id']}").click()
        assert hash_of(page) == "/jobs?status=open"
        choose(page, "external_id", "nobody's")
        expect(page.locator(".notice")).to_contain_text("No jobs match")

    def test_of_a_period_are_those_that_were_closed_then(self, watch: Watch, world: World) -> None:
        since = sorted(job["closed_at"] for job in world.jobs if job["closed_at"])[10]
        watch.open(f"#/jobs?date=closed&from={since}&status=closed")
        assert shown(watch) == [job["id"] for job in world.jobs if (job["closed_at"] or "") >= since][:50]

    def test_of_one_run_are_a_filter_of_their_own(self, watch: Watch, world: World) -> None:
        run_id = world.jobs[0]["first_run_id"]
        page = watch.open(f"#/jobs?run={run_id}")
        page.get_by_role("button", name=f"Remove filter Import: {run_id}").click()
        assert hash_of(page) == "/jobs"


class TestOneJob:
    def test_tells_its_history_with_the_values_before_and_after(self, watch: Watch, world: World) -> None:
        job = next(job for job in world.jobs if job["closed_at"] and len(job["history"]) > 2)
        page = watch.open(f"#/jobs/{job['id']}")
        events = page.locator(".event")
        expect(events.nth(0)).to_contain_text(f"Closed: {explain('reasons', 'not_listed').title}")
        changed = events.nth(1)
        expect(changed.locator("[data-field=title] del")).to_contain_text("Warehouse lead")
        expect(changed.locator("[data-field=title] ins")).to_contain_text(XSS)
        expect(changed.locator("[data-field=salary] ins")).to_contain_text("currency EUR")
        expect(changed.locator(".diff .diff-in")).to_have_text("We offer tea and coffee.")
        expect(events.nth(2)).to_contain_text("First seen")
        events.nth(2).get_by_role("link").click()
        expect(page.locator("main .id code").first).to_have_text(job["first_run_id"])

    def test_keeps_markup_in_a_title_as_text(self, watch: Watch, world: World) -> None:
        page = watch.open("#/jobs")
        row = page.locator("tr[data-job] .row-link").filter(has_text=XSS).first
        expect(row).to_have_text(XSS)
        row.click()
        expect(page.locator("h1")).to_have_text(XSS)
        assert page.locator("main img").count() == 0

    def test_is_written_from_the_side_that_its_language_is_written_from(self, watch: Watch, world: World) -> None:
        world.jobs[0] |= {"title": "مهندس برمجيات", "company": "شركة"}
        page = watch.open("#/jobs")
        title = page.locator(f"tr[data-job='{world.jobs[0]['id']}'] .row-link")
        assert title.evaluate("link => getComputedStyle(link).direction") == "rtl"
        title.click()
        assert page.locator("h1").evaluate("title => getComputedStyle(title).direction") == "rtl"
