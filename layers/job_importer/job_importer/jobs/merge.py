"""What a listing changes in a stored job: decided here, on the job as it was read, and written only if the job is still
the same.

Nothing here touches a database. Applying the same update twice changes nothing the second time.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from typing import Any

from job_importer.codes import CloseReason
from job_importer.jobs.changes import difference
from job_importer.jobs.document import GRACE, Incoming, Listing, stored_content
from job_importer.jobs.history import HISTORY_LENGTH, Kind, change
from job_importer.types import Document

Stored = Mapping[str, Any]


@dataclass(frozen=True)
class Merge:
    """Merges `job`, from `listing`, into what is `stored` under its key.

    First come four judgements: `is_fresh` (no newer run has determined the content), `is_listed` (no newer run found
    that this feed no longer lists it), `has_expired` (its own date has passed), and whether content or stamps differ,
    either because of the feed or because another version has read the very same item.
    """

    stored: Stored
    job: Incoming
    listing: Listing

    @cached_property
    def is_fresh(self) -> bool:
        """A replay corrects what its own run wrote if nobody has written since, even if newer runs have seen it."""
        stored, listing = self.stored, self.listing
        if self._is_left_to_others:
            return False
        if stored["last_run_id"] <= listing.rank or self._is_without_its_feed:
            return True
        marks = (stored["first_run_id"], stored["changed_run_id"] or "", *stored.get("restamped_run_ids", ())[-1:])
        written: str = stored.get("content_run_id") or max(marks)
        return listing.replay_of is not None and listing.replay_of <= written <= listing.rank

    @cached_property
    def is_listed(self) -> bool:
        stored, listing = self.stored, self.listing
        if listing.overtaken_by or stored["gone"].get(listing.feed_id, "") > listing.rank:
            return False
        by_no_run = stored["closed_reason"] in (None, CloseReason.EXPIRED)
        return listing.replay_of is None or by_no_run or "" < (stored["closed_run_id"] or "") <= listing.rank

    @property
    def _is_left_to_others(self) -> bool:
        """Whether a newer run found that this feed no longer lists the job, and another feed does. That one may have
        relied on a manifest since, and so have left no mark.
        """
        gone = self.stored["gone"].get(self.listing.feed_id, "")
        return gone > self.listing.rank and bool(set(self.stored["seen"]) - {self.listing.feed_id})

    @property
    def _is_without_its_feed(self) -> bool:
        """Whether the content is from a feed that no longer lists the job, and this feed has said nothing newer."""
        if self.listing.replay_of is not None or not self.is_listed:
            return False
        seen, feed_id = self.stored["seen"], self.listing.feed_id
        owner = self.stored.get("content_feed_id") or feed_id
        return owner not in {feed_id, *seen} and bool(seen.get(feed_id, "") <= self.listing.rank)

    @cached_property
    def has_expired(self) -> bool:
        """By its date after the update. A job closed for its date stays closed until that moves on or is removed."""
        before: datetime | None = self.stored["expires_at"]
        expires_at: datetime | None = self.job.content["expires_at"] if self.is_fresh else before
        if expires_at is None:
            return False
        stays = self.stored["closed_reason"] == CloseReason.EXPIRED and before is not None and expires_at <= before
        return stays or expires_at < self.listing.seen_at - GRACE

    @cached_property
    def is_same(self) -> bool:
        """Exactly the same."""
        return self._has_same_content and self.stored["stamp_hash"] == self.job.stamp_hash

    @property
    def _has_same_content(self) -> bool:
        return bool(self.stored["content_hash"] == self.job.content_hash)

    @property
    def _is_read_otherwise(self) -> bool:
        """By another version of the reader, from the same item."""
        job, read = self.job, self.stored.get("read_from") or {}
        return None not in (job.item, job.reader) and read.get("item") == job.item and read.get("reader") != job.reader

    @cached_property
    def is_reread(self) -> bool:
        return self.is_fresh and not self.is_same and self._is_read_otherwise

    @cached_property
    def is_update(self) -> bool:
        return self.is_fresh and not self._has_same_content and not self.is_reread

    @cached_property
    def is_restamped(self) -> bool:
        return self.is_fresh and self._has_same_content and not self.is_same and not self.is_reread

    @property
    def is_open(self) -> bool:
        return self.is_listed and not self.has_expired

    @property
    def reopens(self) -> bool:
        return self.is_open and self.stored["closed_at"] is not None

    @property
    def closes(self) -> bool:
        return self.is_listed and self.has_expired and self.stored["closed_at"] is None

    @property
    def _joins(self) -> bool:
        return self.listing.feed_id not in self.stored["feed_ids"]

    def as_read(self) -> Document:
        """Filter for the stored job as long as no run has listed or changed it since. Each further field costs a local
        database up to a tenth of the write.
        """
        return {name: self.stored.get(name) for name in ("_id", "last_run_id", "version")}

    def update(self) -> Document:
        """The update that brings the stored job up to date."""
        listing = self.listing
        seen = {f"seen.{listing.feed_id}": listing.rank} if self.is_listed else {}
        lists = {name: {"$each": added, "$slice": -HISTORY_LENGTH} for name, added in self._additions.items()}
        joins = {"$addToSet": {"feed_ids": listing.feed_id}} if self._joins else {}
        changes = {"$set": self._content() | self._closing() | self._untold(), "$push": lists, **joins}
        return {
            "$max": {"last_run_id": listing.rank, "last_seen_at": listing.seen_at, **seen},
            **{operator: values for operator, values in changes.items() if values},
            **({"$inc": {"version": 1}} if any(changes.values()) else {}),
        }

    def _content(self) -> Document:
        if not self.is_fresh:
            return {}
        content = {name: value for name, value in stored_content(self.job).items() if self._is_new(name, value)}
        if not self.is_same:
            content |= {"content_run_id": self.listing.rank, "content_feed_id": self.listing.feed_id}
        if self.is_update:
            content |= {"changed_run_id": self.listing.run_id, "changed_fields": self._changed_fields()}
        return content

    def _is_new(self, name: str, value: Any) -> bool:
        return name not in self.stored or self.stored[name] != value

    def _changed_fields(self) -> list[str]:
        before = self.stored["fingerprints"]
        return [name for name, value in sorted(self.job.fingerprints.items()) if before.get(name) != value]

    def _closing(self) -> Document:
        if not self.is_listed:
            return {}
        if self.is_open:
            closing: Document = {"closed_at": None, "closed_reason": None}
        else:
            closed_at = self.stored["closed_at"] or self.listing.seen_at
            closing = {"closed_at": closed_at, "closed_reason": CloseReason.EXPIRED.value}
        return {name: value for name, value in (closing | {"closed_run_id": None}).items() if self._is_new(name, value)}

    def _untold(self) -> Document:
        """What must be passed on to followers. A new job that was not passed on yet is still new when it changes."""
        if self.closes:
            kind = Kind.CLOSED
        elif self.reopens:
            kind = Kind.REOPENED
        elif self.is_update or self.is_reread or self._joins:
            was_new = self.stored.get("untold", {}).get("kind") == Kind.NEW
            kind = Kind.NEW if was_new else Kind.UPDATED
        else:
            return {}
        version = self.stored.get("version", 0) + 1
        return {"untold": {"version": version, "kind": kind.value, "at": self.listing.seen_at}}

    def after(self) -> Document:
        """The stored job after the update, as far as `OutcomeCounts.add` reads it."""
        lists = {name: [*self.stored.get(name, ()), *added] for name, added in self._additions.items()}
        changed = {"changed_run_id": self.listing.run_id} if self.is_update else {}
        return {**self.stored, **lists, **changed}

    @cached_property
    def _additions(self) -> dict[str, list[Any]]:
        """By list, what the update adds to it."""
        runs = {"restamped": self.is_restamped, "reread": self.is_reread, "reopened": self.reopens}
        additions = {f"{name}_run_ids": [self.listing.run_id] for name, holds in runs.items() if holds}
        changes = list(self._changes())
        return additions | ({"history": changes} if changes else {})

    def _changes(self) -> list[Document]:
        run_id, at, changes = self.listing.run_id, self.listing.seen_at, []
        if self.is_update:
            values = difference(self.stored, self.job.content, self.job.fingerprints)
            changes.append(change(Kind.UPDATED, run_id, at, fields=self._changed_fields(), changes=values))
        if self.reopens:
            changes.append(change(Kind.REOPENED, run_id, at))
        if self.closes:
            changes.append(change(Kind.CLOSED, None, at, reason=CloseReason.EXPIRED.value))
        return changes
