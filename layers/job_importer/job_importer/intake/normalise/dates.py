"""Normalises dates to ISO 8601 UTC. Anything that is not a plausible date is None, never the present.

The common forms (RFC 822, ISO 8601, epoch) are read by hand, since a feed of a million jobs has two million of them.
"""

import re
from datetime import UTC, datetime, time, timedelta
from decimal import Decimal
from functools import cache, lru_cache
from zoneinfo import ZoneInfo

from job_importer.intake import words
from job_importer.intake.normalise.date_words import parse_relative, parse_words, without_introduction, zone_offset

MIN_YEAR, MAX_YEAR = 1990, 2100  # years outside are some database's default value
MAX_LENGTH = 100

_ZONE = r"(?:GMT|UTC)?[+-]\d\d?(?::?\d\d)?|(?![AaPp]\.?[Mm]\b)[A-Za-z]{1,5}"  # "PM" is no zone
SLASHED = re.compile(r"(\d{1,2})([/.-]) ?(\d{1,2})\2 ?(\d{4}|\d\d)(?!\d)[T,]?(.*)", re.DOTALL)
_YEAR_FIRST = re.compile(r"(\d{4})[-/.年년] ?(\d{1,2})[-/.月월] ?(\d{1,2})[日일]?(?!\d)T?(.*)", re.DOTALL)
_DAY_IN_ZONE = re.compile(r"(\d{4}-\d\d-\d\d)(Z|[+-]\d\d:\d\d)")  # xsd:date
_YEAR_MONTH = re.compile(r"(\d{4})-(\d\d)")
_YEAR_DAY = re.compile(r"(\d{4})-?(\d{3})")
_ISO_ZONE_WORD = re.compile(rf"(\d{{4}}-\d\d-\d\d[T ]\d\d:\d\d(?::\d\d)?(?:[.,:]\d+)?) ?({_ZONE})")
_CLOCK = re.compile(
    rf"\s*(\d{{1,2}})[:.h](\d\d)(?:[:.](\d\d))?(?:[.:,]\d{{1,9}})?\s*([AaPp]\.?[Mm]\.?)?\s*({_ZONE})?\s*"
)
_HOUR = re.compile(r"\s*(\d{1,2})\s*([AaPp])\.?[Mm]\.?\s*")
_CLOCK_FIRST = re.compile(r"(?i)(\d{1,2}(?:[:.]\d\d)?\s*[ap]\.?m\.?|\d{1,2}:\d\d|12:00)[\s,]+(?:on\s+)?(.*\d{4})")
_MIDDAY = re.compile(r"(?i)\b(?:12 )?(?:noon|midday)\b")
_MIDNIGHT = re.compile(r"(\d{4}-\d\d-\d\d[T ])24:00(?::00)?(?=\D|$)")  # ISO 8601: the end of that day
_NUMBER = re.compile(r"-?\d{9,19}(?:\.\d+)?")
_JSON_DATE = re.compile(r"/Date\((-?\d{9,15})(?:[+-]\d{4})?\)/")  # .NET; the zone says how to show it, not when it is
# Java's ZonedDateTime and Go's Time: the offset before it counts
_ZONE_NAME = re.compile(r"\[[A-Za-z_+/-]{1,40}\]$|(?<=[+-]\d{4}) [A-Z]{2,5}$")
_FIRST_WORD = re.compile(r"([^\W\d_]+)[.,]{0,2} +(?=\d)")


@cache
def _weekdays() -> frozenset[str]:
    """ "Do., 05.11.2026", "lundi 02/11/2026"."""
    return frozenset(day for subject in ("calendar", "cldr_calendar") for day in words.entries(subject, "weekdays"))


def parse_date(
    value: str | int | float | Decimal | None,
    *,
    fetched_at: datetime,
    day_first: bool | None = None,
    zone: str | None = None,
) -> str | None:
    """`YYYY-MM-DDTHH:MM:SSZ`. `day_first` is the feed's order in "03/04/2026"; if it is None, such a date is ambiguous
    and the result None. Relative dates count back from `fetched_at`. `zone` applies to times that name none, but not to
    days without a time.
    """
    if isinstance(value, str):
        if len(value) > MAX_LENGTH:
            return None
        found = _common(value) or _absolute(value, day_first, zone)
        return found if found is not None or not value else _format(parse_relative(value, fetched_at))
    if isinstance(value, (int, float, Decimal)) and not isinstance(value, bool):
        return _number(value)
    return None


_CLOCK_TIME = re.compile(r"(?:[01][0-9]|2[0-3]):[0-5][0-9]:[0-5][0-9]")


def _common(value: str) -> str | None:
    """Reads the two forms that nearly every feed uses, by position: "Sat, 03 Oct 2026 19:24:45 +0000" and
    "2026-10-03T19:24:45Z". Days repeat, so they are cached.
    """
    length = len(value)
    if (length == 31 and value[26:] == "+0000") or (length == 29 and value[26:] == "GMT"):
        day, clock = _absolute(value[:16], None), value[17:25]
    elif length == 20 and value[19] == "Z" and value[10] == "T":
        day, clock = _absolute(value[:10], None), value[11:19]
    else:
        return None
    return f"{day[:11]}{clock}Z" if day and _CLOCK_TIME.fullmatch(clock) else None


@lru_cache(maxsize=4096)
def _absolute(value: str, day_first: bool | None, zone: str | None = None) -> str | None:
    value = value.strip()
    if not any(character.isdecimal() for character in value):
        return None
    try:
        return _format(_in_zone(_read(bare(value), day_first), zone))
    except (ValueError, OverflowError, OSError):
        return None


