"""Turns at a host: how long a run waits for its own, and how many runs of a host are worth starting. Pure."""

import math
from collections.abc import Sequence

USUAL_SECONDS = 2.0  # of a fetch, until a host has shown how long its own take
LONGEST_WAIT = 900.0  # then a run looks again: a host can be faster than it was expected to be
_FIRST = 2  # of those who wait, so many may take a host that is free: the first one may be late
NEWEST_SHARE = 0.2  # the weight of the last fetch in what is expected of the next


def slot_seconds(fetch_seconds: float, interval_seconds: float) -> float:
    """What one turn takes of a host's time: the fetch, and the pause after it."""
    return max(1.0, fetch_seconds + interval_seconds)


def expected_seconds(expected: float, took: float) -> float:
    """What the next fetch of a host is expected to take; one that hangs counts for no more than twice the usual."""
    return expected + NEWEST_SHARE * (min(took, 2 * expected + 1) - expected)


def may_begin(ahead: int, idle_for: float, slot: float) -> bool:
    """Whether a run takes a host that is free while `ahead` others are before it: if it is among the first, or if none
    of those has come for a while.
    """
    return ahead < _FIRST or idle_for >= 2 * slot


def stay_away(until_free: float, busy_for: float, ahead: int, slot: float, jitter: float) -> float:
    """How many seconds a run stays away from a host that it cannot have now; `jitter` is uniform in [0, 1).

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
    """How many runs of a host are worth having under way, so that it is asked without a gap for so long."""
    return max(1, math.ceil(seconds / slot))


def crowding(host: str, slot: float, intervals: Sequence[int]) -> str | None:
    """A sentence where the feeds of a host want more of its time than there is; `intervals` are theirs, in seconds."""
    wanted = sum(slot / interval for interval in intervals)
    if wanted <= 1:
        return None
    return (
        f"{host} can be fetched from once in {slot:.3g} s (a fetch and a pause), which is {3_600 / slot:.0f} imports "
        "an "
        f"hour; its {len(intervals)} feeds want {sum(3_600 / interval for interval in intervals):.0f}. Each comes "
        f"{wanted:.1f} times later than it should. Give the feeds longer intervals, or the host a shorter pause in "
        "HOST_INTERVALS if its owner agrees."
    )
