"""The collapse guard: refuses a feed with far less than usual until an operator accepts it. Pure."""

from collections.abc import Sequence
from math import sqrt
from statistics import median

from job_importer.codes import FeedError, RunFailure
from job_importer.feeds.model import FeedDoc, Yield
from job_importer.plural import plural

YIELDS_KEPT = 10
NOISE = 2.0  # in square roots of the usual number: a small feed's normal loss in a week


def refuse_collapse(feed: FeedDoc, items: int | None, filled: float) -> None:
    """Raises FeedError (feed_collapsed) if this is a collapse by the feed's own history; see `collapse_reason`."""
    reason = collapse_reason(feed["yields"], feed["collapse_threshold"], items, filled)
    if reason:
        raise FeedError(
            RunFailure.FEED_COLLAPSED,
            f"{reason} Nothing was published or closed. Ask the source; if the feed is right, accept it with "
            f"`jobctl import {feed['_id']} --accept-collapse`.",
        )


def collapse_reason(yields: Sequence[Yield], threshold: float, items: int | None, filled: float) -> str | None:
    """A sentence that says why this yield is a collapse, or None. `filled` is a share, 0 to 1.

    `items` is None for a part of a feed, whose size is meaningless.

    Usual is the median of the remembered yields: one unusual day does not change it, and a feed without history
    cannot collapse. A feed of a handful of jobs may lose most of them by chance, so a drop counts only if it is also
    beyond twice the square root of the usual number (two standard deviations, were jobs to come and go by chance);
    below 16 items that is the stricter of the two at the usual threshold of a half. `threshold` 0 switches it off.
    """
    if not yields:
        return None
    usual_items = median(y["items"] for y in yields)
    if items is not None and items < threshold * usual_items and usual_items - items > NOISE * sqrt(usual_items):
        return f"The feed has {plural(items, 'item')}; about {usual_items:.0f} are usual."
    usual_filled = median(y["filled"] for y in yields)
    if items != 0 and filled < threshold * usual_filled:
        return f"The feed's items have {filled:.0%} of the expected fields; about {usual_filled:.0%} is usual."
    return None


def remember(yields: Sequence[Yield], threshold: float, new: Yield) -> list[Yield]:
    """The remembered yields after a successful run, newest last.

    If an operator accepted a run that the guard would have refused, the earlier yields are no longer usual, and the
    memory starts again. Remembering the same run twice changes nothing.
    """
    earlier = [y for y in yields if y["run_id"] != new["run_id"]]
    if collapse_reason(earlier, threshold, new["items"], new["filled"]):
        return [new]
    return [*earlier, new][-YIELDS_KEPT:]
