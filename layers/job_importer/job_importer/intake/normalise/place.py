"""Normalises places: joins their parts, and finds the country in an address."""

import re
from collections.abc import Mapping
from functools import cache, lru_cache

from job_importer.intake import words
from job_importer.intake.normalise.agreement import agreed
from job_importer.intake.normalise.countries import countries, country_code, key
from job_importer.intake.normalise.nothing import stated
from job_importer.intake.normalise.text import clean_text

_LOOSE_COMMA = re.compile(r"\s+,[\s,]*|,(?:\s*,)+\s*")
_PICTURE = re.compile("^[\u2190-\u2bff\ufe0f\U0001f300-\U0001faff\\s]+")  # pins and globes; flags have a meaning


def join_place(*parts: str | None) -> str | None:
    """ "city, region, country" from the parts that are there. A part that an earlier one already names is left out."""
    kept: list[str] = []
    named: set[str] = set()
    for part in map(stated, map(clean_text, parts)):
        part = _LOOSE_COMMA.sub(", ", _PICTURE.sub("", _unlabelled(part))).strip(" ,;") if part else None
        if not part or part.casefold() in named:
            continue
        kept.append(part)
        named.add(part.casefold())
        named.update(piece.strip().casefold() for piece in part.split(","))
    return ", ".join(kept) or None


def _unlabelled(text: str) -> str:
    """ "County: Kent" is Kent."""
    label, colon, rest = text.partition(":")
    return rest.strip() if colon and label.strip().casefold() in words.names("labels", "location", "country") else text


_SEVERAL = re.compile(r"[;|]|\s/\s")
_REMOTE = re.compile(
    r"(?i)^(?:(?:fully )?remote|anywhere)\s*[-–—,:(/]*\s*(?:within |in )?(?:the )?|[\s,(-]*\bremote\b\)?$|\s+only$"
)
_LEVEL = re.compile(r"\s*[,،、]\s*|\s[-–—]\s|:\s")
_POSTCODE = re.compile(r"[\s,]+([\d-]+|[A-Z]{1,2}\d[A-Z\d]? \d[A-Z]{2}|[A-Z]\d[A-Z] ?\d[A-Z]\d)$")
_CODED_POSTCODE = re.compile(r"([A-Z]{1,2})-\d{4,5}\s+\S")  # "D-10115 Berlin"
_HIERARCHY = re.compile(r"[-.](?=\S)")  # Taleo's "United States-Ohio-Columbus", "US-CA-San Diego", "USA.VA.Reston"
_MOST_WORDS = 5  # of the name of a country


def country_of_place(place: str | None) -> str | None:
    """The country of an address: spelled out at its end or beginning, as a code, or by the name of a region that no
    other country has. None if another place may have that name, or if the places are in several countries.
    """
    return agreed(_country(one) for one in _SEVERAL.split(clean_text(place) or "") if _REMOTE.sub("", one.strip()))


def ends_in_country(place: str) -> bool:
    """Whether the last level of an address is its country, spelled out."""
    *_, last = _LEVEL.split(_REMOTE.sub("", _POSTCODE.sub("", place)))
    return _named(last) is not None and country_of_place(place) is not None


@lru_cache(maxsize=4_096)
def _country(place: str) -> str | None:
    place = _REMOTE.sub("", place[:1_000].strip())
    if coded := _CODED_POSTCODE.match(place):
        countries = words.sections("places")["before postcodes"].items()
        return next((country for country, codes in countries if coded[1] in codes), None)
    postcode = _POSTCODE.search(place)
    levels = [level for level in _LEVEL.split(_POSTCODE.sub("", place)) if level]
    if len(levels) == 1 and len(parts := _HIERARCHY.split(place)) > 1 and not _named(place) and _named(parts[0]):
        levels = parts
    if not levels:
        return None
    *before, last = levels
    code = _named(last) or _coded(before, last, postcode[1] if postcode else "") or _part(last if before else "")
    if code is None and before and not (len(last) <= 3 and last.isupper()):
        *before, last = reversed(levels)  # "India - Chennai", "United States, Missouri, Saint Joseph"
        code = _named(last)
    if code is None:
        code = _trailing(levels[-1])
    others = {found for one in before if (found := key(one) if key(one) in _keys("regions") else _named(one))}
    return code if others <= {code} else None  # "Germany, Austria" and "Europe, UK" are in neither


def _named(name: str) -> str | None:
    """The country of an unambiguous, spelled-out name: "Germany", "Valletta (Malta)", "USA", "GBR"."""
    plain = key(re.sub(r"\(.*\)", "", name).strip(" ()")).replace(".", "")
    if name.isupper() and len(name) == 3 and name.isalpha():
        return countries().get(plain)
    spelled_out = len(plain) > 3 or plain in _keys("short") or not plain.isascii()
    if spelled_out and plain not in _keys("ambiguous") and (code := country_code(plain)):
        return code
    bracket = re.fullmatch(r"[^()]+\(([^()]+)\)\s*", name)
    return _named(bracket[1]) if bracket else None


def _coded(before: list[str], last: str, postcode: str) -> str | None:
    """The country of a code after a place, unless a state or province has it too: "Milano, IT", "Graz, AT, 8010"."""
    if not before or len(last) != 2 or not last.isupper() or last.casefold() not in countries():
        return None
    digits, coded = words.sections("places")["postcodes"], words.sections("cldr_countries")["codes of parts"]
    states = (
        country
        for country, codes in coded.items()
        if last in codes and country != last and not (postcode.isdecimal() and digits[country] != [str(len(postcode))])
    )
    return None if any(states) and not _is_region_of(before[-1], last, coded, alone=len(before) == 1) else last


def _is_region_of(name: str, country: str, coded: Mapping[str, list[str]], *, alone: bool) -> bool:
    """ "Wien, AT", "Curitiba, PR, BR", "Ulm, BW, DE", but not "Ontario, CA" or "Hollywood, LA, CA"."""
    if _part(name) == country:
        return not alone or country not in coded["US"]
    code = len(name) <= 3 and name.isupper() and name not in coded["US"]
    return not alone and (code or name in coded.get(country, []))


def _part(name: str) -> str | None:
    """The country that has a region of this name."""
    return _parts().get(key(name))


def _trailing(level: str) -> str | None:
    """ "Galway Ireland", "PA United States of America", but not "New England" and "New South Wales"."""
    several = level.split() if not _part(level) else []
    for count in range(min(_MOST_WORDS, len(several) - 1), 0, -1):
        joined, name = several[-count - 1], " ".join(several[-count:])
        if code := _named(name):
            return None if key(joined) in _keys("joined") or not joined[0].isupper() else code
        if key(name) in _keys("ambiguous") or _part(name):
            return None
    return None


@cache
def _parts() -> dict[str, str]:
    return {
        key(name): country
        for country, names in words.sections("cldr_countries")["parts"].items()
        for name in names
        if key(name) not in countries()
    }


@cache
def _keys(section: str) -> frozenset[str]:
    return frozenset(map(key, words.entries("places", section)))
