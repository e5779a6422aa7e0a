"""The list of imports."""

import re
from datetime import UTC, datetime
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import expect

from tests.browser.driving import Watch, choose, filter_field, hash_of, hide, run_ids
from tests.browser.fake_world import World, busy_world

pytestmark = pytest.mark.browser


def test_the_first_rows_cost_two_requests_to_the_api(watch: Watch) -> None:
    with watch.only_with("/imports", "/overview"):
        assert len(run_ids(watch.open())) == 50


def test_a_row_tells_status_in_words_and_every_count(watch: Watch, world: World) -> None:
    page = watch.open()
    run = next(run for run in world.runs if run["status"] == "partial")
    row = page.locator(f"tr[data-run='{run['id']}']")
    expect(row.locator(".status")).to_have_text("Partial")
    numbers = row.locator("td.num").all_inner_texts()[1:]
    names = ("fetched", "new", "updated", "unchanged", "failed", "closed")
    assert [int(number.replace(",", "")) for number in numbers] == [run["counts"][name] for name in names]
    assert row.locator("time").get_attribute("title")


def test_a_failed_run_says_why_in_the_list(watch: Watch) -> None:
    page = watch.open("#/imports?status=failed&feed=initech")
    expect(page.locator("tr[data-run] .reason").first).to_have_text("The XML is broken")


def test_an_empty_feed_has_zeros_and_a_run_that_read_nothing_has_none(watch: Watch, world: World) -> None:
    nothing = dict.fromkeys(world.runs[0]["counts"], 0)
    empty = world.add_run("acme-careers", world.now, counts=nothing)
    queued = world.add_run("initech", world.now, status="queued", counts=nothing, started_at=None)
    queued |= {"finished_at": None, "duration_ms": None}
    page = watch.open()
    row = page.locator(f"tr[data-run='{empty['id']}']")
    expect(row.locator(".cell-outcome")).to_have_text("The feed is empty")
    expect(row.locator("td.num")).to_have_text([re.compile("s$"), *["0"] * 6])
    expect(page.locator(f"tr[data-run='{queued['id']}'] td.num")).to_have_text(["–"] * 7)
    watch.open(f"#/imports/{queued['id']}")
    expect(page.locator(".subline")).to_contain_text("waiting in the queue")


def test_the_trouble_of_the_feeds_stands_above_the_list(watch: Watch) -> None:
    page = watch.open()
    expect(page.locator(".attention")).to_contain_text("3 broken")
    page.locator(".attention").get_by_role("link", name="Needs attention").click()
    expect(page.locator("h1")).to_have_text("Needs attention")


def test_an_unmodified_feed_does_not_repeat_in_red_what_an_earlier_import_lost(watch: Watch, world: World) -> None:
    world.add_partial_run("umbrella-labs", world.now, failed=4)
    unmodified = world.add_confirming_run("umbrella-labs", world.now)
    page = watch.open()
    row = page.locator(f"tr[data-run='{unmodified['id']}']")
    expect(row.locator("td[data-label=Failed]")).to_have_text("4")
    expect(row.locator(".count-failed")).to_have_count(0)
    expect(page.locator("tr[data-status=partial] .count-failed").first).to_be_visible()


