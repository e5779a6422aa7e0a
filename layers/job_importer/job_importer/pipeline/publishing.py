"""Publishes a feed's items as messages in JobQueue, announced in the ledger before they are sent."""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from job_importer.codes import FeedError, JobFailure, RunFailure
from job_importer.connections import Context
from job_importer.delivery.encoding import encode
from job_importer.delivery.messages import ChunkHeader, FetchMessage, chunk_body
from job_importer.delivery.packing import Chunk, Outgoing, Rejected, batches, chunks
from job_importer.delivery.sqs import send_batch
from job_importer.feeds.lease import begin_publishing
from job_importer.intake import Item
from job_importer.jobs.closing import listed_among
from job_importer.jobs.fill import filled
from job_importer.jobs.key import job_key
from job_importer.jobs.outcome import OutcomeCounts
from job_importer.jobs.store import touch_failed
from job_importer.pipeline import full_reading
from job_importer.pipeline.comparing import Comparison
from job_importer.pipeline.completeness import Recorder
from job_importer.pipeline.invocation import Invocation
from job_importer.pipeline.reading import listing_of, read_otherwise
from job_importer.reader_version import reader_version
from job_importer.runs.failures import FailureDoc, Fault, job_failure
from job_importer.runs.ledger import announce, covered, goes_beyond, is_cut_alike, record_failures, settle
from job_importer.runs.model import ChunkState, RunDoc, Seal
from job_importer.runs.progress import heartbeat, note_marked, record_scan
from job_importer.types import Document

HEARTBEAT = timedelta(seconds=20)
TAKEN_OVER = (
    "This import gave no sign of life for too long, so another import of the feed took over; that one publishes "
    "every job."
)
SECONDS_TO_STOP = 30.0  # time that an invocation keeps for its last batch and the continuation message


class OutOfTimeError(Exception):
    """The invocation is nearly over. Chunks before `next_chunk` are sent; `without_company` of their jobs have no
    company. `masks`: how many of their jobs have which fields.
    """

    def __init__(self, next_chunk: int, without_company: int, masks: Mapping[int, int]) -> None:
        super().__init__(f"out of time before chunk {next_chunk}")
        self.next_chunk, self.without_company, self.masks = next_chunk, without_company, masks


class EndedError(Exception):
    """Another process has ended the run."""


Items = Callable[[int, int], Iterator[Item]]
"""The items behind so many, of which so many name no company."""


@dataclass(slots=True)
class Publication:
    """What a run publishes: its jobs as they were at `seen_at`."""

    ctx: Context
    run: RunDoc
    comparison: Comparison
    recorder: Recorder
    seen_at: datetime
    invocation: Invocation
    approved: Document  # from pass 1, written with the first change of the run
    is_told: bool = False
    has_begun: bool = False
    is_whole: bool = True  # no earlier invocation has sent the first chunks
    is_alone: bool = True  # no other attempt has announced any of these chunks
    is_settled: bool = True  # nothing was sent: each chunk is done once it is announced
    marked: list[str] = field(default_factory=list)  # stored jobs that the feed marks as not open

    def begin(self) -> None:
        """Call before the run writes or closes its first job. Raises FeedError if another run holds the feed."""
        run, db = self.run, self.ctx.db
        settings = run["reading"].get("settings") if run["reading"] else None
        if not self.has_begun and not begin_publishing(db, run["feed_id"], run["_id"], run["replay_of"], settings):
            raise FeedError(RunFailure.INTERNAL_ERROR, TAKEN_OVER)
        if not self.has_begun:
            self.tell()
        self.has_begun = True

    def tell(self) -> None:
        """Records this on the run before anything is sent or left to another invocation."""
        if self.approved and not self.is_told:
            record_scan(self.ctx.db, self.run["_id"], self.approved, self.invocation.now())
        self.is_told = True

    @property
    def is_settled_alone(self) -> bool:
        """Whether the seal says all that the ledger does: a later attempt finds these chunks and adds none."""
        return self.is_whole and self.is_settled and self.is_alone and not self.marked

    def header(self, chunk: Chunk) -> ChunkHeader:
        return _header(self.run, chunk, self.seen_at)


def publish(publication: Publication, items: Items, message: FetchMessage) -> Seal:
    """Sends the chunks from `message.from_chunk` on, except those that are already stored.

    Raises OutOfTimeError, EndedError and FeedError.

    What earlier chunks cover is read from the ledger and not normalised again: otherwise an invocation that continues a
    long feed would spend its time on what is already sent. The same document gives the same chunks, so a repeated send
    repeats a message but never a job. If the ledger shows that the chunks differ, the run is not continued.
    """
    ctx, run, invocation, start = publication.ctx, publication.run, publication.invocation, message.from_chunk
    publication.is_whole = not start
    seal = covered(ctx.db, run["_id"], start) if start else Seal(chunks=0, fetched=0, inactive=0, duplicates=0)
    sorted_ = publication.comparison.sort(items(seal["fetched"] + seal["inactive"], message.without_company))
    without_company, masks, last_sign = message.without_company, Counter(message.masks), invocation.now()
    for batch in batches(_messages(publication, publication.recorder.passing(sorted_), seal)):
        if invocation.seconds_left() < SECONDS_TO_STOP:
            publication.tell()
            raise OutOfTimeError(batch[0].chunk.n, without_company, masks)
        if any(outgoing.chunk.indexes or outgoing.chunk.rejected for outgoing in batch):
            publication.begin()
        _send(publication, batch)
        for outgoing in batch:
            without_company += outgoing.chunk.without_company
            masks += outgoing.chunk.masks
        _note_marked(publication, batch)
        if invocation.now() - last_sign >= HEARTBEAT:
            last_sign = invocation.now()
            if not heartbeat(ctx.db, run["_id"], last_sign):
                raise EndedError
    if not publication.is_settled_alone and goes_beyond(ctx.db, run["_id"], seal["chunks"]):
        raise read_otherwise()
    return seal | {"fill": filled(masks), "filled_of": masks.total()}


