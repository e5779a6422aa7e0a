"""Normalises salaries: numbers, currency and period if stated, and always the feed's own words.

A single amount is both ends of its range, unless a word makes it one end ("up to", "from"). "$" alone does not name a
currency. A text without a currency sign counts only if it consists of amounts and words about pay: "Grade 7", "40
hours" and "401k" are not salaries.
"""

import re
from collections.abc import Iterator
from decimal import Decimal
from functools import lru_cache
from typing import Any

from job_importer.intake.normalise.agreement import agreed
from job_importer.intake.normalise.money import FACTOR, MAX_AMOUNT, NUMBER, amount, currency_code, with_capitals
from job_importer.intake.normalise.pay_forms import forms
from job_importer.intake.normalise.pay_period import SHORT, find_period, pay_period
from job_importer.intake.normalise.text import clean_text

MAX_TEXT = 1_000

Range = tuple[float | None, float | None]

# "$96,344 - $114, 153", "$101, 833.74"
_PARTED = re.compile(r"(\d,\d{3}\s*[-–]\s*[$€£]?\s*\d{1,3}(?=, \d{3}(?!\d))|[$€£]\d{1,3}(?=, \d{3}\.\d\d\b)), ")
_RUN_ON = re.compile(
    "([万만](?=[円元원])|[円元원](?=[^\\W\\d_]))"
)  # "25万円以上": elsewhere, no letter may follow a sign


def parse_salary(
    text: str | None,
    *,
    minimum: Any = None,
    maximum: Any = None,
    currency: str | None = None,
    period: str | None = None,
    country: str | None = None,
) -> dict[str, Any] | None:
    """`{min, max, currency, period, text}`, or None if the feed says nothing about pay.

    Fields win over the text. Without a text, `text` joins the fields as the feed gives them.
    """
    words = clean_text(text)
    low, low_sign, low_period = _field(minimum, country)
    high, high_sign, high_period = _field(maximum, country)
    if not words and low is None and high is None:
        return None
    found = _parse_text(words[:MAX_TEXT], country) if words else _NO_PAY
    if low is None and high is None:
        low, high = found[0], found[1]
    if low is not None and high is not None and low > high:
        low, high = high, low
    return {
        "min": low,
        "max": high,
        "currency": currency_code(clean_text(currency), country) or low_sign or high_sign or found[2],
        "period": pay_period(period) or found[3] or low_period or high_period,
        "text": (_without_prose(words, found, country) if words else _join_fields(minimum, maximum, currency, period))[
            :MAX_TEXT
        ],
    }


_SENTENCE = re.compile(r"(?<=[\w)%])[.;!]\s+(?=[A-ZÀ-Þ])")
# A sentence without a sign before it: "… day off Hybrid work model". In German, nouns look like that
_RUN_ON_SENTENCE = re.compile(rf"{_SENTENCE.pattern}|(?<=[a-z]) (?=[A-Z][a-z-]+ [a-z])|(?<=[a-z])(?=[A-Z][a-z]+:)")
_GERMAN = re.compile(r"(?i)\b(?:und|der|die|das|den|dem|eine?|mit|für|zu[mr]?)\b")


def _without_prose(words: str, pay: "_Pay", country: str | None) -> str:
    """Removes the sentences after the amount: "£30,000 per annum. You will lead …"."""
    if pay[0] is None or len(words) <= SHORT:
        return words
    sentence = _SENTENCE if _GERMAN.search(words) else _RUN_ON_SENTENCE
    heads = (words[: end.start()] for end in sentence.finditer(words))
    return next((head for head in heads if _parse_text(head, country) == pay), words)


def _field(value: Any, country: str | None) -> tuple[float | None, str | None, str | None]:
    """A minimum or maximum field, which may be a number or a text such as "$90K": the amount, currency and period."""
    if isinstance(value, (int, float, Decimal)) and not isinstance(value, bool):
        return _number(value), None, None
    words = clean_text(value)
    if not words or len(words) > 64 or _NEGATIVE.match(words):
        return None, None, None
    low, high, sign, period = _parse_text(words, country)
    return (low if low is not None else high), sign, period


