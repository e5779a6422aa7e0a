"""The external id of a job, as the survey's verdict has it."""

from collections.abc import Mapping
from hashlib import blake2b

from job_importer.intake.formats.model import Fields
from job_importer.intake.model import NormalisedJob
from job_importer.intake.normalise.url import strip_tracking
from job_importer.intake.survey import Verdict, id_value

LONGEST = 500  # a longer id (an address, mostly) is replaced by its digest


def external_id(
    verdict: Verdict, index: int, fields: Fields, job: NormalisedJob, is_fleeting: Mapping[str, bool]
) -> str | None:
    """None where the item holds nothing that could key it."""
    if verdict.candidate is not None and (value := id_value(verdict.candidate, fields)):
        return value if len(value) <= LONGEST else _digest(value)
    url = job["url"]
    parts = [job["title"], job["company"], job["location"], strip_tracking(url) if url else None]
    if not any(parts):
        return None
    if index in verdict.crowded:
        content = [(name, fields[name]) for name in sorted(fields) if not is_fleeting[name]]
        parts.append(blake2b(repr(content).encode("utf-8", "surrogatepass"), digest_size=16).hexdigest())
    return _digest(*parts)


def _digest(*parts: str | None) -> str:
    text = "\0".join(" ".join((part or "").casefold().split()) for part in parts)
    return blake2b(text.encode("utf-8", "surrogatepass"), digest_size=16).hexdigest()
