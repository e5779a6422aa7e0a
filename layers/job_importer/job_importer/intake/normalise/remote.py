"""Normalises remote work: only what the feed's words make certain (`words/remote.txt`)."""

import re
from collections.abc import Callable
from functools import cache, lru_cache

from job_importer.intake import words

LONGEST = 500  # of a text about remote work


@cache
def _patterns() -> dict[str, str]:
    remotely, on_site, hybrid, denials, far_away = (
        words.expression("remote", section) for section in ("remote", "on site", "hybrid", "denials", "far away")
    )
    remotely = rf"(?:\bremote(?:ly)?\b(?![ -]{far_away}\b)|\b{remotely}\b)"
    return {
        "remote": remotely,
        "on site": rf"\b{on_site}\b",
        "hybrid": rf"\b{hybrid}\b"
        r"|\b\d{1,2} ?% (?:remote|home ?office|télétravail)\b"
        r"|\b\d\+? (?:days?|tage?|jours?|dagen) (?:\w+ )?(?:remote|homeoffice|télétravail)"
        r"|\bremote\W{1,3}\d\+? days?\b",
        "either": r"\btemporar(?:il)?y remote\b|\bcovid\W?(?:19)? remote\b|\bwfh flexible\b"
        r"|\bremote\s*(?:or|/|,|\||oder|ou)\s*hybrid|\bhybrid\w*\s*(?:or|/|,|\||oder|ou)\s*remote",
        "denied": rf"(?:\b{denials}|\b0 ?%)[\s-]+{remotely}"
        rf"|{remotely}(?: work)?\W{{1,3}}(?:no|false|nein|not (?:allowed|possible|available|permitted|offered))$",
    }


@cache
def _search(name: str) -> Callable[[str], re.Match[str] | None]:
    return re.compile(_patterns()[name]).search


@cache
def _flags() -> dict[str, bool]:
    return {word: section == "yes" for section in ("yes", "no") for word in words.entries("remote", section)}


def remote(flag: str | bool | None, *evidence: str | None) -> bool | None:
    """Whether the job can be done from anywhere: True or False only if the feed says so, else None.

    `flag` is a field about remote work, and decides if it can be understood. `evidence` are texts about place and kind
    of work, never a description. Hybrid work is not remote work; "remote or hybrid" is undecided.
    """
    if isinstance(flag, bool):
        return flag
    said = _flag(flag) if isinstance(flag, str) and len(flag) <= LONGEST else None
    if said is not None:
        return said
    for text in evidence:
        if isinstance(text, str) and len(text) <= LONGEST and (found := _from_words(text)) is not None:
            return found
    return None


@lru_cache(maxsize=256)
def _flag(flag: str) -> bool | None:
    said = " ".join(re.sub(r"[_-]+", " ", flag.lower()).split())
    return _flags()[said] if said in _flags() else _from_words(said)


@lru_cache(maxsize=4096)
def _from_words(said: str) -> bool | None:
    said = said.lower().replace("_", " ")
    if _search("either")(said):
        return None
    if _search("hybrid")(said) or _search("denied")(said):
        return False
    if on_site := _search("on site")(said):
        rest = said[: on_site.start()] + said[on_site.end() :]
        return None if _search("remote")(rest) else False
    return True if _search("remote")(said) else None