class TestFilters:
    def test_are_in_the_address_and_survive_reload_and_back(self, watch: Watch) -> None:
        page = watch.open()
        choose(page, "status", "failed")
        watch.settle()
        choose(page, "feed", "initech")
        expect(page.locator("tr[data-run]").first).to_have_attribute("data-status", "failed")
        expect(page).to_have_url(re.compile("status=failed&feed=initech$"))
        page.reload()
        watch.settle()
        assert {row.inner_text() for row in page.locator("tr[data-run] .row-link").all()} == {"initech"}
        expect(page.locator("[data-filter=status] select")).to_have_value("failed")
        page.go_back()
        expect(filter_field(page, "feed")).to_have_value("")
        assert hash_of(page) == "/imports?status=failed"

    def test_are_chips_that_can_be_removed(self, watch: Watch) -> None:
        page = watch.open("#/imports?status=failed&feed=initech")
        page.get_by_role("button", name="Remove filter Status: Failed").click()
        expect(page.locator("[data-filter=status] select")).to_be_focused()
        assert hash_of(page) == "/imports?feed=initech"
        expect(page.get_by_role("button", name="Remove filter Status")).to_have_count(0)

    def test_come_back_with_the_reader_from_a_run(self, watch: Watch) -> None:
        page = watch.open("#/imports?status=partial")
        page.locator("tr[data-run] .row-link").first.click()
        watch.settle()
        page.get_by_role("link", name="← Imports").click()
        assert hash_of(page) == "/imports?status=partial"

    def test_of_a_feed_offer_the_names_that_fit(self, watch: Watch) -> None:
        page = watch.open()
        filter_field(page, "feed").press_sequentially("remo")
        expect(page.locator("#feed-offers option")).to_have_count(1)
        assert page.locator("#feed-offers option").get_attribute("value") == "globex-remote"

    def test_of_a_code_find_the_runs_that_failed_so(self, watch: Watch, world: World) -> None:
        page = watch.open()
        choose(page, "code", "feed_timeout")
        expect(page.locator("tr[data-run] .reason").first).to_have_text("The source is too slow")
        found = [run["id"] for run in world.runs if (run["failure"] or {}).get("code") == "feed_timeout"]
        assert run_ids(page) == found

    def test_of_a_period_look_back_from_now(self, watch: Watch, world: World) -> None:
        page = watch.open("#/imports?period=24h")
        now = datetime.now(UTC).timestamp()
        ages = [now - datetime.fromisoformat(run["queued_at"]).timestamp() for run in world.runs]
        assert len(run_ids(page)) == sum(age < 86_400 for age in ages)

    def test_of_ones_own_period_are_two_moments_in_the_chosen_zone(self, watch: Watch) -> None:
        page = watch.open()
        page.get_by_role("button", name="Times in").click()
        choose(page, "period", "custom")
        page.get_by_label("From (UTC)").fill("2020-01-02T03:04")
        page.get_by_label("From (UTC)").blur()
        expect(page.get_by_label("From (UTC)")).to_have_value("2020-01-02T03:04")
        assert hash_of(page) == "/imports?period=custom&from=2020-01-02T03:04:00.000Z"

    def test_that_fit_nothing_say_so_and_offer_the_way_out(self, watch: Watch) -> None:
        page = watch.open("#/imports?feed=acme-careers&status=failed")
        expect(page.get_by_role("heading", name="No imports match")).to_be_visible()
        page.get_by_role("link", name="Show all imports").click()
        expect(page.locator("tr[data-run]")).to_have_count(50)


class TestPaging:
    @pytest.fixture
    def world(self) -> World:
        return busy_world(520)

    def test_through_500_runs_shows_each_once(self, watch: Watch, world: World) -> None:
        page = watch.open()
        seen = run_ids(page)
        while (older := page.get_by_role("link", name="Older →")).count():
            last = seen[-1]
            older.click()
            page.wait_for_function("last => document.querySelector('tr[data-run]')?.dataset.run < last", arg=last)
            seen += run_ids(page)
        assert seen == [run["id"] for run in world.runs]

    def test_leads_back_too_also_after_a_reload(self, watch: Watch, world: World) -> None:
        page = watch.open()
        for _ in range(2):
            first = run_ids(page)[0]
            page.get_by_role("link", name="Older →").click()
            page.wait_for_function("first => document.querySelector('tr[data-run]')?.dataset.run < first", arg=first)
        page.reload()
        watch.settle()
        assert run_ids(page)[0] == world.runs[100]["id"]
        page.get_by_role("link", name="← Newer").click()
        expect(page.locator("tr[data-run]").first).to_have_attribute("data-run", world.runs[50]["id"])
        page.get_by_role("link", name="Newest").click()
        expect(page.locator("tr[data-run]").first).to_have_attribute("data-run", world.runs[0]["id"])

    def test_keeps_a_sliding_period_still(self, watch: Watch, world: World) -> None:
        """The API's cursors are good for one period only, and "the last 7 days" is another one each second."""
        page = watch.open("#/imports?period=7d")
        first = run_ids(page)[0]
        page.get_by_role("link", name="Older →").click()
        page.wait_for_function("first => document.querySelector('tr[data-run]')?.dataset.run < first", arg=first)
        page.reload()
        watch.settle()
        assert run_ids(page)[0] == world.runs[50]["id"]
        expect(page.locator("[data-filter=period] select")).to_have_value("7d")


