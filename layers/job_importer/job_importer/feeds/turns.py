"""Turns at a host: how long a run waits for its own, and how many runs of a host are worth starting. Pure."""

import math
from collections.abc import Sequence

from job_importer.plural import plural

USUAL_SECONDS = 2.0  # expected duration of a fetch until the host has been measured
LONGEST_WAIT = 900.0  # then a run asks again, since a host can be faster than expected
_FIRST = 2  # so many of the waiting runs may take a free host, because the first one may be late
NEWEST_SHARE = 0.2  # weight of the last fetch in the expected duration of the next


def slot_seconds(fetch_seconds: float, interval_seconds: float) -> float:
    """How long one turn occupies a host: the fetch and the pause after it."""
    return max(1.0, fetch_seconds + interval_seconds)


def expected_seconds(expected: float, took: float) -> float:
    """The expected duration of a host's next fetch; a fetch that hangs counts as at most twice the usual."""
    return expected + NEWEST_SHARE * (min(took, 2 * expected + 1) - expected)


def may_begin(ahead: int, idle_for: float, slot: float) -> bool:
    """Whether a run may take a free host while `ahead` others are before it: if it is among the first, or if none
    of those has come for a while.
    """
    return ahead < _FIRST or idle_for >= 2 * slot


def stay_away(until_free: float, busy_for: float, ahead: int, slot: float, jitter: float) -> float:
    """How many seconds a run waits before it asks for a busy host again; `jitter` is uniform in [0, 1).

    The host is expected to be free in `until_free` seconds, and `ahead` other runs are before this one. It comes back
    a little early, since they may be quicker than expected. The next one asks again soon if the host is not free when
    it should be; less often, the longer the fetch takes (`busy_for`), so that it asks a handful of times.
    """
    if ahead:
        wait = (max(0.0, until_free) + ahead * slot) * (0.75 + 0.2 * jitter)
    else:
        wait = until_free if until_free > 0 else (0.5 + jitter) * busy_for / 5
    return min(max(1.0, wait), LONGEST_WAIT)


def turns_within(seconds: float, slot: float) -> int:
    """How many runs of a host are worth starting so that it is used without a gap for `seconds`."""
    return max(1, math.ceil(seconds / slot))


def crowding(host: str, slot: float, intervals: Sequence[int]) -> str | None:
    """A sentence if the feeds of a host need more time than it has; `intervals` are theirs, in seconds."""
    wanted = sum(slot / interval for interval in intervals)
    if wanted <= 1:
        return None
    return (
        f"{host} can be fetched from once in {slot:.3g} s (a fetch and a pause), which is "
        f"{plural(round(3_600 / slot), 'import')} an hour; {plural(len(intervals), 'feed')} would need "
        f"{sum(3_600 / interval for interval in intervals):.0f}. Each comes {wanted:.1f} times later than it should. "
        "Give the feeds longer intervals, or the host a shorter pause in HOST_INTERVALS if its owner agrees."
    )
