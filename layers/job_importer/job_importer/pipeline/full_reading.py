"""Decides why a run must read its feed in full instead of relying on a manifest. Pure."""

from datetime import datetime

from job_importer.feeds.model import FeedDoc
from job_importer.feeds.schedule import is_full_due
from job_importer.feeds.settings_digest import settings_digest
from job_importer.ids import queued_at
from job_importer.runs.model import RunDoc

ASKED = "A full import was asked for."
REPLAY = "It is a replay of an earlier import."
COLLAPSE = "It accepted fewer jobs than usual."
FIRST = "No import of the feed has been confirmed yet."
UNCONFIRMED = "An import after the last confirmed one has not been confirmed."
SETTINGS = "The feed's settings have changed."
READER = "The importer's version has changed."
REGULAR = "The feed is read in full at regular intervals."
NEIGHBOUR = "Jobs that it lists have left another feed of the same source, or some of their data was erased."
CONTINUED = "The last import was not whole, or took more than one invocation, so it left no manifest."
GONE = "The manifest of the last import is no longer kept."
PART = "The feed was not read as a whole."
IDENTITY = "A different field identifies the jobs now."


def unconditional(feed: FeedDoc, run: RunDoc, reader: str, every_days: int, now: datetime) -> str | None:
    """A sentence if what the source confirmed earlier does not vouch for the stored jobs; then the whole feed is
    requested.

    `reader` is the version of this reader.
    """
    full_run_id = feed.get("full_run_id")
    if run.get("full"):
        return ASKED
    if run["accept_collapse"]:
        return COLLAPSE
    if feed["confirmed_run_id"] is None:
        return FIRST
    if feed["validators"]["version"] is None:
        return UNCONFIRMED
    if feed["validators"].get("settings") != settings_digest(feed):
        return SETTINGS
    if feed["validators"]["version"] != reader:
        return READER
    if feed.get("full_after"):
        return NEIGHBOUR
    if full_run_id is None or is_full_due(feed["_id"], queued_at(full_run_id), now, every_days):
        return REGULAR
    return None


def full_reason(feed: FeedDoc, run: RunDoc, reader: str, every_days: int, now: datetime) -> str | None:
    """Why the run may not rely on the feed's manifest, as far as that is known before the document is read."""
    if run["replay_of"]:
        return REPLAY
    reason = unconditional(feed, run, reader, every_days, now)
    return reason or (None if feed["validators"].get("manifest") else CONTINUED)
