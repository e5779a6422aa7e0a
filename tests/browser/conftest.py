"""A site with a made-up history, and a signed-in page whose console must stay clean."""

from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import Browser, BrowserContext, ConsoleMessage, Page

from tests.browser.driving import Watch
from tests.browser.fake_api import TOKEN, Site, serve
from tests.browser.fake_world import World, busy_world

EXPECTED = "Failed to load resource"  # the browser's own note on a 4xx or 5xx that a test has asked for
# Once in a tab, so that who signs out stays out; `about:blank` has no storage.
SIGN_IN = """if (location.protocol.startsWith("http") && !sessionStorage.getItem("seeded")) {
    sessionStorage.setItem("job-importer.token", "TOKEN");
    sessionStorage.setItem("seeded", "yes");
}"""


@pytest.fixture
def world() -> World:
    """A test that needs another history has its own fixture of this name."""
    return busy_world(120)


@pytest.fixture
def site(world: World) -> Iterator[Site]:
    with serve(world) as site:
        yield site


@pytest.fixture
def complaints() -> list[str]:
    """What the browser complained about. A test that provokes it takes it out."""
    return []


@pytest.fixture
def new_page(chromium: Browser, complaints: list[str]) -> Iterator[Callable[..., Page]]:
    """Opens pages in contexts of their own; whatever any of them complains about fails the test."""
    contexts: list[BrowserContext] = []

    def listen(message: ConsoleMessage) -> None:
        if message.type in ("error", "warning") and not message.text.startswith(EXPECTED):
            complaints.append(message.text)

    def open_page(token: str | None = TOKEN, **options: object) -> Page:
        context = chromium.new_context(**({"viewport": {"width": 1280, "height": 800}} | options))
        contexts.append(context)
        context.set_default_timeout(30_000)
        if token:
            context.add_init_script(SIGN_IN.replace("TOKEN", token))
        page = context.new_page()
        page.on("console", listen)
        page.on("pageerror", lambda error: complaints.append(str(error)))
        return page

    yield open_page
    for context in contexts:
        context.close()
    assert complaints == []


@pytest.fixture
def page(new_page: Callable[..., Page]) -> Page:
    return new_page()


@pytest.fixture
def watch(site: Site, page: Page) -> Watch:
    """The page on the made-up site, ready to be sent somewhere."""
    return Watch(page, site)
