"""Amounts of money in text: numbers as the world writes them, and the currencies that a sign makes certain."""

import re
from functools import cache

from job_importer.intake import words

# Signs that stand for one currency only. "$", "¥", "kr", "Rs" and "R" stand for several and decide nothing.
_CERTAIN_SIGNS = {
    "US$": "USD", "US $": "USD", "U.S.$": "USD", "USD$": "USD", "$USD": "USD",
    "C$": "CAD", "CA$": "CAD", "CAD$": "CAD", "CDN$": "CAD",
    "A$": "AUD", "AU$": "AUD", "AUD$": "AUD", "NZ$": "NZD", "NZD$": "NZD", "S$": "SGD", "SG$": "SGD", "HK$": "HKD",
    "NT$": "TWD", "R$": "BRL", "MX$": "MXN", "€": "EUR", "£": "GBP", "₹": "INR", "₽": "RUB", "₴": "UAH", "₪": "ILS",
    "₩": "KRW", "₺": "TRY", "฿": "THB", "₫": "VND", "₱": "PHP", "₦": "NGN", "zł": "PLN", "zl": "PLN", "Kč": "CZK",
    "Ft": "HUF", "Fr.": "CHF", "SFr.": "CHF", "euro": "EUR", "euros": "EUR", "Euro": "EUR", "Euros": "EUR",
    "euroa": "EUR", "eurot": "EUR", "dkr": "DKK", "грн": "UAH", "руб": "RUB", "RUR": "RUB",
    "TL": "TRY", "円": "JPY", "원": "KRW", "Rp": "IDR", "Rp.": "IDR", "VNĐ": "VND", "лв": "BGN",
}  # fmt: skip
_AMBIGUOUS_SIGNS = ("$", "¥", "kr", "kr.", "Rs", "Rs.", "R", "元", "lei", "ريال", "درهم", "جنيه")
_CODES = """
AED ARS AUD BGN BHD BRL CAD CHF CLP CNY COP CRC CZK DKK DOP EGP EUR GBP GEL GHS GTQ HKD HRK HUF IDR ILS INR ISK JOD
JPY KES KRW KWD KZT LKR MAD MDL MXN MYR NGN NOK NZD OMR PEN PHP PKR PLN QAR RON RSD RUB SAR SEK SGD THB TND TRY TWD
TZS UAH UGX USD UYU UZS VND XAF XOF ZAR ZMW
"""
CODES = frozenset(_CODES.split())
_SIGN_BY_SPELLING = {sign.casefold(): code for sign, code in _CERTAIN_SIGNS.items()} | {c.casefold(): c for c in CODES}

_SIGNS = sorted((*_CERTAIN_SIGNS, *_AMBIGUOUS_SIGNS, *CODES), key=len, reverse=True)


def _any_of(starts: bool, ends: bool) -> str:
    """The signs that start and end with a letter, or not: no other letter may stand beside one that does."""
    signs = [re.escape(sign) for sign in _SIGNS if (sign[0].isalpha(), sign[-1].isalpha()) == (starts, ends)]
    return (r"(?<![^\W\d_])" if starts else "") + f"(?:{'|'.join(signs)})" + (r"(?![^\W\d_])" if ends else "")


# Where one sign begins another ("R" and "R$", "$" and "$USD") the longer comes first.
CURRENCY = (
    "(?:" + "|".join([_any_of(True, False), _any_of(True, True), _any_of(False, True), _any_of(False, False)]) + ")"
)
NUMBER = r"(?:\d{1,3}(?:[   '’]\d{3}){1,4}(?:[.,]\d{1,2})?(?!\d)|\d{1,12}(?:[.,]\d{1,3}){0,5}(?!\d))"
_FACTORS = {
    **{
        "": 1,
        "k": 1_000,
        "tsd": 1_000,
        "m": 1_000_000,
        "mio": 1_000_000,
        "million": 1_000_000,
        "万": 10_000,
        "만": 10_000,
    },
    **dict.fromkeys(("l", "lpa", "lakh", "lakhs", "lac", "lacs"), 100_000),  # India's: 5 LPA are 500,000 a year
    **dict.fromkeys(("cr", "crore", "crores"), 10_000_000),
}
FACTOR = r"(?:k|tsd\.?|mio\.?|million|m|lpa|lakhs?|lacs?|l|crores?|cr|万|만)"

MAX_AMOUNT = 1e12


_WORDS = frozenset(("all", "cop", "gel", "mad", "pen", "php", "try"))  # which in small letters are no currencies
_SMALL = "|".join(code.lower() for code in sorted(CODES) if code.lower() not in _WORDS)
_SMALL_CODE = re.compile(rf"(?<=\d)(\s?)({_SMALL})\b|\b({_SMALL})(\s?)(?=\d)")


def with_capitals(words: str) -> str:
    """The same with codes of currencies in capitals: "15000 pln"."""
    return _SMALL_CODE.sub(lambda match: match.group().upper(), words)


def currency_code(sign: str | None, country: str | None = None) -> str | None:
    """ISO 4217 for a sign or a code; None where it could be several. "$" in a country that has a dollar is that one."""
    if not isinstance(sign, str):
        return None
    return _SIGN_BY_SPELLING.get(sign.strip().casefold()) or (_own_currency(sign.strip(), country) if country else None)


@cache
def _own_currency(sign: str, country: str) -> str | None:
    """The currency of a country, if it is written so there."""
    if sign.casefold() not in {one.casefold() for one in _AMBIGUOUS_SIGNS}:
        return None
    (currency,) = words.sections("cldr_currencies")["currencies"].get(country, [""])
    signs = (
        one
        for subject in ("cldr_currencies", "currencies")
        for one in words.sections(subject)["signs"].get(currency, [])
    )
    return currency if any(one.strip(".").casefold() == sign.strip(".").casefold() for one in signs) else None


def amount(number: str, factor: str | None = None) -> float | None:
    """The value of a number as written: "75,000", "1.700,50", "12'000", "90" with factor "K". None for zero."""
    digits = re.sub(r"[\s   '’]", "", number)
    points = re.findall("[.,]", digits)
    if points:
        digits = _decimal(digits, points)
    try:
        value = float(digits) * _FACTORS[(factor or "").lower().rstrip(".")]
    except (ValueError, KeyError):
        return None
    value = round(value, 4)
    return value if 0 < value <= MAX_AMOUNT else None


def _decimal(digits: str, points: list[str]) -> str:
    """The last of two kinds of points is the decimal point; so is a single one that three digits do not follow."""
    head, tail = re.split(r"[.,](?=[^.,]*$)", digits)
    grouped = len(set(points)) == 1 and (len(points) > 1 or len(tail) == 3)
    if grouped and len(tail) == 3 and head.lstrip("0"):
        return re.sub("[.,]", "", digits)
    return re.sub("[.,]", "", head) + "." + tail
