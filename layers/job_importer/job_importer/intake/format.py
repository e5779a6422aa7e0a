"""The protocol of a format: how the items of a document become drafts of jobs.

An item passes through three shapes:

    raw (what the document says) --parse--> Fields (wire shape) --adapter--> Draft (our shape, the feed's words)

`intake.complete` then turns the Draft into the normalised job (dates, money, sanitised HTML), alike for every format.
A format's module cites its specification or documentation and ends in one `FORMAT = Format(…)`.
"""

from collections.abc import Callable, Container, Mapping, Set
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Literal, NamedTuple, Protocol, TypeVar

Syntax = Literal["xml", "json", "table"]
MAX_SAMPLES = 50

Fields = dict[str, Any]
"""One item in its wire shape. A name that occurs once maps to its text (or nested dict), a repeated one to a list.

XML names are lower case without namespace prefix (`job_listing:job_type` is `job_type`), except in common vocabularies,
which have fixed prefixes: dc:, content:, media:, atom:, … (see `xml.names`). Attributes are `@name`. JSON names stay as
they are.
"""


class Other(NamedTuple):
    """Elements with one name, or objects at one place, that are not items. Messages mention them."""

    name: str
    number: int
    fields: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Evidence:
    """What the beginning of a document shows; its format is recognised from this."""

    syntax: Syntax
    root: str  # XML: name of the root element; JSON: "array" or "object"
    path: tuple[str, ...]  # names from the root to the items, both included; JSON: the keys that lead to the array
    fields: Mapping[str, int]  # name of a direct field of an item → number of samples that have it
    samples: tuple[Fields, ...]  # the first items, parsed (at most `MAX_SAMPLES`)
    about: Mapping[str, str]  # texts beside the items: title, link, description, language, @xml:base …
    namespaces: frozenset[str] = frozenset()  # XML: URIs declared in the head, and undeclared prefixes
    is_known: bool = False  # jobs of this feed were imported before
    others: tuple[Other, ...] = ()  # without samples: what there is instead, most frequent first

    @property
    def item(self) -> str:
        return self.path[-1] if self.path else ""

    def has(self, *names: str) -> bool:
        """Whether each of these fields occurs in the samples."""
        return all(name in self.fields for name in names)

    def has_any(self, *names: str) -> bool:
        return any(name in self.fields for name in names)


@dataclass(frozen=True, slots=True)
class DocumentFacts:
    """Facts of the whole document that an adapter may use."""

    about: Mapping[str, str]
    names: frozenset[str]  # of the fields that occur in the document; they reduce the table of aliases once
    fetched_at: datetime
    feed_url: str | None = None
    samples: tuple[Fields, ...] = ()  # as in `Evidence`: what nearly all of them do is a habit of the feed


@dataclass(slots=True)
class Draft:
    """A job in our shape, in the feed's own words: nothing is parsed, cleaned or decided yet. None: not given.

    Text may contain entities and markup; `intake.complete` cleans it. Numbers may be str, int, float or Decimal.
    """

    title: str | None = None
    company: str | None = None
    location: tuple[str | None, ...] = ()  # parts in reading order; joined with ", ", empty and repeated ones dropped
    country: str | None = None  # name or code; else taken from the location, if that is certain
    remote: Any = None  # the feed's own flag
    remote_evidence: tuple[str | None, ...] = ()  # texts that may say "remote"; the location is always checked as well
    employment_type: str | None = None
    category: str | None = None
    url: str | None = None
    description: str | None = None  # HTML or plain text
    salary: str | None = None
    salary_min: Any = None
    salary_max: Any = None
    salary_currency: str | None = None
    salary_period: str | None = None
    posted: Any = None
    expires: Any = None
    language: str | None = None
    tags: list[str] = field(default_factory=list)


class Collector(Protocol):
    """Receives every raw item of a document, in order."""

    def add(self, raw: Any) -> None: ...


Collected = TypeVar("Collected", bound=Collector)

Parser = Callable[[Any], Fields]
Adapter = Callable[[Fields], Draft]


@dataclass(frozen=True, slots=True)
class Candidate:
    """A field that may identify the jobs. `name` is what the report calls it, `field` the name in Fields.

    `derive` extracts the id from the field's text (a JobCode from a link), or returns None. `is_url`: the text is an
    address, so tracking parameters do not belong to the id. `shareable`: several jobs may have the same address (a page
    to apply on), so items are one job only if all their text is the same.
    """

    name: str
    field: str
    derive: Callable[[str], str | None] | None = None
    is_url: bool = False
    shareable: bool = False


Candidates = tuple[Candidate, ...] | Callable[[Set[str]], tuple[Candidate, ...]]
"""A fixed tuple, or a function of the field names of a document."""


@dataclass(frozen=True, slots=True)
class Window:
    """Declares that a format lists only the newest jobs. `reason` is a sentence; `sizes` are the lengths at which the
    list is cut off (empty: any length).
    """

    reason: str
    sizes: frozenset[int] = frozenset()

    def cuts(self, items: int) -> bool:
        return not self.sizes or items in self.sizes


@dataclass(frozen=True, slots=True)
class Format:
    """One format. `recognises` returns how specific the match is: 0 is no match, the highest wins."""

    name: str  # as in the report, and in a feed's `format` setting
    syntax: Syntax
    recognises: Callable[[Evidence], int]
    parse: Parser
    adapter: Callable[[DocumentFacts], Adapter]  # called once per document
    candidates: Candidates  # best first; the feed's own data decide among them
    content: Container[str] = ("title", "company", "location")  # fields that tell one job from another
    dates: Container[str] = ()  # fields that vote on day/month order
    plain: bool = False  # articles have the same fields, so the texts decide
    window: Window | None = None  # it lists only the newest jobs of its source

    def candidates_among(self, names: Set[str]) -> tuple[Candidate, ...]:
        return self.candidates(names) if callable(self.candidates) else self.candidates
