"""Reads from the records beside a document's items what they say about its pages."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from job_importer.paging import names
from job_importer.paging.beside import Record, plain

MOST = 10_000_000  # larger numbers are not numbers of jobs
_DIGITS = re.compile(r"\s*\d{1,8}\s*")
_ADDRESS = re.compile(r"\s*(?:(?:https?:/)?/[^\s/]\S*|\.{0,2}/\S*|\?\S+|[\w./-]+\?\S+)\s*", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Named:
    """A value and its name in the document."""

    name: str
    value: Any


@dataclass(slots=True)
class Facts:
    """None where the document does not say."""

    next_url: str | None = None  # as written: it may be relative
    next_page: int | None = None
    next_offset: int | None = None
    token: Named | None = None  # by which the next page is to be asked for
    says_last: bool = False  # the field for the next page exists but is empty
    more: bool | None = None
    total: int | None = None
    count: int | None = None  # of all items, or of those on the page
    offset: Named | None = None
    limit: int | None = None
    page: Named | None = None
    pages: int | None = None

    @property
    def page_number(self) -> int | None:
        return int(self.page.value) if self.page else None

    @property
    def announced(self) -> int | None:
        return self.count if self.total is None else self.total

    @property
    def is_paged(self) -> bool:
        """Whether the document mentions pages at all, not only a number of items."""
        return any(one is not None for one in (self.more, self.offset, self.limit, self.page, self.pages))


def read_facts(records: Iterable[Record], link: str | None = None, total: int | None = None) -> Facts:
    """The first record that mentions a fact wins; of several totals, the largest.

    `link` is the HTTP header of that name, `total` a number of items from the HTTP header.
    """
    facts = Facts(next_url=header_next(link), total=total)
    for record in records:
        if _is_next_link(record):
            _note_link(facts, record)
            continue
        for name, value in record.values.items():
            _note_next(facts, record, name, value)
            if (number := whole_number(value)) is not None:
                _note_number(facts, record, name, number)
    return facts


def _named(record: Record, wanted: str) -> Any:
    return next((value for name, value in record.values.items() if plain(name) == wanted), None)


def _is_next_link(record: Record) -> bool:
    """`<link rel="next" href="…"/>`, `{"rel": "next", "href": "…"}`."""
    return "next" in str(_named(record, "rel") or "").lower().replace("/", " ").split()


def _note_link(facts: Facts, record: Record) -> None:
    if "html" in str(_named(record, "type") or "").lower():
        facts.more = True  # a page of the website, not of the feed
    else:
        addresses = (_text(_named(record, name)) for name in names.ADDRESSES)
        facts.next_url = facts.next_url or next(filter(None, addresses), None)


def _note_next(facts: Facts, record: Record, name: str, value: Any) -> None:
    key = plain(name)
    if names.NEXT.fullmatch(key) or (record.path[-1:] == ("next",) and key in names.OF_NEXT):
        _note_next_value(facts, name, value)
    elif names.NEXT_OFFSET.fullmatch(key):
        facts.next_offset = _first(facts.next_offset, whole_number(value))
    elif names.NEXT_TOKEN.fullmatch(key) and value:
        facts.token = facts.token or Named(name, value)
    elif names.MORE.fullmatch(key) and (flag := _flag(value)) is not None:
        facts.more = flag if facts.more is None else facts.more or flag
    elif names.LAST.fullmatch(key) and isinstance(value, bool):
        facts.more = not value if facts.more is None else facts.more or not value


def _note_next_value(facts: Facts, name: str, value: Any) -> None:
    text = _text(value)
    if (flag := _flag(value)) is not None:
        facts.more = flag if facts.more is None else facts.more or flag
    elif number := whole_number(value):
        facts.next_page = _first(facts.next_page, number)
    elif text is None or number == 0:
        facts.says_last = True
    elif _ADDRESS.fullmatch(text):
        facts.next_url = facts.next_url or text
    else:
        facts.token = facts.token or Named(name, text)


def _note_number(facts: Facts, record: Record, name: str, number: int) -> None:
    key = plain(name)
    if key in ("value", "count") and names.TOTAL.fullmatch(record.path[-1] if record.path else ""):
        key = "total"  # {"total": {"value": 357}}
    if key in names.OTHER_TOTALS or (names.TOTAL.fullmatch(key) and key not in names.NO_TOTALS):
        facts.total = max(facts.total or 0, number)
    elif names.COUNT.fullmatch(key):
        facts.count = max(facts.count or 0, number)
    elif names.OFFSET.fullmatch(key):
        facts.offset = facts.offset or Named(name, number)
    elif names.LIMIT.fullmatch(key):
        facts.limit = _first(facts.limit, number)
    elif names.PAGES.fullmatch(key):
        facts.pages = _first(facts.pages, number)
    elif names.PAGE.fullmatch(key):
        facts.page = facts.page or Named(name, number)


def _first(known: int | None, new: int | None) -> int | None:
    return new if known is None else known


def _text(value: Any) -> str | None:
    return value.strip() or None if isinstance(value, str) else None


def _flag(value: Any) -> bool | None:
    if isinstance(value, bool):
        return value
    return {"true": True, "false": False}.get(value.strip().lower()) if isinstance(value, str) else None


def whole_number(value: Any) -> int | None:
    """A whole number from 0, given as a number or as digits."""
    if isinstance(value, bool):
        return None
    if isinstance(value, str):
        return int(value) if _DIGITS.fullmatch(value) and value.strip().isascii() else None
    try:
        return int(value) if 0 <= value <= MOST and value == int(value) else None
    except (TypeError, ValueError, ArithmeticError):
        return None


_LINK = re.compile(r"<([^<>]*)>((?:\s*;\s*[^\s;,=]+\s*(?:=\s*(?:\"[^\"]*\"|[^\s\";,]+))?)*)")
_REL = re.compile(r";\s*rel\s*=\s*(?:\"([^\"]*)\"|([^\s\";,]+))", re.IGNORECASE)


def header_next(link: str | None) -> str | None:
    """The target of `rel=next` in an HTTP Link header (RFC 8288), as written."""
    for address, parameters in _LINK.findall(link or ""):
        if (rel := _REL.search(parameters)) and "next" in (rel[1] or rel[2] or "").lower().split():
            return address.strip() or None
    return None
