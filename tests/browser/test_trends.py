"""How the days before went, and what failed in them."""

import re
from datetime import date, timedelta

import pytest
from playwright.sync_api import expect

from tests.browser.driving import Watch, choose, hash_of
from tests.browser.fake_runs import failure_groups, stats
from tests.browser.fake_types import iso
from tests.browser.fake_world import World

pytestmark = pytest.mark.browser


class TestTrends:
    def test_count_imports_and_reasons_of_the_period(self, watch: Watch, world: World) -> None:
        page = watch.open("#/trends")
        expect(page.locator(".tile-value").first).to_have_text(str(len(world.runs)))
        failed = sum((run["failure"] or {}).get("code") == "feed_timeout" for run in world.runs)
        reason = page.locator(".reasons li").filter(has_text="The source is too slow")
        expect(reason.locator(".num")).to_have_text(str(failed))
        reason.get_by_role("link").click()
        assert hash_of(page).startswith("/imports?code=feed_timeout&period=custom&from=")

    def test_map_the_days_on_which_feeds_failed_in_words_too(self, watch: Watch, world: World) -> None:
        page = watch.open("#/trends")
        runs = [run for run in world.runs if run["feed_id"] == "initech"]
        failed = sum(run["status"] == "failed" for run in runs)
        row = page.locator(".map li", has_text="initech").locator(".map-cells")
        expect(row).to_have_attribute("aria-label", f"initech: {failed} of {len(runs)} imports and 0 jobs failed")

    def test_lead_from_each_day_of_a_feed_to_its_imports(self, watch: Watch, world: World) -> None:
        page = watch.open("#/trends")
        day = next(run for run in world.runs if run["feed_id"] == "initech")["queued_at"][:10]
        row = page.locator(".map li", has_text="initech")
        expect(row.locator("a.map-cell[tabindex='0']")).to_have_count(1)
        row.locator("a.map-cell").last.focus()
        page.keyboard.press("ArrowLeft")
        page.keyboard.press("ArrowRight")
        page.keyboard.press("Enter")
        expect(page).to_have_url(re.compile("#/imports"))
        assert hash_of(page).startswith(f"/imports?feed=initech&period=custom&from={day}T00:00:00Z&to=")
        watch.settle()
        found = [run for run in world.runs if run["feed_id"] == "initech" and run["queued_at"].startswith(day)]
        expect(page.locator("tr[data-run]")).to_have_count(len(found))

    def test_have_a_chart_that_is_read_by_mouse_keyboard_and_table(self, watch: Watch, world: World) -> None:
        page = watch.open("#/trends")
        day = world.runs[-1]["queued_at"][:10]
        days_ago = (world.now.date() - date.fromisoformat(day)).days
        new = sum(run["counts"]["new"] for run in world.runs if run["queued_at"].startswith(day))
        page.locator(".chart").focus()
        for _ in range(days_ago):
            page.keyboard.press("ArrowLeft")
        expect(page.locator(".legend[aria-live]")).to_contain_text(f"{new} new")
        page.get_by_text("As a table").click()
        expect(page.locator(".plain tbody tr")).to_have_count(30)
        expect(page.locator(".plain tbody tr").nth(days_ago).locator("td").first).to_have_text(str(new))

    def test_keep_their_period_in_the_address(self, watch: Watch) -> None:
        page = watch.open("#/trends")
        page.get_by_role("button", name="90 days").click()
        assert hash_of(page) == "/trends?days=90"
        page.reload()
        expect(page.get_by_role("button", name="90 days")).to_have_attribute("aria-pressed", "true")

    def test_ask_for_whole_days_and_let_the_api_add_them_up(self, watch: Watch, world: World) -> None:
        page = watch.open("#/trends?days=7")
        since = stats(world.runs, "2000-01-01T00:00:00Z", world.runs[0]["queued_at"])["by_day"][-7]["day"]
        page.get_by_text("As a table").click()
        expect(page.locator(".plain tbody tr")).to_have_count(7)
        assert since <= world.runs[0]["queued_at"]


class TestFailures:
    def test_of_runs_and_of_jobs_are_grouped_alike(self, watch: Watch, world: World) -> None:
        page = watch.open("#/failures")
        since = iso(world.now - timedelta(days=7))
        runs = [run for run in world.runs if run["queued_at"] >= since]
        groups = failure_groups(runs, [one for one in world.all_failures() if one["at"] >= since])["items"]
        words = [f"{one['runs']} imports" if one["level"] == "run" else f"{one['jobs']} jobs" for one in groups]
        expect(page.locator(".group-count")).to_have_text(words)
        assert {one["level"] for one in groups} == {"run", "job"}

    def test_name_the_feeds_that_they_hit(self, watch: Watch) -> None:
        page = watch.open("#/failures?period=30d")
        group = page.locator(".group", has_text="404 Not Found")
        expect(group).to_contain_text("In vandelay-imports.")
        group.get_by_role("link", name="Show these").click()
        expect(page).to_have_url(re.compile("code=feed_http_error"))

    def test_of_a_feed_and_a_reason_are_filters(self, watch: Watch, world: World) -> None:
        page = watch.open("#/failures")
        choose(page, "feed", "umbrella-labs")
        expect(page.locator(".group")).to_have_count(2)
        choose(page, "code", "validation_error")
        expect(page.locator(".failures > li")).to_have_count(min(20, len(world.all_failures())))

    def test_lead_to_the_import_that_met_them(self, watch: Watch, world: World) -> None:
        page = watch.open("#/failures?code=validation_error")
        newest = world.all_failures()[0]
        page.locator(".failures > li").first.get_by_role("link", name="umbrella-labs").click()
        assert hash_of(page) == f"/imports/{newest['run_id']}"
