"""Checks a sample of the jobs before anything is sent: can any be stored, and how complete are they?"""

from collections.abc import Iterable
from itertools import islice

from job_importer.codes import FeedError, RunFailure
from job_importer.intake.model import Item, Scan
from job_importer.jobs.fill import mask_of
from job_importer.jobs.model import Job, check_job

SAMPLE = 500
WANTED = ("title", "company", "location", "description_text", "url", "posted_at")
_WANTED = mask_of(dict.fromkeys((*WANTED, "description_html"), True))


def check_sample(items: Iterable[Item], fields: str = "") -> float:
    """Mean share of the expected fields that the first items have, 0 to 1 (1.0 if there are no items).

    Raises FeedError (no_valid_jobs) if there are items and none of them is valid; only then it reads them all.
    """
    iterator = (item for item in items if not item.marked)
    sample = list(islice(iterator, SAMPLE))
    if not sample:
        return 1.0
    if not any(map(_is_valid, sample)) and not any(map(_is_valid, iterator)):
        first = check_job(sample[0].job)
        raise FeedError(
            RunFailure.NO_VALID_JOBS, none_valid("" if isinstance(first, Job) else first[0].message, fields)
        )
    return sum(map(_filled, sample)) / len(sample)


def none_valid(reason: str, fields: str) -> str:
    """The message for a feed without storable items: why the first one fails, and which fields the items have."""
    why = f" The first one: {reason}" if reason else ""
    return f"The feed has items, but none of them can be stored.{why}" + f" Their fields: {fields}." * bool(fields)


def nothing_offered(scan: Scan) -> str | None:
    """The message for a feed that marks all its items as inactive."""
    return f"The feed has no open jobs. {scan.warnings[-1]}" if scan.inactive and not scan.fetched else None


def _is_valid(item: Item) -> bool:
    return item.known is not None or isinstance(check_job(item.job), Job)


def _filled(item: Item) -> float:
    """The share of the wanted fields that the job has. A known job has an address."""
    if item.known:
        return (1 + (item.known.mask & _WANTED).bit_count()) / len(WANTED)
    return sum(1 for name in WANTED if item.job.get(name)) / len(WANTED)
