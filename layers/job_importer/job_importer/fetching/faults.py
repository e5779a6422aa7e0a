"""Failures that another attempt may not meet again."""

from job_importer.codes import FeedError, RunFailure


class TransientFeedError(FeedError):
    """A FeedError worth another attempt within the same run."""


def timed_out(message: str) -> TransientFeedError:
    return TransientFeedError(RunFailure.FEED_TIMEOUT, message)


def unreachable(message: str) -> TransientFeedError:
    return TransientFeedError(RunFailure.FEED_UNREACHABLE, message)


def garbled(message: str) -> TransientFeedError:
    """The answer broke HTTP's or its compression's rules, or came short."""
    return TransientFeedError(RunFailure.FEED_HTTP_ERROR, message)
