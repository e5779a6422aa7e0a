"""Thresholds of rules: what happens on either side of each."""

import json
from datetime import UTC, datetime

import pytest

from job_importer.intake.bytes.guess import guess
from job_importer.intake.fields.labels import MAX_COLONS
from job_importer.intake.fields.tenants import tenant
from job_importer.intake.format import DocumentFacts
from job_importer.intake.identity.choose import Standing, choose
from job_importer.intake.identity.duplicates import SharedValues
from job_importer.intake.normalise.date_order import slash_order_vote
from job_importer.intake.normalise.dates import parse_date
from job_importer.intake.normalise.money import amount
from job_importer.intake.normalise.text import clean_text
from tests.support.previewing import look

NOW = datetime(2026, 11, 1, tzinfo=UTC)


@pytest.mark.parametrize(("covered", "chosen"), [(980, 0), (979, 1)])
def test_an_id_that_98_of_100_jobs_have_is_preferred_to_one_that_all_have(covered: int, chosen: int) -> None:
    standings = [Standing("guid", 1_000, covered, 0, covered), Standing("url", 1_000, 1_000, 0, 1_000)]
    assert choose(standings, None, None) == chosen


def test_the_job_with_the_lowest_rank_keeps_a_shared_id_in_any_order() -> None:
    ranks = {0: 30, 1: 10, 2: 20}  # position → rank; each is a job of its own
    shared = SharedValues(lambda position: (position, ranks[position]), lambda position: (position, None))
    for position in ranks:
        shared.see(key=7, position=position, index=position)
    shared.end_part()
    assert [index for index in range(3) if index in shared.collisions] == [0, 2]


@pytest.mark.parametrize(
    ("played", "outcome"),
    [
        ("", "ok"),
        ('<enclosure url="https://x.example/1.png" type="image/png"/>', "ok"),
        ("<itunes:duration>31:07</itunes:duration>", "not_a_job_feed"),
    ],
)
def test_an_item_with_audio_or_video_is_not_a_job_even_if_its_title_names_a_role(played: str, outcome: str) -> None:
    items = "".join(
        f"<item><title>Senior Nurse {n}</title><link>https://x.example/jobs/{n}</link><guid>{n}</guid>{played}</item>"
        for n in range(3)
    )
    itunes = 'xmlns:itunes="http://www.itunes.com/dtds/podcast-1.0.dtd"'
    assert look(f'<rss version="2.0" {itunes}><channel>{items}</channel></rss>')[0]["outcome"] == outcome


@pytest.mark.parametrize(("kind", "outcome"), [("image/png", "ok"), ("audio/mpeg", "not_a_job_feed")])
def test_an_audio_enclosure_outweighs_a_channel_of_careers(kind: str, outcome: str) -> None:
    items = "".join(
        f'<item><title>Senior Nurse {n}</title><link>https://x.example/{n}</link><enclosure type="{kind}"/></item>'
        for n in range(3)
    )
    assert look(f'<rss version="2.0"><channel><title>Careers</title>{items}</channel></rss>')[0]["outcome"] == outcome


@pytest.mark.parametrize(
    ("codec", "letter", "other", "least"),
    [("cp932", "カ", "齲", 15), ("euc_jp", "カ", "齲", 15), ("cp949", "한", "中", 80)],
)
def test_japanese_has_at_least_fifteen_kana_in_a_hundred_and_korean_eighty_hangul(
    codec: str, letter: str, other: str, least: int
) -> None:
    texts = (letter * share + other * (100 - share) for share in (least - 1, least))
    assert [guess(text.encode(codec)) == codec for text in texts] == [False, True]


@pytest.mark.parametrize(("others", "read"), [(["benefits"], 2), (["benefits", "salary"], 1)])
def test_a_second_list_is_read_if_half_of_all_keys_are_the_same(others: list[str], read: int) -> None:
    first = dict.fromkeys(["title", "url", "company", "location", "jobType"], "https://x.example/1")
    second = dict.fromkeys(["title", "url", "company", *others], "https://x.example/2")
    assert look(json.dumps({"one": [first], "two": [second]}))[0]["fetched"] == read


@pytest.mark.parametrize(("year", "is_read"), [(1989, False), (1990, True), (2100, True), (2101, False)])
def test_a_date_is_of_the_years_1990_to_2100(year: int, is_read: bool) -> None:
    moment = parse_date(f"{year}-06-15", fetched_at=NOW, day_first=False)
    assert moment == (f"{year}-06-15T00:00:00Z" if is_read else None)


@pytest.mark.parametrize(
    ("date", "vote"),
    [
        ("13/12/2026", 1),
        ("31/01/2026", 1),
        ("12/13/2026", -1),
        ("01/31/2026", -1),
        ("12/12/2026", 0),
        ("32/12/2026", 0),
        ("12/32/2026", 0),
        ("13/13/2026", 0),
        ("13/00/2026", 0),
        ("00/13/2026", 0),
    ],
)
def test_a_date_votes_for_an_order_if_it_allows_no_other(date: str, vote: int) -> None:
    assert slash_order_vote(date) == vote


@pytest.mark.parametrize(
    ("number", "value"),
    [
        ("75,000", 75_000),
        ("0,750", 0.75),
        ("00.500", 0.5),
        ("75,00", 75),
        ("1.234.567", 1_234_567),
        ("1.234.56", 1234.56),
        ("1,234.567", 1234.567),
    ],
)
def test_three_digits_after_a_point_are_thousands_unless_nothing_precedes_it(number: str, value: float) -> None:
    assert amount(number) == value


def test_excessively_nested_markup_leaves_no_bracket() -> None:
    title = clean_text("Baker " + "<b" * 20 + ">" * 20 + " in Bonn") or ""
    assert title.startswith("Baker b")
    assert title.endswith("in Bonn")
    assert not set("<>&") & set(title)


@pytest.mark.parametrize(("before", "employer"), [(MAX_COLONS - 1, "Acme"), (MAX_COLONS, None)])
def test_the_first_300_colons_of_a_description_may_be_labels(before: int, employer: str | None) -> None:
    description = "<br>".join(["a:b"] * before) + "<br>Employer: Acme<br>"
    items = (
        f"<item><title>Nurse {n}</title><link>https://x.example/jobs/{n}</link><guid>{n}</guid>"
        f"<description><![CDATA[{description}]]></description></item>"
        for n in range(2)
    )
    feed = f'<rss version="2.0"><channel><title>Jobs</title>{"".join(items)}</channel></rss>'
    assert {job["company"] for job in look(feed, format="rss")[1]} == {employer}


@pytest.mark.parametrize(("title", "slug", "name"), [("Ibm Careers", "ibm", "Ibm"), ("Hp Careers", "hp", None)])
def test_a_name_of_two_letters_is_too_short_to_be_confirmed_by_an_address(
    title: str, slug: str, name: str | None
) -> None:
    about = {"title": title, "link": f"https://{slug}.breezy.hr/"}
    assert tenant(DocumentFacts(about, frozenset(), NOW)) == name
