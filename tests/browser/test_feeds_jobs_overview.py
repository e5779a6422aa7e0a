"""Feeds, jobs, failed jobs and the overview."""

import re
from datetime import date

import pytest
from playwright.sync_api import expect

from tests.browser.driving import Watch, choose, hash_of
from tests.browser.fake_world import FAULTS, SIZES, XSS, World

pytestmark = pytest.mark.browser


class TestFeeds:
    def test_show_those_in_trouble_first_and_why(self, watch: Watch) -> None:
        page = watch.open("#/feeds")
        expect(page.locator("tr[data-feed]")).to_have_count(len(SIZES))
        names = page.locator("tr[data-feed] .row-link").all_inner_texts()
        assert set(names[:3]) == set(FAULTS)
        assert names[3:5] == ["umbrella-labs", "acme-careers"]  # it loses jobs; all is well
        first = page.locator("tr[data-feed=initech]")
        expect(first).to_contain_text("Failing")
        expect(first).to_contain_text("failed since: The XML is broken")

    def test_have_a_strip_of_runs_and_a_line_of_counts_in_words_too(self, watch: Watch, world: World) -> None:
        page = watch.open("#/feeds")
        row = page.locator("tr[data-feed=umbrella-labs]")
        runs = sum(run["feed_id"] == "umbrella-labs" for run in world.runs)
        expect(row.locator(".strip")).to_have_attribute("aria-label", re.compile(f"^Last {runs} runs: .*partial"))
        expect(row.locator(".sparkline")).to_have_attribute("aria-label", re.compile("^Jobs found by the last"))

    def test_that_lost_jobs_still_do_so_when_the_source_has_nothing_new(self, watch: Watch, world: World) -> None:
        world.add_partial_run("umbrella-labs", world.now)
        for _ in range(31):  # more than are shown
            world.add_confirming_run("umbrella-labs", world.now)
        page = watch.open("#/feeds/umbrella-labs")
        expect(page.locator(".page-head .status")).to_have_text("Losing jobs")
        page = watch.open("#/feeds")
        expect(page.locator("tr[data-feed=umbrella-labs] .cell-status")).to_have_text("Losing jobs")
        world.add_run("umbrella-labs", world.now)
        world.add_confirming_run("umbrella-labs", world.now)
        watch.open("#/feeds")
        expect(page.locator("tr[data-feed=umbrella-labs] .cell-status")).to_have_text("Healthy")

    def test_tell_how_they_are_read_and_keyed(self, watch: Watch, world: World) -> None:
        page = watch.open("#/feeds")
        read = next(run["format"] for run in world.runs if run["feed_id"] == "umbrella-labs" and run["format"])
        identity = world.feeds["umbrella-labs"]["known_identity"]
        expect(page.locator("tr[data-feed=umbrella-labs] .cell-format")).to_have_text(f"{read}keyed by {identity}")
        world.feeds["umbrella-labs"]["format"] = "jooble"
        page = watch.open("#/feeds/umbrella-labs")
        expect(page.locator(".facts")).to_contain_text("jooble, as set")

    def test_are_found_by_their_names_and_by_their_health(self, watch: Watch) -> None:
        page = watch.open("#/feeds")
        page.get_by_label("Find a feed").press_sequentially("remote")
        expect(page.locator("tr[data-feed]")).to_have_count(1)
        assert hash_of(page) == "/feeds?q=remote"
        page.get_by_label("Find a feed").fill("")
        choose(page, "health", "Switched off")
        expect(page.locator("tr[data-feed] .row-link")).to_have_text(["wayne-foundation"])

    def test_are_all_there_though_they_come_in_parts(self, watch: Watch, world: World) -> None:
        for n in range(60):
            world.add_feed(f"feed-{n}")
        page = watch.open("#/feeds")
        expect(page.locator("tr[data-feed]")).to_have_count(len(world.feeds))
        expect(watch.open().locator(".attention")).to_contain_text(f"of {len(world.feeds)} feeds failing")

    def test_explain_their_last_failure_each_on_its_own_view(self, watch: Watch) -> None:
        page = watch.open("#/feeds/globex-remote")
        expect(page.locator(".explain h2")).to_have_text("The source is too slow")
        expect(page.locator(".explain")).to_contain_text("failures in a row")
        page.get_by_role("link", name="All imports of this feed").click()
        assert hash_of(page) == "/imports?feed=globex-remote"


