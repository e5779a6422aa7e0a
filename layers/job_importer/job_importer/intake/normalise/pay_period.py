"""Finds the period of a salary: an hour, a day, a week, a month or a year."""

import re
from functools import cache

from job_importer.intake import words
from job_importer.intake.normalise.agreement import agreed

UNITS = ("hour", "day", "week", "month", "year")
_EACH = r"(?:/\s?|\b(?:per|pr\.?|an?|each|pro|par|por|al|à l'|de l'|im|p\.?|na|all')\s?)"
SHORT = 60  # characters; a longer text about pay may say other things too
_ABBREVIATED = {"a": "year", "h": "hour", "m": "month", "d": "day", "w": "week"}  # "p.a.", "pa", "p.m.", "p/h"
_DANISH = r"|(?<=pr\. )md|(?<=pr )md|(?<=/)md"  # a doctor elsewhere


@cache
def period_phrase() -> str:
    """An expression for the words that name a period in a text about pay."""
    each, adverbs = words.expression("pay_periods", *UNITS), words.expression("pay_periods", "adverbs")
    return (
        rf"(?:{_EACH}(?:{each}{_DANISH})\b"
        r"|(?<![^\W\d_])(?:p\.\s?[ahmdw]\.|p\.a(?![^\W\d_])|(?-i:p/?[ahdw]|p/m|pcm|PA|PH|LPA)(?![^\W\d_]))"
        rf"|\b{adverbs}\b)"
    )


@cache
def _phrase() -> re.Pattern[str]:
    return re.compile(period_phrase(), re.IGNORECASE)


_BARE = re.compile(
    r"\s*(?:hour|hr|day|week|month|year|annum|pm|stunde|monat|jahr|heure|mois|mes|mese|maand)\b\.?", re.IGNORECASE
)  # "$22.00 Hour", "R15 000 pm"


@cache
def _unit_of() -> re.Pattern[str]:
    named = {name: words.expression("pay_periods", name) for name in UNITS}
    named["month"] = f"{named['month']}{_DANISH}"
    return re.compile("|".join(rf"(?P<{name}>\b(?:{several})\b)" for name, several in named.items()), re.IGNORECASE)


def pay_period(value: str | None) -> str | None:
    """A period field: "Hour", "yearly", "per-month-salary", "HourlyRate"; None if it names none or several."""
    if not isinstance(value, str) or len(value) > 64:
        return None
    return _only_unit(re.sub(r"[_\-/]|(?<=[a-z])(?=[A-Z])", " ", value))


MORE_THAN_A_MONTH = 12_000  # in any of the currencies that `words/salary.txt` calls dear


def find_period(text: str, after: int, most: float = 0, currency: str | None = None) -> str | None:
    """The period in a salary text: the one after the amount, or else the only one elsewhere. How often the pay is paid
    out counts only for small amounts.
    """
    if bare := _BARE.match(text, after):
        return _unit(bare.group().strip())
    phrases = [found for found in _phrase().finditer(text) if not _is_of_benefit(text, found)]
    paid_out = [found for found in phrases if _paid().search(text, 0, found.start())]
    if paid_out and most >= MORE_THAN_A_MONTH:
        phrases = [found for found in phrases if found not in paid_out]
        if not phrases:
            return "year" if currency in words.entries("salary", "dear") else None
    following = next((found for found in phrases if found.start() >= after), None)
    if following and following.start() - after <= 24:
        return _unit(following.group())
    units = {_unit(found.group()) for found in phrases if found.start() < after or len(text) <= SHORT}
    if not text.isascii():
        named = words.sections("pay_periods")["named"]
        units |= {unit for unit, names in named.items() if any(name in text for name in names)}
    return agreed(units)


@cache
def _paid() -> re.Pattern[str]:
    return re.compile(rf"(?i)\b{words.expression('salary', 'paid')}\W*$")


def _is_of_benefit(text: str, phrase: re.Match[str]) -> bool:
    """ "monthly day off", "annual bonus": how often something other than the pay is given."""
    thing = re.match(r"\s+([^\W\d_]+)", text[phrase.end() :])
    alone = re.fullmatch(words.expression("pay_periods", "adverbs"), phrase.group(), re.IGNORECASE)
    return alone is not None and thing is not None and thing[1].lower() in words.names("salary", "benefits")


def _unit(phrase: str) -> str | None:
    if short := re.fullmatch(r"(?i)p[./]?\s?([ahmdw])\.?", phrase):
        return _ABBREVIATED[short[1].lower()]
    return _only_unit(re.sub(r"(?i)^(?:an?|per|p\.?)\s", "", phrase))


def _only_unit(text: str) -> str | None:
    return agreed(match.lastgroup for match in _unit_of().finditer(text))
