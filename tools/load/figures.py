"""The figures of a load test, and whether they meet the aims. Pure."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from math import ceil

_PASS = re.compile(r'"message":"Reconciler pass".*"seconds":([\d.]+)')
_KILLED = re.compile(r"Task timed out|Sandbox\.Timedout")
READ_MS, PASS_SECONDS = 300.0, 10.0


@dataclass(frozen=True)
class Figures:
    """`done` and `passes` in seconds (None: not all were done in time), `reads` in milliseconds."""

    feeds: int
    jobs: int
    done: float | None
    reads: Sequence[float]
    failed_reads: int
    passes: Sequence[float]
    killed_passes: int
    ended: dict[str, int]  # runs by status
    stored: int
    unbalanced: int


def percentile(values: Sequence[float], share: float) -> float:
    """The least value that this share of the values does not exceed; 0 for none."""
    return sorted(values)[max(0, ceil(share * len(values)) - 1)] if values else 0.0


def durations(messages: Iterable[str]) -> list[float]:
    """Seconds of each pass of the reconciler, as it logs them."""
    return [float(found) for message in messages for found in _PASS.findall(message)]


def timeouts(messages: Iterable[str]) -> int:
    return sum(bool(_KILLED.search(message)) for message in messages)


def wanted_seconds(feeds: int) -> float:
    """Five minutes for 200 feeds, 25 for 1,000."""
    return 300 * max(1.0, feeds / 200)


def faults(found: Figures) -> list[str]:
    """What is wrong on any machine."""
    wrong = {
        "not every import was done in time": found.done is None,
        f"of {found.feeds} imports {found.ended.get('succeeded', 0)} succeeded": found.ended
        != {"succeeded": found.feeds},
        f"{found.stored} of {found.jobs} jobs are stored": found.stored != found.jobs,
        f"imports whose books do not balance: {found.unbalanced}": found.unbalanced > 0,
        f"passes of the reconciler that were killed: {found.killed_passes}": found.killed_passes > 0,
        f"reads of the history that failed: {found.failed_reads}": found.failed_reads > 0,
    }
    return [fault for fault, is_so in wrong.items() if is_so]


def rows(found: Figures) -> list[tuple[str, str, str]]:
    """What was measured, the result, and the aim on two idle cores."""
    done = "–" if found.done is None else f"{found.done:.0f} s"
    reads = (
        f"{percentile(found.reads, 0.5):.0f} / {percentile(found.reads, 0.95):.0f} / {max(found.reads, default=0):.0f}"
    )
    return [
        (f"all {found.feeds} feeds imported, {found.jobs} jobs", done, f"{wanted_seconds(found.feeds):.0f} s"),
        (f"GET /imports meanwhile ({len(found.reads)}), p50 / p95 / most", f"{reads} ms", f"p95 {READ_MS:.0f} ms"),
        (
            f"longest of {len(found.passes)} passes of the reconciler",
            f"{max(found.passes, default=0):.1f} s",
            f"{PASS_SECONDS:.0f} s",
        ),
    ]
