"""Reads from a title whether the job is remote: "Engineer (Remote)", "Clerk - hybrid", "Remote: Editor".

Only an aside that says nothing else counts: "Remote Sensing Scientist" and "Hybrid Cloud Engineer" are ordinary titles.
"""

import re
from functools import cache, lru_cache

from job_importer.intake import words
from job_importer.intake.normalise.agreement import agreed

_LONGEST = 300
_BRACKETS = re.compile(r"[(\[{]([^()\[\]{}]*)[)\]}]")
_PARTS = re.compile(r"\s+[-–—|/•·]+\s+|[-–—:]\s+|\s*[,;|/]\s*")
_NAMES = ("worldwide", "home office")  # "Director, Worldwide" is responsible for it; the Home Office is a ministry
_WHERE = r"us|usa|uk|eu|europe|emea|apac|latam|canada|germany|americas|global|worldwide|anywhere"


@cache
def _asides() -> tuple[re.Pattern[str], re.Pattern[str]]:
    """Expressions for asides that say "remote" and for those that say "not remote"."""
    remotely = rf"(?:remote(?:ly)?|(?:da |en |em )?remot[oa]|praca zdalna|{words.expression('remote', 'remote')})"
    return re.compile(
        rf"(?:(?:100 ?%|fully|full|completely|entirely|all|allows|{_WHERE}|work(?:ing)?)[ -]+)?{remotely}"
        rf"(?:[ -]+(?:only|first|ok|friendly|position|job|role|work|within .*|in .*|from .*|{_WHERE}))*"
    ), re.compile(
        rf"{words.expression('remote', 'hybrid')}(?: (?:remote|work|working|role|position|job|in .*))?"
        rf"|{words.expression('remote', 'on site')}(?: only)?"
    )


@cache
def _hint() -> re.Pattern[str]:
    """Matches every title that may mention remote work: the first letters of the longest word of each entry."""
    entries = words.names("remote", "remote", "on site", "hybrid")
    longest = (max(reversed(entry.strip("*").split()), key=len) for entry in entries)
    return re.compile("|".join(sorted({"remot", *(re.escape(word[:5]) for word in longest)})))


def remote_aside(title: str) -> bool | None:
    """Whether the title says that the job is remote; None if it says nothing, or both."""
    text = title.lower()
    return _aside(text) if len(text) <= _LONGEST and _hint().search(text) else None


@lru_cache(maxsize=4096)
def _aside(title: str) -> bool | None:
    asides = [part for bracket in _BRACKETS.findall(title) for part in (bracket, *_PARTS.split(bracket))]
    outside = _PARTS.split(_BRACKETS.sub(" ", title))
    asides += [part for part in outside if part.strip() not in _NAMES]
    found = (_remote_of(" ".join(aside.split())) for aside in asides)
    return agreed(one for one in found if one is not None)


def _remote_of(aside: str) -> bool | None:
    remotely, elsewhere = _asides()
    if remotely.fullmatch(aside):
        return True
    return False if elsewhere.fullmatch(aside) else None
