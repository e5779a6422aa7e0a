"""The input and output of intake, as plain data."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any, NamedTuple

from job_importer.completeness import Completeness

MAX_TEXT = 1_000  # as `jobs.model.Text`

NormalisedJob = dict[str, Any]
"""The fields of `job_importer.jobs.model.Job` as JSON values; times are ISO 8601 UTC strings ending in `Z`.

A plain dict, not a model: intake makes a million of them, and only what is published is validated.
"""


@dataclass(frozen=True, slots=True)
class Caps:
    """Limits that keep a hostile document from costing more than an ordinary one."""

    max_depth: int = 64
    max_attributes: int = 256
    max_fields: int = 1_000  # distinct names directly inside one item
    max_element_bytes: int = 8 * 1024 * 1024  # text of one item, all its elements together


@dataclass(frozen=True, slots=True)
class Hints:
    """What is known about a feed before its body is read. Only `fetched_at` is required."""

    fetched_at: datetime  # aware, UTC; relative dates ("Posted 3 days ago") count from here
    feed_url: str | None = None
    source: str | None = None  # namespace of the ids; None: the feed URL's host without "www."
    format: str | None = None  # forces a format; None: recognised by content
    content_type: str | None = None  # of the HTTP response; its charset is one hint among several
    identity: str | None = None  # forced by the operator: a field's name, or "composed"
    known_identity: str | None = None  # what earlier imports of this feed chose; kept while it works
    default_company: str | None = None
    timezone: str | None = None  # of times without a zone; None: UTC
    url_template: str | None = None  # of jobs without an address
    allow_empty: bool = False
    caps: Caps = Caps()


@dataclass(frozen=True, slots=True)
class Scan:
    """The result of pass 1: facts of the whole document. A document that cannot be imported raises instead."""

    format: str
    encoding: str
    repaired: bool
    fetched: int  # items that the document offers
    inactive: int  # further items that it marks as inactive
    identity: str  # the field that keys the jobs, or "composed"
    warnings: tuple[str, ...]
    bytes: int  # of the decompressed document
    completeness: Completeness
    completeness_reason: str | None  # a sentence; None: whole
    fields: str = ""  # names of the items' fields, as a message may show them


class Known(NamedTuple):
    """What is known about a job that an earlier run has stored."""

    key: bytes
    content: bytes
    stamp: bytes
    name: int  # stands for its external id
    posted: int | None  # seconds since 1970
    mask: int  # which fields it has; see `jobs.fill`

    @property
    def has_company(self) -> bool:
        return bool(self.mask & 0b10)


Recall = Callable[[bytes], Known | None]
"""Looks up an item by its digest; None if unknown."""


@dataclass(frozen=True, slots=True)
class Item:
    """One item of the feed, in document order. `index` counts every item from 0, whatever its outcome."""

    index: int
    job: NormalisedJob
    duplicate: bool = False  # an earlier item of this document is the same job
    marked: bool = False  # the feed marks it as inactive; then `job` has no description
    known: Known | None = None  # then `job` may be empty
    digest: bytes | None = None  # digest of the raw item; None if it is a duplicate or marked
    known_by: bytes | None = None  # the argument of `Recall`; None if other items affect its key