_NEGATIVE = re.compile(r"-\d")  # "-1": some feeds write this for "none"


def _number(value: float | Decimal) -> float | None:
    try:
        number = round(float(value), 4)
    except OverflowError:
        return None
    return number if 0 < number <= MAX_AMOUNT else None


def _join_fields(minimum: Any, maximum: Any, currency: Any, period: Any) -> str:
    low, high, *rest = (
        clean_text(str(value)) if value is not None else None for value in (minimum, maximum, currency, period)
    )
    ends = [end for end in (low, high) if end]
    return " ".join([" - ".join(dict.fromkeys(ends)), *(part for part in rest if part)])


_Pay = tuple[float | None, float | None, str | None, str | None]
_NO_PAY: _Pay = (None, None, None, None)


@lru_cache(maxsize=4096)
def _parse_text(words: str, country: str | None = None) -> _Pay:
    """Minimum, maximum, currency, period."""
    if not words.isascii():
        words = _RUN_ON.sub(r"\1 ", words)
    words = with_capitals(words)
    words = _PARTED.sub(r"\1,", words)
    words = forms().no_pay.sub(" ", words)
    (low, high), end = _amounts(words)
    if low is None and high is None:
        return _NO_PAY
    currency = agreed(filter(None, (currency_code(sign, country) for sign in forms().sign.findall(words))))
    return low, high, currency, find_period(words, end, high or low or 0, currency)


def _amounts(words: str) -> tuple[Range, int]:
    """The first range, else the first single amount; and where it ends."""
    signed = forms().sign.search(words) is not None
    if not signed and not _only_pay(words):
        return (None, None), 0
    for match in forms().range.finditer(words):
        first, last = match.groups()[:4], match.groups()[5:]
        if match[5] and not (last[0] or last[3] or len(last[1]) > 3):
            continue  # "£12/1 hour"
        if not signed or any((first[0], first[3], last[0], last[3])):
            return _range([first, last, *_steps(words, match.end())]), match.end()
    for match in forms().single.finditer(words):
        if not signed or match[1] or match[4]:
            return _single(words, match), match.end()
    return (None, None), 0


_Amount = tuple[str | None, ...]  # sign before, number, factor, sign behind


def _steps(words: str, end: int) -> Iterator[_Amount]:
    """Yields the further amounts of a scale such as "£24,907/£26,970/£27,416/£30,615"."""
    while found := forms().step.match(words, end):
        yield found.groups()
        end = found.end()


def only_pay(words: str) -> bool:
    """Whether a text with a currency sign is about nothing but pay."""
    return _only_pay(forms().sign.sub(" ", _FACTOR.sub(" ", words)))


_FACTOR = re.compile(rf"(?i)(?<=\d)\s?{FACTOR}(?![^\W\d_])")


def _only_pay(words: str) -> bool:
    rest = re.sub(NUMBER, " ", words)
    return not any(character.isalnum() for character in forms().pay.sub(" ", rest))


def _range(several: list[_Amount]) -> Range:
    """The lowest and the highest of them."""
    (sign, first, factor, _), *_, (last_sign, last, last_factor, _) = several
    low, high = amount(first or "", factor), amount(last or "", last_factor)
    if low is not None and high is not None:
        if not factor and last_factor and low < 1_000:  # "60-80K", "12 - 18 lakhs"
            low = amount(first or "", last_factor)
        elif not (factor or (sign and last_sign)) and low < 1_000 <= low * 1_000 <= high:  # "70-80 000"
            low *= 1_000
        elif factor and not last_factor and high < 1_000 <= low:  # "$120k - 150"
            high = amount(last or "", factor)
    if len(several) == 2:
        return low, high
    steps = [step for _, number, step_factor, _ in several if (step := amount(number or "", step_factor))]
    return min(steps, default=None), max(steps, default=None)


def _single(words: str, match: re.Match[str]) -> Range:
    value = amount(match[2], match[3])
    before = words[: match.start()]
    if forms().before_most.search(before):
        return None, value
    end = max(map(match.end, (2, 3, 4)))
    if forms().behind_most.match(words, end):
        return None, value
    if forms().before_least.search(before) or forms().behind_least.match(words, end):
        return value, None
    return value, value
