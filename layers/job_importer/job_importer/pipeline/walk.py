"""Walks the pages of a source: which to fetch next, and when to stop."""

from collections.abc import Callable
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

from job_importer.codes import FeedError, RunFailure
from job_importer.fetching.faults import TransientFeedError
from job_importer.fetching.model import Fetched
from job_importer.intake.look import Looker, may_have_more
from job_importer.intake.model import Caps
from job_importer.paging.container import Page, Pages
from job_importer.paging.facts import Facts, header_next, read_facts
from job_importer.paging.steps import Claim, Follow, Stop, View, asks_for_page, next_step
from job_importer.paging.verdict import judge
from job_importer.plural import plural
from job_importer.urls.redact import redact_url


@dataclass(frozen=True, slots=True)
class WalkLimits:
    """For all pages together. No page is started after `seconds`."""

    pages: int
    seconds: float
    bytes: int


@dataclass(frozen=True, slots=True)
class Arrived:
    """A fetched page, and the address that was requested."""

    page: Page
    asked: str
    fetched: Fetched


FetchPage = Callable[[str, Path, int], Fetched]
"""Fetches a URL to a file, up to a number of bytes. Raises FeedError."""


def walk(first: Arrived, fetch_page: FetchPage, limits: WalkLimits, seconds: Callable[[], float]) -> Pages:
    """All pages from the first on; `seconds` returns the time taken so far.

    Raises FeedError if a page cannot be fetched. A page that cannot be read is the last: pass 1 says why.
    """
    if not _may_have_more(first):
        return Pages((first.page,))
    with closing(Looker(Caps())) as looker:
        way = _Way(looker, limits)
        step = way.take(first)
        while isinstance(step, Follow) and way.may_go(step, seconds()):
            arrived = way.fetch(step, fetch_page)
            step = way.take(arrived) if arrived else Stop()
    return Pages(tuple(way.pages), judge(way.facts, way.items, step, way.cut).reason)


def _may_have_more(first: Arrived) -> bool:
    """A quick check, so that most feeds are not read twice."""
    told = header_next(first.fetched.link) is not None or first.fetched.total is not None
    return told or asks_for_page(first.asked) or may_have_more(first.page)


class _Way:
    """The pages so far. `cut`: a sentence that says why it stops before the source says so."""

    def __init__(self, looker: Looker, limits: WalkLimits) -> None:
        self.pages: list[Page] = []
        self.facts: list[Facts] = []
        self.items = 0
        self.cut: str | None = None
        self._looker, self._limits = looker, limits
        self._is_probing = False  # the source does not say that the requested page exists
        self._bytes = 0
        self._urls: set[str] = set()
        self._seen: set[str | bytes] = set()  # hashes of bodies, digests of their items

    def take(self, arrived: Arrived) -> Follow | Stop:
        """Adds the page, if it brings anything new, and says where it leads."""
        fetched = arrived.fetched
        self._urls |= {arrived.asked, fetched.final_url}
        self._bytes += fetched.bytes
        try:
            look = self._looker.look(arrived.page)
        except FeedError as error:
            if self.pages and error.code is RunFailure.NOT_A_JOB_FEED:
                self.cut = f"{self._named(arrived)} is not a page of this feed: {error.message}"
            else:
                self.pages.append(arrived.page)
            return Stop()
        if self.pages and not look.fits:
            self.cut = (
                f"{self._named(arrived)} is not a page of this feed: it does not have the first page's list of jobs."
            )
            return Stop()
        if self._seen & {fetched.sha256, look.digest}:
            self._end(f"{self._named(arrived)} repeats an earlier page; no further pages were read.")
            return Stop()
        self._seen |= {fetched.sha256, look.digest}
        facts = read_facts(look.beside, fetched.link, fetched.total)
        self.pages.append(arrived.page)
        self.facts.append(facts)
        before, self.items = self.items, self.items + look.items
        first_page = self.facts[0].page_number
        return next_step(View(facts, look.items, before, first_page, arrived.asked, fetched.final_url))

    def _named(self, arrived: Arrived) -> str:
        return f"Page {len(self.pages) + 1} ({redact_url(arrived.asked)})"

    def _end(self, reason: str) -> None:
        self.cut = None if self._is_probing else reason

    def may_go(self, step: Follow, seconds: float) -> bool:
        limits, number = self._limits, len(self.pages)
        if step.url in self._urls:
            self.cut = f"Page {number} names a next page that was already read: {redact_url(step.url)}."
        elif number >= limits.pages:
            self.cut = f"The source has more than {plural(number, 'page')}, the limit set by FETCH_MAX_PAGES."
        elif seconds >= limits.seconds:
            took = f"{plural(number, 'page')} took the {limits.seconds:g} seconds that FETCH_PAGES_SECONDS allows"
            self.cut = f"{took}, and there are more."
        return self.cut is None

    def fetch(self, step: Follow, fetch_page: FetchPage) -> Arrived | None:
        """None, and a reason to stop, if the page exceeds the cap or the source has no such page."""
        self._is_probing = step.claim is Claim.POSSIBLE
        path = self.pages[0].path.with_name(f"page-{len(self.pages) + 1}")
        try:
            fetched = fetch_page(step.url, path, self._limits.bytes - self._bytes)
        except FeedError as error:
            if error.code is RunFailure.FEED_TOO_LARGE:
                self.cut = f"The pages after page {len(self.pages)} exceed the size limit: {error.message}"
            elif step.claim is not Claim.TOLD and _is_refusal(error):
                self._end(f"The source refuses the page after page {len(self.pages)}: {error.message}")
            else:
                message = f"Page {len(self.pages) + 1} ({redact_url(step.url)}): {error.message}"
                raise error.saying(message) from None
            return None
        return Arrived(Page(path, fetched.content_type), step.url, fetched)


def _is_refusal(error: FeedError) -> bool:
    """A response such as 400 or 404: an address built from numbers is a guess and may be wrong."""
    return error.code is RunFailure.FEED_HTTP_ERROR and not isinstance(error, TransientFeedError)
