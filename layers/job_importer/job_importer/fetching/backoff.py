"""How long to wait before the next attempt of a fetch. Pure."""

from job_importer.codes import FeedError
from job_importer.fetching.faults import TransientFeedError

BASE_SECONDS = 1.0
CAP_SECONDS = 20.0
PATIENCE_SECONDS = 5.0  # a Retry-After up to this long is waited for; a longer one is left to the schedule


def pause(attempt: int, error: FeedError, jitter: float) -> float | None:
    """Seconds after the failed `attempt` (1, 2, …), or None if another attempt is useless.

    Exponential with full jitter (`jitter` is uniform in [0, 1)), so that fetches that failed together return apart.
    """
    if error.retry_after is not None:
        return max(error.retry_after, jitter * BASE_SECONDS) if error.retry_after <= PATIENCE_SECONDS else None
    if not isinstance(error, TransientFeedError):
        return None
    return jitter * min(CAP_SECONDS, BASE_SECONDS * 2.0 ** (attempt - 1))
