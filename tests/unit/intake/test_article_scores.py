"""What each text of a feed without fields of jobs counts for, before its jobs are told from articles by the sum."""

from dataclasses import replace

import pytest

from job_importer.intake.format import Evidence
from job_importer.intake.guard.articles import _is_certain, article_reason, channel_score, has_job_fields, title_score


@pytest.mark.parametrize(
    ("title", "score"),
    [
        ("Acme", 0),
        ("Jobs at Acme", 1),
        ("Acme Jobs", 1.5),  # a board
        ("The jobs blog", 0),
        ("Tech blog jobs", 0),
        ("Events", -3),
        ("Events and jobs", 1),
        ("Event Recruitment Ltd", 1),
        ("Cron jobs", -1.5),
        ("Issues with jobs", -1.5),
    ],
)
def test_what_a_channel_is_called(title: str, score: float) -> None:
    assert channel_score(channel(title=title)) == score


@pytest.mark.parametrize(
    ("about", "score"),
    [
        ({"title": "Acme", "description": "All our jobs"}, 1),
        ({"title": "Acme", "subtitle": "All our jobs"}, 1),
        ({"title": "Acme", "link": "https://acme.example/jobs"}, 1),
        ({"title": "Acme news", "description": "All our jobs"}, 0),
        ({"title": "Acme news", "link": "https://acme.example/jobs"}, -1),  # of a magazine's section
        ({}, 0),
    ],
)
def test_what_a_channel_says_of_itself(about: dict[str, str], score: float) -> None:
    assert channel_score(channel(**about)) == score


def channel(*samples: tuple[str, str], root: str = "rss", **about: str) -> Evidence:
    """`samples` are titles and links."""
    items = tuple({"title": title, "link": link} for title, link in samples)
    return Evidence("xml", root, (root, "item"), {}, items, about)


FOLDER, HOST, PAGE, DATED = (
    f"https://{address}"
    for address in ("x.example/jobs/1", "jobs.x.example/1", "x.example/1", "x.example/2026/10/05/baker")
)


@pytest.mark.parametrize(
    ("title", "samples", "is_of_jobs"),
    [
        ("Acme Jobs", [("Welcome", PAGE)], True),  # just enough, of a channel that can be nothing else
        ("Jobs at Acme", [("Welcome", PAGE)], False),
        ("Opportunities at Acme", [("Baker", HOST), *[("Welcome", HOST)] * 3], True),  # a quarter of the titles
        ("Opportunities at Acme", [("Baker", HOST), *[("Welcome", HOST)] * 4], False),
        ("Acme Jobs", [("The bakery", FOLDER)], True),
        ("Acme Jobs", [("Our bakery", FOLDER)], False),
        ("Acme Jobs", [("Welcome", DATED)], True),  # a blog's software
        ("Opportunities at Acme", [("Baker", DATED)], False),
        ("Acme Jobs", [("[For Hire] Baker", PAGE), ("Baker", PAGE)], True),
        ("Acme Jobs", [("[For Hire] Baker", PAGE)], False),
    ],
)
def test_a_feed_is_one_of_jobs_by_its_sum_and_its_texts(
    title: str, samples: list[tuple[str, str]], is_of_jobs: bool
) -> None:
    assert (article_reason(channel(*samples, title=title)) is None) == is_of_jobs


@pytest.mark.parametrize(
    ("root", "named"),
    [("rss", "rss"), ("rdf", "rss"), ("channel", "rss"), ("feed", "atom"), ("object", "json_feed")],
)
def test_the_reason_names_the_channel_its_first_item_and_the_format_to_set(root: str, named: str) -> None:
    assert article_reason(channel(("Welcome", PAGE), root=root, title="Acme")) == (
        "This looks like a feed of articles ('Acme'): its items, such as 'Welcome', have no address, label or title "
        f"typical of a job. If it is a job feed, set its format to {named!r}."
    )


@pytest.mark.parametrize(
    ("fields", "is_of_jobs"),
    [
        ({"jobtype"}, True),
        ({"jobtype", "price"}, True),
        ({"company"}, False),
        ({"company", "city"}, True),
        ({"company", "city", "price"}, False),
        ({"company", "city", "startdate", "enddate"}, False),
        ({"city"}, False),
    ],
)
def test_fields_that_settle_that_items_are_jobs(fields: set[str], is_of_jobs: bool) -> None:
    named = replace(channel(title="Acme"), fields=dict.fromkeys(fields, 1))
    assert has_job_fields(named) == is_of_jobs
    assert has_job_fields(replace(named, about={"title": "Events"})) == (is_of_jobs and "jobtype" in fields)


def test_addresses_make_a_channel_certain_unless_it_is_one_of_articles() -> None:
    assert [_is_certain(channel(title="Acme"), score) for score in (1.4, 1.5)] == [False, True]
    assert not _is_certain(channel(title="Acme news"), 2)


@pytest.mark.parametrize(
    ("title", "score"),
    [
        ("Welcome", 0),
        ("Baker", 1),
        ("Baker, $50k per year", 2),
        ("[Hiring] Baker", 3),
        ("[For Hire] Baker", -1),
        ("Tools for recruiters", 0),
        ("The bakery", -1),
        ("Our bakery", -2),
        ("Are you a baker? Join our team", 1),
        ("5 tips for bakers", -2),
        ("We bake bread", -2),
        ("Bakery for sale", -2),
    ],
)
def test_what_a_title_counts_for(title: str, score: int) -> None:
    assert title_score(title) == score
