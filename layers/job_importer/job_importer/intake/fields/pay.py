"""Pay in fields of its own: a group with least and most, currency and period, or a pair of numbers."""

import re
from decimal import Decimal
from typing import Any

from job_importer.intake.fields.nested import stated
from job_importer.intake.fields.values import as_list, words
from job_importer.intake.format import Draft, Fields

_NUMBER = re.compile(r"\d")
_STATED = words("#text @amount @value text description value amount range summary tiersummary display formatted")
_LOW = words(
    "min minimum from minvalue minamount low lowend lower lowerbound ratelow @min @from minimo mini von van od da desde"
    " fra fran"
)
_HIGH = words(
    "max maximum to maxvalue maxamount high highend upper upperbound ratehigh @max @to maximo massimo maxi bis tot do a"
    " hasta til till"
)
_CURRENCY = words(
    "currency currencycode devise waehrung wahrung moneda valuta valuutta waluta mena moeda currencysymbol @currency"
)
_PERIOD = words(
    "period interval unittext unit timeframe frequency type per periode periodo rateper zeitraum einheit okres obdobi"
    " jakso enhed enhet @period @interval @per @type @unit"
)


def add_salary(value: Any, draft: Draft) -> None:
    """`<salary><min>…</min><max>…</max><currency>…` and `<salary currency="EUR" period="year">`."""
    if isinstance(value, list) and len(value) == 2 and all(isinstance(one, (int, float, Decimal)) for one in value):
        draft.salary, (draft.salary_min, draft.salary_max) = None, value
        return
    salary: Any = next((one for one in as_list(value) if isinstance(one, dict)), None)
    if salary is None:
        return
    salary = {_bare(name): inner for name, inner in salary.items()}
    for name in ("salary", "value", "range", "amount"):
        if isinstance(inner := salary.get(name), dict):
            salary = {key: one for key, one in salary.items() if key != name} | inner
    low, high = _first(salary, _LOW), _first(salary, _HIGH)
    draft.salary_min, draft.salary_max = low or draft.salary_min, high or draft.salary_max
    if (stated_text := _first(salary, _STATED)) or low or high or not _NUMBER.search(draft.salary or ""):
        draft.salary = stated_text  # what a group without amounts says of itself is its currency or period
    ends = [one for name in (*_LOW, *_HIGH) if isinstance(one := salary.get(name), dict)]
    currency = _first(salary, _CURRENCY) or next((text for one in ends if (text := _first(one, _CURRENCY))), None)
    draft.salary_currency = draft.salary_currency or currency
    draft.salary_period = draft.salary_period or _first(salary, _PERIOD)


def _bare(name: str) -> str:
    """`salarymin`, `minsalary` and `compensationamount` within a salary say no more than `min` and `amount`."""
    for word in ("salary", "compensation", "pay"):
        if bare := name.removeprefix(word).removesuffix(word):
            name = bare
    return name


def _first(fields: Fields, names: tuple[str, ...]) -> str | None:
    return next((text for name in names for one in as_list(fields.get(name)) if (text := stated(one))), None)
