"""Facts that titles state in a form of their own, for what a feed has no fields for: "Cook at Acme (Bonn, Germany)",
"Acme is hiring a cook", "Cook - Acme Ltd - Austin, TX", and a name that stands beside the item as well ("Cook - Acme -
Bonn" by Acme).

The title itself stays as the feed gives it.
"""

import re
from collections.abc import Iterable

from job_importer.intake.formats.model import Draft
from job_importer.intake.normalise.asides import remote_aside
from job_importer.intake.normalise.text import clean_text

LONGEST = 300
_LONGEST_NAME = 80

_AT = re.compile(r".+ (?:at|@) ([^()]+?)(?: +\(([^()]*)\))?(?: +\([^()]*\bremote\b[^()]*\))?", re.IGNORECASE)
_HIRING = re.compile(
    r"([^|:?!]+?)(?: +\((?:YC )?[A-Z]\d\d\))? +is (?:now |currently |still )?(?:hiring|recruiting)\b.*"
)
_NOBODY = re.compile(
    r"(?i)(?:who|everyone|anyone|nobody|it|he|she|this|that|my|our|we|your|a|an|the company|company|client|home|night"
    r"|sea|heart|scale|risk|work|height|large|least|once|weekends?)(?:\W|$)"
)
# Where one works rather than for whom: "Usher at Bath Law Courts"
_SITE = re.compile(
    r"(?i)\b(?:airport|mall|station|campus|sites?|branch|office|home|level|night|hours?|rate|cent(?:er|re)|courts?"
    r"|prison"
    r"|plant|warehouse|depot|terminal|headquarters|hq|event|festival|camp|park|store|shop)$"
)
_LEGAL = re.compile(
    r"(?i)\w\.?,?\s(?:inc|llc|llp|ltd|limited|plc|corp|corporation|gmbh|mbh|ag|kg|ug|e\.\s?v|s\.a|sas|s\.?a\.?r\.?l"
    r"|s\.?r\.?l|s\.?p\.?a"
    r"|s\.l|b\.?v|n\.v|a/s|oyj?|pty|pvt|sp\. z o\.o|k\.k)\.?$"
)  # not those that are also a state: "Calgary, AB", "Reno, NV"
_BODY = re.compile(
    r"(?i)\b(?:university|universität|université|college|council|hospital|foundation|institute|ministry)\b"
)
# What stands in brackets behind an employer and is no place: "(m/w/d)", "(Full-time)", "(12 months)", "(ICU)"
_NO_PLACE = re.compile(
    r"(?i)[mwfdxhgv](?:\s?[/|*,]\s?[mwfdxhgv])+|.*(?:\d|\b(?:remote|hybrid|on-?site|full|part|time|contract\w*"
    r"|temp\w*|intern\w*"
    r"|hours?|months?|bank|cover|fixed|perm\w*|ftc|level|grade|band|shifts?|nights?|days?|weekends?|entry|junior|senior"
    r"|mid|all genders|urgent\w*|freelance|team|department|division)\b).*"
)


# "Analyst (Berlin, DE, 10115)" of SAP SuccessFactors, "Nurse (Austin, TX)"
_BRACKETED = re.compile(r".+\(([A-Z][^(),]*[a-z][^(),]*, [A-Z]{2}(?:, [\w -]{3,10})?)\)")
_PAY = re.compile(
    r"(?i)[\[(](?=[^\[\]()]*\d)([^\[\]()]*(?:[$€£]|\b(?:chf|eur|usd|gbp)\b)[^\[\]()]*)[\])]"
    r"|((?:[$€£]|\b(?:chf|eur|usd|gbp) )\d[\d,.]*k?(?:\s*[-–]\s*[$€£]?\d[\d,.]*k?)?\s*(?:/ ?|per |an? )(?:hr?|hour"
    r"|day|week|month|year)\b)"
)


_SIGN = re.compile("[$€£]|CHF|EUR|USD|GBP")


def names_pay(title: str | None) -> bool:
    return title is not None and _SIGN.search(title) is not None


