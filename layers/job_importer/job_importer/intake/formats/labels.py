"""Facts that a description states line by line ("Salary: …"), for formats that have no fields for them."""

import re
from collections.abc import Mapping

from job_importer.intake.formats.model import Draft

_LINE_END = re.compile(r"(?i)<br\s*/?>|</?(?:p|li|div|tr|ul|ol|h[1-6]|dt|dd|table)\b[^>]*>|[\r\n]+")
_TAG = re.compile(r"<[^>]*>")
_LABELLED = re.compile(r"\s*([A-Za-z][A-Za-z /-]{2,24}?)\s*:\s*(\S.{0,300})")
_LABELS: Mapping[str, str] = {
    **dict.fromkeys(
        ("company", "employer", "organisation", "organization", "council", "agency", "institution"), "company"
    ),
    **dict.fromkeys(
        ("headquarters", "location", "job location", "work location", "city", "place", "region"), "location"
    ),
    **dict.fromkeys(("salary", "salary range", "pay", "compensation", "remuneration", "wage"), "salary"),
    **dict.fromkeys(("closing date", "application deadline", "deadline", "apply by", "closes", "expires"), "expires"),
    **dict.fromkeys(("job type", "employment type", "contract type", "work type", "position type"), "employment_type"),
    **dict.fromkeys(("category", "role type", "department", "job category"), "category"),
}
HEAD = 4_000  # such lines stand at the beginning


def add_labelled(draft: Draft) -> None:
    """Fill what the draft lacks from labelled lines; the first line of each kind counts."""
    if not draft.description or ":" not in draft.description[:HEAD]:
        return
    for line in _LINE_END.split(draft.description[:HEAD]):
        found = _LABELLED.fullmatch(_TAG.sub("", line)) if ":" in line else None
        slot = _LABELS.get(found[1].lower()) if found else None
        if found is None or slot is None:
            continue
        if slot == "location":
            draft.location = draft.location if any(draft.location) else (found[2],)
        elif getattr(draft, slot) is None:
            setattr(draft, slot, found[2])
