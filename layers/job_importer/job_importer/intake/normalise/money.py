"""Finds amounts of money in text: numbers in any country's notation, and currencies where certain."""

import re
from functools import cache

from job_importer.intake import words


@cache
def _by_spelling() -> dict[str, str]:
    """Code by sign or code. "$", "¥", "kr", "Rs" and "R" stand for several currencies and decide nothing."""
    found = {code.casefold(): code for code in words.entries("currencies", "codes")}
    certain = words.sections("currencies")["certain"].items()
    return {sign.casefold(): code for code, signs in certain for sign in signs} | found


@cache
def currency() -> str:
    """An expression for signs and codes. If one begins another ("R" and "R$", "$" and "$USD"), the longer comes first.
    Letters of a sign must not touch other letters.
    """
    sections = ("certain", "ambiguous", "codes")
    several = sorted({sign for one in sections for sign in words.entries("currencies", one)}, key=len, reverse=True)
    kinds = ((True, False), (True, True), (False, True), (False, False))
    return "(?:" + "|".join(_any_of(several, starts, ends) for starts, ends in kinds) + ")"


def _any_of(several: list[str], starts: bool, ends: bool) -> str:
    signs = [re.escape(sign) for sign in several if (sign[0].isalpha(), sign[-1].isalpha()) == (starts, ends)]
    return (r"(?<![^\W\d_])" if starts else "") + f"(?:{'|'.join(signs)})" + (r"(?![^\W\d_])" if ends else "")


NUMBER = r"(?:\d{1,3}(?:[   '’]\d{3}){1,4}(?:[.,]\d{1,2})?(?!\d)|\d{1,12}(?:[.,]\d{1,3}){0,5}(?!\d))"
FACTOR = r"(?:k|tsd\.?|mio\.?|million|m|lpa|lakhs?|lacs?|l|crores?|cr|万|만)"

MAX_AMOUNT = 1e12


@cache
def _factors() -> dict[str, float]:
    return {
        word: float(factor) for factor, several in words.sections("currencies")["factors"].items() for word in several
    }


@cache
def _small_code() -> re.Pattern[str]:
    codes = {code.lower() for code in words.entries("currencies", "codes")}
    small = "|".join(sorted(codes.difference(words.entries("currencies", "words"))))
    return re.compile(rf"(?<=\d)(\s?)({small})\b|\b({small})(\s?)(?=\d)")


def with_capitals(text: str) -> str:
    """Writes currency codes in capitals: "15000 pln"."""
    return _small_code().sub(lambda match: match.group().upper(), text)


def currency_code(sign: str | None, country: str | None = None) -> str | None:
    """ISO 4217 for a sign or a code; None if ambiguous. In a country with a dollar of its own, "$" is that one."""
    if not isinstance(sign, str):
        return None
    return _by_spelling().get(sign.strip().casefold()) or (_own_currency(sign.strip(), country) if country else None)


@cache
def _own_currency(sign: str, country: str) -> str | None:
    """The currency of a country, if its people write it with this sign."""
    if sign.casefold() not in {one.casefold() for one in words.entries("currencies", "ambiguous")}:
        return None
    (own,) = words.sections("cldr_currencies")["currencies"].get(country, [""])
    signs = (
        one for subject in ("cldr_currencies", "currencies") for one in words.sections(subject)["signs"].get(own, [])
    )
    return own if any(one.strip(".").casefold() == sign.strip(".").casefold() for one in signs) else None


def amount(number: str, factor: str | None = None) -> float | None:
    """The value of a number as written: "75,000", "1.700,50", "12'000", "90" with factor "K". None for zero."""
    digits = re.sub(r"[\s   '’]", "", number)
    points = re.findall("[.,]", digits)
    if points:
        digits = _decimal(digits, points)
    try:
        value = float(digits) * (_factors()[factor.lower().rstrip(".")] if factor else 1)
    except (ValueError, KeyError):
        return None
    value = round(value, 4)
    return value if 0 < value <= MAX_AMOUNT else None


def _decimal(digits: str, points: list[str]) -> str:
    """Of two kinds of points, the last is the decimal point; so is a single one without three digits after it."""
    head, tail = re.split(r"[.,](?=[^.,]*$)", digits)
    grouped = len(set(points)) == 1 and (len(points) > 1 or len(tail) == 3)
    if grouped and len(tail) == 3 and head.lstrip("0"):
        return re.sub("[.,]", "", digits)
    return re.sub("[.,]", "", head) + "." + tail
