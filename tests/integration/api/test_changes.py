"""What an import has changed, over HTTP: job by job with old and new values, and by field."""

from typing import Any

import pytest

from job_importer.connections import Context
from job_importer.jobs import store
from job_importer.jobs.aliases import add_aliases
from job_importer.jobs.key import job_key
from job_importer.mongo import Db
from job_importer.pipeline.consumer import store_chunk
from job_importer.pipeline.reconciler import reconcile
from tests.support.api_client import Client
from tests.support.world import NOW, RUN_1, RUN_2, RUN_3, add_feed, begin_run, chunk, job, publish


def import_jobs(ctx: Context, run_id: str, *jobs: dict[str, Any], feed_id: str = "acme") -> None:
    begin_run(ctx.db, run_id, feed_id)
    message = chunk(run_id, 0, list(jobs), feed_id=feed_id)
    publish(ctx.db, message)
    for _ in range(2):
        store_chunk(ctx.db, message, NOW)
    for _ in range(2):
        reconcile(ctx, NOW)


@pytest.fixture
def three_runs(connections: Context) -> Db:
    """The second changes two jobs, re-stamps one, closes one and brings one; the third brings the closed one back."""
    add_feed(connections.db)
    import_jobs(connections, RUN_1, *(job(n) for n in range(5)))
    pay = {"min": None, "max": None, "currency": None, "period": None, "text": "$literal"}
    second = (
        job(0, title="$title", salary=pay),
        job(1, title="Nurse"),
        job(2, posted_at="2026-10-31T09:00:00Z"),
        job(3),
        job(9),
    )
    import_jobs(connections, RUN_2, *second)
    import_jobs(connections, RUN_3, *second, job(4, company="Other"))
    return connections.db


def changes(client: Client, run_id: str, kind: str = "", limit: int = 1) -> list[dict[str, Any]]:
    """Of every page."""
    found: list[dict[str, Any]] = []
    query = f"/imports/{run_id}/changes?limit={limit}" + (f"&kind={kind}" if kind else "")
    cursor = ""
    while True:
        page = client.get(query + cursor)
        assert page.status == 200, page.text
        assert (page.json["fields"] is None) == bool(cursor)
        found += page.json["items"]
        if not page.json["next_cursor"]:
            return found
        cursor = f"&cursor={page.json['next_cursor']}"


def brief(items: list[dict[str, Any]]) -> list[tuple[str, str, dict[str, Any]]]:
    return sorted((item["kind"], item["job"]["url"][-1], item["changes"]) for item in items)


def test_the_changes_of_an_import_are_as_many_as_its_books_say(three_runs: Db, viewer: Client) -> None:
    for run_id in (RUN_1, RUN_2, RUN_3):
        counts = viewer.get(f"/imports/{run_id}").json["counts"]
        for kind in ("new", "updated", "closed", "reopened", "restamped", "rekeyed"):
            assert len(changes(viewer, run_id, kind)) == counts[kind], (run_id, kind)
    assert [len(changes(viewer, run_id, limit=2)) for run_id in (RUN_1, RUN_2, RUN_3)] == [5, 4, 2]


def test_a_change_tells_what_was_and_what_is(three_runs: Db, viewer: Client) -> None:
    told = brief(changes(viewer, RUN_2))
    assert [(kind, n) for kind, n, _ in told] == [("closed", "4"), ("new", "9"), ("updated", "0"), ("updated", "1")]
    assert told[2][2]["title"] == {"old": "Engineer 0", "new": "$title"}
    assert told[2][2]["salary"]["new"]["text"] == "$literal"
    assert told[3][2] == {"title": {"old": "Engineer 1", "new": "Nurse"}}
    (closed,) = changes(viewer, RUN_2, "closed")
    assert (closed["reason"], closed["at"], closed["job"]["company"]) == ("not_listed", "2026-11-01T12:00:00Z", "Other")
    page = viewer.get(f"/imports/{RUN_2}/changes").json
    assert page["fields"] == {"title": 2, "salary": 1}


def test_a_job_that_comes_back_changed_is_reopened_and_updated(three_runs: Db, viewer: Client) -> None:
    told = brief(changes(viewer, RUN_3))
    assert told == [("reopened", "4", {}), ("updated", "4", {"company": {"old": "Acme", "new": "Other"}})]


def test_the_history_of_a_job_tells_its_whole_life(three_runs: Db, viewer: Client) -> None:
    (found,) = viewer.get("/jobs?external_id=A-4").json["items"]
    told = [(change["kind"], change["run_id"], change["reason"]) for change in found["history"]]
    assert told == [
        ("new", RUN_1, None),
        ("closed", RUN_2, "not_listed"),
        ("updated", RUN_3, None),
        ("reopened", RUN_3, None),
    ]


def test_jobs_that_came_under_another_id_are_listed(three_runs: Db, viewer: Client) -> None:
    key = job_key("jobs.example.com", "A-1")
    add_aliases(three_runs, [(f"{n:032x}", key) for n in range(2)], RUN_3, NOW)
    assert [(item["kind"], item["job"]["id"]) for item in changes(viewer, RUN_3, "rekeyed")] == [("rekeyed", key)] * 2


def test_a_change_from_before_values_were_kept_names_its_fields(three_runs: Db, viewer: Client) -> None:
    old = {"run_id": RUN_2, "at": NOW, "fields": ["title", "url"]}
    three_runs.jobs.update_one({"external_id": "A-3"}, {"$set": {"history": [old]}})
    told = {item["job"]["url"][-1]: item for item in changes(viewer, RUN_2, "updated")}
    assert (told["3"]["fields"], told["3"]["changes"]) == (["title", "url"], {})
    assert viewer.get(f"/imports/{RUN_2}/changes").json["fields"] == {"title": 3, "salary": 1, "url": 1}


def test_of_two_writers_at_once_the_later_says_what_it_has_met(
    connections: Context, viewer: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Between reading what a job is and writing it, another run has changed it."""
    db = connections.db
    add_feed(db)
    import_jobs(connections, RUN_1, job(0))
    read, asides = store._read, [lambda: import_jobs(connections, RUN_2, job(0, title="Second"))]

    def overtaken(db: Db, keys: list[str], fields: Any = None) -> Any:
        found = read(db, keys, fields)
        if asides:
            asides.pop()()
        return found

    monkeypatch.setattr(store, "_read", overtaken)
    begin_run(db, RUN_3)
    message = chunk(RUN_3, 0, [job(0, title="Third")])
    publish(db, message)
    store_chunk(db, message, NOW)
    (stored,) = viewer.get("/jobs?external_id=A-0").json["items"]
    assert [change["fields"] for change in stored["history"]] == [[], ["title"], ["title"]]
    assert stored["history"][1]["changes"]["title"] == {"old": "Engineer 0", "new": "Second"}
    assert stored["history"][2]["changes"]["title"] == {"old": "Second", "new": "Third"}


def test_an_unknown_import_is_a_404_and_another_kind_a_400(viewer: Client) -> None:
    assert viewer.get(f"/imports/{RUN_1}/changes").status == 404
    assert viewer.get(f"/imports/{RUN_1}/changes?kind=lost").status == 400
