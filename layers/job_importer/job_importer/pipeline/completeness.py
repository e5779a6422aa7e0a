"""Decides whether a run has read its whole source, a part, or a window, and why."""

from collections.abc import Iterable, Iterator
from datetime import datetime
from hashlib import blake2b

from job_importer.completeness import Completeness
from job_importer.feeds.listings import digest_of, recall, remember
from job_importer.feeds.model import FeedDoc, Listed
from job_importer.feeds.window import LARGEST, SHORTEST, Listing, Standing, judge, tell_apart
from job_importer.intake import Feed
from job_importer.intake.model import Item, NormalisedJob
from job_importer.mongo import Db
from job_importer.paging.verdict import Judgement
from job_importer.plural import plural
from job_importer.runs.model import RunDoc

SET_WHOLE = "The feed is set to `listing: whole`."
SET_WINDOW = "The feed is set to `listing: window`, a list of the newest jobs."


class Recorder:
    """Records in order which jobs a feed lists; for a list longer than LARGEST only their number."""

    def __init__(self) -> None:
        self._jobs: dict[int, int | None] = {}
        self._is_too_long = False

    def passing(self, items: Iterable[Item]) -> Iterator[Item]:
        for item in items:
            self._note(item)
            yield item

    def _note(self, item: Item) -> None:
        if self._is_too_long or item.duplicate or not (item.known or item.job["external_id"]):
            return
        if item.known:
            self._jobs[item.known.name] = item.known.posted
        else:
            self._jobs[name_of(item.job)] = posted_of(item.job)
        if len(self._jobs) > LARGEST:
            self._is_too_long = True
            self._jobs.clear()

    def listing(self, items: int) -> Listing:
        """`items` is the number of items in the document."""
        return Listing(items, tuple(self._jobs), tell_apart(tuple(self._jobs.values())))


def name_of(job: NormalisedJob) -> int:
    """A stand-in for the external id in a listing: 64 bits, as in sqlite3 and BSON."""
    digest = blake2b(str(job["external_id"]).encode("utf-8", "surrogatepass"), digest_size=8).digest()
    return int.from_bytes(digest, "big", signed=True)


def posted_of(job: NormalisedJob) -> int | None:
    moment = job["posted_at"]
    return int(datetime.fromisoformat(moment).timestamp()) if moment else None


def listing_of(document: Feed, recorder: Recorder, from_chunk: int) -> Listing:
    """An invocation that continues a run has not seen the first items, and does not read them again."""
    items = document.scan.fetched + document.scan.inactive
    return Listing(items, ()) if from_chunk else recorder.listing(items)


def conclude(db: Db, run: RunDoc, feed: FeedDoc, document: Feed, listing: Listing) -> Judgement:
    """The verdict on a run that has finished reading. What it is based on is remembered for the next run."""
    found = Judgement(document.scan.completeness, document.scan.completeness_reason)
    if run["replay_of"]:
        return found  # it closes nothing
    standing, is_known = _stand(db, run, feed, listing)
    return _decide(found, feed, run, listing, standing, is_known=is_known)


def _stand(db: Db, run: RunDoc, feed: FeedDoc, listing: Listing) -> tuple[Standing, bool]:
    """What is known of the feed, and whether its earlier listing is known. A listing equal to the earlier one brings no
    news, and is neither read nor written.
    """
    digest, listed = digest_of(listing), feed.get("listed")
    if listed and listed["digest"] == digest and not run["accept_collapse"]:
        run["listed"] = listed
        return Standing(listed["is_window"], listing.items), bool(listing.keys)
    earlier = listed["run_id"] if listed else feed["confirmed_run_id"]
    known = None if run["accept_collapse"] else recall(db, feed["_id"], earlier)
    is_known = known is not None and bool(known[0].keys and listing.keys)
    if known and run.get("rekeying"):  # the same jobs under other keys: no turnover
        standing = known[1]
    else:
        standing = judge(known[1], known[0], listing) if known and is_known else Standing(longest=listing.items)
    remember(db, feed["_id"], run["_id"], listing, standing, beside=earlier)
    run["listed"] = Listed(run_id=run["_id"], digest=digest, is_window=standing.is_window)
    return standing, is_known


def window_warning(judged: Judgement) -> tuple[str, ...]:
    """None for a part: the scan has already warned."""
    if judged.completeness is not Completeness.WINDOW:
        return ()
    return (f"The feed is a window: it lists only its newest jobs, so unlisted jobs are not closed. {judged.reason}",)


def _decide(
    found: Judgement, feed: FeedDoc, run: RunDoc, listing: Listing, standing: Standing, *, is_known: bool
) -> Judgement:
    """The setting outranks the document's word, and that outranks what the history suggests. A part is never whole."""
    setting = feed.get("listing", "auto")
    if setting == "window":
        return Judgement(Completeness.WINDOW, SET_WINDOW)
    if found.completeness is Completeness.PART:
        return found
    if setting == "whole":
        return Judgement(Completeness.WHOLE, SET_WHOLE)
    if found.completeness is Completeness.WINDOW:
        return found
    if standing.is_window:
        return Judgement(Completeness.WINDOW, _slid(listing.items))
    if not is_known and not run["accept_collapse"] and _may_have_slid(feed, listing):
        return Judgement(Completeness.WINDOW, _not_known(listing.items))
    return found


def _may_have_slid(feed: FeedDoc, listing: Listing) -> bool:
    """For a feed whose earlier listings are unknown except for their length."""
    yields = feed["yields"]
    return bool(yields) and yields[-1]["items"] == listing.items and SHORTEST <= listing.items <= LARGEST


def _slid(items: int) -> str:
    listed = f"It always lists {plural(items, 'item')}: new ones replace the oldest."
    return f"{listed} If it does list all jobs, set `listing: whole`."


def _not_known(items: int) -> str:
    listed = f"It lists {plural(items, 'item')}, as before"
    return f"{listed}, but which ones it listed then is unknown; the next import will know."
