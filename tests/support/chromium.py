"""The browser that draws the page: one a session, for a thread can drive one alone."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from playwright.sync_api import Browser

# On any machine, as root in a container too, and without calls of its own.
LAUNCH = [
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--no-first-run",
]


@pytest.fixture(scope="session")
def chromium() -> Iterator["Browser"]:
    from playwright.sync_api import expect, sync_playwright  # which only the project's own Python has

    from tools.browser import find_chromium

    path = find_chromium()
    expect.set_options(timeout=30_000)  # a machine that is busy with other tests
    with sync_playwright() as driver:
        browser = driver.chromium.launch(executable_path=path, args=LAUNCH)
        yield browser
        browser.close()