def _in_zone(moment: datetime | None, zone: str | None) -> datetime | None:
    if moment is None or zone is None or moment.tzinfo is not None or moment.time() == time.min:
        return moment
    return moment.replace(tzinfo=ZoneInfo(zone))


def bare(value: str) -> str:
    """The date without an introduction or the name of its zone, and with its time after it."""
    if "noon" in value or "midday" in value:
        value = _MIDDAY.sub("12:00", value)
    if value[0].isalpha():
        value = without_introduction(value)
        if (word := _FIRST_WORD.match(value)) and word[1].lower() in _weekdays():
            value = value[word.end() :]
    if value[-1:].isdecimal() and (clock := _CLOCK_FIRST.fullmatch(value)):  # "5pm on 30 November 2026"
        return f"{clock[2]} {clock[1]}"
    return _ZONE_NAME.sub("", value) if value[-1:] == "]" or value[-1:].isupper() else value


def _read(value: str, day_first: bool | None) -> datetime | None:
    if _NUMBER.fullmatch(value):
        return _digits(value)
    if match := _DAY_IN_ZONE.fullmatch(value):
        return _with_zone(datetime.fromisoformat(match[1]), match[2])
    if match := _MIDNIGHT.match(value):
        midnight = _read(f"{match[1]}00:00:00{value[match.end() :]}", day_first)
        return midnight + timedelta(days=1) if midnight else None
    try:
        return datetime.fromisoformat(value)
    except ValueError:
        pass
    if match := _ISO_ZONE_WORD.fullmatch(value):
        return _with_zone(datetime.fromisoformat(re.sub(r"(:\d\d:\d\d):(\d+)$", r"\1.\2", match[1])), match[2])
    if match := SLASHED.fullmatch(value):
        return _slashed(match, day_first)
    if match := _YEAR_FIRST.fullmatch(value):
        return _with_clock(datetime(int(match[1]), int(match[2]), int(match[3])), match[4])  # noqa: DTZ001
    if match := _JSON_DATE.fullmatch(value):
        return _epoch(float(match[1]))
    return _partial(value) or _worded(value)


def _digits(value: str) -> datetime:
    """Epoch, or `YYYYMMDDhhmm[ss]`: as milliseconds, fourteen digits would be centuries ahead."""
    if len(value) in (12, 14) and value[:2] in ("19", "20"):
        return datetime.strptime(value, "%Y%m%d%H%M%S" if len(value) == 14 else "%Y%m%d%H%M").replace(tzinfo=UTC)
    return _epoch(float(value))


def _epoch(value: float) -> datetime:
    """Seconds since 1970, or milliseconds, or microseconds."""
    if abs(value) >= 1e11:
        value /= 1_000_000 if abs(value) >= 1e14 else 1_000
    return datetime.fromtimestamp(value, UTC)


def _number(value: float | Decimal) -> str | None:
    try:
        number = float(value)
        if 19_900_101 <= number <= 21_001_231 and number.is_integer():  # 20260819: as seconds it would be August 1970
            return _absolute(str(int(number)), None)
        return _format(_epoch(number))
    except (ValueError, OverflowError, OSError):
        return None


def _slashed(match: re.Match[str], day_first: bool | None) -> datetime | None:
    first, separator, second, year, rest = match.groups()
    day, month = int(first), int(second)
    if separator != ".":
        if day <= 12 < month:
            day, month = month, day
        elif month <= 12 and day <= 12 and day != month:
            if day_first is None:
                return None
            day, month = (day, month) if day_first else (month, day)
    return _with_clock(datetime(int(year) if len(year) == 4 else 2000 + int(year), month, day), rest)  # noqa: DTZ001


def _partial(value: str) -> datetime | None:
    """A month counts from its first day. A year alone is no date."""
    if match := _YEAR_MONTH.fullmatch(value):
        return datetime(int(match[1]), int(match[2]), 1, tzinfo=UTC)
    if match := _YEAR_DAY.fullmatch(value):
        return datetime.strptime(match[1] + match[2], "%Y%j").replace(tzinfo=UTC)
    return None


def _worded(value: str) -> datetime | None:
    found = parse_words(value)
    return _with_clock(*found) if found else None


def _with_clock(day: datetime, rest: str) -> datetime | None:
    """`day` at the time that `rest` gives, if it gives one at all."""
    rest = rest.strip(" ,").removeprefix("at ").removeprefix("um ").removeprefix("- ")
    if not rest:
        return day
    match = _CLOCK.fullmatch(_HOUR.sub(r"\1:00\2m", rest))
    if match is None:
        return day if not any(character.isdecimal() for character in rest) else None
    hour, minute, second, half, zone = match.groups()
    hours = int(hour) if half is None else int(hour) % 12 + (12 if half[0] in "Pp" else 0)
    moment = day.replace(hour=hours, minute=int(minute), second=min(int(second or 0), 59))
    return _with_zone(moment, zone) if zone else moment


def _with_zone(moment: datetime, zone: str) -> datetime:
    return (moment - zone_offset(zone)).replace(tzinfo=UTC)


def _format(moment: datetime | None) -> str | None:
    if moment is None:
        return None
    if moment.tzinfo is not None and moment.tzinfo is not UTC:
        try:
            moment = moment.astimezone(UTC)
        except OverflowError:
            return None
    if not MIN_YEAR <= moment.year <= MAX_YEAR:
        return None
    return f"{moment.year}-{moment.month:02}-{moment.day:02}T{moment.hour:02}:{moment.minute:02}:{moment.second:02}Z"
