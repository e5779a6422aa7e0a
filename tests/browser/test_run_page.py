"""One import in detail."""

import json
import re
from datetime import datetime, timedelta
from typing import Any

import pytest
from playwright.sync_api import expect

from tests.browser.driving import Watch, hash_of
from tests.browser.fake_world import PARTS, XSS, World

pytestmark = pytest.mark.browser


def latest(world: World, status: str) -> dict[str, Any]:
    return next(run for run in world.runs if run["status"] == status)


def test_the_books_are_shown_as_adding_up(watch: Watch, world: World) -> None:
    run = latest(world, "partial")
    page = watch.open(f"#/imports/{run['id']}")
    numbers = [int(text.replace(",", "")) for text in page.locator(".book dd").all_inner_texts()]
    assert numbers == [run["counts"][name] for name in ("fetched", *PARTS)]
    assert numbers[0] == sum(numbers[1:])
    expect(page.locator("[data-balance]")).to_have_text("The books balance")


def test_books_that_do_not_add_up_are_called_out(watch: Watch, world: World) -> None:
    run = latest(world, "succeeded")
    run["counts"]["fetched"] += 3
    page = watch.open(f"#/imports/{run['id']}")
    expect(page.locator("[data-balance]")).to_have_text("The books are off by 3")


def test_a_failed_run_explains_itself_and_says_what_to_do(watch: Watch, world: World) -> None:
    run = latest(world, "failed")
    page = watch.open(f"#/imports/{run['id']}")
    why = page.locator(".explain")
    expect(why).to_contain_text(run["failure"]["message"])
    expect(why).to_contain_text("What to do:")
    why.get_by_role("link", name="All imports with this reason").click()
    assert hash_of(page) == f"/imports?code={run['failure']['code']}"


def test_the_timeline_shows_where_a_failed_run_stopped(watch: Watch, world: World) -> None:
    page = watch.open(f"#/imports/{latest(world, 'failed')['id']}")
    expect(page.locator(".step-broken .step-name")).to_have_text("Fetched")
    expect(page.locator(".step-done .step-name")).to_have_text(["Queued", "Started", "Finished"])


def test_a_running_import_is_seen_to_move_and_to_end(watch: Watch, world: World) -> None:
    run = world.start_run("acme-careers")
    page = watch.open(f"#/imports/{run['id']}")
    pending = page.locator(".book").filter(has_text="pending").locator("dd")
    expect(pending).to_have_text(str(run["counts"]["pending"]))
    world.advance(run, 100)
    expect(pending).to_have_text(str(run["counts"]["pending"]))
    expect(page.locator("[data-balance]")).to_have_attribute("data-balance", "0")
    world.advance(run, 10_000)
    expect(page.locator(".page-head .status")).to_have_text("Succeeded")
    expect(page.locator("#announcer")).to_have_text("The import of acme-careers is now succeeded")
    expect(page.locator("progress")).to_have_count(0)


def test_a_running_import_tells_how_long_it_has_been_going(watch: Watch, world: World) -> None:
    run = world.start_run("acme-careers")
    watch.page.clock.install()
    page = watch.open(f"#/imports/{run['id']}")
    page.clock.pause_at(datetime.fromisoformat(run["started_at"]) + timedelta(seconds=5))
    page.clock.run_for(2_500)
    expect(page.locator(".subline")).to_contain_text("going for 7.5 s")


def test_an_ended_run_is_not_asked_for_every_two_seconds(watch: Watch, world: World) -> None:
    watch.page.clock.install()
    page = watch.open(f"#/imports/{latest(world, 'succeeded')['id']}")
    watch.site.calls.clear()
    page.clock.run_for(9_000)
    page.wait_for_timeout(200)
    assert watch.site.calls == []


