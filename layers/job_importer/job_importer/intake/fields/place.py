"""Reads a job's place from one field or from the fields of its parts."""

import re
from collections.abc import Callable

from job_importer.intake.fields.nested import SEPARATOR, country_of, place_of, remote_of
from job_importer.intake.format import Fields

Getter = Callable[[Fields], str | None]

_STREET = re.compile(r"\d+[a-z]? [^,]+$|[^,]+ \d+[a-z]?$", re.IGNORECASE)


def place_getter(one: dict[str, Getter], names: tuple[str, ...]) -> Callable[[Fields], tuple[str | None, ...]]:
    city, state, country = one["city"], one["state"], one["country"]

    def place(fields: Fields) -> tuple[str | None, ...]:
        name, whole = whole_place(fields)
        town = city(fields)
        if whole is None or town is None or town.casefold() == whole.casefold() or _STREET.match(whole):
            return (whole,) if whole and town is None else _each((town, state(fields), country(fields)))
        complete = "," in whole or (name != "region" and town.casefold() in whole.casefold())
        return (whole,) if complete else (town, whole, country(fields))

    def whole_place(fields: Fields) -> tuple[str | None, str | None]:
        for name in names:
            if name in fields and (found := place_of(fields[name])):
                return name, found
        return None, None

    return place


def _each(parts: tuple[str | None, ...]) -> tuple[str | None, ...]:
    """Joins each of several towns with its own state and country, or with the common ones."""
    given = [part.split(SEPARATOR) for part in parts if part]
    count = len(given[0]) if given else 0
    if count < 2 or not {*map(len, given)} <= {1, count}:
        return parts
    places = zip(*(part if len(part) > 1 else part * count for part in given), strict=True)
    return (SEPARATOR.join(map(", ".join, places)),)


def workplace(fields: Fields, places: tuple[str, ...]) -> str | None:
    """What a structured location says about remote work."""
    for name in places:
        if type(value := fields.get(name)) is not str and value is not None and (said := remote_of(value)):
            return said
    return None


def country_getter(country: Getter, places: tuple[str, ...]) -> Getter:
    def get(fields: Fields) -> str | None:
        if (found := country(fields)) is not None:
            return found
        return next((text for name in places if (value := fields.get(name)) and (text := country_of(value))), None)

    return get if places else country
