"""Failures that another attempt may avoid."""

from job_importer.codes import FeedError, RunFailure


class TransientFeedError(FeedError):
    """A FeedError worth another attempt within the same run."""


def timed_out(message: str) -> TransientFeedError:
    return TransientFeedError(RunFailure.FEED_TIMEOUT, message)


def unreachable(message: str) -> TransientFeedError:
    return TransientFeedError(RunFailure.FEED_UNREACHABLE, message)


def garbled(message: str) -> TransientFeedError:
    """The response violates HTTP or its compression, or is incomplete."""
    return TransientFeedError(RunFailure.FEED_HTTP_ERROR, message)
