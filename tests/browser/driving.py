"""The moves that tests make in the page."""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from urllib.parse import unquote

from playwright.sync_api import Locator, Page, Route

from tests.browser.fake_api import Site


@dataclass(frozen=True)
class Watch:
    """A page that looks at a site."""

    page: Page
    site: Site

    def open(self, route: str = "#/imports") -> Page:
        """Load the page again at a route, and wait until it has something to show."""
        self.page.goto("about:blank")
        self.page.goto(f"{self.site.page_url}{route}")
        self.settle()
        return self.page

    def settle(self) -> None:
        self.page.wait_for_selector("main h1, main .notice")
        self.page.wait_for_selector(".skeleton", state="detached")

    @contextmanager
    def only_with(self, *paths: str) -> Iterator[None]:
        """The page makes these calls; every other one is held back until the end."""
        held: list[Route] = []
        needed = re.compile(rf"/api({'|'.join(paths)})(\?|$)")

        def take(route: Route) -> None:
            if needed.search(route.request.url):
                route.continue_()
            else:
                held.append(route)

        self.page.route(re.compile("/api/"), take)
        yield
        for _ in range(100):
            if len(self.site.calls) >= len(paths):
                break
            self.page.wait_for_timeout(100)
        assert sorted(self.site.calls) == sorted(paths)
        for route in held:
            route.continue_()


def run_ids(page: Page) -> list[str]:
    """Of the rows on the screen, from top to bottom; waits for the first."""
    page.wait_for_selector("tr[data-run]")
    ids: list[str] = page.eval_on_selector_all("tr[data-run]", "rows => rows.map(row => row.dataset.run)")
    return ids


def hash_of(page: Page) -> str:
    return unquote(page.url.partition("#")[2])


def choose(page: Page, name: str, value: str) -> None:
    """Set a filter, as by hand: a choice, or a word that is written."""
    field = filter_field(page, name)
    if field.evaluate("field => field.tagName") == "SELECT":
        field.select_option(value)
    else:
        field.fill(value)
        field.press("Enter")


def filter_field(page: Page, name: str) -> Locator:
    return page.locator(f"[data-filter={name}] :is(select, input)")


def hide(page: Page, *, hidden: bool) -> None:
    """As when the reader goes to another tab, or comes back."""
    page.evaluate(
        """hidden => {
            Object.defineProperty(document, "hidden", { configurable: true, get: () => hidden });
            document.dispatchEvent(new Event("visibilitychange"));
        }""",
        hidden,
    )
