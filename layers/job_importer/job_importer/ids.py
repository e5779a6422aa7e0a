"""Run ids: ULIDs (github.com/ulid/spec), so that ids sort by time and a time range is a range of ids."""

from datetime import datetime

from ulid import ULID


def new_run_id(now: datetime) -> str:
    """A fresh id for a run that starts at `now` (aware)."""
    return str(ULID.from_datetime(now))


def first_id_at(moment: datetime) -> str:
    """The smallest id of that millisecond: ids >= it belong to runs that started at or after `moment`."""
    return str(ULID.from_timestamp(moment.timestamp()))[:10] + "0" * 16


def chunk_id(run_id: str, n: int) -> str:
    return f"{run_id}:{n:06d}"


def failure_id(run_id: str, n: int, index: int) -> str:
    return f"{chunk_id(run_id, n)}:{index:08d}"