class TestRefreshing:
    def test_counts_what_is_new_and_moves_no_row(self, watch: Watch, world: World) -> None:
        watch.page.clock.install()
        page = watch.open()
        before = run_ids(page)
        for feed_id in ("acme-careers", "initech"):
            world.add_run(feed_id, datetime.now(UTC))
        page.clock.run_for(16_000)
        expect(page.get_by_role("button", name="+2 new")).to_be_visible()
        assert run_ids(page) == before
        page.get_by_role("button", name="+2 new").click()
        assert run_ids(page)[:3] == [run["id"] for run in world.runs[:3]]
        expect(page.get_by_role("button", name="new")).to_have_count(0)

    def test_brings_the_rows_up_to_date_in_their_places(self, watch: Watch, world: World) -> None:
        run = world.start_run("acme-careers")
        watch.page.clock.install()
        page = watch.open()
        row = page.locator(f"tr[data-run='{run['id']}']")
        expect(row).to_have_attribute("data-status", "processing")
        world.advance(run, 1_000)
        page.clock.run_for(16_000)
        expect(row).to_have_attribute("data-status", "succeeded")

    def test_follows_a_run_that_has_left_the_filter(self, watch: Watch, world: World) -> None:
        run = world.start_run("acme-careers")
        page = watch.open("#/imports?status=processing")
        world.advance(run, 1_000)
        page.keyboard.press("r")
        expect(page.locator(f"tr[data-run='{run['id']}']")).to_have_attribute("data-status", "succeeded")

    def test_can_be_switched_off_and_is_remembered(self, watch: Watch) -> None:
        watch.page.clock.install()
        page = watch.open()
        page.get_by_label("Refresh every").select_option("off")
        page.wait_for_load_state("networkidle")
        watch.site.calls.clear()
        page.clock.run_for(300_000)
        page.wait_for_timeout(200)
        assert watch.site.calls == []
        page.reload()
        expect(page.get_by_label("Refresh every")).to_have_value("0")

    def test_waits_while_nobody_sees_the_page_and_catches_up_after(self, watch: Watch) -> None:
        watch.page.clock.install()
        page = watch.open()
        hide(page, hidden=True)
        page.wait_for_load_state("networkidle")
        watch.site.calls.clear()
        page.clock.run_for(120_000)
        page.wait_for_timeout(200)
        assert watch.site.calls == []
        with page.expect_response("**/imports?*"):
            hide(page, hidden=False)
            page.clock.run_for(100)

    def test_that_fails_keeps_the_rows_and_says_so(self, watch: Watch) -> None:
        page = watch.open()
        before = run_ids(page)
        watch.site.trouble = 500
        page.keyboard.press("r")
        expect(page.locator(".freshness")).to_contain_text("Not refreshed")
        assert run_ids(page) == before
        watch.site.trouble = None
        page.keyboard.press("r")
        expect(page.locator(".freshness")).to_contain_text("Updated")


def test_the_list_is_saved_as_csv_under_its_filters(watch: Watch, world: World) -> None:
    page = watch.open("#/imports?feed=initech")
    with page.expect_download() as saving:
        page.get_by_role("button", name="CSV").click()
    assert saving.value.suggested_filename == "imports.csv"
    expected = [run["id"] for run in world.runs if run["feed_id"] == "initech"]
    assert saving.value.path().read_text().split()[1:] == expected


def test_a_long_list_is_saved_as_a_whole_though_it_comes_in_parts(watch: Watch, world: World) -> None:
    page = watch.open()
    with page.expect_download() as saving:
        page.get_by_role("button", name="CSV").click()
    assert saving.value.path().read_text().split() == ["id", *(run["id"] for run in world.runs)]


def test_an_export_without_an_end_stops_and_says_that_it_is_a_part(watch: Watch) -> None:
    page = watch.open()
    page.get_by_label("Refresh every").select_option("off")
    endless = {"content-type": "text/csv", "x-next-cursor": "more"}
    page.route("**/api/imports*", lambda route: route.fulfill(body="id\r\nx\r\n", headers=endless))
    with page.expect_download() as saving:
        page.get_by_role("button", name="CSV").click()
    assert saving.value.path().read_text().split() == ["id", *["x"] * 20]
    expect(page.locator(".export-note")).to_contain_text("only the newest part of the list")


def test_an_export_that_fails_says_so_to_the_eye_too(watch: Watch) -> None:
    page = watch.open()
    watch.site.trouble = 500
    page.get_by_role("button", name="CSV").click()
    expect(page.locator(".export-note")).to_have_text("The export failed: Something went wrong on our side.")
    expect(page.get_by_role("button", name="CSV")).to_be_enabled()


def test_the_token_goes_to_the_api_and_nowhere_else(watch: Watch) -> None:
    told: list[tuple[str, bool]] = []
    watch.page.on("request", lambda request: told.append((request.url, "authorization" in request.all_headers())))
    page = watch.open()
    page.wait_for_load_state("networkidle")
    assert {urlsplit(url).netloc for url, _ in told if url.startswith("http")} == {urlsplit(page.url).netloc}
    assert all(has_token == ("/api/" in url) for url, has_token in told)
    assert page.evaluate("JSON.stringify(localStorage)").count("viewer-token") == 0
