"""Builds a job's external id according to the profile's verdict."""

from collections.abc import Iterable, Iterator
from hashlib import blake2b

from job_importer.intake.format import Fields
from job_importer.intake.identity.profile import Profile, Verdict
from job_importer.intake.identity.values import id_value
from job_importer.intake.model import NormalisedJob
from job_importer.urls.normalise import comparable

LONGEST = 500  # a longer id (an address, mostly) is replaced by its digest


def external_id(verdict: Verdict, index: int, fields: Fields, job: NormalisedJob, profile: Profile) -> str | None:
    """The id under which the job is stored; None if nothing in the item can identify it."""
    if value := _given(verdict, index, fields):
        return value if len(value) <= LONGEST else _digest(comparable(value))
    parts = _parts(job)
    if not any(parts):
        return None
    return _digest(*parts, _content(fields, profile)) if index in verdict.key_collisions else _digest(*parts)


def unkeyed(
    verdict: Verdict, items: Iterable[tuple[Fields, NormalisedJob]], profile: Profile
) -> Iterator[tuple[int, str, str, int]]:
    """The items with composed keys, as `profile.resolve_collisions` takes them."""
    for index, (fields, job) in enumerate(items):
        if index not in verdict.marked and not _given(verdict, index, fields):
            yield index, _digest(*_parts(job)), _content(fields, profile), profile.rank(fields)


def stands_alone(verdict: Verdict, index: int, fields: Fields) -> bool:
    """Whether the item's key does not depend on other items."""
    return _given(verdict, index, fields) is not None


def _given(verdict: Verdict, index: int, fields: Fields) -> str | None:
    return None if verdict.candidate is None or index in verdict.id_collisions else id_value(verdict.candidate, fields)


def _parts(job: NormalisedJob) -> list[str | None]:
    url = job["url"]
    return [job["title"], job["company"], job["location"], comparable(url) if url else None]


def _content(fields: Fields, profile: Profile) -> str:
    content = [(name, fields[name]) for name in sorted(fields) if not profile.is_fleeting(name)]
    text = repr(content)
    for space in (" ", "\\n", "\\r", "\\t"):  # it varies with the markup, and `repr` escapes all but the first
        text = text.replace(space, "")
    return blake2b(text.encode("utf-8", "surrogatepass"), digest_size=16).hexdigest()


def _digest(*parts: str | None) -> str:
    text = "\0".join(" ".join((part or "").casefold().split()) for part in parts)
    return blake2b(text.encode("utf-8", "surrogatepass"), digest_size=16).hexdigest()
