"""The sentences that explain a feed's state. Pure."""

from collections.abc import Sequence
from datetime import datetime

from job_importer.explanations import explain
from job_importer.feeds.judged import Band, Fall
from job_importer.feeds.model import LastFailure
from job_importer.plural import plural

NAMES = {
    "title": "title",
    "company": "company",
    "location": "place",
    "country": "country",
    "salary": "pay",
    "posted_at": "date",
    "description": "description",
    "employment_type": "type of employment",
}
HEALTHY = "It is imported on time and looks as usual."
DISABLED = "It is disabled, so it is not imported."


def failing(streak: int, since: datetime, last: LastFailure) -> str:
    title = explain("runs", last["code"]).title
    times = "Its last import failed" if streak == 1 else f"Its last {streak} imports failed"
    return f"{times}, since {clock(since)}. {title}: {last['message']}"


def passing(last: LastFailure) -> str:
    title = explain("runs", last["code"]).title
    return f"Its last import failed, as happens now and then; it will be tried again. {title}: {last['message']}"


def losing(failed: int, fetched: int, band: Band | None) -> str:
    usual = f"; about {_percent(band['usual'])} is usual" if band else ""
    return f"{failed:,} of its {plural(fetched, 'job')} failed ({_percent(failed / fetched)}){usual}."


def shrunk(size: int, band: Band) -> str:
    return f"It lists {plural(size, 'job')}; {round(band['low']):,} to {round(band['high']):,} are usual."


def fell(fall: Fall) -> str:
    return f"It lists {plural(round(fall['now']), 'job')}, fewer week by week: it had {round(fall['before']):,}."


def decaying(fields: Sequence[tuple[str, float, Band, Fall | None]]) -> str:
    return " ".join(_decay(*field) for field in fields)


def _decay(field: str, rate: float, band: Band, fall: Fall | None) -> str:
    is_given = f"The {NAMES[field]} is present in {_percent(rate)} of its jobs"
    if fall:
        return f"{is_given}, fewer week by week: it was {_percent(fall['before'])}."
    low, high = _percent(band["low"]), _percent(band["high"])
    return f"{is_given}, where {low + ' to ' + high if low != high else low} is usual."


def quiet(last_new_at: datetime, band: Band | None) -> str:
    usual = f"; usually it has about {round(band['usual']):,} a day" if band and band["usual"] >= 1 else ""
    return f"It has had no new job since {last_new_at:%Y-%m-%d}{usual}."


def waiting(due: datetime) -> str:
    return f"It was due at {clock(due)}; its import is queued and waits for an importer or for its host."


def overdue(due: datetime) -> str:
    return f"It was due at {clock(due)}, but no import of it has ended since."


def clock(moment: datetime) -> str:
    return f"{moment:%Y-%m-%d %H:%M} UTC"


def _percent(share: float) -> str:
    """Never 100% if something is missing, nor 0% if something is there."""
    percent = round(share * 100)
    if percent == 100 and share < 1:
        return "99%"
    return "1%" if percent == 0 and share > 0 else f"{percent}%"
