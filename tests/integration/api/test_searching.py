"""Jobs are searched by words of title, company and place, by period, by the import that closed them and by reason."""

from datetime import timedelta
from typing import Any

import pytest

from job_importer.api.searching import search_filter, terms_of
from job_importer.jobs.search_words import search_fields
from job_importer.mongo import Db
from job_importer.pipeline.consumer import store_chunk
from tests.integration.api.test_jobs import ids
from tests.support.api_client import Client
from tests.support.history import START, add_job, add_run
from tests.support.world import NOW, RUN_1, RUN_2, add_feed, begin_run, chunk, job, publish
from tools.database import fill_in_words

JOBS = [
    ("Senior Nurse", "Klinik Zürich", "Berlin"),
    ("Nurse (night)", "Acme", "Zürich"),
    ("Software Engineer", "Nurse Agency", "Paris, France"),
    ("Engineer", "Acme", "Berlin"),
    ("$where [a-z]+", None, None),
]


@pytest.fixture
def runs(db: Db) -> list[str]:
    add_feed(db)
    runs = [add_run(db, n) for n in (0, 48, 96)]
    for n, (title, company, location) in enumerate(JOBS):
        fields: dict[str, Any] = {"title": title, "company": company, "location": location}
        add_job(db, n, runs[n % 2], **fields, **search_fields(fields))
    return runs


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("q=nurse", [0, 1, 2]),
        ("q=NURSE berlin", [0]),
        ("q=berlin nurse senior", [0]),
        ("q=nurse paris acme", []),
        ("q=zurich", [0, 1]),
        ("q=Zürich", [0, 1]),
        ("place=zürich", [1]),
        ("company=zürich", [0]),
        ("company=acme&place=berlin", [3]),
        ("q=engineer&company=acme", [3]),
        ("q=eng", [2, 3]),
        ("q=software eng", [2]),
        ("q=eng software", []),
        ("q=eng ", []),
        ("q=en", []),
        ("q=where", [4]),
        ("q=.*", 400),
        ("q=[", 400),
        ("place=x", 400),
        ("q=%00", 400),
    ],
)
def test_every_word_has_to_be_there(runs: list[str], viewer: Client, query: str, found: list[int] | int) -> None:
    url = query.replace(" ", "%20")
    if isinstance(found, int):
        assert viewer.get(f"/jobs?{url}").status == found
    else:
        assert sorted(ids(viewer, url, limit=2)) == [f"A-{n}" for n in found]


def test_words_go_with_the_other_filters(runs: list[str], viewer: Client) -> None:
    assert ids(viewer, "q=nurse&feed=other") == []
    assert len(ids(viewer, "q=nurse&feed=acme&status=open", limit=1)) == 3
    assert ids(viewer, f"q=nurse&run={runs[1]}") == ["A-1"]
    page = viewer.get("/jobs?q=nurse&limit=1").json
    assert viewer.get(f"/jobs?q=engineer&limit=1&cursor={page['next_cursor']}").status == 400


def test_the_rarest_word_is_looked_up(runs: list[str], db: Db) -> None:
    for text in ("nurse senior", "senior nurse", "Nurse, senior "):
        assert search_filter(db, terms_of(text, None, None))["beginnings"] == "sen"
    assert search_filter(db, []) == {}


def test_a_period_is_of_the_date_that_is_named(runs: list[str], viewer: Client, db: Db) -> None:
    db.jobs.update_one({"external_id": "A-3"}, {"$set": {"changed_run_id": runs[2]}})
    late = START + timedelta(days=9)
    db.jobs.update_one({"external_id": "A-4"}, {"$set": {"closed_at": late, "closed_reason": "expired"}})
    assert sorted(ids(viewer, "from=2026-10-03&to=2026-10-04")) == ["A-1", "A-3"]
    assert sorted(ids(viewer, "to=2026-10-02", limit=1)) == ["A-0", "A-2", "A-4"]
    assert ids(viewer, "date=last_changed&from=2026-10-05&to=2026-10-06") == ["A-3"]
    assert ids(viewer, "date=last_changed&to=2026-10-05") == []
    assert ids(viewer, "date=closed&from=2026-10-10") == ["A-4"]
    assert ids(viewer, "date=closed&to=2026-10-10") == []
    assert viewer.get(f"/jobs?run={runs[0]}&from=2026-10-03").status == 400


def test_jobs_are_found_by_why_and_by_which_import_they_were_closed(runs: list[str], viewer: Client, db: Db) -> None:
    entry = {"run_id": runs[2], "at": START, "kind": "closed", "reason": "not_listed"}
    closed = {"closed_at": START, "closed_run_id": runs[2], "closed_reason": "not_listed", "history": [entry]}
    db.jobs.update_one({"external_id": "A-0"}, {"$set": closed})
    db.jobs.update_one({"external_id": "A-1"}, {"$set": {"history": [entry]}})  # open again
    db.jobs.update_one({"external_id": "A-2"}, {"$set": {"closed_at": START, "closed_reason": "expired"}})
    assert ids(viewer, f"closed_run={runs[2]}") == ["A-0"]
    assert ids(viewer, "closed_reason=expired") == ["A-2"]
    assert ids(viewer, f"closed_run={runs[2]}&closed_reason=expired") == []
    assert viewer.get("/jobs?closed_reason=lost").status == 400


def test_a_job_is_found_by_the_words_that_it_has_now(viewer: Client, db: Db) -> None:
    add_feed(db)
    for run_id, title in ((RUN_1, "Nurse"), (RUN_2, "Surgeon")):
        begin_run(db, run_id)
        message = chunk(run_id, 0, [job(0, title=title)])
        publish(db, message)
        for _ in range(2):
            store_chunk(db, message, NOW)
    assert (ids(viewer, "q=nurse"), ids(viewer, "q=surgeon")) == ([], ["A-0"])


def test_jobs_from_before_there_was_a_search_get_their_words(runs: list[str], viewer: Client, db: Db) -> None:
    db.jobs.update_many({}, {"$unset": {"words": "", "beginnings": ""}})
    assert ids(viewer, "q=nurse") == []
    assert [fill_in_words(db), fill_in_words(db)] == [len(JOBS), 0]
    assert len(ids(viewer, "q=nurse")) == 3
