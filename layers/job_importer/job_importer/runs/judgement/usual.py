"""Computes a feed's usual values from its days. Pure.

Uses medians and quantiles, so that a single odd day changes nothing, with a margin for what chance does to that many
jobs, so that a feed of ten jobs is not judged like one of a thousand. Days on which something was already odd do not
count as usual.
"""

from collections.abc import Callable, Mapping, Sequence
from datetime import UTC, date, datetime
from math import exp, sqrt
from statistics import median

from job_importer.codes import FeedState
from job_importer.feeds.judged import Band, Fall, Odd, Usual
from job_importer.jobs.fill import FIELDS
from job_importer.runs.judgement.day import DayDoc

DAYS_KEPT = 45  # days that count; what is odd for longer has become usual
FEWEST_DAYS = 5
YOUNG_DAYS = 14  # a feed that was not seen for this long gets more room
SIGMAS = 4.0
SIZE_SIGMAS = 3.0
CLUSTER = 3  # jobs of one employer are alike, so chance works in such lots
WEEK = 7
FALLS = ((7, 0.8, 0.15), (3, 0.7, 0.25))
"""A slow fall: within so many days, a size to less than this share, or a share of jobs by this much."""
RARE = 0.05  # a quantile: what happens on one day in twenty, such as at weekends, is usual


def usual_of(days: Sequence[DayDoc], odd: Mapping[str, Odd], today: date) -> Usual:
    """`days` are the feed's own before `today`, oldest first."""
    days = days[-DAYS_KEPT:]
    sizes = _series(_before(days, odd, FeedState.SHRINKING), _size_of)
    fills = {field: _series(_before(days, odd, FeedState.DECAYING), _fill_of(field)) for field in FIELDS}
    failed = _series(_before(days, odd, FeedState.LOSING_JOBS), _failed_of)
    news = _until_the_last_new([day for day in _before(days, odd, FeedState.QUIET)[1:] if day["reading"]])
    now = {"size": _series(days, _size_of), **{field: _series(days, _fill_of(field)) for field in FIELDS}}
    jobs = median([day["reading"]["fetched"] for day in days if day["reading"]] or [0])
    falls = [_fall(None, sizes, now["size"], jobs), *(_fall(field, fills[field], now[field], jobs) for field in FIELDS)]
    return {
        "day": today.isoformat(),
        "size": _size_band(sizes),
        "fill": {field: band for field in FIELDS if (band := _share_band(fills[field], jobs))},
        "failed": _share_band(failed, jobs),
        "new": _new_band([day["new"] for day in news]),
        "silence": _silence(news),
        "failing": _failing(days),
        "falls": [fall for fall in falls if fall],
        "sums": _sums(days),
    }


Series = list[tuple[date, float]]


def _before(days: Sequence[DayDoc], odd: Mapping[str, Odd], state: FeedState) -> list[DayDoc]:
    since = odd[state]["since"].date().isoformat() if state in odd else "9999"
    return [day for day in days if day["day"] < since]


def _until_the_last_new(days: list[DayDoc]) -> list[DayDoc]:
    """A silence that is not over is still to be judged."""
    while days and not days[-1]["new"]:
        days = days[:-1]
    return days


def _series(days: Sequence[DayDoc], value: Callable[[DayDoc], float | None]) -> Series:
    found = ((date.fromisoformat(day["day"]), value(day)) for day in days)
    return [(day, number) for day, number in found if number is not None]


def _size_of(day: DayDoc) -> float | None:
    return day["reading"]["size"] if day["reading"] else None


def _failed_of(day: DayDoc) -> float | None:
    reading = day["reading"]
    return reading["failed"] / reading["fetched"] if reading and reading["fetched"] else None


def _fill_of(field: str) -> Callable[[DayDoc], float | None]:
    def rate(day: DayDoc) -> float | None:
        reading = day["reading"]
        return reading["fill"].get(field, 0) / reading["filled_of"] if reading and reading["filled_of"] else None

    return rate


def _size_band(series: Series) -> Band | None:
    values = [value for _, value in series]
    if len(values) < FEWEST_DAYS:
        return None
    usual = median(values)
    least = (0.3 if len(values) < YOUNG_DAYS else 0.2) * usual
    margin = max(least, SIZE_SIGMAS * sqrt(usual), SIGMAS * _spread(values, usual))
    return _band(values, usual, margin, 0.05 * usual)


