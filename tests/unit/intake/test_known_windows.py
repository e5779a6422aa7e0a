"""Formats known to list only the newest jobs of their source, and the lengths at which they do."""

import json

import pytest

from tests.support.previewing import FEEDS, look


def wp_job_manager(items: int) -> str:
    text = (FEEDS / "job_listing.xml").read_text()
    head, _, rest = text.partition("<item>")
    item, _, tail = rest.partition("</item>")
    end = tail.rpartition("</item>")[2]
    first = f"<item>{item}</item>"
    return (
        head
        + "".join(
            first.replace("</title>", f" {n}</title>").replace("</guid>", f"&amp;n={n}</guid>") for n in range(items)
        )
        + end
    )


@pytest.mark.parametrize(("items", "completeness"), [(9, "whole"), (10, "window"), (11, "whole")])
def test_a_feed_of_wp_job_manager_is_a_window_if_it_has_its_usual_length(items: int, completeness: str) -> None:
    report, _ = look(wp_job_manager(items))
    assert (report["format"], report["fetched"], report["completeness"]) == ("job_listing", items, completeness)


def test_jobicys_api_is_a_window_at_any_length() -> None:
    text = (FEEDS / "jobicy_api.json").read_text()
    assert look(text)[0]["completeness"] == "window"


def test_a_document_that_says_there_is_more_is_a_part_whatever_its_format() -> None:
    document = json.loads((FEEDS / "jobicy_api.json").read_text()) | {"next_page_url": "https://jobicy.com/api?page=2"}
    assert look(json.dumps(document))[0]["completeness"] == "part"


def test_other_formats_are_whole() -> None:
    for name in ("rss.xml", "indeed.xml", "greenhouse.json", "remotive.json"):
        assert look((FEEDS / name).read_bytes())[0]["completeness"] == "whole", name
