"""Everyone can use it: axe's rules, the keyboard, narrow screens, zoom, themes, zones and reduced motion."""

from collections.abc import Callable
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, expect

from tests.browser.driving import Watch, hash_of
from tests.browser.fake_api import Site
from tests.browser.fake_world import World, busy_world

pytestmark = pytest.mark.browser

LONG = "x" * 60
VIEWS = [
    "#/",
    "#/imports",
    "#/imports?status=failed&period=7d",
    "#/imports?status=failed&feed=acme-careers",
    "partial",
    "failed",
    "processing",
    "changes",
    "#/feeds",
    "#/feeds/globex-remote",
    "#/feeds/fabrikam-retail",
    "#/jobs",
    "job",
    "#/failures",
    "#/trends",
    "#/events",
    "#/audit",
]


def open_view(watch: Watch, world: World, view: str) -> Page:
    """A route, or the kind of thing whose view it is."""
    if view == "job":
        return watch.open(f"#/jobs/{world.jobs[9]['id']}")
    if view.startswith("#"):
        return watch.open(view)
    if view == "changes":
        run = next(run for run in world.runs if run["counts"]["updated"])
        return watch.open(f"#/imports/{run['id']}?kind=updated")
    run = (
        world.start_run("acme-careers") if view == "processing" else next(r for r in world.runs if r["status"] == view)
    )
    return watch.open(f"#/imports/{run['id']}{'?failures=all' if view == 'partial' else ''}")


LIKE_THOSE_ABOVE = ["tbody tr:nth-child(n+13)", "main li:nth-child(n+13)"]
OF_COLOURS = ["color-contrast", "link-in-text-block"]


def violations(page: Page, rules: dict[str, Any] | None = None) -> list[str]:
    within = {"include": [["html"]], "exclude": [[rows] for rows in LIKE_THOSE_ABOVE]}
    found: dict[str, Any] = Axe().run(page, within, {"resultTypes": ["violations"]} | (rules or {})).response
    return [f"{each['id']}: {node['html'][:200]}" for each in found["violations"] for node in each["nodes"]]


OVERFLOWING = """() => [...document.querySelectorAll("main table.list, main .card")]
    .filter(box => box.scrollWidth > box.clientWidth + 1 || box.getBoundingClientRect().right > innerWidth)
    .map(box => box.className)"""
LOOKS: dict[str, tuple[dict[str, Any], dict[str, Any]]] = {
    "light": ({"color_scheme": "light"}, {}),
    "dark": ({"color_scheme": "dark"}, {"runOnly": {"type": "rule", "values": OF_COLOURS}}),
    "narrow": (
        {"viewport": {"width": 360, "height": 740}},
        {"rules": {rule: {"enabled": False} for rule in OF_COLOURS}},
    ),
}
"""A look, and axe's rules of which it decides; those of colours take most of its time."""


@pytest.mark.parametrize("look", LOOKS)
def test_axe_finds_nothing_to_object_to(new_page: Callable[..., Page], site: Site, world: World, look: str) -> None:
    how, rules = LOOKS[look]
    watch = Watch(new_page(reduced_motion="reduce", **how), site)
    for view in VIEWS:
        page = open_view(watch, world, view)
        for summary in page.locator("main summary").all():
            summary.click()
        assert violations(page, rules) == [], view


def test_axe_accepts_the_sign_in_and_the_help(new_page: Callable[..., Page], site: Site) -> None:
    page = Watch(new_page(token=None), site).open()
    page.keyboard.press("Tab")
    page.get_by_role("button", name="Keyboard").click()
    expect(page.get_by_role("dialog")).to_be_visible()
    assert violations(page) == []


@pytest.mark.parametrize(
    "size",
    [{"width": 360, "height": 740}, {"width": 640, "height": 400}, {"width": 1440, "height": 900}],
    ids=["360px", "zoom", "1440px"],
)
def test_nothing_is_wider_than_the_screen(
    new_page: Callable[..., Page], site: Site, world: World, size: dict[str, int]
) -> None:
    """1280 pixels at 200 % are 640 of them."""
    watch = Watch(new_page(viewport=size), site)
    for view in VIEWS:
        page = open_view(watch, world, view)
        assert page.evaluate("document.documentElement.scrollWidth") <= size["width"], view
        assert page.evaluate(OVERFLOWING) == [], view


def test_a_wide_screen_is_used(new_page: Callable[..., Page], site: Site) -> None:
    watch = Watch(new_page(viewport={"width": 1920, "height": 1000}), site)
    for route in ("#/", "#/imports", "#/feeds/fabrikam-retail"):
        page = watch.open(route)
        right = page.eval_on_selector_all("main *", "all => Math.max(...all.map(e => e.getBoundingClientRect().right))")
        assert right > 1_850, route
    page = watch.open("#/")
    left = page.locator(".needs").bounding_box()
    right_half = page.locator(".today").bounding_box()
    assert left is not None
    assert right_half is not None
    assert right_half["x"] > left["x"] + left["width"] * 0.9, "side by side"


