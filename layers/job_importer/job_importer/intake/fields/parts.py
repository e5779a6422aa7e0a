"""Reads descriptions of short parts ("Acme · Lisbon, Portugal · Hybrid · Full-time"), if the feed has that habit."""

import re
from collections.abc import Iterable

from job_importer.intake.fields.title_habits import may_employ
from job_importer.intake.format import Draft
from job_importer.intake.normalise.employment import employment_type
from job_importer.intake.normalise.place import country_of_place
from job_importer.intake.normalise.remote_title import remote_aside
from job_importer.intake.normalise.salary import only_pay
from job_importer.intake.normalise.text import clean_text

LONGEST = 200
LONGEST_PART = 60
USUAL_SHARE = 0.8
_BETWEEN = re.compile(r"\s+[·•|∙]\s+")
_SENTENCE = re.compile(r"[.!?:;](?:\s|$)")


def parts_of(description: str | None) -> list[str]:
    text = clean_text(description) if description is not None and len(description) <= LONGEST else None
    parts = _BETWEEN.split(text or "")
    short = all(0 < len(part) <= LONGEST_PART and not _SENTENCE.search(part) for part in parts)
    return parts if len(parts) > 1 and short else []


def is_habit(descriptions: Iterable[str | None]) -> bool:
    several = list(descriptions)
    return len(several) > 1 and sum(bool(parts_of(one)) for one in several) >= USUAL_SHARE * len(several)


def add_parts(draft: Draft) -> None:
    """Fills empty slots of the draft. The employer is the first part that can be nothing else."""
    for part in parts_of(draft.description):
        if remote_aside(f"({part})") is not None:
            draft.remote_evidence += (part,)
        elif employment_type(part) is not None:
            draft.employment_type = draft.employment_type or part
        elif country_of_place(part) is not None:
            draft.location = draft.location if any(draft.location) else (part,)
        elif any(map(str.isdecimal, part)) and only_pay(part):
            draft.salary = draft.salary or part
        elif draft.company is None and may_employ(part):
            draft.company = part
