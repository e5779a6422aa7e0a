"""Explanations of every code: title, meaning and advice, for the API, the page, `jobctl` and alerts."""

import tomllib
from functools import cache
from importlib.resources import files
from typing import Any, Literal

from pydantic import BaseModel, ConfigDict

Kind = Literal["runs", "jobs", "states", "reasons", "outcomes"]


class Explanation(BaseModel):
    """`command`: a line for the shell with {feed} or {run} to fill in. `passes`: mostly gone by the next run."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    title: str
    meaning: str
    advice: str
    command: str | None = None
    passes: bool = False


Explanations = dict[Kind, dict[str, Explanation]]


@cache
def explanations() -> Explanations:
    text = (files(__package__) / "explanations.toml").read_text(encoding="utf-8")
    parsed: dict[Kind, Any] = tomllib.loads(text)  # type: ignore[assignment]
    return {
        kind: {code: Explanation.model_validate(words) for code, words in codes.items()}
        for kind, codes in parsed.items()
    }


def explain(kind: Kind, code: str) -> Explanation:
    """For an unknown code (of a later version), its name."""
    return explanations()[kind].get(code) or Explanation(title=code, meaning="", advice="")
