"""The time for hostile texts grows with their length, not with its square."""

from itertools import count

import pytest

from job_importer.intake.normalise.html import describe
from tests.support.growth import grows_in_proportion
from tests.support.previewing import fields, look, source

FRESH = count()  # so that nothing is remembered of the try before


def rss(title: str, description: str = "", **more: str) -> str:
    item = fields(link="https://x.example/jobs/1", description=f"<![CDATA[{description}]]>", **more)
    return f"<rss><channel><title>{title}</title><item><title>Baker wanted</title>{item}</item></channel></rss>"


def job(**more: str) -> str:
    number = next(FRESH)
    return fields(id=str(number), title="Baker", url=f"https://x.example/{number}", **more)


def previewed(document: str) -> None:
    report, jobs = look(document)
    assert (report["outcome"], bool(jobs)) == ("ok", True)


@pytest.mark.parametrize("piece", [" ", "\xa0", "\n ", "<!--", "<p>", "&amp;", "&lt;b&gt;"])
@pytest.mark.parametrize("start", ["Bake", "<p>Bake"])
def test_the_time_for_a_description_is_linear_in_its_length(start: str, piece: str) -> None:
    assert grows_in_proportion(lambda size: describe(start + piece * (size // len(piece)) + "bread"), 150_000)


def test_the_name_of_a_channel_may_be_mostly_spaces() -> None:
    assert grows_in_proportion(lambda size: previewed(rss("Jobs at Acme" + " " * size + "x")), 900)


@pytest.mark.parametrize("piece", ["<i></i>:", "</a>:", "</i> :", "<b>Salary</b>:"])
def test_colons_after_many_tags_are_read_once(piece: str) -> None:
    assert grows_in_proportion(lambda size: previewed(rss("Jobs", piece * (size // len(piece)))), 40_000)


def test_a_title_of_hacker_news_may_be_mostly_spaces() -> None:
    hit = '{"objectID": "1", "title": "Acme%sx", "_tags": ["job"], "created_at": "2026-01-01T00:00:00Z"}'
    assert grows_in_proportion(lambda size: look('{"hits": [%s]}' % (hit % (" " * size))), 200_000)


def test_a_field_may_occur_many_times_in_one_item() -> None:
    assert grows_in_proportion(lambda times: previewed(source(job() + "<x>1</x>" * times)), 60_000)


def test_every_item_may_have_different_fields() -> None:
    def read(names: int) -> None:
        own = (range(first, first + 100) for first in range(0, names, 100))
        previewed(source(*(job() + "".join(f"<field{n}>1</field{n}>" for n in several) for several in own)))

    assert grows_in_proportion(read, 8_000)


def test_a_group_may_have_a_field_many_times() -> None:
    assert grows_in_proportion(
        lambda times: previewed(source(f"{job()}<details>{'<x>1</x>' * times}<title>Baker</title></details>")), 60_000
    )


@pytest.mark.parametrize("name", ["address", "location", "place", "x"])
def test_a_place_may_be_nested_in_many_others(name: str) -> None:
    def read(depth: int) -> None:
        previewed(source(job(location=f"<{name}>" * depth + f"</{name}>" * depth)))

    assert grows_in_proportion(read, 18, factor=3)


def test_a_salary_may_consist_of_numbers_only() -> None:
    def read(numbers: int) -> None:
        previewed(source(*(job(salary="112 " * numbers + str(next(FRESH))) for _ in range(10))))

    assert grows_in_proportion(read, 240)


POSTING = (
    '{"id": "1", "title": "Baker", "company": "Acme", "city": "Bonn", "salary": "50000", "url": "https://x.example/1"'
)
PLACES = {
    "value": f'[{POSTING}, "x": "TEXT"}}]',
    "key": f'[{POSTING}, "TEXT": 1}}]',
    "beside": f'{{"x": "TEXT", "jobs": [{POSTING}}}]}}',
}


@pytest.mark.parametrize("escape", [r"\n", r"\\", r"\u00e9", r"\""])
@pytest.mark.parametrize("place", PLACES)
def test_a_string_of_json_may_consist_of_escapes_only(place: str, escape: str) -> None:
    def read(size: int) -> None:
        previewed(PLACES[place].replace("TEXT", escape * (size // len(escape))))

    assert grows_in_proportion(read, 1_600_000)
