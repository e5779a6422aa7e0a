"""Reads facts from titles for which the feed has no fields: "Cook at Acme (Bonn, Germany)", "Acme is hiring a cook",
"Cook - Acme Ltd - Austin, TX", and "Cook - Acme - Bonn" if Acme is also the item's author.

The title itself stays as the feed gives it.
"""

import re
from collections.abc import Iterable
from functools import cache

from job_importer.intake import words
from job_importer.intake.fields.employers import LONGEST_NAME, form, is_certain, is_legal, is_site, name_of
from job_importer.intake.fields.title_habits import AT, HIRING, LONGEST, Habits
from job_importer.intake.format import Draft
from job_importer.intake.normalise.countries import country_code
from job_importer.intake.normalise.place import ends_in_country
from job_importer.intake.normalise.remote_title import remote_aside
from job_importer.intake.normalise.salary import only_pay
from job_importer.intake.normalise.text import clean_text

Facts = tuple[str | None, str | None]  # employer, place

_SIGN = re.compile("[$€£]|CHF|EUR|USD|GBP")
_PAY = re.compile(
    r"(?i)[\[(](?=[^\[\]()]*\d)([^\[\]()]*(?:[$€£]|\b(?:chf|eur|usd|gbp)\b)[^\[\]()]*)[\])]"
    r"|((?:[$€£]|\b(?:chf|eur|usd|gbp) )\d[\d,.]*k?(?:\s*[-–]\s*[$€£]?\d[\d,.]*k?)?"
    r"\s*(?:/ ?|per |an? )(?:hr?|hour|day|week|month|year)\b)"
)


def names_pay(title: str | None) -> bool:
    return title is not None and _SIGN.search(title) is not None


_ALL = Habits()


def add_titled(draft: Draft, *names: str | None, habits: Habits = _ALL) -> None:
    """Fills company, place and pay. `names` are those of the item's author and source, who may be anybody: a name
    counts as the employer if the title uses it as one, or if only an employer can have it. A bare "at Acme" and "Acme
    is hiring cooks" count if they are the feed's habit.
    """
    title = clean_text(draft.title)
    if title is None or len(title) > LONGEST:
        return
    if names_pay(title) and (pay := _PAY.search(title)):
        title = title.replace(pay[0], "").strip()
        said = pay[2] or (pay[1] if only_pay(pay[1]) else None)
        if (draft.salary, draft.salary_min, draft.salary_max) == (None, None, None):
            draft.salary = said
    company, place = _by_name(title, filter(None, map(clean_text, (draft.company, *names))))
    if company is None and draft.company is None and (found := habits.employer(title)):
        company, draft.title = found
    if company is None:
        company, place = _by_form(title, habits)
    draft.company = draft.company or company
    if not any(draft.location) and (place := place or _at_the_end(title)):
        draft.location = (place,)


_AFTER_NAME = re.compile(r"\s+[-–—|(]|\s*$|\)")
_BEFORE_NAME = re.compile(r"(?i)(?:\s(?:at|bei|chez|@|by|for)|[-–—|,:(])$")
_FIRST_NAME = re.compile(r"(?i):\s|\s+(?:[-–—|]\s|is (?:hiring|looking)|sucht\b)")


def _by_name(title: str, names: Iterable[str]) -> Facts:
    for name in names:
        if not 1 < len(name) <= LONGEST_NAME or "@" in name or "/" in name[:3]:
            continue
        where = title.casefold().find(name.casefold())
        if where >= 0:
            before, after = title[:where].rstrip(" "), title[where + len(name) :]
            if _BEFORE_NAME.search(before) and _AFTER_NAME.match(after):
                return name, _behind(after)
            if not before and _FIRST_NAME.match(after):
                return name, None
        if is_certain(name):
            return name, None
    return None, None


def _behind(text: str) -> str | None:
    """The place in " - Austin, TX" and " (Bonn)" after the employer."""
    found = re.fullmatch(r"\s+[-–—|]\s+([^-–—|]+)|\s+\(([^()]*)\)(?:\s*\([^()]*\))?", text)
    if found is None or found[1] is None:
        return _place(found[2]) if found else None
    place = found[1].strip()
    return place if is_place(place) else None


