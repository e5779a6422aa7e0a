"""Failures by reason: whether the groups are of every failure."""

import pytest

from job_importer.api import failure_groups as module
from job_importer.api.failure_groups import failure_groups
from job_importer.api.filters import FailureFilter
from job_importer.mongo import Db
from tests.support.history import add_failure, add_run


@pytest.mark.parametrize(("looked_at", "complete"), [(3, False), (4, False), (5, True)])
def test_groups_are_complete_where_fewer_failures_are_found_than_are_looked_at(
    db: Db, monkeypatch: pytest.MonkeyPatch, looked_at: int, complete: bool
) -> None:
    run_id = add_run(db, 0, status="partial")
    for index in range(4):
        add_failure(db, run_id, index, f"Job {index} has no title.")
    monkeypatch.setattr(module, "GROUPED", looked_at)
    (group,), is_complete = failure_groups(db, FailureFilter(run=run_id))
    assert (group.count, is_complete) == (min(4, looked_at), complete)


@pytest.mark.parametrize(("shown", "complete"), [(2, False), (3, True), (4, True)])
def test_groups_are_complete_where_all_of_them_are_shown(
    db: Db, monkeypatch: pytest.MonkeyPatch, shown: int, complete: bool
) -> None:
    run_id = add_run(db, 0, status="partial")
    for index, message in enumerate(("No title.", "No url.", "No id.")):
        add_failure(db, run_id, index, message)
    monkeypatch.setattr(module, "GROUPS", shown)
    found, is_complete = failure_groups(db, FailureFilter(run=run_id))
    assert [group.signature for group in found] == ["No id.", "No title.", "No url."][:shown]  # none has more
    assert is_complete == complete
