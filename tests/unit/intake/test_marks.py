"""The name and the value of a field together mark an item as not open."""

import json
from typing import Any

import pytest

from job_importer.intake import words
from job_importer.intake.fields.marks import is_shut, mark_fields, mark_of
from tests.support.previewing import FEEDS, fields, look, source


def listed(section: str) -> list[str]:
    return sorted(set(words.entries("marks", section)))


def mark(**fields: Any) -> str | None:
    return mark_of(fields, mark_fields(fields))


@pytest.mark.parametrize(
    "fields",
    [
        {"isListed": False},
        {"listed": "no"},
        {"active": False},
        {"is_active": "0"},
        {"published": "false"},
        {"visible": 0},
        {"isVisible": "N"},
        {"open": False},
        {"filled": True},
        {"isFilled": "1"},
        {"closed": "yes"},
        {"job-closed": "true"},
        {"draft": 1},
        {"archived": "true"},
        {"deletedAt": "2026-10-01T08:00:00Z"},
        {"status": "closed"},
        {"Status": "Inactive"},
        {"@status": "expired"},
        {"job_status": "ON_HOLD"},
        {"state": "archived"},
        {"state": "draft"},
        {"status": "Position filled"},
        {"status": "closed - filled"},
        {"status": "No longer available"},
        {"status": "not accepting applications"},
        {"positionOpeningStatus": "Job canceled"},
        {"jobOpeningStatus": {"id": 3, "label": "Filled"}},
        {"human-status": "unpublished"},
        {"postingStatus": "NOT_PUBLISHED"},
        {"post_status": "private"},
        {"visibility": "internal"},
        {"status": False},
        {"posting": {"status": "CLOSED"}},
        {"statut": "clôturée"},
        {"statut": "pourvu"},
        {"status": "nicht mehr aktiv"},
        {"aktiv": "nein"},
        {"estado": "cerrada"},
        {"stato": "chiuso"},
        {"status": "gesloten"},
        {"stan": "zamknięta"},
        {"state": ["closed"]},
    ],
    ids=str,
)
def test_a_mark_is_found(fields: dict[str, Any]) -> None:
    assert mark(**fields)


@pytest.mark.parametrize(
    "fields",
    [
        {"status": "Full-time"},
        {"status": "new"},
        {"status": "open"},
        {"status": "Open until filled"},
        {"status": "Closing soon"},
        {"status": "explicit_band"},
        {"status": ["open", "closed"]},
        {"type": "active"},
        {"title": "Closed-circuit television engineer"},
        {"employment_status": "closed"},
        {"closed": "2026-12-24"},
        {"closed": None},
        {"closed": ""},
        {"closed_at": "2026-12-24"},
        {"expired_at": "2026-10-01"},
        {"filled": "0"},
        {"filled": 2},
        {"open": 0},
        {"open": 3},
        {"available": "immediately"},
        {"published": "2026-10-01"},
        {"visible": "public"},
        {"state": "CA"},
        {"state": {"name": "Hidden Hills"}},
        {"state": "internal"},
        {"active": True},
        {"draft": False},
        {"deletedAt": None},
        {"deleted_at": "0000-00-00 00:00:00"},
        {"company": {"active": False}},
        {"location": {"hidden": True}},
    ],
    ids=str,
)
def test_a_mark_of_something_else_does_not_count(fields: dict[str, Any]) -> None:
    assert mark(**fields) is None


@pytest.mark.parametrize("name", [*listed("shut"), *(f"is_{word}" for word in listed("shut"))])
def test_every_flag_for_closed_marks_a_job_with_yes_and_not_with_no(name: str) -> None:
    assert mark(**{name: True})
    assert mark(**{name: "no"}) is None


@pytest.mark.parametrize("name", [*listed("open"), *(f"job_{word}" for word in listed("open"))])
def test_every_flag_for_open_marks_a_job_with_no_and_not_with_yes(name: str) -> None:
    assert mark(**{name: "false"})
    assert mark(**{name: True}) is None


@pytest.mark.parametrize("name", [*listed("status"), *(f"{word}_status" for word in listed("of a job"))])
def test_every_name_of_a_status_field_is_known(name: str) -> None:
    assert mark(**{name: "closed"})
    assert mark(**{name: "open"}) is None


@pytest.mark.parametrize("name", listed("visibility"))
def test_a_visibility_field_may_say_internal(name: str) -> None:
    assert mark(**{name: "internal"})


@pytest.mark.parametrize("name", listed("shut at"))
def test_a_date_of_removal_is_a_mark(name: str) -> None:
    assert mark(**{name: "2026-10-01"})


OF_VISIBILITY_ALONE = {"private", "internal"}


