"""Facts that titles state in a form of their own, for what a feed has no fields for: "Cook at Acme (Bonn, Germany)",
"Acme is hiring a cook", "Cook - Acme Ltd - Austin, TX", and a name that stands beside the item as well ("Cook - Acme -
Bonn" by Acme).

The title itself stays as the feed gives it.
"""

import re
from collections.abc import Iterable

from job_importer.intake.fields.employers import LONGEST_NAME, is_certain, is_legal, is_site, name_of
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
    """Fill company, place and pay. `names` are those of the item's author or source, which may be anybody: one counts
    as the employer where the title names it as such, or where only an employer is called so. A bare "at Acme"
    and "Acme is hiring cooks" count where they are the feed's habit.
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
    """The place in " - Austin, TX" and " (Bonn)", behind the employer."""
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
    """An employer hires "a cook", and a town is hiring. Nor is a country one."""
    name = name_of(found[1])
    if name is None or is_certain(name):
        return name
    if found["abroad"] or country_code(name) or ends_in_country(name) or _IN_STATE.fullmatch(name):
        return None
    whom = found["whom"].strip()
    certain = found["batch"] or _ONE.match(found["whom"]) or (whom and habits.hiring)
    return name if certain else None


def _employed_at(title: str, found: re.Match[str], at_employers: bool) -> Facts:
    """ "bei" and a bare "at" are followed by other things as well: "bei Bedarf", "at Heathrow Airport"."""
    company, *rest = re.split(r"\s[-–—|]\s|\s(?:in|à)\s(?=[A-ZÀ-Þ])", found[1])
    name = name_of(company)
    german = " bei " in title[: found.end(1)]
    doubtful = german or (found[2] is None and not at_employers)
    if name is None or (found[2] is None and is_site(name)) or (doubtful and not is_certain(name)):
        return None, None
    return name, _place(found[2]) or (rest[-1] if german and rest else None)


# What stands in brackets behind an employer and is no place: "(m/w/d)", "(Full-time)", "(12 months)", "(ICU)"
_NO_PLACE = re.compile(
    r"(?i)[mwfdxhgv](?:\s?[/|*,]\s?[mwfdxhgv])+|.*(?:\d|\b(?:remote|hybrid|on-?site|full|part|time|contract\w*|temp\w*"
    r"|intern\w*|hours?|months?|bank|cover|fixed|perm\w*|ftc|level|grade|band|shifts?|nights?|days?|weekends?|entry"
    r"|junior|senior|mid|all genders|urgent\w*|freelance|team|department|division)\b).*"
)


def is_place(text: str) -> bool:
    """A place with its state or country, or "Remote": nothing else."""
    named = ends_in_country(text) or _IN_STATE.fullmatch(text) or remote_aside(text)
    return bool(named) and len(text) <= LONGEST_NAME


def _place(text: str | None) -> str | None:
    place = (text or "").strip(" ,")
    if len(place) < 2 or not place[0].isupper() or _NO_PLACE.fullmatch(place) or remote_aside(f"({place})") is not None:
        return None
    return place


_STATES = (
    "A[BKLRZ]|BC|C[AOT]|D[CE]|FL|GA|HI|I[ADLN]|K[SY]|LA|M[ABDEINOST]|N[BCDEHJLMSTVY]|O[HKNR]|P[AEQ]|QC|RI|S[CDK]|T[NX]"
    "|UT|V[AT]|W[AIVY]|YT"
)
_IN_STATE = re.compile(rf"[A-Z][^-–—|,()]+, (?:{_STATES})(?: \d{{5}})?")
_CITY = re.compile(rf".+\s[-–—|]\s+({_IN_STATE.pattern})(?: \([^()]*\))?")
_BRACKETED = re.compile(  # "Analyst (Berlin, DE, 10115)", "Analyst (Tampa, FL, US, 33602)"
    r".+\(([A-Z][^(),]*[a-z][^(),]*, (?:([\w .'-]{2,40}), )?([A-Z]{2})(, [\w -]{3,10})?)\)"
)
_WITH_COUNTRY = re.compile(r".+(?:\s[-–—|]\s+|\sin\s|\()([A-ZÀ-Þ][^-–—|()]+, [A-ZÀ-Þ][^-–—|(),]+)\)?")
# Who works in a field as well as in a town
_SUBJECT = re.compile(
    r"(?i)\b(?:ph\.?d|post-?doc\w*|doctora\w*|professor\w*|lecturer|fellow\w*|research\w*|scholar\w*|chair|teacher|tutor"
    r"|scientist|expert|specialist|studentship|internship|degree|engineer in test)\b"
)


# What is no town though two capitals follow, which are those of a state as well: "Med Surg, OR", "Imaging, CT"
_WARD = re.compile(
    r"(?i)\b(?:med|surg\w*|medical|imaging|radiolog\w*|x-?ray|icu|er|ed|ob|labor|lab|laborator\w*|clinic\w*|practice"
    r"|care|nurs\w*|unit|ward|cardi\w*|ortho\w*|pediatric\w*|onco\w*|neuro\w*|psych\w*|rehab\w*|therap\w*|tele\w*|stack"
    r"|java\w*|react|python|software|hardware|data|cloud|shifts?|nights?|evenings?|weekends?|front|back|full|part)\b"
)


def _is_region(letters: str, postcode: str | None) -> bool:
    """A state or a country, and not "JS", "RN" or the "PT" of part-time."""
    return re.fullmatch(_STATES, letters) is not None or (
        country_code(letters) is not None and (letters != "PT" or postcode is not None)
    )


def _at_the_end(title: str) -> str | None:
    """A place with its state or country, which can be nothing else: "… - Austin, TX", "… (Bonn, Germany)"."""
    if ", " not in title:
        return None
    if (city := _CITY.fullmatch(title)) and not _WARD.search(city[1]):
        return city[1]
    if (coded := _BRACKETED.fullmatch(title)) and not _WARD.search(coded[1]):
        place, region, letters, postcode = coded.groups()
        if postcode if region else _is_region(letters, postcode):
            return place if country_code(letters) or not region else None
    found = _WITH_COUNTRY.fullmatch(title)
    if found and title[: found.start(1)].endswith(" in ") and _SUBJECT.search(title):
        return None  # "Lecturer in History, China"
    return found[1] if found and ends_in_country(found[1]) else None
