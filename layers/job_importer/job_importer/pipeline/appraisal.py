"""A look at the jobs before anything is sent: is there one to store, and how much do they say?"""

from collections.abc import Iterable
from itertools import islice

from job_importer.codes import FeedError, RunFailure
from job_importer.intake.model import Item, NormalisedJob, Scan
from job_importer.jobs.model import Job, check_job

SAMPLE = 500
WANTED = ("title", "company", "location", "description_text", "url", "posted_at")


def appraise(items: Iterable[Item]) -> float:
    """Mean share of the wanted fields that the first items on offer carry, 0 to 1 (1.0 where there is none).

    Raises FeedError (no_valid_jobs) if there are items and not one of them validates; only then it reads them all.
    """
    iterator = (item for item in items if not item.marked)
    sample = [item.job for item in islice(iterator, SAMPLE)]
    if not sample:
        return 1.0
    if not any(_is_valid(job) for job in sample) and not any(_is_valid(item.job) for item in iterator):
        first = check_job(sample[0])
        reason = "" if isinstance(first, Job) else f" The first one: {first[0].message}"
        raise FeedError(RunFailure.NO_VALID_JOBS, f"The feed has items, but not one that can be stored.{reason}")
    return sum(_filled(job) for job in sample) / len(sample)


def nothing_offered(scan: Scan) -> str | None:
    """The sentence for a feed that marks every item of it as no open job."""
    return f"The feed holds no open job. {scan.warnings[-1]}" if scan.inactive and not scan.fetched else None


def _is_valid(job: NormalisedJob) -> bool:
    return isinstance(check_job(job), Job)


def _filled(job: NormalisedJob) -> float:
    return sum(1 for name in WANTED if job.get(name)) / len(WANTED)
