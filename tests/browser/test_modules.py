"""The page's deciding modules, called where they run: in the browser."""

import pytest
from playwright.sync_api import Page

from tests.browser.driving import Watch

pytestmark = pytest.mark.browser


@pytest.fixture
def page_at(watch: Watch) -> Page:
    return watch.open()


def call(page: Page, module: str, expression: str) -> object:
    return page.evaluate(f"async () => {{ const m = await import('./lib/{module}.js'); return {expression}; }}")


READ_AS = {
    "m.duration(null)": "–",
    "m.duration(0)": "0 ms",
    "m.duration(999)": "999 ms",
    "m.duration(12_340)": "12.3 s",
    "m.duration(59_960)": "1 min 00 s",
    "m.duration(3_599_600)": "1 h 00 min",
    "m.duration(7_800_000)": "2 h 10 min",
    "m.duration(3 * 86_400_000 + 4 * 3_600_000)": "3 d 4 h",
    "m.every(60)": "every minute",
    "m.every(5_400)": "every 90 minutes",
    "m.every(86_400)": "every day",
    "m.every(61)": "every 61 seconds",
    "m.percent(999_999, 1_000_000)": "99.9%",
    "m.percent(3, 3)": "100%",
    "m.percent(0, 0)": "–",
    "m.bytes(0)": "0 byte",
    "m.bytes(1_432_000)": "1.4 MB",
    "m.relative('2026-11-23T12:00:00Z', Date.parse('2026-11-23T12:00:04Z'))": "just now",
    "m.relative('2026-11-23T12:00:00Z', Date.parse('2026-11-23T13:59:00Z'))": "1 hr. ago",
    "m.exact('2026-11-23T21:26:10Z', 'utc')": "Nov 23, 2026, 21:26:10 UTC",
    "m.day('2026-11-23')": "Nov 23",
    "m.nextDay('2026-11-30')": "2026-12-01",
    "m.share(0.9996)": "99.9%",
    "m.share(null)": "–",
    "m.webUrl('javascript:alert(1)')": None,
    "m.webUrl(' https://x.example')": None,
    "m.webUrl('HTTPS://x.example')": "HTTPS://x.example",
}


def test_numbers_and_times_read_well(page_at: Page) -> None:
    assert {expression: call(page_at, "format", expression) for expression in READ_AS} == READ_AS


def test_a_bar_shows_the_smallest_part_and_is_filled_to_the_end(page_at: Page) -> None:
    counts = {"new": 1, "updated": 0, "unchanged": 99_999, "duplicate": 0, "failed": 1, "pending": 0}
    parts = page_at.evaluate("async counts => (await import('./lib/books.js')).segments(counts)", counts)
    assert [part["part"] for part in parts] == ["new", "unchanged", "failed"]
    assert all(part["size"] > 0.015 for part in parts)
    assert parts[-1]["start"] + parts[-1]["size"] == pytest.approx(1)


def test_a_refresh_never_moves_a_row(page_at: Page) -> None:
    shown, latest = '[{id: "b", n: 1}, {id: "a", n: 1}]', '[{id: "d"}, {id: "c"}, {id: "b", n: 2}]'
    assert call(page_at, "merge", f"m.merge({shown}, {latest})") == {
        "rows": [{"id": "b", "n": 2}, {"id": "a", "n": 1}],
        "fresh": 2,
    }


def test_an_axis_has_round_marks_on_both_sides_of_zero(page_at: Page) -> None:
    assert call(page_at, "scale", "m.marks(-520, 830)") == [-500, -250, 0, 250, 500, 750]
    assert call(page_at, "scale", "m.marks(0, 1)") == [0, 1]
    assert call(page_at, "scale", "m.marks(0, 7)") == [0, 2, 4, 6]


def test_an_axis_is_not_ruled_by_one_value_that_towers_over_all_others(page_at: Page) -> None:
    assert call(page_at, "scale", "m.reach([1288, 12, 9, 0])") == 15
    assert call(page_at, "scale", "m.reach([40, 12, 9])") == 40
    assert call(page_at, "scale", "m.reach([7, 0])") == 7
    assert call(page_at, "scale", "m.reach([])") == 0


def test_a_line_has_a_gap_where_nothing_is_known(page_at: Page) -> None:
    assert call(page_at, "scale", "m.line([[0, 1], null, [4, 1], [6, 2]])") == "M0 1M4 1L6 2"


@pytest.mark.parametrize("hash_", ["", "#", "#/"])
def test_an_empty_address_is_what_needs_somebody(watch: Watch, hash_: str) -> None:
    assert watch.open(hash_).locator("h1").inner_text() == "Needs attention"


def test_a_route_is_read_back_as_it_was_written(page_at: Page) -> None:
    link = "m.href(['feeds', 'ä/b'], { q: 'a&b=c', none: '' })"
    assert call(page_at, "router", f"m.parse({link})") == {"path": ["feeds", "ä/b"], "query": {"q": "a&b=c"}}