class TestHarshTexts:
    """A feed may say anything, at any length, in one word."""

    @pytest.fixture
    def world(self) -> World:
        world = busy_world(120)
        world.add_feed(LONG)
        run = world.add_partial_run(LONG, world.now)
        run["warnings"] = [LONG * 9]
        world.failures[run["id"]][0] |= {"message": LONG * 9, "signature": LONG * 9, "title": LONG * 5}
        world.add_failed_run("initech", world.now)["failure"] = {"code": "of_tomorrow", "message": LONG * 12}
        texts = dict.fromkeys(("title", "company", "location", "external_id", "source"), LONG * 5)
        for job in world.jobs[:10]:
            job |= texts | {"feed_ids": [LONG, *world.feeds], "tags": [LONG] * 9}
        return world

    @pytest.mark.parametrize("width", [360, 900, 1360])
    def test_make_nothing_wider_than_the_screen(
        self, new_page: Callable[..., Page], site: Site, world: World, width: int
    ) -> None:
        watch = Watch(new_page(viewport={"width": width, "height": 800}), site)
        for view in VIEWS:
            page = open_view(watch, world, view)
            assert page.evaluate("document.documentElement.scrollWidth") <= width, view

    def test_of_a_code_that_the_page_does_not_know_are_shown_as_they_are(self, watch: Watch, world: World) -> None:
        page = open_view(watch, world, "failed")
        expect(page.locator(".why")).to_contain_text("of_tomorrow")
        expect(page.locator(".why")).not_to_contain_text("What to do")

    def test_a_job_of_many_feeds_names_some_and_counts_the_others(self, watch: Watch, world: World) -> None:
        page = watch.open("#/jobs")
        more = len(world.feeds) - 1
        expect(page.locator(".cell-feeds").first).to_have_text(f"{LONG}, acme-careers and {more} more")


class TestKeyboard:
    def test_walks_the_rows_opens_one_and_comes_back(self, watch: Watch, world: World) -> None:
        page = watch.open("#/imports?status=succeeded")
        good = [run["id"] for run in world.runs if run["status"] == "succeeded"]
        for key in "jjk":
            page.keyboard.press(key)
        expect(page.locator(f"tr[data-run='{good[0]}'] .row-link")).to_be_focused()
        page.keyboard.press("j")
        page.keyboard.press("Enter")
        expect(page.locator("main .id code").first).to_have_text(good[1])
        page.keyboard.press("Escape")
        expect(page.locator("h1")).to_have_text("Imports")
        assert hash_of(page) == "/imports?status=succeeded"

    @pytest.mark.parametrize(
        ("route", "field"),
        [
            ("#/feeds", "[type=search]"),
            ("#/jobs", "[type=search]"),
            ("#/imports", "[data-filter=status] select"),
        ],
    )
    def test_finds_the_search_with_a_slash_and_leaves_it_with_escape(
        self, watch: Watch, route: str, field: str
    ) -> None:
        page = watch.open(route)
        page.keyboard.press("/")
        expect(page.locator(field)).to_be_focused()
        page.keyboard.press("Escape")
        expect(page.locator(field)).not_to_be_focused()

    def test_writes_letters_into_a_field_instead_of_acting_on_them(self, watch: Watch) -> None:
        page = watch.open("#/feeds")
        page.keyboard.press("/")
        page.wait_for_load_state("networkidle")
        watch.site.calls.clear()
        page.keyboard.type("rj?")
        expect(page.get_by_label("Find a feed")).to_have_value("rj?")
        assert watch.site.calls == []
        expect(page.get_by_role("dialog")).to_have_count(0)

    def test_shows_its_help_and_closes_it(self, watch: Watch) -> None:
        page = watch.open()
        page.keyboard.press("?")
        expect(page.get_by_role("dialog", name="Keyboard")).to_be_visible()
        page.keyboard.press("Escape")
        expect(page.get_by_role("dialog")).to_have_count(0)
        page.keyboard.press("?")
        expect(page.get_by_role("dialog", name="Keyboard")).to_be_visible()

    def test_can_skip_to_the_content_without_losing_the_route(self, watch: Watch) -> None:
        page = watch.open("#/feeds")
        page.keyboard.press("Tab")
        expect(page.get_by_role("link", name="Skip to the content")).to_be_focused()
        page.keyboard.press("Enter")
        expect(page.locator("main")).to_be_focused()
        assert hash_of(page) == "/feeds"

    def test_keeps_the_focus_where_a_new_view_begins(self, watch: Watch) -> None:
        page = watch.open()
        page.get_by_role("navigation", name="Sections").get_by_role("link", name="Feeds").click()
        expect(page.locator("main")).to_be_focused()
        expect(page).to_have_title("Feeds · Job Importer")

    def test_names_every_view_in_the_title(self, watch: Watch) -> None:
        expect(watch.open("#/failures")).to_have_title("Failures · Job Importer")
        expect(watch.open("#/feeds/initech")).to_have_title("initech · Feeds · Job Importer")


def test_the_theme_is_the_systems_until_one_is_chosen_and_then_stays(watch: Watch) -> None:
    page = watch.open()
    ground = "getComputedStyle(document.body).backgroundColor"
    light = page.evaluate(ground)
    page.emulate_media(color_scheme="dark")
    dark = page.evaluate(ground)
    assert light != dark
    page.get_by_role("button", name="Theme").click()
    expect(page.locator("body")).to_have_css("background-color", light)
    page.reload()
    watch.settle()
    expect(page.locator("body")).to_have_css("background-color", light)


def test_times_are_in_the_readers_zone_or_in_utc(new_page: Callable[..., Page], site: Site) -> None:
    page = Watch(new_page(timezone_id="Asia/Kolkata"), site).open()
    first = page.locator("tr[data-run] time").first
    local = first.get_attribute("title") or ""
    page.get_by_role("button", name="Times in").click()
    utc = first.get_attribute("title") or ""
    assert "UTC" in utc
    assert "GMT+5:30" in local
    assert (first.get_attribute("datetime") or "")[11:16] in utc


def test_nothing_turns_where_motion_is_not_wanted(new_page: Callable[..., Page], site: Site, world: World) -> None:
    world.start_run("acme-careers")
    spinner = ".icon-processing"
    for wish, name in (("no-preference", "turn"), ("reduce", "none")):
        page = Watch(new_page(reduced_motion=wish), site).open()
        assert page.eval_on_selector(spinner, "icon => getComputedStyle(icon).animationName") == name
