"""Where the reader is on the page: kept on the way to a row and back, whatever the rows take to come."""

import pytest
from playwright.sync_api import Page, Route, expect

from tests.browser.driving import Watch

pytestmark = pytest.mark.browser


def scroll_to_row(page: Page, n: int) -> int:
    """The n-th row near the top of the screen; where the page is then."""
    page.locator("[data-row]").nth(n).evaluate("row => scrollTo(0, row.getBoundingClientRect().top + scrollY - 200)")
    top = position(page)
    assert top > 300
    return top


def position(page: Page) -> int:
    return int(page.evaluate("() => Math.round(scrollY)"))


def expect_position(page: Page, top: int) -> None:
    page.wait_for_function("top => Math.abs(scrollY - top) < 2", arg=top)
    page.wait_for_timeout(300)  # and it stays so when all is there
    assert abs(position(page) - top) < 2


@pytest.mark.parametrize("section", ["imports", "jobs"])
def test_the_way_back_from_a_row_leads_to_where_it_was_in_the_list(watch: Watch, section: str) -> None:
    page = watch.open(f"#/{section}")
    top = scroll_to_row(page, 30)
    page.locator("[data-row]").nth(30).click()
    expect(page.locator(".crumbs")).to_be_visible()
    expect_position(page, 0)
    page.go_back()
    watch.settle()
    expect_position(page, top)
    page.go_forward()
    expect(page.locator(".crumbs")).to_be_visible()
    expect_position(page, 0)


@pytest.mark.parametrize("way", ["Escape", "crumb"])
def test_the_pages_own_way_back_leads_there_too(watch: Watch, way: str) -> None:
    page = watch.open("#/imports")
    top = scroll_to_row(page, 20)
    page.locator("[data-row]").nth(20).click()
    expect(page.locator(".crumbs")).to_be_visible()
    page.locator(".crumbs a").click() if way == "crumb" else page.keyboard.press(way)
    watch.settle()
    expect_position(page, top)


@pytest.mark.parametrize("way", ["Escape", "crumb", "back"])
def test_the_way_back_puts_the_focus_on_the_row_that_was_opened(watch: Watch, way: str) -> None:
    page = watch.open("#/imports")
    opened = page.locator("[data-row]").nth(3).get_attribute("href")
    page.locator("[data-row]").nth(3).focus()
    page.keyboard.press("Enter")
    expect(page.locator(".crumbs")).to_be_visible()
    if way == "back":
        page.go_back()
    else:
        page.locator(".crumbs a").click() if way == "crumb" else page.keyboard.press(way)
    watch.settle()
    expect(page.locator(f"[data-row][href='{opened}']")).to_be_focused()


def test_a_reload_stays_where_it_is(watch: Watch) -> None:
    page = watch.open("#/imports")
    top = scroll_to_row(page, 25)
    page.wait_for_timeout(300)
    page.reload()
    watch.settle()
    expect_position(page, top)


def test_an_older_page_begins_at_its_top_and_the_way_back_leads_to_the_foot_of_the_newer(watch: Watch) -> None:
    page = watch.open("#/imports")
    page.get_by_role("link", name="Older").scroll_into_view_if_needed()
    top = position(page)
    page.get_by_role("link", name="Older").click()
    watch.settle()
    expect_position(page, 0)
    page.go_back()
    watch.settle()
    expect_position(page, top)


def test_a_reader_who_has_moved_on_is_not_taken_back(watch: Watch) -> None:
    page = watch.open("#/imports")
    scroll_to_row(page, 30)
    page.locator("[data-row]").nth(30).click()
    expect(page.locator(".crumbs")).to_be_visible()
    expect_position(page, 0)
    held: list[Route] = []
    page.route("**/api/imports?*", lambda route: held.append(route))
    page.go_back()
    while not held:
        page.wait_for_timeout(20)
    page.keyboard.press("j")
    for route in held:
        route.continue_()
    watch.settle()
    expect_position(page, 0)