@pytest.mark.parametrize("word", sorted({*listed("shut words"), *listed("shut")} - OF_VISIBILITY_ALONE))
def test_every_closed_word_of_a_status_marks_a_job(word: str) -> None:
    assert is_shut(word)


@pytest.mark.parametrize("word", listed("asides"))
def test_every_aside_may_accompany_a_closed_word_and_says_nothing_alone(word: str) -> None:
    assert is_shut(f"{word} closed")
    assert not is_shut(word)


@pytest.mark.parametrize("word", listed("not"))
def test_every_negation_turns_a_word_for_open_into_a_mark(word: str) -> None:
    assert is_shut(f"{word} active")


@pytest.mark.parametrize("word", listed("open words"))
def test_every_word_for_open_is_a_mark_only_with_a_negation(word: str) -> None:
    assert is_shut(f"not {word}")
    assert not is_shut(word)


def test_a_long_text_is_not_a_status() -> None:
    assert not is_shut("closed " * 20)
    assert mark(status="closed " * 20) is None


JOB = {"title": "Welder", "company": "Acme", "location": "Leeds", "description": "Apply now.", "salary": "£ 30,000"}


def of_jobs(*jobs: dict[str, Any]) -> str:
    own = ({"id": f"W-{n}", "url": f"https://acme.example/jobs/{n}"} for n in range(len(jobs)))
    return json.dumps({"jobs": [JOB | one | job for one, job in zip(own, jobs, strict=True)]})


def first_item(value: Any) -> dict[str, Any]:
    """The first object in the longest list of a document."""
    lists = [one for one in _lists(value) if one and isinstance(one[0], dict)]
    found: dict[str, Any] = max(lists, key=lambda one: (len(one), len(one[0])))[0]
    return found


def _lists(value: Any) -> list[list[Any]]:
    if isinstance(value, dict):
        return [found for one in value.values() for found in _lists(one)]
    return [value] if isinstance(value, list) else []


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("ashby", {"isListed": False}),
        ("greenhouse", {"status": "closed"}),
        ("lever", {"state": "closed"}),
        ("recruitee", {"status": "archived"}),
        ("smartrecruiters", {"active": False}),
        ("workable", {"state": "archived"}),
        ("personio_json", {"status": "inactive"}),
        ("bamboohr", {"jobOpeningStatus": {"id": 3, "label": "On Hold"}}),
        ("unknown_list", {"status": "filled"}),
    ],
)
def test_a_marked_item_of_a_format_is_counted_and_left_out(name: str, said: dict[str, Any]) -> None:
    text = (FEEDS / f"{name}.json").read_text()
    document = json.loads(text)
    first_item(document).update(said)
    before, _ = look(text)
    report, jobs = look(json.dumps(document))
    assert (report["outcome"], report["format"], report["identity"]) == ("ok", before["format"], before["identity"])
    assert (report["fetched"], report["inactive"]) == (before["fetched"] - 1, 1)
    assert len(jobs) == report["unique"] == before["unique"] - 1
    assert any("Skipped 1 item that the feed marks as inactive" in warning for warning in report["warnings"])


def test_a_marked_xml_item_is_left_out_for_a_child_or_an_attribute() -> None:
    item = fields(title="Welder", company="Acme", city="Leeds", description="Apply now.")
    jobs = [item + fields(referencenumber=f"W-{n}", url=f"https://acme.example/{n}") for n in range(4)]
    report, found = look(source(*jobs[:2], jobs[2] + fields(status="inactive")))
    assert (report["fetched"], report["inactive"], len(found)) == (2, 1, 2)
    report, found = look(source(*jobs).replace("<job>", '<job status="closed">', 1))
    assert (report["fetched"], report["inactive"]) == (3, 1)
    assert [job["external_id"] for job in found] == ["W-1", "W-2", "W-3"]


def test_an_open_job_is_not_a_duplicate_of_its_marked_twin() -> None:
    twins = of_jobs({"id": "W-7", "status": "closed"}, {"id": "W-7"}, {})
    report, jobs = look(twins)
    assert (report["fetched"], report["duplicates"], report["inactive"]) == (2, 0, 1)
    assert [job["external_id"] for job in jobs] == ["W-7", "W-2"]


def test_marked_items_do_not_influence_the_identity() -> None:
    marked = [{"id": "", "url": "https://acme.example/closed", "status": "closed"} for _ in range(5)]
    report, _ = look(of_jobs({}, {}, *marked))
    assert (report["identity"], report["unique"], report["inactive"]) == ("id", 2, 5)


def test_a_feed_that_marks_every_item_has_no_jobs() -> None:
    report, jobs = look(of_jobs({"status": "draft"}, {"status": "closed"}))
    assert (report["outcome"], jobs) == ("no_jobs_found", [])
    assert "status: draft" in report["message"]
