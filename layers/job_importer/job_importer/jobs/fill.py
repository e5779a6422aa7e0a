"""Which fields a job has, as a bit mask, and how often each occurs in many jobs."""

from collections.abc import Mapping

from job_importer.intake.model import NormalisedJob

FIELDS = ("title", "company", "location", "country", "salary", "posted_at", "description", "employment_type")
"""The order of the bits, the first the lowest."""

_READ = tuple((1 << bit, "description_html" if field == "description" else field) for bit, field in enumerate(FIELDS))


def mask_of(job: NormalisedJob) -> int:
    return sum(bit for bit, name in _READ if job.get(name))


def filled(masks: Mapping[int, int]) -> dict[str, int]:
    """By field, the number of jobs that have it; `masks` gives the number of jobs by mask."""
    return {field: sum(jobs for mask, jobs in masks.items() if mask >> bit & 1) for bit, field in enumerate(FIELDS)}
