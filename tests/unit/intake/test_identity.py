"""Which field identifies the jobs of a feed."""

import random
from itertools import islice
from pathlib import Path

import pytest

from job_importer.intake import Hints, open_feed
from job_importer.intake.format import Candidate
from job_importer.intake.identity.choose import Standing, choose
from job_importer.intake.identity.values import id_value
from tests.support.previewing import HINTS, fields, look, source


def job(id: str = "", title: str = "Baker", url: str = "https://x.example/apply", **more: str) -> str:
    return fields(**({"referencenumber": id} if id else {}), title=title, url=url, **more)


def ids(feed: str, **hints: object) -> list[str]:
    return [one["external_id"] for one in look(feed, **hints)[1]]


def test_a_reference_number_is_preferred_to_the_url_as_key() -> None:
    report, jobs = look(source(job("A1"), job("A2", "Cook")))
    assert (report["identity"], [one["external_id"] for one in jobs]) == ("referencenumber", ["A1", "A2"])


def test_a_repeated_job_is_a_duplicate() -> None:
    report, jobs = look(source(job("A1"), job("A2", "Cook"), job("A1"), job("A1")))
    assert (report["fetched"], report["unique"], report["duplicates"], len(jobs)) == (4, 2, 2, 2)


def test_different_jobs_under_one_url_are_not_lost() -> None:
    feed = source(*(job(title=title) for title in ("Baker", "Cook", "Waiter")))
    report, jobs = look(feed)
    assert (report["identity"], report["unique"]) == ("composed", 3)
    assert len({one["external_id"] for one in jobs}) == 3
    assert report["outcome"] == "ok"


def test_different_jobs_under_one_id_are_not_lost() -> None:
    feed = source(*(job("7", title, f"https://x.example/{title}") for title in ("Baker", "Cook", "Waiter")))
    report, jobs = look(feed)
    assert (report["identity"], len({one["external_id"] for one in jobs})) == ("url", 3)


def test_jobs_that_differ_only_in_their_description_are_different_jobs() -> None:
    feed = source(job(description="Mornings"), job(description="Evenings"), job(description="Evenings"))
    report, jobs = look(feed)
    assert (report["identity"], report["duplicates"]) == ("composed", 1)
    assert len({one["external_id"] for one in jobs}) == 2


def test_a_repeated_id_among_many_unique_ones_is_a_duplicate_and_a_warning() -> None:
    jobs = [job(str(n), f"Baker {n}", f"https://x.example/{n}") for n in range(40)]
    report, _ = look(source(*jobs, job("7", "Cook", "https://x.example/cook")))
    assert (report["identity"], report["duplicates"]) == ("referencenumber", 1)
    assert "referencenumber" in report["warnings"][0]


def test_an_item_without_the_id_that_others_have_gets_a_composed_id() -> None:
    jobs = [job(str(n), f"Baker {n}") for n in range(60)]
    keys = ids(source(*jobs, job(title="Cook")))
    assert keys[:2] == ["0", "1"]
    assert len(keys[60]) == 32


def test_a_composed_id_does_not_change_with_dates_or_tracking_parameters() -> None:
    first = ids(source(job(date="2026-10-01", url="https://x.example/a?utm_source=one"), job(title="Cook")))
    second = ids(source(job(title="Cook"), job(date="2026-10-09", url="https://x.example/a?utm_source=two")))
    assert first == second[::-1]


def test_the_operators_choice_of_identity_wins() -> None:
    feed = source(job("A1", url="https://x.example/1"), job("A2", url="https://x.example/2"))
    assert ids(feed, identity="URL") == ["https://x.example/1", "https://x.example/2"]
    assert look(feed, identity="composed")[0]["identity"] == "composed"


def test_a_chosen_identity_that_the_feed_lacks_is_reported() -> None:
    report, _ = look(source(job("A1")), identity="jobkey")
    assert report["identity"] == "composed"
    assert "jobkey" in report["warnings"][0]


def test_a_known_identity_is_kept_while_it_works() -> None:
    feed = source(*(job(str(n), f"Baker {n}", f"https://x.example/{n}") for n in range(5)))
    assert look(feed, known_identity="url")[0]["identity"] == "url"
    assert look(feed, known_identity="composed")[0]["identity"] == "composed"


def test_a_known_identity_that_fails_is_replaced_with_a_warning() -> None:
    feed = source(*(job(str(n), f"Baker {n}") for n in range(5)))
    report, _ = look(feed, known_identity="url")
    assert report["identity"] == "referencenumber"
    assert "url" in report["warnings"][0]


def test_a_known_identity_that_some_jobs_share_is_kept_and_no_job_is_lost() -> None:
    jobs = [job(str(n), f"Baker {n}", f"https://x.example/{n}") for n in range(9)]
    before = set(ids(source(*jobs), known_identity="referencenumber"))
    report, kept = look(source(*jobs, job("3", "Cook", "https://x.example/c")), known_identity="referencenumber")
    assert (report["identity"], report["duplicates"]) == ("referencenumber", 0)
    assert before < {one["external_id"] for one in kept}
    assert {one["title"] for one in kept} == {*(f"Baker {n}" for n in range(9)), "Cook"}
    assert "composed" in report["warnings"][0]


