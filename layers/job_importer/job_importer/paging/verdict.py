"""Decides whether a source was read completely. Pure."""

from collections.abc import Sequence
from dataclasses import dataclass

from job_importer.completeness import Completeness
from job_importer.paging.facts import Facts
from job_importer.paging.steps import Claim, Follow, Stop
from job_importer.urls.redact import redact_url

MISCOUNT = 0.05  # share of the announced items that may be missing if nothing else mentions pages
ROUND = 10  # a page has a round number of items

_CLAIMS = {
    Claim.TOLD: "names",
    Claim.COUNTED: "names",
    Claim.LIKELY: "is a full page, so there may be",
    Claim.POSSIBLE: "may have",
}


@dataclass(frozen=True, slots=True)
class Judgement:
    """`reason` is a sentence; None if it is whole."""

    completeness: Completeness
    reason: str | None = None


def judge(pages: Sequence[Facts], read: int, step: Follow | Stop, cut: str | None) -> Judgement:
    """`step` is the last page's; `cut` a sentence that says why paging ended early."""
    reason = cut or _announced(pages, read, step) or _unread(step)
    return Judgement(Completeness.PART, reason) if reason else Judgement(Completeness.WHOLE)


def _unread(step: Follow | Stop) -> str | None:
    if isinstance(step, Follow):
        return f"The document {_CLAIMS[step.claim]} a next page, which was not read: {redact_url(step.url)}."
    return f"The document {step.reason}." if step.reason else None


def _announced(pages: Sequence[Facts], read: int, step: Follow | Stop) -> str | None:
    totals = [facts.announced for facts in pages if facts.announced is not None]
    if not totals:
        return None
    if totals[-1] < totals[0]:
        return (
            f"The source's list shrank from {totals[0]} to {totals[-1]} items while its pages were being read, so "
            "some items may have been missed."
        )
    if read >= totals[-1] or _is_miscount(pages, read, totals[-1], step):
        return None
    return f"The document announces {totals[-1]} items but has only {read}; the others were not read."


def _is_miscount(pages: Sequence[Facts], read: int, announced: int, step: Follow | Stop) -> bool:
    """A few items fewer than announced, where the source says that there is no further page or mentions none."""
    if announced - read > MISCOUNT * announced or step != Stop():
        return False
    return len(pages) > 1 or pages[-1].says_last or not (pages[-1].is_paged or read % ROUND == 0)
