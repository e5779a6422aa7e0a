"""Finds the next page: from what a page says to the address of the page after it. Pure."""

import re
from dataclasses import dataclass
from enum import Enum
from urllib.parse import quote, urljoin, urlsplit

from job_importer.paging import names
from job_importer.paging.address import parameter, with_parameter
from job_importer.paging.facts import Facts, whole_number
from job_importer.urls.parts import parts_of


@dataclass(frozen=True, slots=True)
class View:
    """A page as it was read. `asked` is the address that was requested, `url` the one after redirects."""

    facts: Facts
    items: int
    before: int  # items on the pages before it
    first_page: int | None  # as the first page numbers itself: 0 or 1
    asked: str
    url: str


class Claim(Enum):
    """How we know that there is a next page."""

    TOLD = "told"  # the source gives the address itself
    COUNTED = "counted"  # it says that there is more; we build the address from its numbers
    LIKELY = "likely"  # it does not say, and the page is full
    POSSIBLE = "possible"  # it does not say, and the page is short, but may still not be the last


@dataclass(frozen=True, slots=True)
class Follow:
    url: str
    claim: Claim


@dataclass(frozen=True, slots=True)
class Stop:
    """`reason`: why there is more than can be read, as the end of a sentence; None if no further page is mentioned."""

    reason: str | None = None


def next_step(view: View) -> Follow | Stop:
    facts = view.facts
    if facts.next_url is not None:
        return _told(view, facts.next_url)
    if (follow := _by_number(view)) is not None:
        return follow
    if facts.token is not None:
        return _by_token(view)
    return Stop("says that there is a next page but not where") if facts.more else Stop()


def _told(view: View, address: str) -> Follow | Stop:
    try:
        url = urljoin(view.url, address.strip())
        scheme = urlsplit(url).scheme
    except ValueError:
        return Stop("names a next page whose address is malformed")
    return Follow(url, Claim.TOLD) if scheme in ("http", "https") else Stop("names a next page without an address")


def _by_number(view: View) -> Follow | None:
    facts = view.facts
    if facts.says_last and facts.offset is None and facts.page is None and facts.pages is None:
        return None  # it gives addresses; ours from numbers would not be better
    offset, page = _offset(view), page_number(view)
    if facts.next_offset is not None and facts.next_offset > (offset or 0):
        return _at_offset(view, facts.next_offset, Claim.COUNTED)
    if facts.next_page is not None and facts.next_page > (page or 0):
        return _at_page(view, facts.next_page, Claim.COUNTED)
    if offset is not None and (claim := _more(view)):
        return _at_offset(view, offset + view.items, claim)
    if page is not None and (claim := _page_behind(view, page)):
        return _at_page(view, page + 1, claim)
    return None


def _offset(view: View) -> int | None:
    if view.facts.offset is not None:
        return int(view.facts.offset.value)
    return _asked_for(view, names.OFFSET)


def _asked_for(view: View, wanted: re.Pattern[str]) -> int | None:
    found = parameter(view.asked, wanted)
    return whole_number(found[1]) if found else None


def page_number(view: View) -> int | None:
    """The number of this page, by its own word or its address; 1 if it only mentions that there are several."""
    if view.facts.page is not None and (view.facts.page.name.lower() != "number" or view.facts.pages is not None):
        return view.facts.page_number
    page = _asked_for(view, names.PAGE)
    return 1 if page is None and view.facts.pages is not None else page


def asks_for_page(url: str) -> bool:
    """Whether the address requests one of several pages."""
    return parameter(url, names.OFFSET) is not None or parameter(url, names.PAGE) is not None


def _more(view: View) -> Claim | None:
    """Whether more items follow this page's. A short page is not the last one unless the source says so."""
    facts, read = view.facts, view.before + view.items
    if view.items == 0:
        return None
    if facts.total is not None or (facts.count or 0) > view.items:
        return Claim.COUNTED if (facts.announced or 0) > read else None
    if facts.more is not None:
        return Claim.COUNTED if facts.more else None
    limit = facts.limit or _asked_for(view, names.LIMIT)
    if limit and view.items >= limit:
        return Claim.LIKELY
    return Claim.POSSIBLE if limit and view.before else None


def _page_behind(view: View, page: int) -> Claim | None:
    first = 0 if view.first_page == 0 else 1
    if view.facts.pages is not None:
        return Claim.COUNTED if page - first + 1 < view.facts.pages else None
    return _more(view)


def _at_offset(view: View, offset: int, claim: Claim) -> Follow:
    name = view.facts.offset.name if view.facts.offset else "offset"
    return Follow(with_parameter(view.asked, names.OFFSET, name, str(offset)), claim)


def _at_page(view: View, page: int, claim: Claim) -> Follow:
    own = view.facts.page.name if view.facts.page else ""
    default = own if own.lower().startswith("page") else "page"
    default = names.PAGE_PARAMETERS.get(parts_of(view.asked).hostname or "", default)
    return Follow(with_parameter(view.asked, names.PAGE, default, str(page)), claim)


def _by_token(view: View) -> Follow | Stop:
    """A token is useful only as a parameter, and the address has to show which one."""
    token = view.facts.token
    assert token is not None  # noqa: S101 the caller has looked
    name = re.sub(r"(?i)^next[_-]?", "", token.name) or token.name
    wanted = re.compile(re.escape("".join(char for char in name.lower() if char.isalnum())))
    if parameter(view.asked, wanted):
        return Follow(with_parameter(view.asked, wanted, name, quote(str(token.value), safe="")), Claim.COUNTED)
    return Stop(f"gives a token for its next page ({token.name}) instead of an address")
