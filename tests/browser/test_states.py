"""What the page says when there is nothing to show, or no way to show it."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, Route, expect

from tests.browser.driving import Watch
from tests.browser.fake_api import OUTSIDER, TOKEN, Site
from tests.browser.fake_world import World, quiet_world

pytestmark = pytest.mark.browser


class TestSigningIn:
    @pytest.fixture
    def page(self, new_page: Callable[..., Page]) -> Page:
        return new_page(token=None)

    def test_takes_the_token_and_forgets_it_at_the_end(self, watch: Watch) -> None:
        page = watch.open()
        page.get_by_label("Token").fill(TOKEN)
        page.keyboard.press("Enter")
        expect(page.locator("tr[data-run]")).to_have_count(50)
        assert page.evaluate("sessionStorage.getItem('job-importer.token')") == TOKEN
        page.get_by_role("button", name="Sign out").click()
        expect(page.get_by_label("Token")).to_be_visible()
        assert page.evaluate("sessionStorage.getItem('job-importer.token')") is None

    def test_is_for_the_tab_alone(self, watch: Watch) -> None:
        page = watch.open()
        page.get_by_label("Token").fill(TOKEN)
        page.keyboard.press("Enter")
        expect(page.locator("tr[data-run]")).to_have_count(50)
        another = page.context.new_page()
        another.goto(watch.site.page_url)
        expect(another.get_by_label("Token")).to_be_visible()

    def test_is_for_the_browser_where_the_reader_asks_for_that(self, watch: Watch) -> None:
        page = watch.open()
        page.get_by_label("Token").fill(TOKEN)
        page.get_by_label("Remember it in this browser").check()
        page.keyboard.press("Enter")
        expect(page.locator("tr[data-run]")).to_have_count(50)
        another = page.context.new_page()
        another.goto(watch.site.page_url)
        expect(another.locator("h1")).to_have_text("Needs attention")
        another.get_by_role("button", name="Sign out").click()
        assert another.evaluate("localStorage.getItem('job-importer.token')") is None

    def test_with_a_wrong_token_says_so_and_asks_again(self, watch: Watch) -> None:
        page = watch.open()
        page.get_by_label("Token").fill("wrong")
        page.keyboard.press("Enter")
        expect(page.get_by_role("alert")).to_have_text("The API does not accept this token.")
        expect(page.get_by_label("Token")).to_have_attribute("aria-invalid", "true")

    def test_with_what_cannot_be_a_token_asks_nobody(self, watch: Watch) -> None:
        page = watch.open()
        page.get_by_label("Token").fill("two words")
        page.keyboard.press("Enter")
        expect(page.get_by_role("alert")).to_have_text("A token has only ASCII characters and no spaces.")
        assert watch.site.calls == []

    def test_leads_to_the_address_that_was_asked_for(self, watch: Watch) -> None:
        page = watch.open("#/feeds/initech")
        page.get_by_label("Token").fill(TOKEN)
        page.keyboard.press("Enter")
        expect(page.locator("h1")).to_have_text("initech")


def test_a_token_without_rights_is_told_so(new_page: Callable[..., Page], site: Site) -> None:
    page = Watch(new_page(token=OUTSIDER), site).open()
    expect(page.get_by_role("heading", name="This token has no access")).to_be_visible()
    page.get_by_role("button", name="Use another token").click()
    expect(page.get_by_label("Token")).to_be_visible()


def test_without_a_connection_it_says_so_and_comes_back_by_itself(watch: Watch) -> None:
    watch.page.clock.install()
    watch.page.route("**/api/**", lambda route: route.abort("connectionfailed"))
    page = watch.open()
    expect(page.get_by_role("alert")).to_contain_text("The API cannot be reached")
    page.unroute("**/api/**")
    page.clock.run_for(16_000)
    expect(page.locator("tr[data-run]")).to_have_count(50)


@pytest.mark.parametrize(
    "route", ["#/", "#/imports", "#/feeds", "#/jobs", "#/failures", "#/trends", "#/events", "#/audit"]
)
def test_an_error_of_the_server_names_the_request_and_can_be_tried_again(watch: Watch, route: str) -> None:
    watch.site.trouble = 500
    page = watch.open(route)
    expect(page.get_by_role("alert").first).to_contain_text("req-4711")
    expect(page.locator(".freshness").first).to_have_text("Not loaded")
    watch.site.trouble = None
    buttons = page.get_by_role("button", name="Try again")
    while left := buttons.count():
        buttons.first.click()
        expect(buttons).to_have_count(left - 1)
    expect(page.get_by_role("alert")).to_have_count(0)


def test_while_it_loads_it_says_what(watch: Watch) -> None:
    held: list[Route] = []
    is_open = False
    watch.page.route("**/api/**", lambda route: route.continue_() if is_open else held.append(route))
    watch.page.goto(f"{watch.site.page_url}#/imports")
    expect(watch.page.get_by_role("status", name="Loading imports")).to_be_visible()
    is_open = True  # the page may not have asked for everything yet
    for route in held:
        route.continue_()
    expect(watch.page.locator("tr[data-run]")).to_have_count(50)


@pytest.mark.parametrize(
    ("route", "title"),
    [
        ("#/imports/01ARZ3NDEKTSV4RRFFQ69G5FAV", "Not found"),
        ("#/feeds/nobody", "Not found"),
        ("#/jobs/ffff", "Not found"),
        ("#/nowhere", "Page not found"),
        ("#/imports?cursor=nonsense", "The API does not understand this address"),
        ("#/imports?period=constructor", "The API does not understand this address"),
        ("#/failures?period=2w", "The API does not understand this address"),
    ],
)
def test_an_address_that_leads_nowhere_says_so(watch: Watch, route: str, title: str) -> None:
    expect(watch.open(route).get_by_role("heading", name=title)).to_be_visible()


@pytest.mark.parametrize("route", ["#/imports?period=7d&at=nonsense", "#/trends?days=constructor"])
def test_an_address_that_somebody_has_mistyped_breaks_no_view(watch: Watch, route: str) -> None:
    page = watch.open(route)
    expect(page.get_by_text("Updated just now")).to_be_visible()
    expect(page.get_by_role("alert")).to_have_count(0)


class TestNothingYet:
    @pytest.fixture
    def world(self) -> World:
        return quiet_world()

    @pytest.mark.parametrize(
        ("route", "words"),
        [
            ("#/imports", "No imports yet"),
            ("#/jobs", "No jobs yet"),
            ("#/", "Nothing needs attention"),
            ("#/feeds", "Waiting"),
            ("#/trends", "No import failed in this period."),
            ("#/failures", "Nothing failed"),
            ("#/events", "No events yet"),
            ("#/feeds/acme-careers", "Last 0 runs"),
        ],
    )
    def test_is_said_in_words(self, watch: Watch, route: str, words: str) -> None:
        expect(watch.open(route).get_by_text(words).locator("visible=true").first).to_be_visible()

    def test_the_first_import_appears_by_itself(self, watch: Watch, world: World) -> None:
        page = watch.open()
        world.add_run("acme-careers", world.now)
        page.keyboard.press("r")
        expect(page.locator("tr[data-run]")).to_have_count(1)


class TestNoFeeds:
    @pytest.fixture
    def world(self) -> World:
        return World()

    @pytest.mark.parametrize("route", ["#/", "#/feeds"])
    def test_are_no_news_that_all_is_well(self, watch: Watch, route: str) -> None:
        page = watch.open(route)
        expect(page.get_by_role("heading", name="There are no feeds yet")).to_be_visible()
        expect(page.locator("main")).not_to_contain_text("Nothing needs attention")

    def test_are_told_above_the_imports(self, watch: Watch) -> None:
        expect(watch.open().locator(".attention")).to_have_text("There are no feeds yet.")


def test_a_page_without_its_configuration_says_what_to_do(new_page: Callable[..., Page], site: Site) -> None:
    del site.bucket.objects["config.json"]
    page = new_page()
    page.goto(site.page_url)
    expect(page.get_by_role("alert")).to_contain_text("Publish the page again")
