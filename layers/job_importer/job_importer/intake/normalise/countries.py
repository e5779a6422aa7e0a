"""Finds a country's ISO 3166-1 alpha-2 code from the name or code that a feed gives, if it is certain."""

import re
import unicodedata
from functools import cache, lru_cache

from job_importer.intake import words
from job_importer.intake.normalise.agreement import agreed
from job_importer.intake.normalise.text import clean_text

LONGEST = 100
_PARTED = re.compile(r"\s*[,;/|]\s*|\s+[-–]\s+")


def country_code(value: str | None) -> str | None:
    """From a code (alpha-2, alpha-3, "US-CA") or a name. For country fields only: in an address "CA" is a state."""
    return _country_code(value) if isinstance(value, str) and len(value) <= LONGEST else None


@lru_cache(maxsize=2048)
def _country_code(value: str) -> str | None:
    clean = clean_text(value) or ""
    name = key(clean)
    if name == "na":  # "N/A", and not Namibia
        return None
    if found := countries().get(name) or countries().get(name.replace(".", "")):
        return found
    if ";" not in clean and (match := re.fullmatch(r"([a-z]{2})[-_ ][a-z0-9]{1,3}", name)):  # ISO 3166-2
        return countries().get(match[1])
    if (match := re.fullmatch(r"(.+), (.+)", name)) and (turned := countries().get(f"{match[2]} {match[1]}")):
        return turned  # "Korea, Republic of"
    if len(said := _PARTED.split(clean)) > 1:  # "DE, Germany", "België/Belgique"
        return agreed(countries().get(key(one)) for one in said)
    if match := re.fullmatch(r"(.+?) ?\((.+)\)", name):
        return countries().get(match[1]) or countries().get(match[2])
    return None


@cache
def countries() -> dict[str, str]:
    """Code by name or code, as `key` gives them."""
    found: dict[str, str] = {}
    for subject in ("cldr_countries", "places"):
        for code, names in words.sections(subject)["countries"].items():
            found.update((key(name), code) for name in (code, *names))
    return found


def key(name: str) -> str:
    """Without accents, case, hyphens, a leading article, or signs such as flags."""
    if not name.isascii():
        name = name.replace("ı", "i").replace("ł", "l").replace("ø", "o").replace("’", "'")
        name = "".join(c for c in unicodedata.normalize("NFD", name) if not unicodedata.combining(c))
    spaced = name.casefold().replace("-", " ")
    plain = "".join(c for c in spaced if c.isalnum() or c in "_().,'& ")
    return " ".join(plain.split()).strip(" ,").removeprefix("the ")
