"""Turns a draft into a normalised job, with the same cleaning for every format."""

import re
from collections.abc import Callable
from datetime import timedelta
from functools import lru_cache
from typing import Any

from job_importer.cut import cut
from job_importer.intake.fields.names import plain
from job_importer.intake.fields.values import text_of
from job_importer.intake.format import Adapter, Draft, Fields
from job_importer.intake.model import MAX_TEXT, Hints, NormalisedJob
from job_importer.intake.normalise.countries import country_code
from job_importer.intake.normalise.dates import parse_date
from job_importer.intake.normalise.employment import employment_type
from job_importer.intake.normalise.html import describe
from job_importer.intake.normalise.language import language_tag, writes_day_first
from job_importer.intake.normalise.nothing import given, is_of_advertisement, stated
from job_importer.intake.normalise.place import country_of_place, join_place
from job_importer.intake.normalise.remote import remote
from job_importer.intake.normalise.remote_title import remote_aside
from job_importer.intake.normalise.salary import parse_salary
from job_importer.intake.normalise.text import clean_text, tag_list
from job_importer.urls.normalise import clean_url
from job_importer.urls.template import FIELD, fill

PUBLISHED_AHEAD = timedelta(days=366)


def finisher(source: str, hints: Hints, day_first: bool | None) -> Callable[[Draft], NormalisedJob]:
    """Returns the function that completes the drafts of one document; it leaves `external_id` None."""
    feed_url, fetched_at, default_company = hints.feed_url, hints.fetched_at, hints.default_company
    latest = (fetched_at + PUBLISHED_AHEAD).strftime("%Y-%m-%dT%H:%M:%SZ")

    def date(value: Any, language: str | None) -> str | None:
        order = writes_day_first(language) if day_first is None else day_first
        return parse_date(value, fetched_at=fetched_at, day_first=order, zone=hints.timezone)

    def past(value: Any, language: str | None) -> str | None:
        """A publication date. One years ahead is a default value or a mistake, and is ignored."""
        moment = date(value, language)
        return moment if moment is None or moment <= latest else None

    def finish(draft: Draft) -> NormalisedJob:
        html, text = describe(given(draft.description))
        place, title = _cut(draft.location), given(clean_text(draft.title))
        country = _country(draft.country and draft.country[:MAX_TEXT], place)
        location = _location(place)
        remotely = remote(draft.remote, location, *draft.remote_evidence)
        language = language_tag(draft.language)
        tags: str | list[Any] = draft.tags[0] if len(draft.tags) == 1 else [*draft.tags]  # one text may hold several
        type_text = _kind_of_work(draft.employment_type and draft.employment_type[: MAX_TEXT + 1])
        return {
            "source": source,
            "external_id": None,
            "title": title,
            "company": _meaningful(clean_text(draft.company)) or default_company,
            "location": _meaningful(location),
            "country": country,
            "remote": remote_aside(title) if remotely is None and title else remotely,
            "employment_type": employment_type(type_text),
            "employment_type_text": type_text,
            "category": _trade(draft.category),
            "url": clean_url(draft.url, feed_url),
            "description_html": html,
            "description_text": text,
            "salary": _salary(draft, country),
            "posted_at": None if draft.posted is None else past(draft.posted, language),
            "expires_at": None if draft.expires is None else date(draft.expires, language),
            "language": language,
            "tags": tag_list(tags) if tags else [],
        }

    return finish


def _salary(draft: Draft, country: str | None) -> dict[str, Any] | None:
    text = draft.salary
    if isinstance(text, str) and (_meaningful(text.strip()) is None or _NO_PAY.fullmatch(text)):
        text = None
    if text is None and draft.salary_min is None and draft.salary_max is None:
        return None
    return parse_salary(
        text,
        minimum=draft.salary_min,
        maximum=draft.salary_max,
        currency=draft.salary_currency,
        period=draft.salary_period,
        country=country,
    )


_NO_PAY = re.compile(r"(?:[^\w]|0)*")  # "0", "£0.00 - £0.00"


def _cut(parts: tuple[str | None, ...]) -> tuple[str | None, ...]:
    """Shortens the parts, so that a hostile feed cannot fill the caches: no place is longer."""
    if sum(map(len, filter(None, parts))) <= MAX_TEXT:
        return parts
    return tuple(part and part[: MAX_TEXT // len(parts)] for part in parts)


@lru_cache(maxsize=8_192)
def _location(parts: tuple[str | None, ...]) -> str | None:
    return join_place(*parts)


@lru_cache(maxsize=8_192)
def _country(country: str | None, location: tuple[str | None, ...]) -> str | None:
    """The feed's own country, or else the one that the location names."""
    if country is not None and (code := country_code(country)):
        return code
    return country_of_place(next((part for part in reversed(location) if part), None))


def _meaningful(text: str | None) -> str | None:
    """None for a placeholder such as "not specified"."""
    text = stated(text)
    return None if text is None else cut(text, MAX_TEXT)


def _trade(category: str | None) -> str | None:
    text = _meaningful(clean_text(category))
    return None if text is None or is_of_advertisement(text) else text


@lru_cache(maxsize=8_192)
def _kind_of_work(said: str | None) -> str | None:
    """None for text without letters: a number of hours, or the number of an option."""
    text = _meaningful(clean_text(said))
    if text is None or is_of_advertisement(text) or not any(map(str.isalpha, text)):
        return None
    return text


def addressed(adapt: Adapter, template: str | None) -> Adapter:
    """Wraps the adapter: drafts without an address get one from the template. Field names match in any spelling."""
    if template is None:
        return adapt
    plainly = FIELD.sub(lambda match: "{" + plain(match[1]) + "}", template)

    def with_address(fields: Fields) -> Draft:
        draft = adapt(fields)
        if draft.url is None:
            values = {plain(name): text_of(value) for name, value in fields.items()}
            draft.url = fill(plainly, values)
        return draft

    return with_address