def _note_marked(publication: Publication, batch: Sequence[Outgoing]) -> None:
    """An item that was not published may offer the same job. So only the end shows which jobs to close, and only to an
    attempt that has seen all items.
    """
    ctx, run = publication.ctx, publication.run
    keys = [key for outgoing in batch for key in outgoing.chunk.marked]
    if listed := listed_among(ctx.db, keys, run["feed_id"]):
        if not publication.comparison.is_with_earlier:
            note_marked(ctx.db, run["_id"], listed)
        publication.marked += listed


def _messages(publication: Publication, items: Iterable[Item], seal: Seal) -> Iterator[Outgoing]:
    """The chunks after those that `seal` adds up, in order. It continues to add up."""
    reading = publication.run["reading"]
    assert reading is not None  # noqa: S101 agreed on before the document was opened
    for chunk in chunks(items, reading["chunk_max_jobs"], reading["chunk_max_bytes"], first=seal["chunks"]):
        seal["chunks"] += 1
        seal["fetched"] += chunk.items - chunk.inactive
        seal["inactive"] += chunk.inactive
        seal["duplicates"] += chunk.duplicates
        for rejected in chunk.rejected:
            publication.comparison.distrust(rejected.job)
        body = encode(chunk_body(publication.header(chunk), chunk.indexes, chunk.jobs, chunk.digests))
        chunk.jobs.clear()  # a batch holds ten chunks: once is enough
        yield Outgoing(chunk, body, len(body.encode()))


def _send(publication: Publication, batch: Sequence[Outgoing]) -> None:
    """Announces the batch and sends what is not stored yet. A chunk without jobs has nothing to send and is settled."""
    ctx, run, now = publication.ctx, publication.run, publication.invocation.now
    headers = {message.chunk.n: publication.header(message.chunk) for message in batch}
    announced = announce(ctx.db, headers.values(), now())
    if not all(is_cut_alike(chunk, headers[chunk["n"]]) for chunk in announced):
        raise read_otherwise()
    done = {chunk["n"] for chunk in announced if chunk["state"] == ChunkState.DONE}
    there = {chunk["n"] for chunk in announced}
    publication.is_alone = publication.is_alone and not there
    for chunk in (message.chunk for message in batch if message.chunk.n not in done):
        record_failures(ctx.db, [_too_large(headers[chunk.n], rejected, now()) for rejected in chunk.rejected])
        touch_failed(ctx.db, _keys(chunk.rejected), listing_of(run, publication.seen_at))
        if not chunk.indexes and (chunk.rejected or chunk.n in there):
            settle(ctx.db, headers[chunk.n], OutcomeCounts(), [], now())
    bodies = [message.body for message in batch if message.chunk.n not in done and message.chunk.indexes]
    if any(message.chunk.indexes or message.chunk.rejected for message in batch):
        publication.is_settled = False
    if bodies:
        send_batch(ctx.sqs, ctx.settings.job_queue_url, bodies, [run["feed_id"]] * len(bodies))


def _header(run: RunDoc, chunk: Chunk, seen_at: datetime) -> ChunkHeader:
    return ChunkHeader(
        run_id=run["_id"],
        feed_id=run["feed_id"],
        n=chunk.n,
        items=chunk.items,
        inactive=chunk.inactive,
        duplicates=chunk.duplicates,
        rejected=len(chunk.rejected),
        known=chunk.known,
        seen_at=seen_at,
        replay_of=run["replay_of"],
        overtaken_by=run.get("overtaken_by"),
        is_first=run["reading"] is not None and run["reading"].get("full_reason") == full_reading.FIRST,
        reader=reader_version(),
    )


def _keys(rejected: Iterable[Rejected]) -> list[str]:
    """The keys of those that identify themselves: their feed lists them, although they cannot be sent."""
    jobs = (one.job for one in rejected)
    return [job_key(str(job["source"]), str(job["external_id"])) for job in jobs if job.get("external_id")]


def _too_large(header: ChunkHeader, rejected: Rejected, now: datetime) -> FailureDoc:
    text = f"The job is {rejected.bytes} bytes long, more than a queue message can hold; ask the source to shorten it."
    return job_failure(header, rejected.index, Fault(JobFailure.JOB_TOO_LARGE, text), now, rejected.job)
