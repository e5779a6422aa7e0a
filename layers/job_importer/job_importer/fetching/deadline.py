"""The time that a fetch may take, including all attempts, redirects and pauses."""

from collections.abc import Callable
from dataclasses import dataclass

from job_importer.codes import FeedError, RunFailure


@dataclass(frozen=True, slots=True)
class Deadline:
    total_seconds: float
    idle_seconds: float
    ends_at: float  # on `clock`
    clock: Callable[[], float]

    def remaining(self) -> float:
        """Seconds until the end; 0 or less when it has passed."""
        return self.ends_at - self.clock()

    def left(self) -> float:
        """Seconds until the end, more than 0. Raises FeedError (feed_timeout) if none are left."""
        left = self.remaining()
        if left <= 0:
            raise FeedError(
                RunFailure.FEED_TIMEOUT,
                f"The download did not finish within {self.total_seconds:g} seconds. Ask the source for a faster or "
                "smaller feed, or raise FETCH_TOTAL_SECONDS.",
            )
        return left

    def patience(self) -> float:
        """Seconds that a single step may take without a sign of life."""
        return min(self.idle_seconds, self.left())


def start(total_seconds: float, idle_seconds: float, clock: Callable[[], float]) -> Deadline:
    return Deadline(total_seconds, idle_seconds, clock() + total_seconds, clock)
