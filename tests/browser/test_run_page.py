"""One import in detail."""

import json
import re
from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from job_importer.explanations import explain
from tests.browser.driving import Watch, hash_of
from tests.browser.fake_api import Site
from tests.browser.fake_runs import timeline
from tests.browser.fake_types import XSS
from tests.browser.fake_world import PARTS, World

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


@pytest.mark.parametrize(("inactive", "said"), [(1, "1 more item marked"), (2, "2 more items marked")])
def test_items_that_the_feed_marks_are_counted_beside_the_books(
    watch: Watch, world: World, inactive: int, said: str
) -> None:
    run = latest(world, "succeeded")
    run["counts"]["inactive"] = inactive
    page = watch.open(f"#/imports/{run['id']}")
    expect(page.get_by_text(f"{said} as inactive by the feed")).to_be_visible()


def test_a_failed_run_explains_itself_and_says_what_to_do(watch: Watch, world: World) -> None:
    run = latest(world, "failed")
    page = watch.open(f"#/imports/{run['id']}")
    why = page.locator(".why")
    expect(why).to_contain_text(run["failure"]["message"])
    expect(why).to_contain_text("What to do:")
    why.get_by_role("link", name="All imports with this reason").click()
    assert hash_of(page) == f"/imports?code={run['failure']['code']}"


class TestTimeline:
    def test_is_the_apis_and_says_how_long_each_step_took(self, watch: Watch, world: World) -> None:
        run = latest(world, "succeeded")
        page = watch.open(f"#/imports/{run['id']}")
        expect(page.locator(".step")).to_have_count(len(timeline(run)))
        fetched = next(step["seconds"] for step in timeline(run) if step["event"] == "fetched")
        expect(page.locator("[data-step=fetched]")).to_contain_text(f"after {fetched:.1f} s")

    def test_tells_waiting_for_the_hosts_turn_apart_from_fetching(self, watch: Watch, world: World) -> None:
        run = latest(world, "succeeded")
        started = datetime.fromisoformat(run["started_at"])
        run["fetched_at"] = (started + timedelta(seconds=0.9)).isoformat()  # 0.3 s of waiting before
        page = watch.open(f"#/imports/{run['id']}")
        expect(page.locator("[data-step=waited_for_host]")).to_contain_text("Waited for another feed of the same host")
        expect(page.locator(".spans-legend")).to_contain_text("300 ms waiting for its host")
        expect(page.locator(".spans-legend")).to_contain_text("900 ms fetching")
        wide = "span => span.getBoundingClientRect().width"
        fetching, waiting = (
            page.locator(f".spans .span-{name}").evaluate(wide) for name in ("fetching", "waited_for_host")
        )
        assert fetching / waiting == pytest.approx(3, rel=0.05)

    def test_shows_where_a_failed_run_stopped(self, watch: Watch, world: World) -> None:
        page = watch.open(f"#/imports/{latest(world, 'failed')['id']}")
        expect(page.locator(".step-broken")).to_have_attribute("data-step", "ended")
        expect(page.locator("[data-step=fetched]")).to_have_count(0)

    def test_names_the_time_zone_that_its_times_are_in(self, new_page: Callable[..., Page], site: Site) -> None:
        run = latest(site.world, "succeeded")
        page = Watch(new_page(timezone_id="Asia/Kolkata"), site).open(f"#/imports/{run['id']}")
        card = page.locator("section", has=page.locator("#timeline-title"))
        expect(card).to_contain_text(re.compile("times in Asia/(Kolkata|Calcutta)"))
        page.get_by_role("button", name="Times in").click()
        expect(card).to_contain_text("times in UTC")


class TestChanges:
    @pytest.fixture
    def run(self, world: World) -> dict[str, Any]:
        run = world.add_run("acme-careers", world.now)
        run["counts"] |= {"new": 3, "updated": 45, "closed": 2, "restamped": 7, "reopened": 0}
        return run

    def test_are_listed_by_kind(self, watch: Watch, run: dict[str, Any]) -> None:
        page = watch.open(f"#/imports/{run['id']}")
        kinds = page.get_by_role("navigation", name="Kinds of changes").get_by_role("link")
        expect(kinds).to_have_text(["New 3", "Updated 45", "Closed 2", "Restamped 7"])
        expect(page.locator(".change")).to_have_count(3)
        kinds.nth(2).click()
        expect(page.locator(".change")).to_have_count(2)
        expect(page.locator(".change").first).to_contain_text(explain("reasons", "not_listed").title)
        assert hash_of(page) == f"/imports/{run['id']}?kind=closed"

    def test_show_the_values_before_and_after_and_the_sums_by_field(self, watch: Watch, run: dict[str, Any]) -> None:
        page = watch.open(f"#/imports/{run['id']}?kind=updated")
        expect(page.locator(".field-sums")).to_have_text(re.compile("45 title.*45 salary.*45 description"))
        first = page.locator(".change").first
        expect(first.locator("[data-field=title] del")).to_have_text(re.compile("Warehouse lead$"))
        expect(first.locator("[data-field=title] ins")).to_contain_text(XSS)
        assert page.locator("main img").count() == 0

    def test_come_a_page_at_a_time(self, watch: Watch, run: dict[str, Any]) -> None:
        page = watch.open(f"#/imports/{run['id']}?kind=updated")
        expect(page.locator(".change")).to_have_count(20)
        page.get_by_role("link", name="More →").click()
        page.get_by_role("link", name="More →").click()
        expect(page.locator(".change")).to_have_count(5)

    def test_lead_to_the_job(self, watch: Watch, world: World, run: dict[str, Any]) -> None:
        page = watch.open(f"#/imports/{run['id']}")
        page.locator(".change-title").first.click()
        assert hash_of(page) == f"/jobs/{world.jobs[0]['id']}"


