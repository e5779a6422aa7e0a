"""The bell and the events behind it, and what was changed by hand."""

import pytest
from playwright.sync_api import expect

from tests.browser.driving import Watch, choose, filter_field, hash_of
from tests.browser.fake_judgement import audit, events
from tests.browser.fake_types import XSS
from tests.browser.fake_world import World

pytestmark = pytest.mark.browser


class TestEvents:
    def test_ring_the_bell_until_they_are_seen(self, watch: Watch, world: World) -> None:
        page = watch.open("#/imports")
        bell = page.get_by_role("link", name="Events, 20 of them new")
        expect(bell).to_be_visible()
        bell.click()
        newest = events(world, None)[0]
        expect(page.locator(".told").first).to_have_attribute("data-event", newest["id"])
        expect(page.locator(".told").first.locator(".tag")).to_have_text("new")
        expect(page.get_by_role("link", name="Events", exact=True)).to_be_visible()
        page.reload()
        expect(page.locator(".told").first).to_be_visible()
        expect(page.locator(".told .tag")).to_have_count(0)
        expect(page.locator(".badge")).to_have_count(0)

    def test_of_tomorrow_ring_it_again(self, watch: Watch, world: World) -> None:
        watch.page.clock.install()
        page = watch.open("#/events")
        expect(page.locator(".told")).to_have_count(50)
        world.add_failed_run("initech", world.now)
        page.clock.run_for(61_000)
        expect(page.locator(".badge")).to_have_text("1")

    def test_lead_to_their_feed_and_their_import(self, watch: Watch, world: World) -> None:
        newest = events(world, None)[0]
        page = watch.open("#/events")
        page.locator(".told").first.get_by_role("link", name="the import").click()
        assert hash_of(page) == f"/imports/{newest['run_id']}"

    def test_are_filtered_by_feed(self, watch: Watch, world: World) -> None:
        page = watch.open("#/events")
        choose(page, "feed", "initech")
        expect(page.locator(".told")).to_have_count(len(events(world, "initech")))

    def test_are_text(self, watch: Watch) -> None:
        page = watch.open("#/events")
        expect(page.locator(".told", has_text=XSS).first).to_be_visible()
        assert page.locator("main img").count() == 0


class TestAudit:
    def test_tells_who_did_what_with_the_values_before_and_after(self, watch: Watch, world: World) -> None:
        page = watch.open("#/audit")
        expect(page.locator(".audit")).to_have_count(len(audit(world)))
        changed = page.locator(".audit", has_text="feed.changed").first
        expect(changed).to_contain_text("maria")
        expect(changed.locator("[data-field=interval_seconds] del")).to_contain_text("900")
        expect(changed.locator("[data-field=default_company] ins")).to_contain_text(XSS)
        changed.get_by_role("link").click()
        assert hash_of(page).startswith("/feeds/")

    def test_offers_who_and_what_there_was(self, watch: Watch) -> None:
        page = watch.open("#/audit")
        filter_field(page, "action").focus()
        offers = page.locator("#action-offers option")
        expect(offers).to_have_count(2)
        assert {offer.get_attribute("value") for offer in offers.all()} == {"feed.changed", "import.started"}

    def test_is_filtered_by_who_and_what(self, watch: Watch, world: World) -> None:
        page = watch.open("#/audit")
        choose(page, "who", "deploy")
        found = [entry for entry in audit(world) if entry["who"] == "deploy"]
        expect(page.locator(".audit")).to_have_count(len(found))
        choose(page, "action", "feed.changed")
        expect(page.get_by_role("heading", name="No changes yet")).to_be_visible()
