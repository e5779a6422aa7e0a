"""The deployed page in a real browser: from its address and a token to an import's history."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from job_importer.jobs.key import job_key
from tests.support.stack import Stack
from tools.local.samples import SAMPLES, write_samples

A_COLD_START = 60_000  # milliseconds: of several functions at once, beside other tests
pytestmark = [pytest.mark.e2e, pytest.mark.browser]

FEED = "shown-in-the-page"
HOSTILE_ID = "https://harbour.example/jobs/1119-product-designer"  # its title holds an img with an onerror


@pytest.fixture(scope="module")
def imported(stack: Stack, tmp_path_factory: pytest.TempPathFactory) -> Stack:
    """The sample with a script in a title, imported under a feed id of this module's own."""
    folder: Path = tmp_path_factory.mktemp("feeds")
    write_samples(folder)
    file = (folder / SAMPLES[0].file_name).rename(folder / f"{FEED}.xml")
    done = stack.run("import", str(file))
    assert done.returncode == 0, done.stdout
    return stack


@pytest.fixture
def page(chromium: Browser, imported: Stack) -> Iterator[Page]:
    """Signed in by hand, as its user is told to by `make up`. Any script that a feed smuggles in fails the test."""
    page = chromium.new_page()
    faults: list[str] = []
    page.on("pageerror", lambda error: faults.append(str(error)))
    page.on("dialog", lambda dialog: faults.append(dialog.message))
    page.on("dialog", lambda dialog: dialog.dismiss())
    page.goto(imported.access.page_url)
    page.get_by_label("Token").fill(imported.access.viewer_token)
    page.keyboard.press("Enter")
    yield page
    page.close()
    assert faults == []


def test_the_list_shows_the_import_and_its_detail_shows_the_numbers(page: Page) -> None:
    page.get_by_role("link", name="Imports", exact=True).click()
    row = page.locator("tr[data-run]").filter(has_text=FEED).first
    expect(row).to_be_visible(timeout=A_COLD_START)
    row.get_by_role("link").first.click()
    main = page.locator("main")
    expect(main).to_contain_text(FEED)
    for number in (SAMPLES[0].fetched, SAMPLES[0].duplicate, SAMPLES[0].failed):
        expect(main).to_contain_text(str(number))
    expect(main).to_contain_text("The job has no title")


def test_a_hostile_title_is_shown_as_text(page: Page, imported: Stack) -> None:
    expect(page.get_by_role("heading", level=1)).to_be_visible(timeout=A_COLD_START)
    key = job_key(FEED, HOSTILE_ID)
    page.goto(f"{imported.access.page_url}#/jobs/{key}")
    expect(page.locator("main")).to_contain_text("Night Baker", timeout=A_COLD_START)
    expect(page.locator("main img")).to_have_count(0)
