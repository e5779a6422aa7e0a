"""Reads a feed for people: the report and the jobs of `jobctl preview`."""

from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from time import monotonic
from typing import Any

from job_importer.codes import FeedError, RunFailure
from job_importer.intake.feed import Feed, open_feed
from job_importer.intake.items import DiskList
from job_importer.intake.model import Hints, NormalisedJob
from job_importer.jobs.model import Job, check_job
from job_importer.pipeline.sampling import none_valid, nothing_offered
from job_importer.plural import plural

Report = dict[str, Any]


def preview(path: Path, hints: Hints) -> tuple[Report, Iterator[NormalisedJob]]:
    """The report, and every unique job; an invalid one carries `errors: [{field, rule, message}]`.

    The jobs are kept on disk, so that the report is complete and the feed is never held in memory.
    """
    started = monotonic()
    jobs = DiskList()
    invalid, reason = 0, ""
    try:
        with open_feed(path, hints) as feed:
            for job in _jobs(feed):
                jobs.put(job)
                if errors := job.get("errors"):
                    invalid, reason = invalid + 1, reason or errors[0]["message"]
    except FeedError as error:
        jobs.close()
        return _failed(error, path.stat().st_size, monotonic() - started), iter(())
    return _report(feed, invalid, reason, monotonic() - started), _closing(jobs)


def _jobs(feed: Feed) -> Iterator[NormalisedJob]:
    for item in feed.items():
        if not item.duplicate and not item.marked:
            checked = check_job(item.job)
            if not isinstance(checked, Job):
                item.job["errors"] = [error.model_dump() for error in checked]
            yield item.job


def _closing(jobs: DiskList) -> Iterator[NormalisedJob]:
    with closing(jobs):
        yield from jobs.read()


def _report(feed: Feed, invalid: int, reason: str, seconds: float) -> Report:
    scan = feed.scan
    outcome, message = _verdict(feed, invalid, reason)
    return {
        "outcome": outcome,
        "message": message,
        "format": scan.format,
        "encoding": scan.encoding,
        "repaired": scan.repaired,
        "fetched": scan.fetched,
        "inactive": scan.inactive,
        "unique": feed.unique,
        "duplicates": scan.fetched - feed.unique,
        "invalid": invalid,
        "identity": scan.identity,
        "completeness": scan.completeness.value,
        "warnings": list(feed.warnings),
        "bytes": scan.bytes,
        "seconds": round(seconds, 3),
    }


def _verdict(feed: Feed, invalid: int, reason: str) -> tuple[str, str]:
    if sentence := nothing_offered(feed.scan):
        return RunFailure.NO_JOBS_FOUND.value, sentence
    if feed.unique and invalid == feed.unique:
        return RunFailure.NO_VALID_JOBS.value, none_valid(reason, feed.scan.fields)
    return "ok", f"{plural(feed.unique, 'job')}."


def _failed(error: FeedError, size: int, seconds: float) -> Report:
    return {
        "outcome": error.code.value,
        "message": error.message,
        "format": None,
        "encoding": None,
        "repaired": False,
        "fetched": 0,
        "inactive": 0,
        "unique": 0,
        "duplicates": 0,
        "invalid": 0,
        "identity": None,
        "completeness": None,
        "warnings": [],
        "bytes": size,
        "seconds": round(seconds, 3),
    }
