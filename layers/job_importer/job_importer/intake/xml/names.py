"""Normalises names of XML elements: prefixes and spelling.

`job_listing:job_type`, `jl:jobType` and `<JobType>` are all `jobtype`. Only names of common vocabularies keep a prefix,
so that `media:title` is never taken for the job's title.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from job_importer.intake.fields.names import plain

VOCABULARIES = {
    "http://purl.org/dc/elements/1.1": "dc",
    "http://purl.org/dc/terms": "dcterms",
    "http://purl.org/rss/1.0/modules/content": "content",
    "http://purl.org/rss/1.0/modules/slash": "slash",
    "http://purl.org/rss/1.0/modules/syndication": "sy",
    "http://wellformedweb.org/commentapi": "wfw",
    "http://search.yahoo.com/mrss": "media",
    "http://www.w3.org/2005/atom": "atom",
    "http://www.itunes.com/dtds/podcast-1.0.dtd": "itunes",
    "http://www.georss.org/georss": "georss",
    "http://www.w3.org/2003/01/geo/wgs84_pos#": "geo",
    "http://www.w3.org/1999/02/22-rdf-syntax-ns#": "rdf",
    "http://www.w3.org/2001/xmlschema-instance": "xsi",
    "http://www.w3.org/xml/1998/namespace": "xml",
    "http://purl.org/syndication/thread/1.0": "thr",
    "http://rssnamespace.org/feedburner/ext/1.0": "feedburner",
    "http://backend.userland.com/creativecommonsrssmodule": "creativecommons",
}
PREFIXES = frozenset(VOCABULARIES.values()) | {"xmlns"}
ALWAYS_BOUND = frozenset({"xml", "xmlns"})

# Names that are cached, and characters of one. A hostile document may have millions of either.
MAX_NAMES = 5_000
LONGEST = 200


class Names(dict[str, str]):
    """Raw name (`jl:job_type`, `@xml:base`) → our name, determined once for each name of a document.

    Names in the root's own namespace are plain, whatever their prefix (`atom:entry` in an `atom:feed`).
    """

    def __init__(self) -> None:
        super().__init__({"#text": "#text"})
        self.uris: dict[str, str] = {}  # prefix → URI, as first declared
        self._home = ""

    def declare(self, prefix: str, uri: str) -> None:
        if len(self.uris) < MAX_NAMES and len(prefix) <= LONGEST:
            self.uris.setdefault(prefix, uri[:LONGEST])

    def enter(self, root: str) -> None:
        """`root` is the raw name of the root element, after its declarations."""
        prefix, _, _ = root.rpartition(":")
        self._home = _vocabulary(self.uris.get(prefix, ""))

    def is_bound(self, raw: str) -> bool:
        prefix, colon, _ = raw.partition(":")
        if not colon or prefix in self.uris or prefix in ALWAYS_BOUND:
            return True
        return len(self.uris) >= MAX_NAMES or len(prefix) > LONGEST  # it may be declared, but not cached

    def undeclared(self) -> set[str]:
        """Prefixes used without a declaration, except common ones: they stand for a namespace all the same."""
        unbound = {raw.removeprefix("@").partition(":")[0] for raw in self if not self.is_bound(raw.removeprefix("@"))}
        return unbound - PREFIXES

    def spelling(self, name: str) -> str:
        """One of our names as the document writes it, without the prefix."""
        raw = next((raw for raw, ours in self.items() if ours == name), name)
        return ("@" if raw.startswith("@") else "") + raw.removeprefix("@").rpartition(":")[2]

    def __missing__(self, raw: str) -> str:
        name = self._resolve(raw)
        if len(self) < MAX_NAMES and len(raw) <= LONGEST:
            self[raw] = name
        return name

    def _resolve(self, raw: str) -> str:
        if raw.startswith("@"):
            return "@" + self._resolve(raw[1:])
        prefix, colon, local = raw.rpartition(":")
        if not colon:
            return plain(raw) or raw
        known = prefix if prefix in PREFIXES else ""
        vocabulary = _vocabulary(self.uris[prefix]) if prefix in self.uris else known
        return plain(local) if vocabulary in ("", self._home) else f"{vocabulary}:{plain(local)}"


def pairs(attributes: list[str]) -> Iterator[tuple[str, str]]:
    """The names and values of expat's ordered attributes."""
    return zip(attributes[::2], attributes[1::2], strict=True)


def _vocabulary(uri: str) -> str:
    return VOCABULARIES.get(uri.lower().rstrip("/"), "")


def is_vocabulary(uri: str) -> bool:
    """Whether the namespace is a common vocabulary."""
    return _vocabulary(uri) != ""


@dataclass(slots=True)
class Layout:
    """`paths` lead from the root to the items, which may be in several places."""

    paths: frozenset[tuple[str, ...]]
    names: Names

    @property
    def depth(self) -> int:
        """The depth of the deepest items."""
        return max(map(len, self.paths), default=0)
