"""A job that is listed once per place, under one id, is one job with several places."""

import json
import random
from pathlib import Path
from typing import Any

import pytest

from job_importer.intake import Item, open_feed
from job_importer.intake.model import Known
from tests.support.previewing import HINTS, fields, look, source

PLACES = ("Ulm, Germany", "Bonn, Germany", "Graz, Austria")


def job(id: str, city: str, **more: str) -> str:
    default = {"title": f"Baker {id}", "url": f"https://x.example/{id}/{city[:4]}", "description": f"Bakes {id}."}
    return fields(**({"referencenumber": id, "company": "Acme", "location": city} | default | more))


def listed(id: str = "7", places: tuple[str, ...] = PLACES, **more: str) -> list[str]:
    return [job(id, place, **more) for place in places]


def read(*jobs: str, path: Path) -> list[Item]:
    path.write_text(source(*jobs))
    with open_feed(path, HINTS) as feed:
        return list(feed.items(recall=lambda _: None))


@pytest.mark.parametrize("seed", range(4))
def test_it_has_all_places_in_any_order_and_the_others_count_as_duplicates(seed: int) -> None:
    jobs = [*listed(), *listed("8", PLACES[:2]), job("9", "Wien, Austria")]
    random.Random(seed).shuffle(jobs)
    report, kept = look(source(*jobs))
    assert (report["identity"], report["fetched"], report["unique"]) == ("referencenumber", 6, 3)
    assert {one["external_id"]: (one["location"], one["country"]) for one in kept} == {
        "7": ("Bonn, Germany; Graz, Austria; Ulm, Germany", None),
        "8": ("Bonn, Germany; Ulm, Germany", "DE"),
        "9": ("Wien, Austria", "AT"),
    }
    assert report["warnings"] == []
    assert kept[0] | {"location": None} in [one | {"location": None} for one in look(source(*jobs[::-1]))[1]]


def test_an_item_with_another_text_under_the_same_id_adds_no_place() -> None:
    jobs = [job(str(n), "Ulm, Germany") for n in range(40)]
    for more in ({"description": "Sells."}, {"title": "Cook"}, {"salary": "EUR 900"}, {"company": "Other"}):
        report, kept = look(source(*jobs, job("7", "Bonn, Germany", **more)))
        assert (report["unique"], {one["location"] for one in kept} & {"Bonn, Germany; Ulm, Germany"}) == (40, set())


def test_jobs_with_different_ids_are_not_merged() -> None:
    jobs = [fields(id=f"R1-{n}", title="Baker", company="Acme", location=place) for n, place in enumerate(PLACES)]
    report, kept = look(source(*(one + "<url>https://x.example/R1</url>" for one in jobs)))
    assert (report["duplicates"], [one["location"] for one in kept]) == (0, [*PLACES])


@pytest.mark.parametrize("name", ["url", "applyurl"])
def test_an_application_page_is_not_an_id(name: str) -> None:
    more = {name: "https://x.example/careers", "title": "Baker", "description": "Bakes."}
    assert look(source(*(fields(location=place, **more) for place in PLACES)))[0]["unique"] == 3


def test_places_in_groups_are_found_as_the_format_reads_them() -> None:
    postings = [
        {"id": "a1", "text": "Baker", "hostedUrl": "https://jobs.lever.co/acme/a1", "descriptionPlain": "Bakes.",
         "categories": {"location": place, "team": "Food", "commitment": "Full-time"}}
        for place in ("Bonn", "Ulm", "Bonn")
    ]  # fmt: skip
    report, kept = look(json.dumps(postings))
    assert (report["format"], report["duplicates"]) == ("lever", 2)
    assert [one["location"] for one in kept] == ["Bonn; Ulm"]


def test_the_same_places_are_kept_if_there_are_too_many() -> None:
    jobs = [job("7", f"Town {n:04}", url="https://x.example/7") for n in range(1_500)]
    kept = [look(source(*several))[1][0] for several in (jobs, jobs[::-1])]
    assert kept[0]["location"] == kept[1]["location"]
    assert kept[0]["location"].startswith("Town 0000; Town 0001;")
    assert 980 < len(kept[0]["location"]) <= 1_000


def test_remote_in_some_of_its_places_is_not_remote_as_a_whole() -> None:
    for places, remote in ((("Remote - Germany", "Ulm"), None), (("Remote - Germany", "Remote - Austria"), True)):
        assert [one["remote"] for one in look(source(*listed(places=places)))[1]] == [remote]


def test_jobs_that_share_a_known_id_keep_their_own_places() -> None:
    jobs = [job(str(n), "Wien") for n in range(9)]
    shared = [*listed("3", title="Cook"), *listed("3", PLACES[:2])]
    for order in (1, -1):
        _, kept = look(source(*[*jobs, *shared][::order]), known_identity="referencenumber")
        found = {one["title"]: one["location"] for one in kept if one["title"] in ("Cook", "Baker 3")}
        assert found["Cook"] == "Bonn, Germany; Graz, Austria; Ulm, Germany"
        assert found["Baker 3"] == "Bonn, Germany; Ulm, Germany; Wien"


def test_its_digest_covers_all_of_its_items(tmp_path: Path) -> None:
    """The job is read again if a sibling comes or goes, but not if only their order changes."""

    def known_by(jobs: list[str]) -> Any:
        items = read(job("1", "Wien"), *jobs, path=tmp_path / "feed.xml")
        return {item.job["external_id"]: (item.known_by, item.digest) for item in items if not item.duplicate}

    all_three = known_by(listed())
    assert known_by(listed()[::-1]) == all_three
    fewer = [known_by([one for one in listed() if one != left]) for left in listed()]
    assert len({all_three["7"], *(one["7"] for one in fewer), known_by(listed()[:1])["7"]}) == 5
    assert all(one["1"] == all_three["1"] for one in fewer)


def test_a_known_job_is_not_read_again(tmp_path: Path) -> None:
    path = tmp_path / "feed.xml"
    by = {item.known_by: item.job for item in read(*listed(), path=path)}
    known = Known(b"", b"", b"", 0, None, 0)
    with open_feed(path, HINTS) as feed:
        found = [item.known for item in feed.items(recall=lambda one: known if one in by else None)]
    assert found.count(known) == 1


def test_the_places_of_one_part_of_a_feed_are_in_memory_at_a_time(tmp_path: Path) -> None:
    jobs = [one for n in range(2_000) for one in listed(str(n), PLACES[:2])]
    path = tmp_path / "feed.xml"
    path.write_text(source(*jobs))
    with open_feed(path, HINTS) as feed:
        most = max(len(feed._siblings._part[1]) for _ in feed.items())
        assert sum(not item.duplicate for item in feed.items()) == 2_000
    assert most <= 8