def test_jobs_that_share_a_known_key_count_once_each_in_any_order() -> None:
    jobs = [job(str(n), f"Baker {n}") for n in range(6)]
    jobs += [job("3", "Cook"), job("3", "Cook"), job("3", "Baker 3", date="2026-10-01"), job("4", "Waiter")]
    report, kept = look(source(*jobs), known_identity="referencenumber")
    assert (report["identity"], report["duplicates"], report["unique"]) == ("referencenumber", 2, 8)
    again = look(source(*jobs[::-1]), known_identity="referencenumber")[1]
    assert sorted(kept, key=str) == sorted(again, key=str)


def test_a_known_identity_that_most_jobs_share_is_replaced() -> None:
    feed = source(*(job("7", f"Baker {n}", f"https://x.example/{n}") for n in range(9)))
    report, kept = look(feed, known_identity="referencenumber")
    assert (report["identity"], len({one["external_id"] for one in kept})) == ("url", 9)


def test_a_job_listed_twice_with_categories_in_another_order_is_one_job() -> None:
    twice = [job(url="https://x.example/1") + "<category>A</category><category>B</category>"]
    twice += [job(url="https://x.example/1") + "<category>B</category><category>A</category>"]
    report, _ = look(source(*twice, *(job(url=f"https://x.example/{n}") for n in (2, 3))))
    assert (report["identity"], report["duplicates"]) == ("url", 1)


def test_a_job_keeps_its_composed_id_when_a_namesake_comes_and_goes() -> None:
    namesakes = [job(description=text) for text in ("Mornings", "Evenings", "Nights")]
    alone, two, all_three = (
        ids(source(*jobs, job(title="Cook"))) for jobs in (namesakes[:1], namesakes[:2], namesakes)
    )
    assert len(set(two) - set(alone)) == len(set(all_three) - set(two)) == 1
    assert len(set(alone) - set(two)) == len(set(two) - set(all_three)) == 0


def test_a_composed_id_does_not_change_with_views_or_whitespace() -> None:
    first = ids(source(*(job(description=f"At {n}") + "<views>3</views>" for n in range(3))))
    second = ids(source(*(job(description=f"At\n  {n}") + "<views>9</views>" for n in range(3))))
    assert first == second


def test_an_address_that_moves_to_https_or_loses_its_www_is_the_same_job() -> None:
    report, _ = look(
        source(*(job(url=f"{start}x.example/{n}/") for n in (1, 2) for start in ("http://www.", "https://")))
    )
    assert (report["identity"], report["unique"], report["duplicates"]) == ("url", 2, 2)


def test_the_identity_is_spelled_as_the_feed_spells_it() -> None:
    jobs = [fields(Job_Ref=str(n), title="A", url="https://x.example/") for n in range(3)]
    assert look(source(*jobs))[0]["identity"] == "Job_Ref"


@pytest.mark.parametrize("seed", range(5))
def test_the_same_version_of_a_repeated_job_is_kept_in_any_order(seed: int) -> None:
    jobs = [
        job("A1", description="old"),
        job("A1", description="new"),
        job("A2", "Cook"),
        job("A1", description="newer"),
    ]
    expected = {one["external_id"]: one["description_text"] for one in look(source(*jobs))[1]}
    random.Random(seed).shuffle(jobs)
    assert {one["external_id"]: one["description_text"] for one in look(source(*jobs))[1]} == expected


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("<description>Mornings</description>", "<skills>Mornings</skills>"),
        ("<salary currency='EUR'>90000</salary>", "<salary currency='USD'>90000</salary>"),
        ("<salary><min>9</min></salary>", "<salary><max>9</max></salary>"),
        ("<description><b>All</b> day</description>", "<description>All <b>day</b></description>"),
    ],
)
def test_versions_of_a_job_with_the_same_text_differ_by_their_elements(one: str, other: str) -> None:
    _, kept = look(source(job("A1") + one, job("A1") + other))
    assert kept == look(source(job("A1") + other, job("A1") + one))[1]


def test_versions_of_a_job_differ_by_the_attributes_of_their_items() -> None:
    items = [(n, "Ulm") for n in range(40)] + [(7, "Bonn")]
    jobs = [f"<job id='{n}' location='{place}'><title>Baker {n}</title><salary>9</salary></job>" for n, place in items]
    report, kept = look(f"<jobs>{''.join(jobs)}</jobs>")
    assert (report["identity"], report["duplicates"]) == ("@id", 1)
    assert sorted(kept, key=str) == sorted(look(f"<jobs>{''.join(jobs[::-1])}</jobs>")[1], key=str)


