"""The collapse guard: a feed that brings far less than it used to is not believed until an operator says so. Pure."""

from collections.abc import Sequence
from math import sqrt
from statistics import median

from job_importer.codes import FeedError, RunFailure
from job_importer.feeds.model import FeedDoc, Yield

YIELDS_KEPT = 10
NOISE = 2.0  # in square roots of the usual number: what a small feed loses in an ordinary week


def refuse_collapse(feed: FeedDoc, items: int | None, filled: float) -> None:
    """Raises FeedError (feed_collapsed) if the document is a collapse by this feed's own history. See below."""
    reason = collapse_reason(feed["yields"], feed["collapse_threshold"], items, filled)
    if reason:
        raise FeedError(
            RunFailure.FEED_COLLAPSED,
            f"{reason} Nothing was published or closed. Ask the source; if the feed is right, accept it with "
            f"`jobctl import {feed['_id']} --accept-collapse`.",
        )


def collapse_reason(yields: Sequence[Yield], threshold: float, items: int | None, filled: float) -> str | None:
    """A sentence that says why this yield is a collapse, or None. `filled` is a share, 0 to 1.

    `items` is None for a part of a feed, whose number says nothing of it.

    What is usual is the median of the remembered yields: one odd day does not move it, and a feed without history
    cannot collapse. A feed of a handful of jobs may lose most of them by chance, so a drop counts only if it is also
    beyond twice the square root of the usual number (two standard deviations, were jobs to come and go by chance);
    below 16 items that is the stricter of the two at the usual threshold of a half. `threshold` 0 switches it off.
    """
    if not yields:
        return None
    usual_items = median(y["items"] for y in yields)
    if items is not None and items < threshold * usual_items and usual_items - items > NOISE * sqrt(usual_items):
        return f"The feed has {items} items; about {usual_items:.0f} are usual."
    usual_filled = median(y["filled"] for y in yields)
    if items != 0 and filled < threshold * usual_filled:
        return f"The feed's items have {filled:.0%} of the expected fields; about {usual_filled:.0%} is usual."
    return None


def remember(yields: Sequence[Yield], threshold: float, new: Yield) -> list[Yield]:
    """The feed's memory after a good run, newest last.

    A run that the guard would have refused was accepted by an operator: what was usual before is so no longer, and the
    memory begins anew. Remembering the same run twice changes nothing.
    """
    earlier = [y for y in yields if y["run_id"] != new["run_id"]]
    if collapse_reason(earlier, threshold, new["items"], new["filled"]):
        return [new]
    return [*earlier, new][-YIELDS_KEPT:]
