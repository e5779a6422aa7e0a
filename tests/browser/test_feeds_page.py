"""The feeds, and one of them."""

import re

import pytest
from playwright.sync_api import expect

from tests.browser.driving import Watch, choose, hash_of
from tests.browser.fake_world import FAULTS, SIZES, World

pytestmark = pytest.mark.browser


class TestFeeds:
    def test_stand_in_the_order_of_the_api_and_say_why(self, watch: Watch, world: World) -> None:
        page = watch.open("#/feeds")
        expect(page.locator("tr[data-feed]")).to_have_count(len(SIZES))
        names = page.locator("tr[data-feed] .row-link").all_inner_texts()
        assert set(names[:3]) == set(FAULTS)
        assert names[-1] == "wayne-foundation"
        expect(page.locator("tr[data-feed=initech]")).to_contain_text(world.feed("initech")["why"])

    def test_have_a_strip_of_runs_and_a_line_of_counts_in_words_too(self, watch: Watch, world: World) -> None:
        page = watch.open("#/feeds")
        row = page.locator("tr[data-feed=umbrella-labs]")
        runs = sum(run["feed_id"] == "umbrella-labs" for run in world.runs)
        expect(row.locator(".strip")).to_have_attribute("aria-label", re.compile(f"^Last {runs} runs: .*partial"))
        expect(row.locator(".sparkline")).to_have_attribute("aria-label", re.compile("^Jobs in the last"))

    def test_are_found_as_one_types_with_one_entry_in_the_browsers_history(self, watch: Watch) -> None:
        page = watch.open("#/feeds")
        before = page.evaluate("history.length")
        page.get_by_label("Find a feed").press_sequentially("remote", delay=60)
        expect(page.locator("tr[data-feed]")).to_have_count(1)
        assert hash_of(page) == "/feeds?q=remote"
        assert page.evaluate("history.length") == before
        expect(page.get_by_label("Find a feed")).to_be_focused()

    def test_keep_what_the_reader_types_on_while_they_are_looked_for(self, watch: Watch) -> None:
        page = watch.open("#/feeds")
        page.get_by_label("Find a feed").press_sequentially("northwind-logistics-europe", delay=90)
        expect(page.locator("tr[data-feed]")).to_have_count(1)
        expect(page.get_by_label("Find a feed")).to_have_value("northwind-logistics-europe")

    def test_are_filtered_and_sorted_by_the_api(self, watch: Watch, world: World) -> None:
        page = watch.open("#/feeds")
        choose(page, "state", "disabled")
        expect(page.locator("tr[data-feed] .row-link")).to_have_text(["wayne-foundation"])
        choose(page, "state", "")
        choose(page, "sort", "jobs")
        expect(page.locator("tr[data-feed] .row-link").first).to_have_text("contoso-health")

    def test_come_a_page_at_a_time(self, watch: Watch, world: World) -> None:
        for n in range(60):
            world.add_feed(f"feed-{n:02d}")
        page = watch.open("#/feeds?sort=id")
        expect(page.locator("tr[data-feed]")).to_have_count(50)
        page.get_by_role("link", name="More →").click()
        expect(page.locator("tr[data-feed]")).to_have_count(len(world.feeds) - 50)
        assert watch.site.calls.count("/feeds") == 2


class TestOneFeed:
    def test_says_what_is_wrong_since_when_and_what_to_do(self, watch: Watch, world: World) -> None:
        feed = world.feed("globex-remote")
        page = watch.open("#/feeds/globex-remote")
        why = page.locator(".why")
        for said in ("Broken", feed["why"], feed["advice"], feed["command"]):
            expect(why).to_contain_text(said)
        page.get_by_role("link", name="All imports of this feed").click()
        assert hash_of(page) == "/imports?feed=globex-remote"

    def test_of_which_all_is_well_says_so_without_alarm(self, watch: Watch, world: World) -> None:
        page = watch.open("#/feeds/acme-careers")
        expect(page.locator(".hint")).to_have_text(world.feed("acme-careers")["why"])
        expect(page.locator(".why")).to_have_count(0)

    def test_shows_its_size_on_its_usual_band(self, watch: Watch, world: World) -> None:
        size = world.feed("acme-careers")["size"]
        page = watch.open("#/feeds/acme-careers")
        card = page.locator("section", has=page.locator("#size-title"))
        expect(card.locator("rect.band")).to_be_visible()
        expect(card.locator(".legend")).to_contain_text(f"usually {round(size['low'])} – {round(size['high'])}")
        chart = card.locator(".chart")
        first = card.locator(".legend-day").inner_text()
        chart.focus()
        page.keyboard.press("ArrowLeft")
        expect(card.locator(".legend-day")).not_to_have_text(first)

    def test_shows_which_field_is_filled_less_than_usual(self, watch: Watch) -> None:
        page = watch.open("#/feeds/fabrikam-retail")
        expect(page.locator("[data-fill]")).to_have_count(8)
        expect(page.locator(".fill-low")).to_have_attribute("data-fill", "company")
        expect(page.locator(".fill-low svg")).to_have_attribute("aria-label", "Company: 12%, usually 94% – 100%")

    def test_is_not_flattened_by_its_first_import(self, watch: Watch, world: World) -> None:
        own = [run for run in world.runs if run["feed_id"] == "acme-careers"]
        for run in own:
            run["counts"] |= {"new": 5, "updated": 2}
        own[-1]["counts"]["new"] = 4_000
        page = watch.open("#/feeds/acme-careers")
        expect(page.locator(".cut")).to_have_text("4K↑")
        heights = page.eval_on_selector_all("path.part-new", "paths => paths.map(path => path.getBBox().height)")
        assert sorted(heights)[1] > 20, "a usual day is still to be seen"

    def test_tells_what_it_said_of_itself_and_what_that_cost(self, watch: Watch, world: World) -> None:
        run = next(run for run in world.runs if run["feed_id"] == "acme-careers" and run["status"] != "failed")
        run |= {"format": "indeed", "reading_mode": "changes", "completeness": "whole"}
        page = watch.open("#/feeds/acme-careers")
        card = page.locator("section", has=page.locator("#said-title"))
        for said in (
            "indeed",
            "jobs that differ from the previous import",
            "the whole feed",
            str(run["identity"]),
            "MB",
        ):
            expect(card).to_contain_text(said)

    def test_shows_how_it_is_set(self, watch: Watch, world: World) -> None:
        world.feeds["umbrella-labs"]["format"] = "jooble"
        page = watch.open("#/feeds/umbrella-labs")
        card = page.locator("section", has=page.locator("#settings-title"))
        expect(card).to_contain_text("jooble (set)")
        expect(card).to_contain_text("every hour")

    def test_shows_who_was_told_and_who_changed_it(self, watch: Watch) -> None:
        page = watch.open("#/feeds/globex-remote")
        events = page.locator("section", has=page.locator("#events-title"))
        expect(events.locator("[data-event]")).to_have_count(5)
        expect(events.locator("[data-event]").first).to_contain_text("globex-remote is broken")
        audit = page.locator("section", has=page.locator("#audit-title"))
        audit.get_by_role("link", name="Show all").click()
        assert hash_of(page) == "/audit?feed=globex-remote"

    def test_counts_its_days_in_a_table_too(self, watch: Watch) -> None:
        page = watch.open("#/feeds/acme-careers")
        page.get_by_text("As a table").click()
        expect(page.locator(".plain thead th")).to_have_text(
            ["Day", "new", "updated", "closed", "imports", "failed imports", "failed jobs"]
        )
