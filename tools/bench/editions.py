"""The same feed in four editions: first, unchanged, a tenth changed, re-dated."""

import json
import os
from collections.abc import Callable
from datetime import timedelta
from email.utils import format_datetime
from pathlib import Path

from tools.bench.generate import START, WRITERS, generate

TENTH = 10
Edit = Callable[[int, dict[str, str]], dict[str, str]]


def _changed(number: int, job: dict[str, str]) -> dict[str, str]:
    return job | {"title": f"{job['title']} (m/f/d)"} if number % TENTH == 0 else job


def _restamped(number: int, job: dict[str, str]) -> dict[str, str]:
    return job | {"posted": format_datetime(START + timedelta(minutes=7 * number % 80_000, days=1))}


EDITIONS: dict[str, Edit] = {
    "first import": lambda _, job: job,
    "unchanged": lambda _, job: job,
    "10 % changed": _changed,
    "re-stamped": lambda number, job: _restamped(number, _changed(number, job)),
}


def write_editions(folder: Path, jobs: int) -> dict[str, Path]:
    """A file for each, all with different bytes; beside it, for the peers, the counts that an importer must report."""
    head, item, tail = WRITERS["rss"]
    files = {}
    for place, (name, edit) in enumerate(EDITIONS.items()):
        files[name] = file = folder / f"edition_{place}.xml"
        with file.open("w", encoding="utf-8") as out:
            out.write(head.replace("Example jobs", f"Example jobs <!-- {place} -->", 1))
            out.writelines(item(edit(number, job)) for number, job in enumerate(generate(jobs)))
            out.write(tail)
        os.utime(file, (START.timestamp() + 60 * place,) * 2)  # or a server takes it for the one before
        updated = sum(number % TENTH == 0 for number in range(jobs)) if place else 0
        truth = {"fetched": jobs, "new": 0 if place else jobs, "updated": updated}
        truth["unchanged"] = jobs - truth["new"] - truth["updated"]
        Path(f"{file}.truth.json").write_text(json.dumps(truth))
    return files