_PARTS = re.compile(r"\s+[-–—|]\s+|,\s+(?!(?i:inc|llc|ltd|limited|corp|gmbh)\b)")


def _by_form(title: str, habits: Habits) -> Facts:
    if found := HIRING.fullmatch(title):
        return _who_hires(found, habits), None
    if found := AT.fullmatch(title):
        return _employed_at(title, found, habits.at)
    _, *parts = _PARTS.split(title)
    return next(filter(is_legal, parts), None), None


_ONE = re.compile(r"\s+(?i:an?|another|(?:its|their) (?:first|next))\s")


def _who_hires(found: re.Match[str], habits: Habits) -> str | None:
    """The employer, unless it may be a town or a country: "Leeds is hiring". Only employers hire "a cook"."""
    name = name_of(found[1])
    if name is None or is_certain(name):
        return name
    if found["abroad"] or country_code(name) or ends_in_country(name) or form("in state").fullmatch(name):
        return None
    whom = found["whom"].strip()
    certain = found["batch"] or _ONE.match(found["whom"]) or (whom and habits.hiring)
    return name if certain else None


def _employed_at(title: str, found: re.Match[str], at_employers: bool) -> Facts:
    """ "bei" and a bare "at" may precede other things: "bei Bedarf", "at Heathrow Airport"."""
    company, *rest = re.split(r"\s[-–—|]\s|\s(?:in|à)\s(?=[A-ZÀ-Þ])", found[1])
    name = name_of(company)
    german = " bei " in title[: found.end(1)]
    doubtful = german or (found[2] is None and not at_employers)
    if name is None or (found[2] is None and is_site(name)) or (doubtful and not is_certain(name)):
        return None, None
    return name, _place(found[2]) or (rest[-1] if german and rest else None)


def is_place(text: str) -> bool:
    """Whether the text is just a place with its state or country, or "Remote"."""
    named = ends_in_country(text) or form("in state").fullmatch(text) or remote_aside(text)
    return bool(named) and len(text) <= LONGEST_NAME


def _place(text: str | None) -> str | None:
    place = (text or "").strip(" ,")
    other = form("no place").fullmatch(place) or remote_aside(f"({place})") is not None
    return place if len(place) > 1 and place[0].isupper() and not other else None


@cache
def _city() -> re.Pattern[str]:
    return re.compile(rf".+\s[-–—|]\s+({form('in state').pattern})(?: \([^()]*\))?")


_BRACKETED = re.compile(  # "Analyst (Berlin, DE, 10115)", "Analyst (Tampa, FL, US, 33602)"
    r".+\(([A-Z][^(),]*[a-z][^(),]*, (?:([\w .'-]{2,40}), )?([A-Z]{2})(, [\w -]{3,10})?)\)"
)
_WITH_COUNTRY = re.compile(r".+(?:\s[-–—|]\s+|\sin\s|\()([A-ZÀ-Þ][^-–—|()]+, [A-ZÀ-Þ][^-–—|(),]+)\)?")


def _is_region(letters: str, postcode: str | None) -> bool:
    """Whether the letters are a state or a country rather than "JS", "RN" or the "PT" of part-time."""
    if letters in words.entries("employers", "states"):
        return True
    return country_code(letters) is not None and (letters != "PT" or postcode is not None)


def _at_the_end(title: str) -> str | None:
    """A certain place, with its state or country: "… - Austin, TX", "… (Bonn, Germany)"."""
    if ", " not in title:
        return None
    if (city := _city().fullmatch(title)) and not form("ward").search(city[1]):
        return city[1]
    if (coded := _BRACKETED.fullmatch(title)) and not form("ward").search(coded[1]):
        place, region, letters, postcode = coded.groups()
        if postcode if region else _is_region(letters, postcode):
            return place if country_code(letters) or not region else None
    found = _WITH_COUNTRY.fullmatch(title)
    if found and title[: found.start(1)].endswith(" in ") and form("subject").search(title):
        return None  # "Lecturer in History, China"
    return found[1] if found and ends_in_country(found[1]) else None
