"""What makes two versions of a job the same. Pure, and fast: every job of every import passes here.

The content of a job is what a reader would notice. Dates are left out, since publishers re-stamp them from day to day
(`expires_at` as they roll it on); so are tracking parameters, the order of tags, and markup that changes no word and
no link.
"""

import json
import re
from hashlib import blake2b
from typing import Any

from job_importer.intake.normalise.url import strip_tracking

_PLAIN_FIELDS = (
    *("title", "company", "location", "country", "remote", "employment_type", "employment_type_text", "category"),
    *("salary", "language"),
)
_STAMPED_TEXTS = ("title", "url", "posted_at", "expires_at", "description_html", "description_text")
_HREF = re.compile(r'href="([^"]*)"')
_ADDRESS = re.compile(r"https?://[^\s<>\"]+")


def fingerprints(job: dict[str, Any]) -> dict[str, str]:
    """A short digest for each content field, always of all fields; `description_html` stands for both descriptions."""
    prints = {field: _digest(job.get(field)) for field in _PLAIN_FIELDS}
    prints["url"] = _digest(strip_tracking(job["url"]) if job.get("url") else None)
    prints["tags"] = _digest(sorted(job.get("tags") or ()) or None)
    prints["description_html"] = _digest(_description(job))
    return prints


def content_hash(prints: dict[str, str]) -> str:
    """32 hex digits over the fingerprints."""
    return blake2b("".join(f"{name}={prints[name]};" for name in sorted(prints)).encode(), digest_size=16).hexdigest()


def stamp_hash(job: dict[str, Any]) -> str:
    """32 hex digits over everything, dates and raw links included: it differs where a job was only re-stamped."""
    digest = blake2b(digest_size=16)
    for field in _STAMPED_TEXTS:
        _feed(digest, job.get(field))
    rest = {field: value for field, value in job.items() if field not in _STAMPED_TEXTS}
    _feed(digest, _json(rest))
    return digest.hexdigest()


def _description(job: dict[str, Any]) -> str | None:
    """Words and links. Whitespace is folded: it moves with the markup."""
    text, html = job.get("description_text"), job.get("description_html")
    if not text and not html:
        return None
    words = " ".join((text or "").split())
    if "://" in words:
        words = _ADDRESS.sub(lambda match: strip_tracking(match.group()), words)
    links = map(strip_tracking, _HREF.findall(html)) if html and "href=" in html else ()
    return "\n".join((words, *links))


def _digest(value: Any) -> str:
    """16 hex digits; empty for an absent value, so that one that appears or goes is a change."""
    if value is None:
        return ""
    text = value if isinstance(value, str) else _json(value)
    return blake2b(text.encode("utf-8", "surrogatepass"), digest_size=8).hexdigest()


def _feed(digest: blake2b, value: str | None) -> None:
    """Length first, so that no two sequences of values meet; None is not an empty text."""
    data = b"" if value is None else value.encode("utf-8", "surrogatepass")
    digest.update(f"{'-' if value is None else len(data)}:".encode())
    digest.update(data)


def _json(value: Any) -> str:
    return json.dumps(value, sort_keys=True, separators=(",", ":"), default=str)
