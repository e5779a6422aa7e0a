"""The second guard beside the collapse guard: refuses a feed that would change unusually many known texts for the
worse, until an operator accepts it. Pure.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from statistics import median

from job_importer.feeds.model import Yield

LEAST_JOBS = 3  # known jobs with worse texts, or all of them if fewer
LEAST_SHARE = 0.2  # share of the known jobs whose texts would change
MOSTLY = 0.5  # share of those whose texts are worse


@dataclass(frozen=True, slots=True)
class Comparison:
    """For a sample: the number of stored jobs, of those whose texts would change, and of those whose texts get worse.

    `example` is a text as it is and as it would be.
    """

    known: int
    changed: int
    worse: int
    example: tuple[str, str] | None = None


def garbled_reason(yields: Sequence[Yield], found: Comparison) -> str | None:
    """A sentence that says why this is a garbled copy of the feed, or None.

    A feed without history is never called garbled. If texts normally change from run to run, far more must
    change than usual: twice the usual share, or half of what usually stays. New texts that are not worse do not matter.
    """
    if not yields or found.worse < max(1, min(LEAST_JOBS, found.known)) or found.worse < MOSTLY * found.changed:
        return None
    usual = usual_change(yields)
    if found.changed <= found.known * min(max(LEAST_SHARE, 2 * usual), (1 + usual) / 2):
        return None
    return (
        f"{found.changed} of {found.known} known jobs would change (about {usual:.0%} is usual), {found.worse} of "
        "them for the worse: escapes, markup or broken characters where there were none."
    )


def usual_change(yields: Sequence[Yield]) -> float:
    """The usual share of known jobs that a run changes; 0 after only one run."""
    shares = [share for y in yields if (share := y.get("changed")) is not None]
    return median(shares) if shares else 0.0
