"""Compares a run's items with the manifest of the previous run: known jobs need not be published again."""

from collections.abc import Iterable, Iterator, Sequence
from contextlib import ExitStack, closing, contextmanager
from dataclasses import replace
from pathlib import Path

from job_importer.batched import batched
from job_importer.completeness import Completeness
from job_importer.connections import Context
from job_importer.delivery.messages import FetchMessage
from job_importer.intake import Feed, Item
from job_importer.intake.model import Known, NormalisedJob
from job_importer.jobs.aliases import jobs_gone
from job_importer.jobs.closing import BATCH
from job_importer.jobs.fill import mask_of
from job_importer.jobs.fingerprint import content_hash, fingerprints, stamp_hash
from job_importer.jobs.key import job_key
from job_importer.jobs.matching import MOSTLY
from job_importer.jobs.model import Job, check_job
from job_importer.paging.verdict import Judgement
from job_importer.pipeline import full_reading
from job_importer.pipeline.completeness import name_of, posted_of
from job_importer.runs import snapshots
from job_importer.runs.manifest import KEY_BYTES, Manifest, relied_on
from job_importer.runs.model import RunDoc
from job_importer.runs.progress import Left


@contextmanager
def compare(ctx: Context, run: RunDoc, document: Feed, folder: Path) -> Iterator["Comparison"]:
    """Compares with the manifest that the run relies on. Raises FeedError if that is gone."""
    with ExitStack() as opened:
        earlier, relied = None, relied_on(run)
        if relied and reason_found(run, document) is None:
            snapshots.load(ctx.s3, ctx.settings.snapshot_bucket, relied["key"], folder / "earlier")
            earlier = opened.enter_context(closing(Manifest(folder / "earlier")))
            earlier.index_items()
        yield Comparison(opened.enter_context(closing(Manifest(folder / "listed"))), earlier)


def reason_found(run: RunDoc, document: Feed) -> str | None:
    """Why the run reads in full, now that its document is known; None if it reads only the changes."""
    reading = run["reading"]
    assert reading is not None  # noqa: S101 agreed on before the document was opened
    if not reading.get("relies_on"):
        return reading.get("full_reason") or full_reading.UNCONFIRMED
    if document.scan.completeness is not Completeness.WHOLE:
        return full_reading.PART
    if document.scan.identity != reading["known_identity"]:
        return full_reading.IDENTITY
    return None


def leaves_manifest(run: RunDoc, judged: Judgement, message: FetchMessage) -> bool:
    """False for a continued run, which knows only the items of its last invocation, and for a replay, which knows
    nothing of the source's present state.
    """
    is_whole = judged.completeness is Completeness.WHOLE
    return is_whole and run["replay_of"] is None and message.from_chunk == 0


class Comparison:
    """`listed` is the run's own manifest, as it is written; `earlier` the one that the run relies on, if any."""

    def __init__(self, listed: Manifest, earlier: Manifest | None) -> None:
        self._listed, self._earlier = listed, earlier

    def recall(self, known_by: bytes) -> Known | None:
        """What the earlier run stored of this item."""
        return self._earlier.by_item(known_by) if self._earlier else None

    def sort(self, items: Iterable[Item]) -> Iterator[Item]:
        """The same items; those that an earlier run stored unchanged are marked as known."""
        for item in items:
            yield item if item.duplicate or item.marked else self._list(item)

    def _list(self, item: Item) -> Item:
        """An invalid job is listed by its key alone, if it has one: it is published in every run."""
        now = item.known or _as_known(item.job)
        if isinstance(now, Known):
            self._listed.add(now, item.known_by)
            earlier = None if item.known or not self._earlier else self._earlier.by_key(now.key)
            if earlier and (earlier.content, earlier.stamp) == (now.content, now.stamp):
                return replace(item, known=now)
        elif now:
            self._listed.distrust(now)
        return item

    def lists_most(self, items: Iterable[Item]) -> bool:
        """Whether the earlier run listed most of these jobs under the same keys."""
        offered = [item for item in items if not item.duplicate and not item.marked]
        keys = [key for item in offered if not item.known and (key := key_of(item.job))]
        known = len(offered) - sum(not item.known for item in offered)
        return self._earlier is not None and known + sum(map(self._earlier.lists, keys)) >= MOSTLY * (known + len(keys))

    def distrust(self, job: NormalisedJob) -> None:
        """Call for a job that is listed but was not stored."""
        if key := key_of(job):
            self._listed.distrust(bytes.fromhex(key))

    @property
    def is_with_earlier(self) -> bool:
        """Whether jobs that an earlier run stored unchanged are not published."""
        return self._earlier is not None

    def leave(self, ctx: Context, run: RunDoc, marked: Sequence[str], folder: Path) -> Left:
        """Puts the manifest and the vanished keys into the bucket. Of the stored jobs that the feed has `marked`, it
        returns those that no other item of the feed offers.
        """
        bucket, vanished, gone = ctx.settings.snapshot_bucket, None, list[str]()
        if self._earlier:
            vanished = self._leave_vanished(ctx, run, folder / "vanished")
            gone = list(jobs_gone(ctx.db, marked, self._listed.lists)) if marked else []
        self._listed.complete()
        key = snapshots.manifest_key(run["feed_id"], run["_id"])
        snapshots.put(ctx.s3, bucket, key, self._listed.path)
        return Left(key, vanished, gone)

    def _leave_vanished(self, ctx: Context, run: RunDoc, file: Path) -> int:
        assert self._earlier  # noqa: S101 for the type checker
        with file.open("wb") as out:
            for keys in batched(self._earlier.missing_from(self._listed), BATCH):
                out.writelines(map(bytes.fromhex, jobs_gone(ctx.db, keys, self._listed.lists)))
        if size := file.stat().st_size:
            key = snapshots.vanished_key(run["feed_id"], run["_id"])
            snapshots.put(ctx.s3, ctx.settings.snapshot_bucket, key, file)
        return size // KEY_BYTES


def key_of(job: NormalisedJob) -> str | None:
    """The key that the consumer gives the job; None if the job does not identify itself."""
    if not (job.get("source") and job.get("external_id")):
        return None
    return job_key(str(job["source"]), str(job["external_id"]))


def _as_known(job: NormalisedJob) -> Known | bytes | None:
    """What is known of the job once it is stored. For a job that cannot be stored: its key, if it has one."""
    key = key_of(job)
    if not isinstance(check_job(job), Job):
        return bytes.fromhex(key) if key else None
    assert key  # noqa: S101 the job is valid
    hashes = content_hash(fingerprints(job)), stamp_hash(job)
    content, stamp = map(bytes.fromhex, hashes)
    return Known(bytes.fromhex(key), content, stamp, name_of(job), posted_of(job), mask_of(job))
