"""The protocol of a format: how the items of a document become drafts of jobs.

An item walks through three shapes:

    raw (what the document says) --parse--> Fields (wire shape) --adapter--> Draft (our shape, the feed's words)

and `intake.complete` turns a Draft into the normalised job (dates, money, sanitised HTML), the same for every format.
A format's module says where its specification or document is found and ends in one `FORMAT = Format(…)`.
"""

from collections.abc import Callable, Container, Mapping, Set
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Literal, NamedTuple, Protocol

Syntax = Literal["xml", "json", "table"]
MAX_SAMPLES = 50

Fields = dict[str, Any]
"""One item in its wire shape. A name that occurs once maps to its text (or nested dict), a repeated one to a list.

XML names are lower case without namespace prefix (`job_listing:job_type` is `job_type`), but for the vocabularies that
every feed mixes in, whose prefix is fixed: dc:, content:, media:, atom:, … (see `xml.names`). Attributes are `@name`.
JSON names are kept as they are.
"""


class Other(NamedTuple):
    """Elements of one name, or objects at one place, that are no items. A message may tell of them."""

    name: str
    number: int
    fields: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Evidence:
    """What the beginning of a document shows; its format is recognised from this."""

    syntax: Syntax
    root: str  # XML: name of the root element; JSON: "array" or "object"
    path: tuple[str, ...]  # names from the root to the items, both included; JSON: the keys that lead to the array
    fields: Mapping[str, int]  # name of a direct field of an item → in how many of the samples it occurs
    samples: tuple[Fields, ...]  # the first items, parsed (at most `MAX_SAMPLES`)
    about: Mapping[str, str]  # texts beside the items: title, link, description, language, @xml:base …
    namespaces: frozenset[str] = frozenset()  # XML: URIs declared in the head, prefixes that lack one
    is_known: bool = False  # jobs of this feed were imported before
    others: tuple[Other, ...] = ()  # without samples: what there is instead, the most frequent first

    @property
    def item(self) -> str:
        return self.path[-1] if self.path else ""

    def has(self, *names: str) -> bool:
        """Whether the samples have every one of these fields."""
        return all(name in self.fields for name in names)

    def has_any(self, *names: str) -> bool:
        return any(name in self.fields for name in names)


@dataclass(frozen=True, slots=True)
class DocumentFacts:
    """Facts of the whole document that an adapter may use."""

    about: Mapping[str, str]
    names: frozenset[str]  # the fields that occur in the document's head; used to cut down a table of aliases once
    fetched_at: datetime
    feed_url: str | None = None
    samples: tuple[Fields, ...] = ()  # as in the evidence: what nearly all of them do is a habit of the feed


@dataclass(slots=True)
class Draft:
    """A job in our shape and the feed's own words: not yet parsed, cleaned or decided. None: not given.

    Text may hold entities and markup; `intake.complete` cleans it. Numbers may be given as str, int, float or Decimal.
    """

    title: str | None = None
    company: str | None = None
    location: tuple[str | None, ...] = ()  # parts in reading order; joined with ", ", empty and repeated ones dropped
    country: str | None = None  # name or code; also taken from the end of the location where it is certain
    remote: Any = None  # the feed's own flag
    remote_evidence: tuple[str | None, ...] = ()  # texts that may say "remote"; the location is always looked at
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
    """Receives every item of a document in order, as written there."""

    def add(self, raw: Any) -> None: ...


Parser = Callable[[Any], Fields]
Adapter = Callable[[Fields], Draft]


@dataclass(frozen=True, slots=True)
class Candidate:
    """A field that may identify the jobs. `name` is what the report calls it, `field` the name in Fields.

    `derive` extracts the id from the field's text (a JobCode from a link); None if there is none.
    `is_url`: the text is an address, so tracking parameters are no part of the id. `shareable`: an address that several
    jobs may have (a page to apply on), so that items are the same job only if they agree in all their text.
    """

    name: str
    field: str
    derive: Callable[[str], str | None] | None = None
    is_url: bool = False
    shareable: bool = False


Candidates = tuple[Candidate, ...] | Callable[[Set[str]], tuple[Candidate, ...]]
"""Fixed, or found among the names of a document's fields."""


@dataclass(frozen=True, slots=True)
class Window:
    """Declares that a format lists only the newest: `reason` is a sentence, `sizes` the lengths at which it cuts its
    list; empty: any length.
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
    adapter: Callable[[DocumentFacts], Adapter]  # called once a document
    candidates: Candidates  # best first; the identity is chosen among them from the feed's own data
    content: Container[str] = ("title", "company", "location")  # fields that tell one job from another
    dates: Container[str] = ()  # fields that vote on day/month order
    plain: bool = False  # its fields do not reveal jobs: articles use the same ones, so the texts must decide
    window: Window | None = None  # it lists only the newest jobs of its source

    def candidates_among(self, names: Set[str]) -> tuple[Candidate, ...]:
        return self.candidates(names) if callable(self.candidates) else self.candidates
