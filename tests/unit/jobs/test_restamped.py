"""What is left out of a text when two versions of a job are compared."""

import pytest

from job_importer.jobs.restamped import HEAD, TAIL, without_stamps
from tests.support.growth import grows_in_proportion

BODY = "We bake bread at night.\n\nYou knead."


@pytest.mark.parametrize(
    "stamp",
    [
        "Posted 3 days ago",
        "Posted: today",
        "Posted 30+ days ago.",
        "Updated today",
        "Last updated: 12 November 2026",
        "Date posted: 11/02/2026",
        "Posted on 2026-11-03 14:05 UTC",
        "Published: Thu, 12 Nov 2026 08:00:00 +0000",
        "Reposted 2 weeks ago",
        "5 hours ago",
        "Posted Nov 12",
        "Posted on 12 Nov.",
        "Date Posted:\nOctober 12, 2026",
        "- Last updated\n\nyesterday",
        "Veröffentlicht vor 2 Tagen",
        "Aktualisiert am 12.11.2026",
        "Publié il y a 3 jours",
        "Publicado hace 2 horas",
        "Pubblicato 3 giorni fa",
        "Geplaatst: 2 dagen geleden",
        "Views: 1,204",
        "152 views",
        "Viewed 17 times",
        "23 applicants so far",
        "12 days left to apply",
        "Posted 3 days ago | 152 views",
    ],
)
def test_a_line_that_publishers_write_anew_is_left_out(stamp: str) -> None:
    for text in (f"{BODY}\n{stamp}", f"{stamp}\n{BODY}", f"Ulm | {stamp}\n{BODY}", f"{BODY} {stamp}"):
        rest = without_stamps(text)
        assert not any(character.isdigit() for character in rest), rest
        assert not {"today", "yesterday"} & {*rest.split()}
        assert "bake" in rest


@pytest.mark.parametrize(
    "text",
    [
        "You handle 200 applications a day",
        "Salary reviewed 3 months ago by the board of directors",
        "You have posted articles",
        "Posted abroad for 3 days a week",
        "25 days holiday",
        "Applications: by post",
        "We were founded 12 years ago in Ulm",
        "Start: 12 November 2026",
        "Contract: 6 months",
        "Published author of 3 books",
    ],
)
def test_what_an_advertisement_says_stays(text: str) -> None:
    assert without_stamps(f"{BODY}\n{text}\n") == f"{BODY}\n{text}\n"


def test_stamps_are_looked_for_where_a_long_text_begins_and_ends() -> None:
    middle = "Bread. " * (HEAD + TAIL)
    assert without_stamps(f"Posted today\n{middle}\nViews: 3") == without_stamps(
        f"Posted yesterday\n{middle}\nViews: 4"
    )


@pytest.mark.parametrize("piece", ["posted ", "1 ", "| ", "posted 1", "12/", "(", "a ", "views ", "\n- "])
def test_a_text_made_to_cost_does_not(piece: str) -> None:
    assert grows_in_proportion(lambda times: without_stamps("posted " + piece * times), 8_000)
