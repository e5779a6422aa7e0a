"""Dates in words: "12 July 2026", "July 12, 2026", "Wed Aug 19 05:00:00 UTC 2026", "Posted 20 Days Ago"."""

import re
from datetime import datetime, timedelta
from functools import cache

from job_importer.intake import words


@cache
def _months() -> dict[str, int]:
    return {
        name: int(month)
        for subject in ("calendar", "cldr_calendar")
        for month, names in words.sections(subject)["months"].items()
        for name in names
    }


_MONTH = r"(?P<month>[^\W\d_]{3,12})\.?"
_FORMS = tuple(
    re.compile(form, re.IGNORECASE | re.DOTALL)
    for form in (
        # C's asctime and Java's Date.toString: the year comes last
        rf"[A-Za-z]{{3}},? +{_MONTH} +(?P<day>\d\d?) +(?P<rest>\d\d:\d\d:\d\d(?: +[A-Z]{{1,5}})?) +(?P<year>\d{{4}})",
        rf"(?:[^\W\d_]+(?:\.?, *|\.? +)){{0,2}}(?P<day>\d\d?)(?:st|nd|rd|th|er|\.)?[ /-]+(?:of +|de +)?"
        rf"{_MONTH},?[ /-]+(?:de +|del +)?(?P<year>\d{{4}}|\d\d)(?![\d:])(?P<rest>.*)",
        rf"(?:[^\W\d_]+\.?,? +)?{_MONTH}[ -]+(?P<day>\d\d?)(?:st|nd|rd|th)?(?:,? +|-)"
        r"(?P<year>\d{4})(?!\d)(?P<rest>.*)",
        rf"(?P<year>\d{{4}})-{_MONTH}-(?P<day>\d\d?)(?!\d)(?P<rest>.*)",
    )
)


def parse_words(value: str) -> tuple[datetime, str] | None:
    """The day, and the rest with the time of day. Month names in English and in the languages of our feeds."""
    found = next((match for form in _FORMS if (match := form.fullmatch(value))), None)
    month = _months().get(found["month"].lower()) if found else None
    if found is None or month is None:
        return None
    rest = re.sub(r"\(.*\)\s*$", "", found["rest"])  # JavaScript: "GMT+0200 (Central European Summer Time)"
    rest = re.sub(r"(?i)^\s*(?:,|at|um|à|a las|-)?\s*", "", rest)
    year = int(found["year"]) if len(found["year"]) == 4 else 2000 + int(found["year"])
    return datetime(year, month, int(found["day"])), re.sub(r"(?i)\b(?:GMT|UTC)(?=[+-])", "", rest)  # noqa: DTZ001


_DAYS = {"day": 1, "week": 7, "month": 30, "year": 365}
_MINUTES = {"second": 0, "minute": 1, "hour": 60}


@cache
def _units() -> dict[str, str]:
    return {word: unit for unit in (*_DAYS, *_MINUTES) for word in words.entries("calendar", unit)}


@cache
def _said_days() -> dict[str, int]:
    return {word: ago for ago, day in enumerate(("today", "yesterday")) for word in words.entries("calendar", day)}


@cache
def _introduction() -> re.Pattern[str]:
    return re.compile(rf"(?i)(?:{words.expression('calendar', 'introductions')}\b[\s:]*)*")


def without_introduction(text: str) -> str:
    """Removes "Posted on" and the like, also repeated: Workday has "posted on" above "Posted 14 Days Ago"."""
    return _introduction().sub("", text, count=1)


_AGO = re.compile(
    r"(?:for\s+)?(?:(?P<before>vor|il y a|hace|há|för|před|pred)\s+)?"
    r"(?:about |over |more than |mehr als |plus de |más de )?"
    r"(?P<count>\d{1,3}|an?|one|eine[mr]?|une?|un)\s*\+?\s*(?P<unit>[^\W\d_]{1,10})\s*\+?(?P<ago>\s+(?:ago|geleden|fa|sedan|siden|temu|назад|sitten))?"
)


def parse_relative(value: str, fetched_at: datetime) -> datetime | None:
    """The day that "20 days ago" means, at midnight; hours and minutes to the minute. "30+ days ago" is 30 days ago."""
    said = " ".join(value.lower().split()).rstrip(".!")
    text = without_introduction(said)
    days = _said_days().get(said, _said_days().get(text))
    if days is None and (match := _AGO.fullmatch(text)) and (match["ago"] or match["before"]):
        unit = _units().get(match["unit"], "")
        count = int(match["count"]) if match["count"].isdecimal() else 1
        if unit in _MINUTES:
            return (fetched_at - timedelta(minutes=_MINUTES[unit] * count)).replace(second=0, microsecond=0)
        days = _DAYS[unit] * count if unit else None
    if days is None:
        return None
    return (fetched_at - timedelta(days=days)).replace(hour=0, minute=0, second=0, microsecond=0)


_NUMERIC = re.compile(r"(?:GMT|UTC)?([+-])(\d\d?)(?::?(\d\d))?", re.IGNORECASE)


@cache
def _hours() -> dict[str, float]:
    return {name: float(hours) for hours, names in words.sections("zones")["offsets"].items() for name in names}


def zone_offset(zone: str) -> timedelta:
    """What to subtract from a local time to get UTC. An unknown zone counts as UTC (RFC 2822, 4.3)."""
    if match := _NUMERIC.fullmatch(zone):
        offset = timedelta(hours=int(match[2]), minutes=int(match[3] or 0))
        return -offset if match[1] == "-" else offset
    return timedelta(hours=_hours().get(zone.lower(), 0.0))
