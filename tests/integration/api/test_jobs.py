"""The jobs over HTTP."""

from datetime import timedelta

import pytest

from job_importer.codes import CloseReason
from job_importer.jobs.aliases import add_aliases
from job_importer.jobs.key import job_key
from job_importer.mongo import Db
from tests.support.api_client import Client
from tests.support.history import START, add_job, add_run
from tests.support.world import NOW, add_feed


def ids(client: Client, query: str, limit: int = 3) -> list[str]:
    """Of every page, in order."""
    found: list[str] = []
    cursor = ""
    while True:
        page = client.get(f"/jobs?{query}&limit={limit}&cursor={cursor}" if cursor else f"/jobs?{query}&limit={limit}")
        assert page.status == 200, page.text
        found += [job["external_id"] for job in page.json["items"]]
        cursor = page.json["next_cursor"]
        if not cursor:
            return found


@pytest.fixture
def runs(db: Db) -> list[str]:
    """Four runs; jobs 0 to 9 are of the first two, three to five of them changed since, the last two closed."""
    add_feed(db)
    runs = [add_run(db, n) for n in (0, 1, 2000)] + [add_run(db, 3, feed_id="other")]
    for n in range(10):
        changed = {"changed_run_id": runs[2], "history": [{"run_id": runs[2], "at": START, "fields": ["title"]}]}
        closed = {"closed_at": START, "closed_run_id": runs[2], "closed_reason": CloseReason.NOT_LISTED}
        add_job(db, n, runs[n % 2], **(changed if 3 <= n <= 5 else closed if n >= 8 else {}))
    add_job(db, 100, runs[2])
    add_job(db, 200, runs[3], feed_id="other", source="other.example.com")
    return runs


def test_every_job_is_listed_once_and_those_of_the_newest_import_first(runs: list[str], viewer: Client) -> None:
    found = ids(viewer, "")
    assert sorted(found) == sorted([*(f"A-{n}" for n in range(10)), "A-100", "A-200"])
    assert found[:2] == ["A-100", "A-200"]
    assert set(found[2:7]) == {f"A-{n}" for n in (1, 3, 5, 7, 9)}


def test_jobs_are_filtered(runs: list[str], viewer: Client) -> None:
    assert ids(viewer, "feed=other") == ["A-200"]
    assert ids(viewer, "source=other.example.com") == ["A-200"]
    assert ids(viewer, "feed=acme&source=other.example.com") == []
    assert sorted(ids(viewer, "status=closed")) == ["A-8", "A-9"]
    assert len(ids(viewer, "status=open&feed=acme")) == 9


def test_a_job_is_found_by_the_id_that_its_source_gives_it(runs: list[str], viewer: Client, db: Db) -> None:
    elsewhere = job_key("other.example.com", "A-3")  # another source's third
    add_job(db, 3, runs[3], feed_id="other", source="other.example.com", _id=elsewhere)
    assert ids(viewer, "external_id=A-3&source=other.example.com") == ["A-3"]
    assert ids(viewer, "external_id=A-3") == ["A-3"]  # no feed is known of the other source
    add_feed(db, "other", source="other.example.com")
    assert ids(viewer, "external_id=A-3", limit=1) == ["A-3", "A-3"]
    assert ids(viewer, "external_id=A-3&source=other.example.com") == ["A-3"]
    assert ids(viewer, f"external_id=A-3&run={runs[2]}") == ["A-3"]
    assert ids(viewer, f"external_id=A-100&run={runs[2]}") == ["A-100"]
    assert ids(viewer, "external_id=A-8&status=closed") == ["A-8"]
    for nothing in ("external_id=A", "external_id=a-3", "external_id=.*", "external_id=A-8&status=open"):
        assert ids(viewer, nothing) == []
    for bad in ("external_id=", f"external_id={'x' * 1_001}"):
        assert viewer.get(f"/jobs?{bad}").status == 400
    page = viewer.get("/jobs?external_id=A-3&limit=1").json
    assert viewer.get(f"/jobs?external_id=A-4&limit=1&cursor={page['next_cursor']}").status == 400


