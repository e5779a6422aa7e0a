"""Reads pay from a group with minimum, maximum, currency and period, or from a pair of numbers."""

import re
from decimal import Decimal
from typing import Any

from job_importer.intake import words
from job_importer.intake.fields.nested import stated
from job_importer.intake.fields.values import as_list, records
from job_importer.intake.format import Draft, Fields

_NUMBER = re.compile(r"\d")


def add_salary(value: Any, draft: Draft) -> None:
    """Reads `<salary><min>…</min><max>…</max><currency>…` and `<salary currency="EUR" period="year">`."""
    if isinstance(value, list) and len(value) == 2 and all(isinstance(one, (int, float, Decimal)) for one in value):
        draft.salary, (draft.salary_min, draft.salary_max) = None, value
        return
    salary: Any = next(iter(records(value)), None)
    if salary is None:
        return
    salary = {_bare(name): inner for name, inner in salary.items()}
    for name in ("salary", "value", "range", "amount"):
        if isinstance(inner := salary.get(name), dict):
            salary = {key: one for key, one in salary.items() if key != name} | inner
    low, high = _first(salary, "low"), _first(salary, "high")
    draft.salary_min, draft.salary_max = low or draft.salary_min, high or draft.salary_max
    if (stated_text := _first(salary, "amount")) or low or high or not _NUMBER.search(draft.salary or ""):
        draft.salary = stated_text  # the text of a group without amounts is its currency or period
    ends = [
        one
        for name in (*words.entries("elements", "low"), *words.entries("elements", "high"))
        if isinstance(one := salary.get(name), dict)
    ]
    currency = _first(salary, "currency") or next((text for one in ends if (text := _first(one, "currency"))), None)
    draft.salary_currency = draft.salary_currency or currency
    draft.salary_period = draft.salary_period or _first(salary, "period")


def _bare(name: str) -> str:
    """`salarymin`, `minsalary` and `compensationamount` in a salary mean the same as `min` and `amount`."""
    for word in ("salary", "compensation", "pay"):
        if bare := name.removeprefix(word).removesuffix(word):
            name = bare
    return name


def _first(fields: Fields, section: str) -> str | None:
    names = words.entries("elements", section)
    return next((text for name in names for one in as_list(fields.get(name)) if (text := stated(one))), None)