def test_jobs_without_the_id_that_others_have_differ_by_their_descriptions() -> None:
    jobs = [job(str(n), f"Baker {n}") for n in range(3)]
    jobs += [job(description="Mornings"), job(description="Evenings", date="2026-10-01"), job(description="Evenings")]
    report, kept = look(source(*jobs))
    assert (report["identity"], report["duplicates"]) == ("referencenumber", 1)
    assert len({one["external_id"] for one in kept}) == 5
    assert sorted(kept, key=str) == sorted(look(source(*jobs[::-1]))[1], key=str)


def test_jobs_differ_by_their_remaining_fields() -> None:
    feed = source(
        job(description="Mornings"), job(title="<![CDATA[<b>Baker</b>]]>", company="N/A", description="Evenings")
    )
    report, jobs = look(feed, identity="composed")
    assert (report["duplicates"], len({one["external_id"] for one in jobs})) == (0, 2)


def test_an_id_with_elements_inside_is_all_of_their_text() -> None:
    jobs = [job(f"<name>Acme</name><value>{n}</value>", f"Baker {n}") for n in range(3)]
    report, kept = look(source(*jobs, jobs[0]))
    assert (report["identity"], report["duplicates"]) == ("referencenumber", 1)
    assert [one["external_id"] for one in kept] == ["Acme 0", "Acme 1", "Acme 2"]


def test_a_field_qualifies_if_nearly_all_items_have_it_and_it_hardly_clashes() -> None:
    full, gaps, clashing = Standing("a", 100, 100, 0), Standing("b", 100, 60, 0), Standing("c", 100, 100, 30)
    assert choose([clashing, gaps, full], None, None) == 2
    assert choose([clashing, gaps], None, None) == 1
    assert choose([clashing], None, None) is None
    assert choose([full, clashing], "C", None) == 1
    assert choose([full, gaps], None, "b") == 1


def test_the_items_can_be_read_twice(tmp_path: Path) -> None:
    path = tmp_path / "feed.xml"
    path.write_text(source(job("A1"), job("A2", "Cook")))
    with open_feed(path, HINTS) as feed:
        first = [item.job for item in feed.items()]
        assert first == [item.job for item in feed.items()]


def test_jobs_without_a_company_count_once_in_any_number_of_passes(tmp_path: Path) -> None:
    path = tmp_path / "feed.xml"
    path.write_text(source(*(job(str(n), f"Baker {n}", **({} if n else {"company": "Acme"})) for n in range(5))))
    with open_feed(path, HINTS) as feed:
        items = feed.items()
        sample = list(islice(items, 3))
        assert len(sample) + len([*feed.items(3)]) + len([*items]) == 7
        assert feed.warnings == ("Jobs without a company: 4 of 5.",)
    with open_feed(path, HINTS) as feed:
        assert [item.index for item in feed.items(3, 2)] == [3, 4]
        assert feed.warnings == ("Jobs without a company: 4 of 5.",)


def test_the_source_is_the_feeds_host_unless_it_is_given(tmp_path: Path) -> None:
    path = tmp_path / "feed.xml"
    path.write_text(source(job("A1")))
    hints = Hints(fetched_at=HINTS.fetched_at, feed_url="https://www.Feeds.example.org/x")
    with open_feed(path, hints) as feed:
        assert [item.job["source"] for item in feed.items()] == ["feeds.example.org"]


@pytest.mark.parametrize(
    ("telling", "read"),
    [("25/04/2026", "2026-04-03"), ("04/25/2026", "2026-03-04"), ("25-04-2026", "2026-04-03"), ("3 May 2026", None)],
)
def test_one_date_decides_the_order_of_all_dates(telling: str, read: str | None) -> None:
    """Even one far after the first items, which are the samples."""
    others = (job(str(n), f"Tiler {n}") for n in range(50))
    dated = job("A1", date="03/04/2026"), job("A2", "Cook", date=telling), job("A3", "Waiter") + '<date of="x"/>'
    feed = source(*others, *dated)
    posted = {one["external_id"]: one["posted_at"] for one in look(feed)[1]}
    assert posted["A1"] == (f"{read}T00:00:00Z" if read else None)
    assert posted["A3"] is None


@pytest.mark.parametrize(
    ("is_url", "value", "found"),
    [
        (True, "https://x.example/1?utm_source=rss", "https://x.example/1"),
        (False, "https://x.example/1?utm_source=rss", "https://x.example/1?utm_source=rss"),
        (False, " A  1 ", "A 1"),
        (False, {"#text": "A-1", "@ispermalink": "false"}, "A-1"),
        (False, ["", "A-1", "A-2"], "A-1"),
        (False, [], None),
        (False, " ", None),
        (False, None, None),
    ],
)
def test_the_value_that_identifies_an_item(is_url: bool, value: object, found: str | None) -> None:
    assert id_value(Candidate("id", "id", is_url=is_url), {"id": value}) == found


def test_an_id_may_be_derived_from_a_value() -> None:
    candidate = Candidate("job code", "link", is_url=True, derive=lambda text: text.rpartition("/")[2] or None)
    assert [id_value(candidate, {"link": link}) for link in ("/jobs/1", "/jobs/", "")] == ["1", None, None]
