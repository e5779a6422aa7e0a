"""Waiting for imports, by jobctl and by the local stack alike."""

import pytest

from job_importer.mongo import Db
from tests.support.history import add_run
from tests.support.jobctl import Shell
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
