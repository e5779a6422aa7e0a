"""Texts made to cost are read in a time that grows with their length, not with its square."""

from time import process_time

import pytest

from job_importer.intake.normalise.html import describe
from tests.support.previewing import fields, look, source

SECONDS = 2.0  # a hundred times what these take; the square of their length takes longer


def rss(title: str, description: str = "", **more: str) -> str:
    item = fields(link="https://x.example/jobs/1", description=f"<![CDATA[{description}]]>", **more)
    return f"<rss><channel><title>{title}</title><item><title>Baker wanted</title>{item}</item></channel></rss>"


@pytest.mark.parametrize("piece", [" ", "\xa0", "\n ", "<!--", "<p>", "&amp;", "&lt;b&gt;"])
@pytest.mark.parametrize("start", ["Bake", "<p>Bake"])
def test_a_description_costs_what_its_length_costs(start: str, piece: str) -> None:
    text = start + piece * (150_000 // len(piece)) + "bread"
    before = process_time()
    describe(text)
    assert process_time() - before < SECONDS


def test_the_name_of_a_channel_may_be_mostly_spaces() -> None:
    before = process_time()
    report, _ = look(rss("Jobs at Acme" + " " * 900 + "x"))
    assert (report["outcome"], process_time() - before < SECONDS) == ("ok", True)


@pytest.mark.parametrize("piece", ["<i></i>:", "</a>:", "</i> :", "<b>Salary</b>:"])
def test_colons_behind_many_tags_are_read_once(piece: str) -> None:
    items = [rss("Jobs", piece * (10_000 // len(piece)), guid=str(n)) for n in range(10)]
    before = process_time()
    for item in items:
        look(item)
    assert process_time() - before < SECONDS


def test_a_title_of_hacker_news_may_be_mostly_spaces() -> None:
    hit = '{"objectID": "1", "title": "Acme%sx", "_tags": ["job"], "created_at": "2026-01-01T00:00:00Z"}'
    before = process_time()
    report, _ = look('{"hits": [%s]}' % (hit % (" " * 200_000)))
    assert (report["format"], process_time() - before < SECONDS) == ("hacker_news", True)


def test_a_field_may_come_many_times_in_one_item() -> None:
    before = process_time()
    report, (job,) = look(source(fields(id="1", title="Baker", url="https://x.example/1") + "<x>1</x>" * 60_000))
    assert (report["outcome"], job["title"], process_time() - before < SECONDS) == ("ok", "Baker", True)


def test_a_group_may_have_a_field_many_times() -> None:
    group = f"<details>{'<x>1</x>' * 60_000}<title>Baker</title></details>"
    before = process_time()
    report, (job,) = look(source(fields(id="1", url="https://x.example/1") + group))
    assert (report["outcome"], job["title"], process_time() - before < SECONDS) == ("ok", "Baker", True)


@pytest.mark.parametrize("name", ["address", "location", "place", "x"])
def test_a_place_may_lie_in_many_others(name: str) -> None:
    place = f"<{name}>" * 18 + f"</{name}>" * 18
    before = process_time()
    report, (job,) = look(source(fields(id="1", title="Baker", url="https://x.example/1", location=place)))
    assert (report["outcome"], job["location"], process_time() - before < SECONDS) == ("ok", None, True)


def test_a_salary_may_be_nothing_but_numbers() -> None:
    jobs = [
        fields(id=str(n), title="Baker", url="https://x.example/1", salary="112 " * 240 + str(n)) for n in range(10)
    ]
    before = process_time()
    report, _ = look(source(*jobs))
    assert (report["outcome"], process_time() - before < SECONDS) == ("ok", True)