def _share_band(series: Series, jobs: float) -> Band | None:
    values = [value for _, value in series]
    if len(values) < FEWEST_DAYS:
        return None
    usual = median(values)
    least = 0.15 if len(values) < YOUNG_DAYS else 0.05
    margin = max(least, SIGMAS * sqrt(_chance(usual, jobs) + _spread(values, usual) ** 2))
    band = _band(values, usual, margin, 0.02)
    return {**band, "high": min(1.0, band["high"])}


def _band(values: Sequence[float], usual: float, margin: float, beyond: float) -> Band:
    """Never narrower than what the feed shows now and then, such as at weekends."""
    low = min(usual - margin, _quantile(values, RARE) - beyond)
    high = max(usual + margin, _quantile(values, 1 - RARE) + beyond)
    return {"usual": usual, "low": max(0.0, low), "high": high}


def _new_band(values: Sequence[int]) -> Band | None:
    if len(values) < FEWEST_DAYS:
        return None
    return {"usual": median(values), "low": _quantile(values, 0.1), "high": _quantile(values, 0.9)}


def _silence(days: Sequence[DayDoc]) -> list[float] | None:
    """By weekday; a weekday that was seen only a few times counts partly as the others."""
    if len(days) < FEWEST_DAYS:
        return None
    by_weekday: list[list[bool]] = [[] for _ in range(WEEK)]
    for day in days:
        by_weekday[date.fromisoformat(day["day"]).weekday()].append(day["new"] > 0)
    all_days = (sum(map(sum, by_weekday)) + 0.5) / (len(days) + 1)
    usual = median(day["new"] for day in days)
    chance = max(exp(-usual) if usual >= 1 else 0.0, 0.05)
    return [max(1 - (sum(seen) + 2 * all_days) / (len(seen) + 2), chance) for seen in by_weekday]


def _failing(days: Sequence[DayDoc]) -> float:
    """Only days on which it was read: an outage says nothing about the others."""
    read = [day for day in days if day["reading"]]
    return min(0.5, (sum(day["failed_runs"] for day in read) + 0.5) / (sum(day["runs"] for day in read) + 10))


def _sums(days: Sequence[DayDoc]) -> dict[str, int] | None:
    if len(days) < FEWEST_DAYS:
        return None
    sums: dict[str, Callable[[DayDoc], int]] = {
        "imports": lambda day: day["runs"],
        "new": lambda day: day["new"],
        "updated": lambda day: day["updated"],
        "closed": lambda day: day["closed"],
        "failed": lambda day: day["failed"],
    }
    return {name: round(median(map(value, days))) for name, value in sums.items()}


def _chance(share: float, jobs: float) -> float:
    """The variance of a share of so many jobs. With few jobs nothing is certain, even if all are alike."""
    return CLUSTER * share * (1 - share) / max(jobs, 1) + (1 / (jobs + 2)) ** 2


def _fall(field: str | None, before: Series, now: Series, jobs: float) -> Fall | None:
    """What has fallen so slowly that no single day is odd: the last days against the best fortnight before."""
    if len(now) < 2 * WEEK:
        return None
    week = now[-WEEK:]
    earlier = [value for day, value in before if day < week[0][0]]
    if len(earlier) < WEEK:
        return None
    width = min(2 * WEEK, len(earlier))
    best = max(median(earlier[start : start + width]) for start in range(len(earlier) - width + 1))
    for days, share, points in FALLS:
        level = median(value for _, value in now[-days:])
        if field is None:
            limit = min(share * best, best - SIZE_SIGMAS * sqrt(best))
        else:
            limit = best - max(points, SIGMAS * sqrt(_chance(best, jobs)))
        if level < limit:
            since = datetime.combine(now[-days][0], datetime.min.time(), UTC)
            return {"field": field, "before": best, "now": level, "since": since}
    return None


def _spread(values: Sequence[float], usual: float) -> float:
    """A standard deviation that ignores single odd days."""
    return 1.4826 * median(abs(value - usual) for value in values)


def _quantile(values: Sequence[float], share: float) -> float:
    ordered = sorted(values)
    return float(ordered[round(share * (len(ordered) - 1))])
