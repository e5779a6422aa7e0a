"""What each text of a feed without fields of jobs counts for, before its jobs are told from articles by the sum."""

import pytest

from job_importer.intake.format import Evidence
from job_importer.intake.guard.articles import channel_score, title_score


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


def channel(**about: str) -> Evidence:
    return Evidence("xml", "rss", ("rss", "item"), {}, (), about)


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
