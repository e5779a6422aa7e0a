"""Packing by count and by bytes: items into chunks, messages into batches. Pure, and the same for the same input."""

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Protocol, TypeVar

from job_importer.delivery.messages import SQS_MAX_BATCH_ENTRIES, SQS_MAX_MESSAGE_BYTES, job_json
from job_importer.intake.model import Item, NormalisedJob
from job_importer.jobs.fill import mask_of
from job_importer.jobs.key import job_key

ITEM_BYTES = 6  # of a digest: enough to detect whether an item changed
MAX_MARKED = 1_000  # of one chunk
ENVELOPE_BYTES = 512  # upper bound of a chunk message's header
INDEX_BYTES = 32  # a job's share of `indexes` and `items`, and its comma
MAX_JOB_BYTES = SQS_MAX_MESSAGE_BYTES - ENVELOPE_BYTES - INDEX_BYTES


@dataclass(frozen=True, slots=True)
class Rejected:
    """A job that is too large for a message. `bytes` is its size as UTF-8 JSON."""

    index: int
    job: NormalisedJob
    bytes: int


@dataclass(slots=True)
class Chunk:
    """A run of consecutive items: items = inactive + duplicates + known + len(rejected) + len(jobs)."""

    n: int
    items: int = 0
    inactive: int = 0
    marked: list[str] = field(default_factory=list)  # keys of inactive items, where they are known
    duplicates: int = 0
    known: int = 0
    rejected: list[Rejected] = field(default_factory=list)
    indexes: list[int] = field(default_factory=list)
    jobs: list[str] = field(default_factory=list)  # JSON
    digests: list[str] = field(default_factory=list)  # of their items as they came
    without_company: int = 0  # of the jobs, rejected ones included
    masks: Counter[int] = field(
        default_factory=Counter
    )  # which fields its jobs have, including known and rejected ones
    bytes: int = ENVELOPE_BYTES

    def has_room(self, size: int, max_jobs: int, max_bytes: int) -> bool:
        return not self.jobs or (len(self.jobs) < max_jobs and self.bytes + size <= max_bytes)

    def put_aside(self, job: NormalisedJob) -> None:
        self.items += 1
        self.inactive += 1
        if job["external_id"] is not None:
            self.marked.append(job_key(job["source"], job["external_id"]))


def chunks(items: Iterable[Item], max_jobs: int, max_bytes: int, first: int = 0) -> Iterator[Chunk]:
    """Cut the feed into chunks of at most `max_jobs` jobs and about `max_bytes` bytes; a larger single job goes alone.

    Every item belongs to exactly one chunk, so the chunks' `items` add up to the feed's. They count from `first`.
    """
    chunk = Chunk(n=first)
    for item in items:
        if item.marked:
            if len(chunk.marked) == MAX_MARKED:
                yield chunk
                chunk = Chunk(n=chunk.n + 1)
            chunk.put_aside(item.job)
            continue
        text = "" if item.duplicate or item.known else job_json(item.job)
        size = len(text.encode()) + INDEX_BYTES
        fits = size <= MAX_JOB_BYTES
        if text and fits and not chunk.has_room(size, max_jobs, max_bytes):
            yield chunk
            chunk = Chunk(n=chunk.n + 1)
        chunk.items += 1
        if item.duplicate:
            chunk.duplicates += 1
            continue
        chunk.without_company += not item.known.has_company if item.known else item.job.get("company") is None
        chunk.masks[item.known.mask if item.known else mask_of(item.job)] += 1
        if item.known:
            chunk.known += 1
        elif fits:
            chunk.indexes.append(item.index)
            chunk.jobs.append(text)
            chunk.digests.append((item.digest or b"")[:ITEM_BYTES].hex())
            chunk.bytes += size
        else:
            chunk.rejected.append(Rejected(item.index, item.job, size - INDEX_BYTES))
    if chunk.items:
        yield chunk


@dataclass(frozen=True, slots=True)
class Outgoing:
    """A message to send: the chunk and its encoded body."""

    chunk: Chunk
    body: str
    bytes: int


class Sized(Protocol):
    @property
    def bytes(self) -> int: ...


Message = TypeVar("Message", bound=Sized)


def batches(messages: Iterable[Message]) -> Iterator[list[Message]]:
    """Fill each SendMessageBatch to its limits, in order."""
    batch: list[Message] = []
    total = 0
    for message in messages:
        if batch and (len(batch) == SQS_MAX_BATCH_ENTRIES or total + message.bytes > SQS_MAX_MESSAGE_BYTES):
            yield batch
            batch, total = [], 0
        batch.append(message)
        total += message.bytes
    if batch:
        yield batch
