"""What is typed for an id."""

import pytest

from job_importer.mongo import Db
from tests.support.history import add_job, add_run
from tests.support.jobctl import Shell
from tests.support.world import add_feed


def test_an_import_is_known_by_the_beginning_of_its_id(db: Db, jobctl: Shell) -> None:
    runs = [add_run(db, n) for n in range(5)]
    for length in range(1, 26):
        found = jobctl("run", runs[3][:length], "--json")
        matches = sum(run.startswith(runs[3][:length]) for run in runs)
        assert (found.exit_code, found.json.get("id")) == ((0, runs[3]) if matches == 1 else (2, None)), length


def test_ids_of_the_same_millisecond_are_told_apart(db: Db, jobctl: Shell) -> None:
    first = add_run(db, 0)
    second = f"{first[:-1]}Z"
    db.runs.insert_one({**(db.runs.find_one({"_id": first}) or {}), "_id": second})
    assert jobctl("run", second[:-1]).exit_code == 2
    assert jobctl("run", second, "--json").json["id"] == second


def test_several_imports_are_named_and_none_is_said(db: Db, jobctl: Shell) -> None:
    runs = [add_run(db, n) for n in range(3)]
    assert all(run in jobctl("run", "0").err for run in runs[1:])
    assert "id begins with it" in jobctl("run", "0ZZZ").err
    assert "there is no feed" in jobctl("run", "zzz").err.lower()


def test_the_last_import_is_that_of_all_or_of_a_feed(db: Db, jobctl: Shell) -> None:
    add_feed(db, "acme")
    add_feed(db, "other")
    mine, other = add_run(db, 0, feed_id="acme"), add_run(db, 1, feed_id="other")
    assert jobctl("run", "--last", "--json").json["id"] == other
    assert jobctl("run", "acme", "--json").json["id"] == mine
    assert jobctl("run", "ac", "--json").json["id"] == mine


@pytest.mark.parametrize("arguments", [(), ("0A", "--last")])
def test_an_import_is_meant_one_way(arguments: tuple[str, ...], jobctl: Shell) -> None:
    answer = jobctl("run", *arguments)
    assert (answer.exit_code, "--last" in answer.err) == (2, True)


def test_without_imports_there_is_no_last_one(db: Db, jobctl: Shell) -> None:
    assert "no imports yet" in jobctl("run", "--last").err


def test_a_feed_is_known_by_the_beginning_of_its_id_and_first_by_all_of_it(db: Db, jobctl: Shell) -> None:
    for feed_id in ("acme", "acme-jobs", "other"):
        add_feed(db, feed_id)
    assert jobctl("feeds", "show", "o", "--json").json["id"] == "other"
    assert jobctl("feeds", "show", "acme", "--json").json["id"] == "acme"
    several = jobctl("feeds", "show", "ac")
    assert (several.exit_code, "acme, acme-jobs" in several.err) == (2, True)


def test_a_job_is_known_by_its_id_and_by_that_of_its_source(db: Db, jobctl: Shell) -> None:
    add_feed(db, "acme")
    key = add_job(db, 1, add_run(db, 0))
    found = jobctl("job", key, "--json").json
    assert jobctl("job", found["external_id"], "--json").json["id"] == key
    assert jobctl("job", "nowhere").exit_code == 2
    (named,) = jobctl("jobs", *found["title"].split()[:2], "--status", "open", "--json").json["items"]
    assert named["id"] == key
    assert found["title"] in jobctl("jobs", "--feed", "ac", "--run", "acme").out