def test_a_run_shows_what_it_saw_first_and_then_what_it_changed(runs: list[str], viewer: Client) -> None:
    assert ids(viewer, f"run={runs[2]}")[0] == "A-100"
    assert sorted(ids(viewer, f"run={runs[2]}")) == ["A-100", "A-3", "A-4", "A-5"]
    assert sorted(ids(viewer, f"run={runs[0]}", 2)) == [f"A-{n}" for n in (0, 2, 4, 6, 8)]
    assert ids(viewer, f"run={runs[2]}&status=closed") == []
    assert ids(viewer, f"run={runs[2]}&feed=other") == []
    assert ids(viewer, "run=01M000000000000000000000ZZ") == []
    assert viewer.get("/jobs?run=nonsense").status == 400


def test_a_job_tells_its_life(runs: list[str], viewer: Client) -> None:
    listed = viewer.get("/jobs?status=closed&limit=1").json["items"][0]
    job = viewer.get(f"/jobs/{listed['id']}").json
    assert job == listed
    assert (job["closed_reason"], job["closed_run_id"]) == (CloseReason.NOT_LISTED, runs[2])
    assert (job["feed_ids"], job["listed_by"], job["first_seen_at"]) == (["acme"], ["acme"], "2026-10-01T06:00:00Z")
    assert job["posted_at"] == "2026-10-30T09:00:00Z"
    assert {"salary", "description_html", "changed_fields", "content_hash", "history"} <= set(job)


def test_a_job_is_found_under_every_id_that_its_source_gave_it(runs: list[str], viewer: Client, db: Db) -> None:
    (job,) = viewer.get("/jobs?external_id=A-1").json["items"]
    other = job_key(job["source"], "B-1")
    assert viewer.get(f"/jobs/{other}").status == 404
    add_aliases(db, [(other, job["id"])], runs[0], NOW)
    assert viewer.get(f"/jobs/{other}").json == job
    assert viewer.get(f"/jobs?external_id=B-1&source={job['source']}").json["items"] == [job]


def test_a_job_names_the_run_that_reopened_it_last(runs: list[str], viewer: Client, db: Db) -> None:
    assert viewer.get("/jobs?external_id=A-1").json["items"][0]["reopened_run_id"] is None
    db.jobs.update_one({"external_id": "A-1"}, {"$set": {"reopened_run_ids": runs[:3]}})
    assert viewer.get("/jobs?external_id=A-1").json["items"][0]["reopened_run_id"] == runs[2]


def test_a_job_is_seen_again_by_a_run_that_found_its_feed_not_modified(runs: list[str], viewer: Client, db: Db) -> None:
    later = START + timedelta(days=90)
    db.feeds.update_one({"_id": "acme"}, {"$set": {"confirmed_run_id": runs[1], "confirmed_at": later}})
    seen = {
        item["external_id"]: item["last_seen_at"]
        for item in viewer.get("/jobs?limit=100").json["items"]
        if item["external_id"] in ("A-0", "A-1", "A-200")
    }
    assert seen["A-1"].startswith(later.date().isoformat())  # listed in the run that was confirmed
    assert not seen["A-0"].startswith(later.date().isoformat())  # listed before it, and not since
    assert not seen["A-200"].startswith(later.date().isoformat())  # of another feed


def test_an_unknown_job_is_a_404(viewer: Client) -> None:
    assert viewer.get("/jobs/0123").status == 404


def test_a_page_of_huge_jobs_ends_before_its_limit(db: Db, viewer: Client) -> None:
    run = add_run(db, 0)
    for n in range(10):
        add_job(db, n, run, description_text="x" * 900_000)
    page = viewer.get("/jobs?limit=100")
    assert len(page.text) < 5_000_000
    assert 0 < len(page.json["items"]) < 10
    assert len(ids(viewer, "", limit=100)) == 10
