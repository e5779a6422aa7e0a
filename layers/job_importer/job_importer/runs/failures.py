"""Failures of jobs: their documents, their wording, and the signature by which they are grouped."""

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Any, NamedTuple, TypedDict

from job_importer.codes import JobFailure
from job_importer.cut import cut
from job_importer.ids import failure_id

if TYPE_CHECKING:  # the API reads failures without loading the messages
    from job_importer.delivery.messages import ChunkHeader

EXCERPT_CHARS = 600
WHOLE_CHUNK = 99_999_999
"""The index of a failure that stands for a chunk: sorts after every item."""
_VARIABLE = [
    (re.compile(r"\b[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}\b", re.I), "<id>"),
    (re.compile(r"https?://\S+"), "<url>"),
    (re.compile(r"'[^']*'|\"[^\"]*\""), "<text>"),
    (re.compile(r"\b(?=\w*\d)(?=\w*[a-f])[0-9a-f]{12,}\b", re.I), "<id>"),
    (re.compile(r"\d[\d.,:]*"), "<n>"),
]


class FailureDoc(TypedDict):
    """Collection `failures`. `_id` is `{run_id}:{n}:{index}`, so a redelivery writes the same document again."""

    _id: str
    run_id: str
    feed_id: str
    chunk: int
    index: int  # of the item in the feed; of the chunk's first item if a whole chunk failed
    jobs: int  # how many jobs this failure stands for: 1, or a dead chunk's all
    code: str
    signature: str
    message: str
    field: str | None
    rule: str | None
    external_id: str | None
    title: str | None
    url: str | None
    excerpt: str | None  # of the failed job as JSON, truncated
    at: datetime


@dataclass(frozen=True, slots=True)
class Fault:
    """What is wrong with a job. `field` and `rule` are those of a validation error."""

    code: JobFailure
    message: str
    field: str | None = None
    rule: str | None = None


class ChunkPlace(NamedTuple):
    """What a failure needs of a chunk's header, if there is no header any more."""

    run_id: str
    feed_id: str
    n: int


def signature(message: str) -> str:
    """The message without ids, addresses, quoted text and numbers: equal for all failures of one kind."""
    for pattern, placeholder in _VARIABLE:
        message = pattern.sub(placeholder, message)
    return message


def excerpt(job: Mapping[str, Any]) -> str:
    """The job as JSON; long values and the whole are truncated."""
    brief = {key: value[:120] if isinstance(value, str) else value for key, value in job.items() if value is not None}
    return cut(json.dumps(brief, ensure_ascii=False, default=str), EXCERPT_CHARS)


def job_failure(
    chunk: "ChunkHeader | ChunkPlace",
    index: int,
    fault: Fault,
    at: datetime,
    job: Mapping[str, Any] | None = None,
    jobs: int = 1,
) -> FailureDoc:
    job = job or {}
    return {
        "_id": failure_id(chunk.run_id, chunk.n, index),
        "run_id": chunk.run_id,
        "feed_id": chunk.feed_id,
        "chunk": chunk.n,
        "index": index,
        "jobs": jobs,
        "code": fault.code.value,
        "signature": signature(fault.message),
        "message": fault.message,
        "field": fault.field,
        "rule": fault.rule,
        "external_id": _short(job.get("external_id")),
        "title": _short(job.get("title")),
        "url": _short(job.get("url")),
        "excerpt": excerpt(job) if job else None,
        "at": at,
    }


def _short(value: Any) -> str | None:
    return None if value is None else str(value)[:300]
