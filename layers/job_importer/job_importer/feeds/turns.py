"""Turns at a host: how long a run waits for its own, and how many runs of a host are worth starting. Pure."""

import math

USUAL_SECONDS = 2.0  # of a fetch, until a host has shown how long its own take
LONGEST_WAIT = 900.0  # then a run looks again: a host can be faster than it was expected to be
_NEWEST = 0.2  # the weight of the last fetch in what is expected of the next


def slot_seconds(fetch_seconds: float, interval_seconds: float) -> float:
    """What one turn takes of a host's time: the fetch, and the pause after it."""
    return max(1.0, fetch_seconds + interval_seconds)


def expected_seconds(expected: float, took: float) -> float:
    """What the next fetch of a host is expected to take. One that hangs does not count for more than twice the usual."""
    return expected + _NEWEST * (min(took, 2 * expected + 1) - expected)


def stay_away(until_turn: float, until_rested: float | None, slot: float, jitter: float) -> float:
    """How many seconds a run stays away from its host; `jitter` is uniform in [0, 1).

    `until_turn` is how far its turn is; negative where it is overdue, for the host is busy. `until_rested` is when the
    host may be asked again, if that is known. An overdue run stays away in proportion to what it has waited already:
    however late a host is, a run asks a handful of times.
    """
    known = max(until_turn, until_rested or 0.0)
    if known > 0:
        return min(max(1.0, known) + jitter * min(slot, 0.1 * known), LONGEST_WAIT)
    return min(max(1.0, (0.5 + jitter) * (slot - 0.5 * until_turn)), LONGEST_WAIT)


def turns_within(seconds: float, slot: float) -> int:
    """How many runs of a host are worth having under way, so that it is asked without a gap for so long."""
    return max(1, math.ceil(seconds / slot))
