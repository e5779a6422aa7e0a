"""Places: parts joined for reading, countries as ISO 3166-1 alpha-2 codes where the name is certain."""

import re
import unicodedata
from functools import cache, lru_cache

from job_importer.intake.normalise.text import clean_text
from job_importer.intake.words.countries import COUNTRIES

_LOOSE_COMMA = re.compile(r"\s+,[\s,]*|,(?:\s*,)+\s*")
_PICTURE = re.compile("^[\u2190-\u2bff\ufe0f\U0001f300-\U0001faff\\s]+")  # pins and globes; flags say something


def join_place(*parts: str | None) -> str | None:
    """ "city, region, country" from the parts that are there. A part that an earlier one already names is left out."""
    kept: list[str] = []
    named: set[str] = set()
    for part in map(clean_text, parts):
        part = _LOOSE_COMMA.sub(", ", _PICTURE.sub("", part)).strip(" ,;") if part else None
        if not part or part.casefold() in named:
            continue
        kept.append(part)
        named.add(part.casefold())
        named.update(piece.strip().casefold() for piece in part.split(","))
    return ", ".join(kept) or None


def country_code(value: str | None) -> str | None:
    """From a code (alpha-2, alpha-3, "US-CA") or a name. Give it country fields only: in an address "CA" is a state."""
    return _country_code(value) if isinstance(value, str) and len(value) <= 100 else None


@lru_cache(maxsize=2048)
def _country_code(value: str) -> str | None:
    countries = _countries()
    clean = clean_text(value) or ""
    name = _key(clean)
    if name == "na":  # "N/A", and not Namibia
        return None
    if found := countries.get(name) or countries.get(name.replace(".", "")):
        return found
    if len(said := _PARTED.split(clean)) > 1:  # "DE, Germany", "België/Belgique"
        codes = {countries.get(_key(one)) for one in said}
        return codes.pop() if len(codes) == 1 else None
    if match := re.fullmatch(r"([a-z]{2})[-_][a-z0-9]{1,3}", name):  # ISO 3166-2
        return countries.get(match[1])
    if match := re.fullmatch(r"(.+?) ?\((.+)\)", name):
        return countries.get(match[1]) or countries.get(match[2])
    return None


_PARTED = re.compile(r"\s*[,/|]\s*|\s+[-–]\s+")
_SEVERAL = re.compile(r"[;|]|\s/\s")
_REMOTE = re.compile(r"(?i)^(?:fully )?remote\s*[-–—,:(/]*\s*(?:within |in )?|[\s,(-]*\bremote\b\)?$|\s+only$")
_LEVEL = re.compile(r"[,،、]|\s[-–—]\s")
_BRACKET = re.compile(r"[^()]+\(([^()]+)\)\s*")
_POSTCODE = re.compile(r"[\s,]+[\d-]+$")
_HIERARCHY = re.compile(r"([^-]+)(?:-[^-]+){2,}")  # Taleo's "United States-Ohio-Columbus", iCIMS' "US-CA-San Diego"
# Short names that stand for nothing else at the end of an address: "CA" and "DE" are rather American states.
_SHORT = frozenset({"us", "usa", "uk", "gb", "uae"})
# Names that other places bear too: American and Spanish ones, a state of Nigeria, an island of anybody's.
_AMBIGUOUS = frozenset(
    {"georgia", "jersey", "lebanon", "jordan", "guinea", "saint martin", "granada", "guadalupe", "santa lucia", "niger"}
    | {"island", "palau", "chili"}
)
_REGIONS = frozenset(
    {"europe", "eu", "emea", "americas", "north america", "south america", "latin america", "latam", "asia", "apac"}
)


def country_of_place(place: str | None) -> str | None:
    """The country that ends an address, where it is spelled out and no other place's name, and the only one."""
    found = {_at_the_end(one.strip()) for one in _SEVERAL.split(clean_text(place) or "") if one.strip()}
    return found.pop() if len(found) == 1 else None


def _at_the_end(place: str) -> str | None:
    place = _REMOTE.sub("", _POSTCODE.sub("", place))
    levels = _HIERARCHY.fullmatch(place)
    *before, name = [levels[1]] if levels else _LEVEL.split(place)
    code = _spelled_out(name)
    if code is None and (bracket := _BRACKET.fullmatch(name)):  # "Valletta (Malta)"
        code = _spelled_out(bracket[1])
    others = {_key(one) if _key(one) in _REGIONS else _spelled_out(one) for one in before} - {None}
    return code if others <= {code} else None  # "Germany, Austria" and "Europe, UK" are a place in neither


def _spelled_out(name: str) -> str | None:
    name = _key(re.sub(r"\(.*\)", "", name).strip(" ()")).replace(".", "")
    spelled_out = len(name) > 3 or name in _SHORT or not name.isascii()
    return country_code(name) if spelled_out and name not in _AMBIGUOUS else None


@cache
def _countries() -> dict[str, str]:
    return {
        _key(name): alpha_2
        for alpha_2, *names in (line.split("|") for line in COUNTRIES.strip().splitlines())
        for name in (alpha_2, *names)
    }


def _key(name: str) -> str:
    """Without accents, case, a leading article, or signs such as flags."""
    name = name.replace("ı", "i").replace("ł", "l").replace("ø", "o").replace("’", "'")
    plain = "".join(c for c in unicodedata.normalize("NFD", name) if not unicodedata.combining(c)).casefold()
    plain = "".join(c for c in plain if c.isalnum() or c in " -_().,'&")
    return re.sub(r"^the ", "", " ".join(plain.split()).strip(" ,"))
