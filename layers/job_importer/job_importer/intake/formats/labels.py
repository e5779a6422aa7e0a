"""Facts that a description states line by line ("Salary: …"), for what a format has no fields for."""

import re
from collections.abc import Container, Iterator, Mapping

from job_importer.intake.formats.model import Draft
from job_importer.intake.normalise.employment import employment_type
from job_importer.intake.normalise.entities import decode_once

HEAD = 10_000  # characters in which such lines are looked for
LONGEST_NAME = 100  # of a company, a place, a category: what is longer is a sentence

_SLOTS = {
    "company": "company|employer|organisation|organization|council|agency|institution|arbeitgeber|unternehmen|firma"
    "|entreprise|société|employeur|empresa|azienda|bedrijf|werkgever",
    "location": "headquarters|location|locations|job location|work location|city|place|region|standort|arbeitsort"
    "|einsatzort|dienstort|lieu|lieu de travail|localisation|ubicación|sede|luogo di lavoro|locatie|standplaats",
    "country": "country|land|pays|país|paese",
    "salary": "salary|salary range|pay|pay range|pay rate|compensation|remuneration|wage|gehalt|vergütung|entgelt"
    "|salaire|rémunération|salario|retribuzione|stipendio|salaris",
    "expires": "closing date|application deadline|deadline|apply by|closes|expires|bewerbungsfrist|bewerbungsschluss"
    "|date limite|fecha límite|scadenza|sluitingsdatum",
    "employment_type": "job type|employment type|contract type|work type|position type|anstellungsart|vertragsart"
    "|type de contrat|tipo de contrato|tipo di contratto|dienstverband",
    "hours": "hours|working hours|working pattern|arbeitszeit|temps de travail|jornada|orario",
    "category": "category|role type|department|job category",
}
_LABELS: Mapping[str, str] = {label: slot for slot, labels in _SLOTS.items() for label in labels.split("|")}

LONGEST_LABEL = 40
_LINE_STARTS = (">", "\n", "|", "•", "·")
_LINE_END = re.compile(r"(?i)<br\s*/?>|</?(?:p|li|div|tr|ul|ol|h[1-6]|dl|table)\b[^>]*>|<dt\b|</dd>|[\r\n]|\s[|•·]\s")
_TAG = re.compile(r"<[^>]*>")
_DAY = re.compile(
    r"\d{1,2}(?:st|nd|rd|th)?\s+[^\W\d_]{3,9}\.?,?\s+\d{4}|[^\W\d_]{3,9}\s+\d{1,2},?\s+\d{4}|\d{4}-\d\d-\d\d"
)


TERMS = frozenset({"salary", "expires"})


def add_labelled(draft: Draft, slots: Container[str] = frozenset(_SLOTS)) -> None:
    """Fill what the draft lacks of these slots from labelled lines; the first line of each kind counts."""
    if not draft.description or ":" not in draft.description[:HEAD]:
        return
    found: dict[str, str] = {}
    for slot, value in _labelled(draft.description[:HEAD]):
        if value and slot in slots:
            found.setdefault(slot, value)
    for slot in ("company", "category", "expires", "country"):
        if slot in found and getattr(draft, slot) is None:
            setattr(draft, slot, found[slot])
    if "salary" in found and (draft.salary, draft.salary_min, draft.salary_max) == (None, None, None):
        draft.salary = found["salary"]
    if not any(draft.location):
        draft.location = (found.get("location"), found.get("country"))
    draft.employment_type = _type(draft.employment_type or found.get("employment_type"), found.get("hours"))


def _type(terms: str | None, hours: str | None) -> str | None:
    """ "Permanent" says nothing of hours, for which some have a line of its own."""
    if terms is None or hours is None or employment_type(terms):
        return terms or hours
    return f"{terms}, {hours}"


def _labelled(text: str) -> Iterator[tuple[str, str]]:
    """Slots and values of all lines that begin with a label that we know."""
    if "&lt;" in text or "&nbsp;" in text:
        text = decode_once(text)
    colon = text.find(":")
    while colon >= 0:
        if slot := _LABELS.get(_label(text, colon)):
            end = _LINE_END.search(text, colon)
            yield slot, _value(slot, _TAG.sub("", text[colon + 1 : end.start() if end else len(text)]).strip())
        colon = text.find(":", colon + 1)


def _label(text: str, colon: int) -> str:
    """What stands between the beginning of a line and its colon, in lower case; "" if that is no label.

    Done by hand: descriptions are full of colons that follow no label, in styles and addresses most of all.
    """
    end, tag = colon, text.rfind(">", 0, colon)
    if text.rfind("<", 0, colon) > tag:
        return ""  # inside a tag
    while tag > 0 and not text[tag + 1 : end].strip():  # <strong>Salary</strong>:
        end = max(text.rfind("</", 0, tag), 0)
        tag = text.rfind(">", 0, end)
    first = max(0, end - LONGEST_LABEL)
    start = max(text.rfind(mark, first, end) for mark in _LINE_STARTS) + 1
    return text[start:end].strip().lower().removesuffix("(s)") if start or not first else ""


def _value(slot: str, text: str) -> str:
    """What counts of a line; "" if it is none of its kind."""
    if slot == "expires" and (day := _DAY.search(text)) and text[: day.start()].count(" ") > 1:
        return day.group()  # "Applications close 11:59pm Sunday 16 August 2026. Late ones …"
    if slot in ("company", "location", "country", "category") and len(text) > LONGEST_NAME:
        return ""
    return text[:300]
