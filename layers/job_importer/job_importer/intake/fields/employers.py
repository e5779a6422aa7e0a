"""Recognises names of employers (`words/employers.txt`), certain ones and possible ones."""

import re
from functools import cache

from job_importer.intake import words

LONGEST_NAME = 80


@cache
def form(what: str) -> re.Pattern[str]:
    nobody, questions, kinds, praise, places = (
        words.expression("employers", section)
        for section in ("nobody", "questions", "kinds of places", "praise", "places")
    )
    return re.compile(
        {
            "nobody": rf"(?i)(?:{nobody}|(?:grade|band|level|key stage|fortune|big) \d+(?: {places})?|ks ?\d"
            rf"|(?:our|my|your|the|an?) (?:client|company|customer|team)\b.*"
            rf"|{kinds} {places}|(?:an? |the )?{praise} (?:.* )?{places})$|{questions}\b",
            "site": rf"(?i)\b{words.expression('employers', 'sites')}$",
            "legal": rf"(?i)\w\.?,?\s{words.expression('employers', 'legal')}\.?$",
            "body": rf"(?i)\b{words.expression('employers', 'bodies')}\b",
            "board": rf"(?i)\b{words.expression('employers', 'boards')}\b",
            "subject": rf"(?i)\b{words.expression('employers', 'of subjects')}\b",
            "ward": rf"(?i)\b{words.expression('employers', 'wards')}\b",
            "no place": r"(?i)[mwfdxhgv](?:\s?[/|*,]\s?[mwfdxhgv])+"
            rf"|.*(?:\d|\b{words.expression('employers', 'no places')}\b).*",
            "in state": rf"[A-Z][^-–—|,()]+, {words.expression('employers', 'states')}(?: \d{{5}})?",
        }[what]
    )


def is_legal(name: str) -> bool:
    """ "Acme Ltd", "Muster GmbH"."""
    return len(name) <= LONGEST_NAME and form("legal").search(name) is not None


def is_certain(name: str) -> bool:
    return is_legal(name) or (form("body").search(name) is not None and form("board").search(name) is None)


def is_site(name: str) -> bool:
    return form("site").search(name) is not None


def name_of(text: str) -> str | None:
    """The name, or None for text that is not a name: "our client", "night", a place after a comma."""
    name = text.strip(" ,-–—")
    if "," in name and not is_legal(name):
        return None
    known = 1 < len(name) <= LONGEST_NAME and (name[0].isupper() or name[0].isdigit() or not name[0].isascii())
    return name if known and not form("nobody").match(name) else None
