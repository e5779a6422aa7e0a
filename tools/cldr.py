"""Writes what Unicode's CLDR and ISO know of countries, currencies, languages and calendars into intake's data.

    python -m tools.cldr     (make cldr)

Its output is committed; the package needs neither babel nor pycountry.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

import pycountry
from babel import Locale
from babel.numbers import get_currency_name, get_currency_symbol, get_territory_currencies

from job_importer.intake.fields.values import words

TARGET = Path("layers/job_importer/job_importer/intake/words")
HEAD = "# Written by `make cldr` from Unicode's CLDR and ISO. What they lack stands in files of its own.\n"

# The languages that job feeds are written in. A name that means one thing in an earlier of them and another in a later
# is the former (Polish "listopad" is November, Croatian October: that is why Croatian is missing).
LANGUAGES = words("en de fr es it nl pt pl sv da nb fi cs sk hu ro bg el ru uk tr ja zh ko ar he vi id lt lv et sl")
NAMING = ("en", "de", "fr", "es", "it")  # in which languages are called, beside their own
# Where an address ends in the code or name of a part of the country, or where such parts are well known
PARTED = words("US CA AU GB IE DE AT CH FR IT ES NL BE IN BR MX PL PT SE NO DK FI JP CN NZ ZA")
CODED = ("US", "CA", "AU", "IT", "BR", "CH")  # "Austin, TX", "Milano, MI"
SHARED = ("Congo", "Korea")  # by two countries
NATIONS = ("England", "Scotland", "Wales", "Northern Ireland")

Table = Mapping[str, Iterable[str]]


def main() -> None:
    locales = {code: Locale.parse(code) for code in LANGUAGES}
    subjects: dict[str, dict[str, Table]] = {
        "countries": {
            "countries": _distinct(_countries(locales)),
            "parts": _parts(),
            "codes of parts": {country: _codes(country) for country in CODED},
        },
        "currencies": {"currencies": _currencies(), "signs": _signs()},
        "calendar": {
            "months": _distinct(_months(locales)),
            "weekdays": {code: _weekdays(locale) for code, locale in locales.items()},
        },
        "languages": {"languages": _distinct(_languages())},
    }
    for subject, tables in subjects.items():
        (TARGET / f"cldr_{subject}.txt").write_text("".join(_lines(tables)), encoding="utf-8")


def _lines(tables: Mapping[str, Table]) -> Iterator[str]:
    yield HEAD
    for section, table in tables.items():
        yield f"\n[{section}]\n"
        yield from (f"{key}: {', '.join(names)}\n" for key, names in table.items() if names)


def _distinct(table: Mapping[str, Iterable[str]]) -> Table:
    """Each name once, for the key that has it in the earliest language; names with a comma cannot be written."""
    keys: dict[str, str] = {}
    names: dict[str, dict[str, None]] = {key: {} for key in table}
    for key, name in _in_turn(table):
        folded = name.casefold()
        if "," not in name and "(" not in name and keys.setdefault(folded, key) == key:
            names[key].setdefault(name)
    return names


def _in_turn(table: Mapping[str, Iterable[str]]) -> Iterator[tuple[str, str]]:
    """The first name of every key, then the second …"""
    several = {key: list(names) for key, names in table.items()}
    for index in range(max(map(len, several.values()))):
        yield from ((key, names[index]) for key, names in several.items() if index < len(names))


def _countries(locales: Mapping[str, Locale]) -> dict[str, list[str]]:
    found = {}
    for country in sorted(pycountry.countries, key=lambda one: one.alpha_2):
        own = [getattr(country, name, "") for name in ("alpha_3", "name", "common_name", "official_name")]
        called = [locale.territories.get(country.alpha_2, "") for locale in locales.values()]
        found[country.alpha_2] = [name for name in (*own, *called) if name and name not in SHARED]
    return found


def _parts() -> Table:
    """Names that only one country has for one of its parts, and that are no country's name."""
    everywhere = Counter(name for one in pycountry.subdivisions for name in {one.name.casefold()})
    taken = {name.casefold() for one in pycountry.countries for name in (one.name, getattr(one, "common_name", ""))}
    found: defaultdict[str, list[str]] = defaultdict(list)
    for country in PARTED:
        for one in sorted(pycountry.subdivisions.get(country_code=country), key=lambda one: one.name):
            wanted = one.name in NATIONS if country == "GB" else one.parent_code is None
            if (
                wanted
                and "," not in one.name
                and everywhere[one.name.casefold()] == 1
                and one.name.casefold() not in taken
            ):
                found[country].append(one.name)
    return found


def _codes(country: str) -> list[str]:
    codes = (one.code.partition("-")[2] for one in pycountry.subdivisions.get(country_code=country))
    return sorted(code for code in codes if len(code) in (2, 3) and code.isalpha())


def _currencies() -> Table:
    """Currencies in use."""
    found = {one.alpha_2: get_territory_currencies(one.alpha_2) for one in pycountry.countries}
    return {country: currencies[:1] for country, currencies in sorted(found.items()) if len(currencies) == 1}


def _signs() -> Table:
    """How the currency of a country is written there and in English, unless as a code."""
    found: dict[str, dict[str, None]] = {}
    for country, (currency, *_) in _currencies().items():
        for locale in ("en", f"und_{country}"):
            sign = _sign(currency, locale)
            is_code = sign.isascii() and sign.isalpha() and sign.isupper()
            is_peso = "$" in sign and "Dollar" not in get_currency_name(currency, locale="en")
            if sign and not is_code and not is_peso:
                found.setdefault(currency, {}).setdefault(sign)
    return {currency: list(signs) for currency, signs in sorted(found.items())}


def _sign(currency: str, locale: str) -> str:
    try:
        known = Locale.parse(locale)
    except Exception:  # noqa: BLE001 (babel raises several kinds for a country without a language)
        return ""
    return get_currency_symbol(currency, known).strip("\u200b\u200f ")


def _months(locales: Mapping[str, Locale]) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {str(month): [] for month in range(1, 13)}
    for locale in locales.values():
        for context in ("format", "stand-alone"):
            for width in ("wide", "abbreviated"):
                for month, name in locale.months[context][width].items():
                    word = name.rstrip(".").lower()
                    if word.isalpha() and len(word) > 2:
                        found[str(month)].append(word)
    return found


def _weekdays(locale: Locale) -> list[str]:
    names = {
        name.rstrip(".").lower()
        for context in ("format", "stand-alone")
        for width in ("wide", "abbreviated", "short")
        for name in locale.days[context][width].values()
    }
    return sorted(name for name in names if name.isalpha() and len(name) > 1)


def _languages() -> dict[str, list[str]]:
    found = {}
    for language in sorted(
        (one for one in pycountry.languages if hasattr(one, "alpha_2")), key=lambda one: one.alpha_2
    ):
        code = language.alpha_2
        called = [Locale.parse(one).languages.get(code, "") for one in NAMING]
        names = [language.alpha_3, getattr(language, "bibliographic", ""), *called]
        if code in LANGUAGES:
            names.append(Locale.parse(code).languages.get(code, ""))
        found[code] = [name.lower() for name in names if name]
    return found


if __name__ == "__main__":
    main()
