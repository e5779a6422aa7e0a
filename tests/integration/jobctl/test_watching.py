"""Waiting for imports, by jobctl and by the local stack alike."""

import pytest

from job_importer.mongo import Db
from tests.support.history import add_run
from tests.support.jobctl import Shell
from tests.support.world import NOW, add_feed
from tools.jobctl import watching
from tools.jobctl.client import Client
from tools.jobctl.config import find_access
from tools.jobctl.errors import JobctlError
from tools.jobctl.watching import watch


def test_the_runs_are_those_that_were_asked_for_in_their_order(db: Db, jobctl: Shell) -> None:
    ids = [add_run(db, n) for n in (1, 0)]
    with Client(find_access()) as client:
        assert [run["id"] for run in watch(client, ids)] == ids


def test_patience_ends_with_the_runs_that_have_not_ended(db: Db, jobctl: Shell) -> None:
    ended, live = add_run(db, 0), add_run(db, 1, status="processing")
    with Client(find_access()) as client, pytest.raises(JobctlError, match="Not finished after 0 s") as error:
        watch(client, [ended, live], patience_seconds=0)
    assert (live in str(error.value), ended in str(error.value)) == (True, False)


def test_leaving_says_that_the_import_goes_on_and_which(db: Db, jobctl: Shell, monkeypatch: pytest.MonkeyPatch) -> None:
    add_feed(db)

    def interrupt() -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(watching, "pause", interrupt)
    answer = jobctl("import", "acme", "--wait")
    (run,) = db.runs.find()
    assert answer.exit_code == 130
    assert f"The import is still running: {run['_id']}. `jobctl tail {run['_id']}` follows it." in answer.err
    assert run["status"] == "queued"


@pytest.mark.parametrize(
    ("status", "exit_code"), [("succeeded", 0), ("not_modified", 0), ("partial", 4), ("failed", 3)]
)
def test_the_exit_code_of_a_tail_is_how_the_import_has_ended(
    db: Db, jobctl: Shell, status: str, exit_code: int
) -> None:
    add_run(db, 0, status=status)
    assert jobctl("tail", "--last").exit_code == exit_code


def test_a_tail_tells_each_change_once(db: Db, jobctl: Shell, monkeypatch: pytest.MonkeyPatch) -> None:
    run = add_run(db, 0, status="queued")
    steps = iter(("queued", "fetching", "fetching", "processing", "succeeded"))

    def go_on() -> None:
        status = next(steps)
        ended = {"finished_at": NOW} if status == "succeeded" else {}
        db.runs.update_one({"_id": run}, {"$set": {"status": status, **ended}})

    monkeypatch.setattr(watching, "pause", go_on)
    told, _, shown = jobctl("tail", run).out.partition(run)
    lines = told.splitlines()
    states = [line.split()[0] for line in lines if line.startswith("  ")]
    assert states == ["queued", "fetching", "processing", "succeeded"]
    assert [line.split()[2] for line in lines if not line.startswith("  ")] == ["queued", "fetching", "ended"]
    assert len(set(lines)) == len(lines)
    assert "fetched = " in shown
