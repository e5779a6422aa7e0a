"""Further keys of stored jobs."""

from datetime import timedelta
from typing import Any

from job_importer.jobs.aliases import RENEW_AFTER, Alias, add_aliases, find_aliases, jobs_gone, renew_aliases
from job_importer.mongo import Db
from tests.support.world import NOW, RUN_1, RUN_2

AGES = {"old": RENEW_AFTER + timedelta(seconds=1), "young": RENEW_AFTER}


def test_an_alias_stays_as_the_first_run_has_found_it(db: Db) -> None:
    for run_id, job in ((RUN_1, "a"), (RUN_2, "b")):
        add_aliases(db, [("k", job)], run_id, NOW)
        assert list(db.aliases.find()) == [{"_id": "k", "job": "a", "run_id": RUN_1, "used_at": NOW}]
        assert find_aliases(db, ["k", "other"]) == {"k": Alias("a", RUN_1)}


def test_an_alias_is_renewed_that_was_not_used_for_long(db: Db) -> None:
    for name, age in AGES.items():
        add_aliases(db, [(name, "job"), (f"unused {name}", "job")], RUN_1, NOW - age)
    for _ in range(2):
        renew_aliases(db, list(AGES), NOW)
        used: Any = {doc["_id"]: NOW - doc["used_at"] for doc in db.aliases.find()}
        as_before = {f"unused {name}": age for name, age in AGES.items()} | {"young": AGES["young"]}
        assert used == as_before | {"old": timedelta()}


def test_a_job_is_gone_where_none_of_its_keys_is_listed(db: Db) -> None:
    add_aliases(db, [("new", "job"), ("newer", "job"), ("stored", "other")], RUN_1, NOW)
    db.jobs.insert_many([{"_id": "job"}, {"_id": "stored"}])  # a key that a job is stored under is that job's
    keys = ["new", "stored", "job", "alone"]
    for listed, gone in (
        ((), ["job", "stored", "alone"]),
        (("newer",), ["stored", "alone"]),
        (("job",), ["stored", "alone"]),
    ):
        assert list(jobs_gone(db, keys, lambda key, listed=listed: key in listed)) == gone
