"""Fingerprints that decide whether two versions of a job are the same. Pure, and fast: every job of every import passes
here.

The content of a job is what a reader would notice. Dates are ignored, also in texts, because publishers update them
daily (`expires_at` too, as they extend it). Also ignored are tracking parameters, whether an address begins with
"https" or "www.", the order of tags, categories and places, and markup that changes no word and no link.
"""

import re
from functools import lru_cache
from hashlib import blake2b
from operator import itemgetter
from typing import Any

from job_importer.jobs.restamped import without_stamps
from job_importer.urls.normalise import comparable

_SHORT_FIELDS = ("company", "location", "country", "employment_type", "employment_type_text", "category", "language")
_LISTS = {"location": "; ", "category": ", ", "employment_type_text": ", "}  # the separator of the members of each
_RAW_FIELDS = ("remote", "salary", "tags", "posted_at", "expires_at", "url", "title", "source", "external_id")
_PRINTED = sorted((*_SHORT_FIELDS, "remote", "title", "url", "salary", "tags", "description_html"))
_JOINED = ";".join(f"{name}=%s" for name in _PRINTED)
_values = itemgetter(*_PRINTED)
_HREF = re.compile(r'href="([^"]*)"')
_ADDRESS = re.compile(r"https?://[^\s<>\"]+")
_WHITESPACE = b" \t\n\r"


def fingerprints(job: dict[str, Any]) -> dict[str, str]:
    """A short digest for each content field, always of all fields; `description_html` stands for both descriptions."""
    prints = {field: _short_digest(job.get(field)) for field in _SHORT_FIELDS}
    url, salary, tags = job.get("url"), job.get("salary"), job.get("tags")
    for field, separator in _LISTS.items():
        if (value := job.get(field)) and separator in value:
            prints[field] = _short_digest(separator.join(sorted(value.split(separator))))
    if tags and len(tags) > 1 and tags[0] == job.get("category"):  # the first of several categories
        prints["category"] = _digest("\n".join(sorted(tags)))
    prints["title"] = _digest(job.get("title"))
    prints["url"] = _digest(comparable(url) if url else None)
    prints["remote"] = _short_digest(None if (flag := job.get("remote")) is None else str(flag))
    prints["salary"] = _digest(repr(sorted(salary.items()))) if salary else ""
    prints["tags"] = _digest("\n".join(sorted(tags))) if tags else ""
    prints["description_html"] = _description_digest(job.get("description_html"), job.get("description_text"))
    return prints


def content_hash(prints: dict[str, str]) -> str:
    """32 hex digits over the fingerprints."""
    return blake2b((_JOINED % _values(prints)).encode(), digest_size=16).hexdigest()


def stamp_hash(job: dict[str, Any]) -> str:
    """32 hex digits over everything, including dates and raw links: it differs if a job was only restamped."""
    fields = [job.get(field) for field in _SHORT_FIELDS + _RAW_FIELDS]
    html, text = job.get("description_html") or "", job.get("description_text") or ""
    digest = blake2b(repr((fields, len(html), len(text))).encode("utf-8", "surrogatepass"), digest_size=16)
    digest.update(html.encode("utf-8", "surrogatepass"))
    digest.update(text.encode("utf-8", "surrogatepass"))
    return digest.hexdigest()


def _description_digest(html: str | None, text: str | None) -> str:
    """The digest of words and links. Whitespace does not count: it varies with the markup."""
    if not html and not text:
        return ""
    words = without_stamps(text or "")
    if ":" in words and "://" in words:  # searching for one character is faster
        words = _ADDRESS.sub(lambda match: comparable(match.group()), words)
    digest = blake2b(words.encode("utf-8", "surrogatepass").translate(None, _WHITESPACE), digest_size=8)
    if html and "=" in html and 'href="' in html:  # searching for one character is faster
        links = "\n".join(map(comparable, _HREF.findall(html)))
        digest.update(b"\n" + links.encode("utf-8", "surrogatepass"))
    return digest.hexdigest()


def _digest(value: str | None) -> str:
    """16 hex digits; empty for an absent value, so that its appearing or vanishing is a change."""
    if value is None:
        return ""
    return blake2b(value.encode("utf-8", "surrogatepass"), digest_size=8).hexdigest()


_short_digest = lru_cache(maxsize=4096)(_digest)  # these repeat from job to job
