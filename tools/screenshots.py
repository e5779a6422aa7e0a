"""`python -m tools.screenshots [LOOK…]`: all views of the page in each look, into `.local/screenshots/`.

They show the made-up history of the browser tests, so that they are there without a stack and can be compared.
"""

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from playwright.sync_api import Browser, FloatRect, Page, sync_playwright

from tests.browser.fake_api import TOKEN, Site, serve
from tests.browser.fake_world import World, busy_world
from tests.support.chromium import LAUNCH
from tools.browser import find_chromium
from tools.local.config import ROOT

FOLDER = ROOT / ".local" / "screenshots"
WIDTHS = {"light": 1360, "dark": 1360, "narrow": 360, "wide": 1920}
TALLEST = 1_900  # a list of fifty looks the same all the way down


def main() -> None:
    FOLDER.mkdir(parents=True, exist_ok=True)
    world = busy_world()
    world.start_run("acme-careers")
    chromium = find_chromium()
    with serve(world) as site, sync_playwright() as driver:
        browser = driver.chromium.launch(executable_path=chromium, args=LAUNCH)
        for look in sys.argv[1:] or WIDTHS:
            with _page(browser, look, site) as page:
                for name, route in _views(world):
                    _take(page, site, route, FOLDER / f"{name}-{look}.png")
        browser.close()
    print(f"Screenshots are in {FOLDER.relative_to(ROOT)}/")


@contextmanager
def _page(browser: Browser, look: str, site: Site) -> Iterator[Page]:
    context = browser.new_context(
        viewport={"width": WIDTHS[look], "height": 900 if look != "narrow" else 760},
        color_scheme="dark" if look == "dark" else "light",
        reduced_motion="reduce",
    )
    context.add_init_script(f"try {{ sessionStorage.setItem('job-importer.token', '{TOKEN}') }} catch {{}}")
    page = context.new_page()
    yield page
    context.close()


def _views(world: World) -> Iterator[tuple[str, str]]:
    """Names and routes. One run of each kind."""
    yield "home", "#/"
    yield "imports", "#/imports"
    yield "imports-filtered", "#/imports?status=failed&feed=globex-remote&period=24h"
    yield "imports-nothing", "#/imports?feed=acme-careers&status=failed"
    for status in ("processing", "partial", "succeeded", "failed", "not_modified"):
        run = next(run for run in world.runs if run["status"] == status)
        yield f"run-{status}", f"#/imports/{run['id']}"
    yield "feeds", "#/feeds"
    yield "feed", "#/feeds/fabrikam-retail"
    yield "feed-broken", "#/feeds/globex-remote"
    yield "jobs", "#/jobs"
    yield "job", f"#/jobs/{world.jobs[9]['id']}"
    yield "trends", "#/trends"
    yield "failures", "#/failures"
    yield "events", "#/events"
    yield "audit", "#/audit"
    yield "lost", "#/imports/01ARZ3NDEKTSV4RRFFQ69G5FAV"


def _take(page: Page, site: Site, route: str, path: Path) -> None:
    page.goto("about:blank")  # else the next line would only change the hash
    page.goto(f"{site.page_url}{route}")
    page.wait_for_selector("main h1, main .notice")
    page.wait_for_selector(".skeleton", state="detached")
    page.wait_for_timeout(300)  # the codes' words come after the rows
    width, height = page.evaluate("[innerWidth, document.documentElement.scrollHeight]")
    clip: FloatRect = {"x": 0, "y": 0, "width": width, "height": min(height, TALLEST)}
    page.screenshot(path=path, full_page=True, clip=clip)


if __name__ == "__main__":
    main()