class TestFailures:
    def test_are_grouped_by_reason_with_an_example(self, watch: Watch, world: World) -> None:
        run = latest(world, "partial")
        page = watch.open(f"#/imports/{run['id']}")
        groups = world.groups(world.failures[run["id"]])
        expect(page.locator(".group-count")).to_have_text([f"{group['count']} jobs" for group in groups])
        expect(page.locator(".group").first).to_contain_text(groups[0]["example"]["message"])
        expect(page.locator(".group").first).to_contain_text("What to do:")

    def test_of_one_reason_are_a_link_and_a_filter(self, watch: Watch, world: World) -> None:
        run = latest(world, "partial")
        page = watch.open(f"#/imports/{run['id']}")
        missing = [failure for failure in world.failures[run["id"]] if failure["rule"] == "missing"]
        page.locator(".group").filter(has_text="has no title").get_by_role("link", name="Show these").click()
        expect(page.locator(".failures > li")).to_have_count(len(missing))
        page.reload()
        expect(page.locator(".failures > li")).to_have_count(len(missing))
        expect(page.locator(".group")).to_have_count(1)
        page.get_by_role("link", name="Show every reason").click()
        expect(page.locator(".group")).to_have_count(2)
        page.go_back()
        page.get_by_role("button", name=re.compile("Remove filter Message")).click()
        expect(page.locator(".failures > li")).to_have_count(len(world.failures[run["id"]]))

    def test_come_a_page_at_a_time(self, watch: Watch, world: World) -> None:
        run = world.add_partial_run("umbrella-labs", world.now, failed=45)
        page = watch.open(f"#/imports/{run['id']}?failures=all")
        expect(page.locator(".failures > li")).to_have_count(20)
        page.get_by_role("link", name="Older →").click()
        page.get_by_role("link", name="Older →").click()
        expect(page.locator(".failures > li")).to_have_count(5)

    def test_show_what_the_feed_said_as_text(self, watch: Watch, world: World) -> None:
        dialogs: list[str] = []
        watch.page.on("dialog", lambda dialog: dialogs.append(dialog.message))
        page = watch.open(f"#/imports/{latest(world, 'partial')['id']}?failures=all")
        expect(page.locator(".failure-title").filter(has_text=XSS).first).to_be_visible()
        for summary in page.get_by_text("What the feed said").all():
            summary.click()
        expect(page.locator("pre").filter(has_text=XSS).first).to_be_visible()
        assert page.locator("main img").count() == 0
        assert dialogs == []

    def test_of_a_whole_message_say_how_many_jobs_it_had(self, watch: Watch, world: World) -> None:
        run = latest(world, "partial")
        failure = world.failures[run["id"]][0]
        failure |= {"code": "delivery_exhausted", "index": None, "jobs": 50, "title": None, "external_id": None}
        page = watch.open(f"#/imports/{run['id']}?code=delivery_exhausted")
        expect(page.locator(".failures .failure-title")).to_have_text("50 jobs of one message")
        expect(page.locator(".failures .failure")).not_to_contain_text("of the feed")

    def test_never_link_to_what_is_not_a_web_address(self, watch: Watch, world: World) -> None:
        page = watch.open(f"#/imports/{latest(world, 'partial')['id']}?failures=all")
        expect(page.locator(".failures > li").first).to_be_visible()
        links = page.eval_on_selector_all("main a", "links => links.map(link => link.protocol)")
        assert set(links) == {"http:"}


def test_ids_are_copied_and_the_raw_answer_is_there(watch: Watch, world: World) -> None:
    run = latest(world, "succeeded")
    watch.page.context.grant_permissions(["clipboard-read", "clipboard-write"], origin=watch.site.origin)
    page = watch.open(f"#/imports/{run['id']}")
    page.get_by_role("button", name="Copy the run's id").click()
    expect(page.locator("#announcer")).to_have_text("Copied the run's id")
    assert page.evaluate("navigator.clipboard.readText()") == run["id"]
    page.get_by_text("Raw JSON").click()
    assert json.loads(page.locator(".raw pre").inner_text())["counts"] == run["counts"]


def test_what_a_run_read_of_its_source_is_told_with_its_reason(watch: Watch, world: World) -> None:
    reason = "It lists 10 items however many new ones come."
    run = world.add_run("acme-careers", world.now, completeness="window", completeness_reason=reason)
    page = watch.open(f"#/imports/{run['id']}")
    expect(page.locator(".facts")).to_contain_text("the newest of the feed: jobs that are not listed stay open")
    expect(page.locator(".facts")).to_contain_text(reason)
    page = watch.open("#/imports")
    tags = page.locator(".cell-outcome .tag")
    expect(tags).to_have_text(["Window"])
    expect(tags).to_have_attribute("title", reason)


def test_not_modified_is_told_as_a_success(watch: Watch, world: World) -> None:
    page = watch.open(f"#/imports/{latest(world, 'not_modified')['id']}")
    expect(page.locator(".hint")).to_contain_text("That is a success")


def test_an_unmodified_feed_leads_to_the_import_that_its_failures_are_of(watch: Watch, world: World) -> None:
    read = world.add_partial_run("umbrella-labs", world.now, failed=4)
    unmodified = world.add_confirming_run("umbrella-labs", world.now)
    page = watch.open(f"#/imports/{unmodified['id']}?failures=all")
    expect(page.locator(".failures > li")).to_have_count(4)
    page.locator(".hint").get_by_role("link", name="the import that read it").click()
    expect(page.locator("main code").first).to_have_text(read["id"])