class TestJobs:
    def test_are_filtered_by_state_feed_and_source(self, watch: Watch, world: World) -> None:
        page = watch.open("#/jobs")
        choose(page, "status", "closed")
        expect(page.locator("tr[data-job] .status").first).to_have_text("Closed")
        feed = world.jobs[0]["feed_ids"][0]
        choose(page, "feed", feed)
        watch.settle()
        found = [job["id"] for job in world.jobs if job["closed_at"] and job["feed_ids"] == [feed]]
        assert page.eval_on_selector_all("tr[data-job]", "rows => rows.map(row => row.dataset.job)") == found

    def test_are_opened_by_their_id(self, watch: Watch, world: World) -> None:
        page = watch.open("#/jobs")
        page.get_by_label("Open a job by its id").fill(world.jobs[3]["id"])
        page.keyboard.press("Enter")
        expect(page.locator("h1")).to_have_text(world.jobs[3]["title"])

    def test_are_found_by_the_id_that_their_source_gives_them(self, watch: Watch, world: World) -> None:
        job = world.jobs[7]
        page = watch.open("#/jobs?status=open")
        page.get_by_label("Find by the source's id").fill(f" {job['external_id']} ")
        page.keyboard.press("Enter")
        expect(page.locator("tr[data-job]")).to_have_count(1)
        expect(page.locator("tr[data-job]")).to_have_attribute("data-job", job["id"])
        assert hash_of(page) == f"/jobs?status=open&external_id={job['external_id']}"
        page.get_by_role("button", name=f"Remove filter Source's id: {job['external_id']}").click()
        assert hash_of(page) == "/jobs?status=open"
        page.get_by_label("Find by the source's id").fill("nobody's")
        page.keyboard.press("Enter")
        expect(page.locator(".notice")).to_contain_text("No job is like that")

    def test_tell_their_history(self, watch: Watch, world: World) -> None:
        job = next(job for job in world.jobs if job["closed_at"] and job["history"])
        page = watch.open(f"#/jobs/{job['id']}")
        events = page.locator(".event")
        expect(events.nth(0)).to_contain_text("Closed because no feed lists it any more")
        expect(events.nth(2)).to_contain_text(re.compile("Changed: title salary"))
        expect(events.nth(3)).to_contain_text("First seen")
        events.nth(3).get_by_role("link").click()
        expect(page.locator("main code").first).to_have_text(job["first_run_id"])

    def test_keep_markup_in_a_title_as_text(self, watch: Watch, world: World) -> None:
        page = watch.open("#/jobs")
        row = page.locator("tr[data-job] .row-link").filter(has_text=XSS).first
        expect(row).to_have_text(XSS)
        row.click()
        expect(page.locator("h1")).to_have_text(XSS)
        assert page.locator("main img").count() == 0

    def test_of_one_run_are_a_filter_of_their_own(self, watch: Watch, world: World) -> None:
        run_id = world.jobs[0]["first_run_id"]
        page = watch.open(f"#/jobs?run={run_id}")
        page.get_by_role("button", name=f"Remove filter Import: {run_id}").click()
        assert hash_of(page) == "/jobs"


class TestOverview:
    def test_says_what_is_failing_now_since_when_and_why(self, watch: Watch) -> None:
        page = watch.open("#/overview")
        expect(page.locator(".failing li")).to_have_count(3)
        first = page.locator(".failing li").filter(has_text="initech")
        expect(first).to_contain_text("The XML is broken")
        expect(first).to_contain_text("last good")

    def test_counts_imports_and_reasons_of_the_period(self, watch: Watch, world: World) -> None:
        page = watch.open("#/overview")
        expect(page.locator(".tile-value").first).to_have_text(str(len(world.runs)))
        failed = sum((run["failure"] or {}).get("code") == "feed_timeout" for run in world.runs)
        reason = page.locator(".reasons li").filter(has_text="The source is too slow")
        expect(reason.locator(".num")).to_have_text(str(failed))
        reason.get_by_role("link").click()
        assert hash_of(page) == "/imports?code=feed_timeout&period=14d"

    def test_maps_the_days_on_which_feeds_failed_in_words_too(self, watch: Watch, world: World) -> None:
        page = watch.open("#/overview")
        runs = [run for run in world.runs if run["feed_id"] == "initech"]
        failed = sum(run["status"] == "failed" for run in runs)
        row = page.locator(".map li", has_text="initech").locator("svg")
        expect(row).to_have_attribute("aria-label", f"initech: {failed} of {len(runs)} imports and 0 jobs failed")

    def test_has_a_chart_that_is_read_by_mouse_keyboard_and_table(self, watch: Watch, world: World) -> None:
        page = watch.open("#/overview")
        day = world.runs[-1]["queued_at"][:10]
        days_ago = (world.now.date() - date.fromisoformat(day)).days
        new = sum(run["counts"]["new"] for run in world.runs if run["queued_at"].startswith(day))
        page.locator(".chart").focus()
        for _ in range(days_ago):
            page.keyboard.press("ArrowLeft")
        expect(page.locator(".legend[aria-live]")).to_contain_text(f"{new} new")
        page.get_by_text("As a table").click()
        expect(page.locator(".plain tbody tr")).to_have_count(14)
        expect(page.locator(".plain tbody tr").nth(days_ago).locator("td").first).to_have_text(str(new))

    def test_keeps_its_period_in_the_address(self, watch: Watch) -> None:
        page = watch.open("#/overview")
        page.get_by_role("button", name="30 days").click()
        assert hash_of(page) == "/overview?days=30"
        page.reload()
        expect(page.get_by_role("button", name="30 days")).to_have_attribute("aria-pressed", "true")


class TestFailedJobs:
    def test_of_a_feed_are_grouped_over_all_its_imports(self, watch: Watch, world: World) -> None:
        page = watch.open("#/feeds/umbrella-labs")
        page.get_by_role("link", name="Its failed jobs, by reason").click()
        groups = world.groups(world.all_failures())
        expect(page.locator(".group-count")).to_have_text([f"{group['count']} jobs" for group in groups])

    def test_lead_to_the_import_that_met_them(self, watch: Watch, world: World) -> None:
        page = watch.open("#/failures?code=validation_error")
        newest = world.all_failures()[0]
        page.locator(".failures > li").first.get_by_role("link", name="umbrella-labs").click()
        assert hash_of(page) == f"/imports/{newest['run_id']}"
