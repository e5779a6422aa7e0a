"""How the database is connected with: what the URI says, what the promises need, and what a failure is."""

import pytest
from pymongo.errors import ServerSelectionTimeoutError

from job_importer.mongo import LASTING_CODES, OneWait, connect

HOST = "mongodb://127.0.0.1:1"


def options(query: str = "", **settings: float) -> dict[str, object]:
    db = connect(f"{HOST}/?{query}", "jobs", **settings)
    found = db.client.options
    db.client.close()
    return {
        "selection": found.server_selection_timeout,
        "idle": found.pool_options.max_idle_time_seconds,
        "concern": found.write_concern.document,
        "preference": found.read_preference.mode,
        "timeout": found.timeout,
        "app": found.pool_options.appname,
    }


def test_a_statement_outlives_a_failover_and_no_time_limit_is_in_its_way() -> None:
    usual = options()
    assert (usual["selection"], usual["timeout"], usual["idle"]) == (25.0, None, 60.0)
    assert options(wait_seconds=5)["selection"] == 5.0


def test_what_the_uri_says_wins_in_any_case_of_its_letters() -> None:
    said = options("serverselectiontimeoutms=90000&MaxIdleTimeMS=7000&appName=mine")
    assert (said["selection"], said["idle"], said["app"]) == (90.0, 7.0, "mine")


def test_what_the_promises_need_wins_over_the_uri() -> None:
    needed = options("w=1&journal=false&readPreference=secondaryPreferred")
    assert (needed["concern"], needed["preference"]) == ({"w": "majority", "j": True}, 0)


@pytest.mark.parametrize("code", [6, 13, 50, 91, 189, 10107, 11600, 13388, 50_000], ids=str)
def test_an_error_that_is_not_known_to_last_passes(code: int) -> None:
    assert code not in LASTING_CODES


def test_of_several_pieces_of_work_the_first_waits_for_a_database_that_is_away() -> None:
    wait, tried = OneWait(), []

    def work(n: int) -> None:
        with wait.at_most():
            tried.append(n)
            raise ServerSelectionTimeoutError("no primary")

    for n in range(3):
        with pytest.raises(ServerSelectionTimeoutError):
            work(n)
    assert tried == [0]