class TestExcerpt:
    def test_shows_the_place_in_the_feed_at_which_a_run_failed(self, watch: Watch, world: World) -> None:
        run = next(run for run in world.runs if run["feed_id"] == "initech" and run["failure"])
        page = watch.open(f"#/imports/{run['id']}")
        expect(page.locator(".excerpt figcaption")).to_have_text("The feed at line 4,211, column 18")
        expect(page.locator(".excerpt pre")).to_contain_text(XSS)
        expect(page.locator(".excerpt mark")).to_have_text("</ur>")
        assert page.locator("main img").count() == 0

    def test_is_not_there_where_a_failure_names_no_place(self, watch: Watch, world: World) -> None:
        run = next(run for run in world.runs if run["feed_id"] == "globex-remote" and run["failure"])
        page = watch.open(f"#/imports/{run['id']}")
        expect(page.locator(".why")).to_be_visible()
        page.wait_for_load_state("networkidle")
        assert not [call for call in watch.site.calls if call.endswith("snapshot")]

    def test_of_a_failed_job_is_there_when_it_is_wanted(self, watch: Watch, world: World) -> None:
        run = latest(world, "partial")
        page = watch.open(f"#/imports/{run['id']}?failures=all")
        assert not [call for call in watch.site.calls if call.endswith("snapshot")]
        page.locator(".failures > li").first.get_by_text("In the feed").click()
        expect(page.locator(".failures .excerpt figcaption").first).to_contain_text("Item")


def test_the_import_before_and_after_are_a_step_away(watch: Watch, world: World) -> None:
    own = [run["id"] for run in world.runs if run["feed_id"] == "acme-careers"]
    page = watch.open(f"#/imports/{own[1]}")
    page.get_by_role("link", name="← Previous import").click()
    expect(page.locator("main .id code").first).to_have_text(own[2])
    page.get_by_role("link", name="Next import →").click()
    page.get_by_role("link", name="Next import →").click()
    expect(page.locator("main .id code").first).to_have_text(own[0])
    expect(page.get_by_role("link", name="Next import →")).to_have_count(0)


def test_a_replay_that_a_newer_import_has_overtaken_says_so(watch: Watch, world: World) -> None:
    newer = world.add_run("acme-careers", world.now)
    replay = world.add_run("acme-careers", world.now, trigger="replay", overtaken_by=newer["id"])
    page = watch.open(f"#/imports/{replay['id']}")
    page.locator(".hint").get_by_role("link", name="the newer one").click()
    assert hash_of(page) == f"/imports/{newer['id']}"


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
    expect(page.locator(".subline")).to_contain_text("running for 7.5 s")


def test_an_ended_run_is_not_asked_for_every_two_seconds(watch: Watch, world: World) -> None:
    watch.page.clock.install()
    page = watch.open(f"#/imports/{latest(world, 'succeeded')['id']}")
    page.wait_for_load_state("networkidle")
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
        page.get_by_role("link", name="Show all reasons").click()
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
        for summary in page.get_by_text("As read by the importer").all():
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
    reason = "It always lists 10 items: new ones replace the oldest."
    run = world.add_run("acme-careers", world.now, completeness="window", completeness_reason=reason)
    page = watch.open(f"#/imports/{run['id']}")
    expect(page.locator(".facts")).to_contain_text("the feed's newest jobs: unlisted jobs stay open")
    expect(page.locator(".facts")).to_contain_text(reason)
    page = watch.open("#/imports")
    tags = page.locator(".cell-outcome .tag")
    expect(tags).to_have_text(["Window"])
    expect(tags).to_have_attribute("title", reason)


def test_not_modified_is_told_as_a_success(watch: Watch, world: World) -> None:
    page = watch.open(f"#/imports/{latest(world, 'not_modified')['id']}")
    expect(page.locator(".hint")).to_contain_text("there was nothing to do")


def test_an_unmodified_feed_leads_to_the_import_that_its_failures_are_of(watch: Watch, world: World) -> None:
    read = world.add_partial_run("umbrella-labs", world.now, failed=4)
    unmodified = world.add_confirming_run("umbrella-labs", world.now)
    page = watch.open(f"#/imports/{unmodified['id']}?failures=all")
    expect(page.locator(".failures > li")).to_have_count(4)
    page.locator(".hint").get_by_role("link", name="the import that read it").click()
    expect(page.locator("main .id code").first).to_have_text(read["id"])
