"""What needs the operator, and how the day goes."""

import re

import pytest
from playwright.sync_api import expect

from tests.browser.driving import Watch, hash_of
from tests.browser.fake_judgement import overview, today
from tests.browser.fake_types import iso
from tests.browser.fake_world import World, busy_world, quiet_world

pytestmark = pytest.mark.browser


def test_costs_two_requests_and_waits_for_no_other(watch: Watch, world: World) -> None:
    with watch.only_with("/feeds", "/overview"):
        page = watch.page
        page.goto(f"{watch.site.page_url}#/")
        expect(page.locator("[data-need]")).to_have_count(6)
        expect(page.locator("[data-need]").first).to_contain_text("Broken")  # the code itself, its words are not known


class TestNeeds:
    def test_stand_in_the_order_of_the_api(self, watch: Watch, world: World) -> None:
        page = watch.open("#/")
        shown = page.eval_on_selector_all("[data-need]", "rows => rows.map(row => row.dataset.need)")
        assert shown[:3] == ["globex-remote", "initech", "vandelay-imports"]  # broken; most jobs at stake first
        assert shown[3:] == ["umbrella-labs", "fabrikam-retail", "northwind-logistics-europe"]

    def test_say_since_when_why_and_what_to_do(self, watch: Watch, world: World) -> None:
        feed = world.feed("initech")
        need = watch.open("#/").locator("[data-need=initech]")
        for said in (feed["why"], feed["advice"], feed["command"], f"{feed['jobs_at_stake']} jobs at stake"):
            expect(need).to_contain_text(said)
        expect(need.locator("time").first).to_have_attribute("datetime", feed["since"])

    def test_have_a_command_to_be_copied(self, watch: Watch, world: World) -> None:
        watch.page.context.grant_permissions(["clipboard-read", "clipboard-write"], origin=watch.site.origin)
        page = watch.open("#/")
        page.locator("[data-need=initech]").get_by_role("button", name="Copy the command").click()
        expect(page.locator("#announcer")).to_have_text("Copied the command")
        assert page.evaluate("navigator.clipboard.readText()") == world.feed("initech")["command"]

    def test_lead_to_each_of_their_runs_by_mouse_and_by_keyboard(self, watch: Watch, world: World) -> None:
        page = watch.open("#/")
        own = [run["id"] for run in world.runs if run["feed_id"] == "initech"]
        strip = page.locator("[data-need=initech] .strip")
        expect(strip.locator("a[tabindex='0']")).to_have_count(1)  # one stop for the Tab key
        strip.locator("a").last.focus()
        page.keyboard.press("ArrowLeft")
        page.keyboard.press("Enter")
        expect(page).to_have_url(re.compile(f"#/imports/{own[1]}$"))
        page.go_back()
        strip.locator("a").first.click()
        expect(page).to_have_url(re.compile(f"#/imports/{own[min(len(own), 30) - 1]}$"))

    def test_are_counted_by_state_and_lead_to_those_feeds(self, watch: Watch) -> None:
        page = watch.open("#/")
        page.locator(".sum", has_text="broken").click()
        expect(page.locator("tr[data-feed]")).to_have_count(3)
        assert hash_of(page) == "/feeds?state=broken"

    def test_keep_markup_of_a_feed_as_text(self, watch: Watch, world: World) -> None:
        run = next(run for run in world.runs if run["feed_id"] == "initech")
        run["failure"]["message"] = "<b onclick=alert(1)>no</b>"
        expect(watch.open("#/").locator("[data-need=initech] .need-why")).to_contain_text("<b onclick=alert(1)>no</b>")


class TestNothing:
    @pytest.fixture
    def world(self) -> World:
        return quiet_world()

    def test_is_said_with_the_figures_of_the_day(self, watch: Watch, world: World) -> None:
        world.add_run("acme-careers", world.now)
        page = watch.open("#/")
        expect(page.get_by_role("heading", name="Nothing needs attention")).to_be_visible()
        expect(page.locator(".tile-value").first).to_have_text("1")


class TestToday:
    def test_shows_each_feed_beside_its_usual_day(self, watch: Watch, world: World) -> None:
        page = watch.open("#/")
        feed = next(each for each in today(world, "new", 50)["items"] if each["feed_id"] == "contoso-health")
        cells = page.locator("[data-today=contoso-health] td.num")
        for n, name in enumerate(("imports", "new", "updated", "closed", "failed")):
            expect(cells.nth(n)).to_have_text(re.compile(rf"^\s*{feed[name]}\s*≈ {feed['usual'][name]}$"))

    def test_shows_the_sums_of_the_day(self, watch: Watch, world: World) -> None:
        page = watch.open("#/")
        said = overview(world)
        expect(page.locator(".tile").nth(1)).to_contain_text(f"usually {said['usual']['new']}")
        expect(page.locator(".tile").nth(0)).to_contain_text(str(said["today"]["imports"]))

    def test_is_sorted_by_the_api(self, watch: Watch, world: World) -> None:
        page = watch.open("#/")
        page.get_by_role("columnheader", name="Closed").get_by_role("link").click()
        most = today(world, "closed", 1)["items"][0]["feed_id"]
        expect(page.locator("[data-today]").first).to_have_attribute("data-today", most)
        expect(page.locator("th[aria-sort=descending]")).to_have_text(re.compile("Closed"))
        assert hash_of(page) == "/?sort=closed"

    @pytest.mark.parametrize(
        ("name", "query"),
        [
            ("new", "jobs?feed=contoso-health&date=first_seen&from={from}"),
            ("closed", "jobs?feed=contoso-health&date=closed&from={from}&status=closed"),
            ("failed", "failures?feed=contoso-health&period=custom&from={from}"),
        ],
    )
    def test_leads_from_each_number_to_what_it_counts(self, watch: Watch, world: World, name: str, query: str) -> None:
        run = world.add_partial_run("contoso-health", world.now, failed=3)
        run["counts"] |= {"new": 5, "closed": 4}
        page = watch.open("#/")
        page.locator(f"[data-today=contoso-health] .count-{name}").get_by_role("link").click()
        assert hash_of(page) == f"/{query.format(**{'from': f'{iso(world.now)[:10]}T00:00:00Z'})}"


class TestLongHistory:
    @pytest.fixture
    def world(self) -> World:
        return busy_world(520)

    def test_shows_thirty_runs_of_each_feed(self, watch: Watch) -> None:
        expect(watch.open("#/").locator("[data-need=initech] .strip a")).to_have_count(30)
