"""Precision and recall of intake's vocabularies over a labelled corpus.

python -m tools.words     (make words)
"""

import sys
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path

from rich.console import Console
from rich.table import Table

from job_importer.intake.fields.employers import name_of
from job_importer.intake.fields.labels import add_labelled
from job_importer.intake.format import Draft, Evidence
from job_importer.intake.guard.articles import channel_score, title_score
from job_importer.intake.normalise.employment import employment_type
from job_importer.intake.normalise.pay_period import find_period
from job_importer.intake.normalise.place import country_of_place
from job_importer.intake.normalise.remote import remote

CORPUS = Path(__file__).parents[1] / "tests" / "fixtures" / "words" / "corpus.txt"
NOTHING = "-"
LEAST = 0.95  # of both
_LABELLED = {"salary": "£9 an hour", "expires": "2026-12-24"}  # lines of other kinds need a value of their own
_SLOTS = ("company", "salary", "expires", "category")

Score = tuple[float, float]  # precision, recall


def main() -> None:
    table = Table("corpus", "texts", "precision", "recall")
    scores = {}
    for section, texts in corpus().items():
        for text, expected, found in wrong(section, texts):
            print(f"{section}: {text!r} is {expected}, not {found}")
        scores[section] = score(section, texts)
        table.add_row(section, str(len(texts)), *(f"{share:.1%}" for share in scores[section]))
    Console().print(table)
    sys.exit(any(min(both) < LEAST for both in scores.values()))


def corpus() -> dict[str, list[tuple[str, str]]]:
    """For each section the texts with their labels."""
    found: dict[str, list[tuple[str, str]]] = {}
    for line in CORPUS.read_text(encoding="utf-8").splitlines():
        if line.startswith("["):
            section = found.setdefault(line.strip("[]"), [])
        elif line and not line.startswith("#"):
            expected, _, text = line.partition(": ")
            section.append((text, expected))
    return found


def wrong(section: str, texts: list[tuple[str, str]]) -> Iterator[tuple[str, str, str]]:
    told = ((text, expected, _READERS[section](text)) for text, expected in texts)
    return ((text, expected, found) for text, expected, found in told if expected != found)


def score(section: str, texts: list[tuple[str, str]]) -> Score:
    counts: Counter[str] = Counter()
    for text, expected in texts:
        found = _READERS[section](text)
        counts["right"] += expected == found != NOTHING
        counts["said"] += found != NOTHING
        counts["meant"] += expected != NOTHING
    return counts["right"] / counts["said"], counts["right"] / counts["meant"]


def _channel(title: str) -> str:
    evidence = Evidence("xml", "rss", ("rss", "channel", "item"), {}, (), {"title": title})
    return "job" if channel_score(evidence) > 0 else "other"


def _label(label: str) -> str:
    for slot in (*_SLOTS, "location"):
        draft = Draft(description=f"<p>{label}: {_LABELLED.get(slot, 'Acme')}</p>")
        add_labelled(draft, {slot})
        if getattr(draft, slot) not in (None, (), (None, None)):
            return slot
    return NOTHING


def _flag(said: bool | None) -> str:
    return {True: "yes", False: "no", None: NOTHING}[said]


_READERS: Mapping[str, Callable[[str], str]] = {
    "titles": lambda text: "job" if title_score(text) > 0 else "other",
    "channels": _channel,
    "labels": _label,
    "places": lambda text: country_of_place(text) or NOTHING,
    "employment": lambda text: employment_type(text) or NOTHING,
    "remote": lambda text: _flag(remote(None, text)),
    "employers": lambda text: _flag(name_of(text) is not None),
    "periods": lambda text: find_period(text, 0) or NOTHING,
}


if __name__ == "__main__":
    main()
