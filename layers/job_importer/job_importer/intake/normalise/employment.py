"""Normalises employment types: only what the feed's words make certain (`words/employment.txt`)."""

import re
from functools import cache, lru_cache

from job_importer.intake import words
from job_importer.intake.normalise.agreement import agreed

# In most feeds this field mixes two questions: on what terms, and how many hours. The terms outweigh the hours.
_TERMS = ("internship", "volunteer", "per_diem", "contract", "temporary", "other")
_HOURS = ("full_time", "part_time")
# Not what the vocabulary calls a contract
_PERMANENT = re.compile(
    r"\b(?:permanent|vast|open ended|indefinite|unlimited|onbepaalde tijd) (?:employment )?contract\b"
    r"|\bemployment contract\b|\bcontract of employment\b"
)
_EITHER_HOURS = re.compile(
    r"(?:full(?: ?time)?|vollzeit|voll)(?: or | oder | und | and |/)(?:part|teilzeit)(?: ?time)?"
)
_ALTERNATIVE = re.compile(r"\s*(?:[,;|/]|\b(?:or|oder|ou|of|o|und|and|et|&)\b)\s*")
_SPACE = re.compile(r"[_\-– ]+")


@cache
def _kinds(among: tuple[str, ...]) -> list[tuple[str, re.Pattern[str]]]:
    alone = r"(?<![^\W_]){}(?![^\W_])"
    return [(kind, re.compile(alone.format(words.expression("employment", kind)))) for kind in among]


@cache
def _short() -> dict[str, str]:
    return {text: kind for kind, texts in words.sections("employment")["short"].items() for text in texts}


def employment_type(value: str | None) -> str | None:
    """The vocabulary of `jobs.model.EmploymentType`; None if the words do not decide.

    The terms outweigh the hours: a full-time internship is an internship, a part-time contract a contract. "Permanent",
    "regular" and "Festanstellung" are about duration and say nothing about hours: None. The same holds for alternatives
    that contradict each other ("full or part time", "Full-time, Contract").
    """
    return _employment_type(value) if isinstance(value, str) and len(value) <= 200 else None


@lru_cache(maxsize=2048)
def _employment_type(value: str) -> str | None:
    said = " ".join(_SPACE.sub(" ", value.lower().replace("\xad", "")).split())
    if exact := _short().get(said.replace(" ", "")):
        return exact
    said = _PERMANENT.sub(" ", _EITHER_HOURS.sub(" ", said))
    return _agreed({found for part in _ALTERNATIVE.split(said) if (found := _one_type(part))})


def _agreed(types: set[str]) -> str | None:
    return "temporary" if types == {"temporary", "contract"} else agreed(types)


def _one_type(said: str) -> str | None:
    for among in (_TERMS, _HOURS):
        if found := {kind for kind, pattern in _kinds(among) if pattern.search(said)}:
            return _agreed(found)
    return None
