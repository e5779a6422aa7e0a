"""Failures of jobs: their wording, and the signature by which they are grouped."""

import json
import re
from datetime import datetime
from typing import Any

from job_importer.codes import JobFailure
from job_importer.ids import failure_id
from job_importer.runs.model import FailureDoc

EXCERPT_CHARS = 600
WHOLE_CHUNK = 99_999_999
"""The index of a failure that stands for a chunk: behind every item of its own."""
_VARIABLE = [
    (re.compile(r"\b[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}\b", re.I), "<id>"),
    (re.compile(r"https?://\S+"), "<url>"),
    (re.compile(r"'[^']*'|\"[^\"]*\""), "<text>"),
    (re.compile(r"\b(?=\w*\d)(?=\w*[a-f])[0-9a-f]{12,}\b", re.I), "<id>"),
    (re.compile(r"\d[\d.,:]*"), "<n>"),
]


def signature(message: str) -> str:
    """The message with ids, addresses, quoted text and numbers taken out: the same for every failure of a kind."""
    for pattern, placeholder in _VARIABLE:
        message = pattern.sub(placeholder, message)
    return message


def excerpt(job: dict[str, Any]) -> str:
    """The job as JSON, long values and the whole cut to a readable length."""
    brief = {key: value[:120] if isinstance(value, str) else value for key, value in job.items() if value is not None}
    text = json.dumps(brief, ensure_ascii=False, default=str)
    return text if len(text) <= EXCERPT_CHARS else text[: EXCERPT_CHARS - 1] + "…"


def job_failure(
    *,
    run_id: str,
    feed_id: str,
    chunk: int,
    index: int,
    code: JobFailure,
    message: str,
    at: datetime,
    job: dict[str, Any] | None = None,
    jobs: int = 1,
    field: str | None = None,
    rule: str | None = None,
) -> FailureDoc:
    job = job or {}
    return {
        "_id": failure_id(run_id, chunk, index),
        "run_id": run_id,
        "feed_id": feed_id,
        "chunk": chunk,
        "index": index,
        "jobs": jobs,
        "code": code.value,
        "signature": signature(message),
        "message": message,
        "field": field,
        "rule": rule,
        "external_id": _short(job.get("external_id")),
        "title": _short(job.get("title")),
        "url": _short(job.get("url")),
        "excerpt": excerpt(job) if job else None,
        "at": at,
    }


def _short(value: Any) -> str | None:
    return None if value is None else str(value)[:300]
