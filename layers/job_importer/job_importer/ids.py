"""Run ids: ULIDs (github.com/ulid/spec), so that ids sort by time and a time range is a range of ids."""

from datetime import datetime

from ulid import ULID


def new_run_id(now: datetime) -> str:
    """A fresh id for a run that starts at `now` (aware)."""
    return str(ULID.from_datetime(now))


def first_id_at(moment: datetime) -> str:
    """The smallest id of that millisecond: ids >= it belong to runs that started at or after `moment`."""
    return str(ULID.from_timestamp(moment.timestamp()))[:10] + "0" * 16


def queued_at(run_id: str) -> datetime:
    """When the run was started, to the millisecond; aware, UTC."""
    return ULID.from_str(run_id).datetime


def rank_of(run_id: str, replay_of: str | None) -> str:
    """Where a run stands in the order of what the source said: a replay right after the run whose bytes it reads, and
    before every later run. Of two replays of the same run, the later one comes second.
    """
    return run_id if replay_of is None else f"{replay_of}+{run_id}"


def run_at(rank: str) -> str:
    """The run that stands at `rank`."""
    return rank.rpartition("+")[2]


def chunk_id(run_id: str, n: int) -> str:
    return f"{run_id}:{n:06d}"


def failure_id(run_id: str, n: int, index: int) -> str:
    return f"{chunk_id(run_id, n)}:{index:08d}"