def add_titled(draft: Draft, *names: str | None) -> None:
    """Fill company and place. `names` are those of the item's author or source, which may be anybody: one counts as the
    employer where the title names it as such, or where only an employer is called so.
    """
    title = clean_text(draft.title)
    if title is None or len(title) > LONGEST:
        return
    if names_pay(title) and (pay := _PAY.search(title)):
        title = title.replace(pay[0], "").strip()
        if (draft.salary, draft.salary_min, draft.salary_max) == (None, None, None):
            draft.salary = pay[1] or pay[2]
    if draft.company is not None:
        return
    company, place = _by_name(title, filter(None, map(clean_text, names)))
    if company is None:
        company, place = _by_form(title)
    draft.company = company
    if place and not any(draft.location):
        draft.location = (place,)


_PARTS = re.compile(r"\s+[-–—|]\s+|,\s+(?!(?i:inc|llc|ltd|limited|corp|gmbh)\b)")
_STATES = (
    "A[BKLRZ]|BC|C[AOT]|D[CE]|FL|GA|HI|I[ADLN]|K[SY]|LA|M[ABDEINOST]|N[BCDEHJLMSTVY]|O[HKNR]|P[AEQ]|Q[C]|RI|S[CDK]"
    "|T[NX]"
    "|UT|V[AT]|W[AIVY]|YT"
)
_CITY = re.compile(rf".+\s[-–—|]\s+([A-Z][^-–—|,()]+, (?:{_STATES})(?: \d{{5}})?)(?: \([^()]*\))?")


def _by_form(title: str) -> tuple[str | None, str | None]:
    city = (_CITY.fullmatch(title) or _BRACKETED.fullmatch(title)) if ", " in title else None
    company, place = _spoken(title)
    if company is None:
        _, *parts = _PARTS.split(title)
        company = next((part for part in parts if len(part) <= _LONGEST_NAME and _LEGAL.search(part)), None)
    return company, city[1] if city else place


def _spoken(title: str) -> tuple[str | None, str | None]:
    if " hiring" in title or " Hiring" in title or " recruiting" in title:
        found = _HIRING.fullmatch(title.replace(" Is Hiring", " is hiring"))
        return (_name(found[1]), None) if found else (None, None)
    if (" at " in title or " @ " in title) and (found := _AT.fullmatch(title)):
        bracketed = found[2] is not None
        company = _name(re.split(r"\s[-–—|]\s", found[1])[0])
        if company is None or (not bracketed and _SITE.search(company)):
            return None, None
        return company, _place(found[2])
    return None, None


def _by_name(title: str, names: Iterable[str]) -> tuple[str | None, str | None]:
    for name in names:
        if len(name) > _LONGEST_NAME or "@" in name or "/" in name[:3]:
            continue
        where = title.casefold().find(name.casefold())
        if where >= 0 and len(name) > 1:
            before, after = title[:where].rstrip(" "), title[where + len(name) :]
            if re.search(r"(?i)(?:\s(?:at|bei|chez|@|by|for)|[-–—|,:(])$", before) and re.match(
                r"\s+[-–—|(]|\s*$|\)", after
            ):
                return name, _after(after)
            if not before and re.match(r"(?i):\s|\s+(?:[-–—|]\s|is (?:hiring|looking)|sucht\b)", after):
                return name, None
        if _LEGAL.search(name) or _BODY.search(name):
            return name, None
    return None, None


def _after(text: str) -> str | None:
    """The place in " - Austin, TX" and " (Bonn)"."""
    found = re.fullmatch(r"\s+[-–—|]\s+([^-–—|]+)|\s+\(([^()]*)\)(?:\s*\([^()]*\))?", text)
    if found is None:
        return None
    return _place(found[2]) if found[1] is None else found[1].strip() or None


def _name(text: str) -> str | None:
    """None for what is no name: "our client", "night", a place behind a comma."""
    name = text.strip(" ,-–—")
    if "," in name and not _LEGAL.search(name):
        return None
    known = 1 < len(name) <= _LONGEST_NAME and (name[0].isupper() or name[0].isdigit() or not name[0].isascii())
    return name if known and not _NOBODY.match(name) else None


def _place(text: str | None) -> str | None:
    place = (text or "").strip(" ,")
    if len(place) < 2 or not place[0].isupper() or _NO_PLACE.fullmatch(place) or remote_aside(f"({place})") is not None:
        return None
    return place
