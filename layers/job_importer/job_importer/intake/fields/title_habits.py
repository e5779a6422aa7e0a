"""Learns from a feed's items how its titles name the employer: an ambiguous form counts if it is the feed's habit.

"Cook - Acme" and "Acme: Cook" are believed if nearly every title has that form, the name in it can be an employer
rather than a place or kind of work, and enough of the names are certainly employers: by themselves, or because the
item's text contains them too.
"""

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass

from job_importer.intake.fields.employers import is_certain, name_of
from job_importer.intake.normalise.employment import employment_type
from job_importer.intake.normalise.place import ends_in_country
from job_importer.intake.normalise.remote_title import remote_aside
from job_importer.intake.words.forms import said

LONGEST = 300
USUAL_SHARE = 0.6
NEARLY_ALL = 0.9
SURE_SHARE = 0.25
LEAST_ITEMS = 3

AT = re.compile(
    r".+ (?:at|@|chez|bij|bei) ([^()]+?)(?: +\(([^()]*)\))?(?: +\([^()]*\bremote\b[^()]*\))?", re.IGNORECASE
)
HIRING = re.compile(
    r"([^|:?!]+?)(?P<batch> +\((?:YC )?[A-Z]\d\d\))? +(?:[Ii]s (?:now |currently |still )?(?:[Hh]iring|recruiting)"
    r"|hiring(?= .{1,200} in [A-ZÀ-Þ])"
    r"|(?P<abroad>sucht|sucht ab sofort|recrute|zoekt|cerca|szuka|söker))\b(?P<whom>.*)"
)
_BEHIND = re.compile(r"(?P<rest>.+)\s[-–—|]\s+(?P<name>.+)")
_BEFORE = re.compile(r"(?P<name>[^:]+):\s+(?P<rest>.+)")
_IN_STATE = re.compile(r".+, [A-Z]{2}(?: \d{5})?")

Item = tuple[str, str]  # title and text


@dataclass(frozen=True, slots=True)
class Habits:
    """`at`: after "at", where a place of work may stand too. `hiring`: before "is hiring", where a town may stand too.
    `behind`, `before`: as above.
    """

    at: bool = True
    hiring: bool = True
    behind: bool = False
    before: bool = False

    @classmethod
    def of(cls, items: Iterable[Item], channel: str = "") -> "Habits":
        """`channel` is the feed's title: the feed of one employer names none in its titles."""
        known = [(title, text) for title, text in items if title and len(title) <= LONGEST]
        at, hiring = (
            sum(form.fullmatch(title) is not None for title, _ in known) >= USUAL_SHARE * len(known)
            for form in (AT, HIRING)
        )
        many = len(known) >= LEAST_ITEMS and not is_certain(channel)
        return cls(at, hiring, many and _is_habit(known, _BEHIND), many and _is_habit(known, _BEFORE))

    def employer(self, title: str) -> Item | None:
        """The employer and the title, without the employer if that comes first."""
        if self.behind and (found := _BEHIND.fullmatch(title)) and may_employ(found["name"]):
            return found["name"].strip(), title
        if self.before and (found := _BEFORE.fullmatch(title)) and may_employ(found["name"]):
            return found["name"].strip(), found["rest"].strip()
        return None


def _is_habit(items: list[Item], form: re.Pattern[str]) -> bool:
    found = [(match, text) for title, text in items if (match := form.fullmatch(title)) and may_employ(match["name"])]
    roles = sum(said("role", match["rest"]) is not None for match, _ in found)
    sure = sum(is_certain(match["name"]) or match["name"] in text for match, text in found)
    return len(found) >= NEARLY_ALL * len(items) and 2 * roles >= len(items) and sure >= SURE_SHARE * len(items)


_OTHER: tuple[Callable[[str], object], ...] = (
    lambda name: any(map(str.isdecimal, name)) or said("role", name),
    ends_in_country,
    _IN_STATE.fullmatch,
    employment_type,
)


def may_employ(name: str) -> bool:
    """Whether the name can be an employer's and is not known to be anything else."""
    if name_of(name) is None or remote_aside(f"({name})") is not None:
        return False
    return not any(is_other(name) for is_other in _OTHER)
