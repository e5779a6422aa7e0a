"""The names under which documents describe their pages, in the spelling of `beside.plain`.

Names that follow a pattern are a pattern here; the others are listed, each with a source that uses it.
"""

import re

_THINGS = (
    "(?:jobs?|items?|results?|records?|elements|hits|rows|entries|matches|postings?|vacancies|offers|openings|ads"
    "|listings|requisitions|documents|objects)"
)
TOTAL = re.compile(
    rf"(?:total|num|nb)(?:number)?(?:of)?{_THINGS}?(?:count|found)?|number(?:of)?{_THINGS}|{_THINGS}?total(?:count)?"
)
"""`total`, `totalFound`, `total_jobs_count`, `numFound`, `nbHits`, `numberOfItems`, `jobsTotal` …"""
COUNT = re.compile(rf"{_THINGS}?count|{_THINGS}?found|hits|matches")
"""Either of all items or of those on the page; it counts as a total only if nothing else does."""
OTHER_TOTALS = {"searchresultcountall": "USAJOBS", "maxergebnisse": "Bundesagentur für Arbeit"}
NO_TOTALS = frozenset(("num", "nb"))

NEXT = re.compile(r"(?:odata)?next(?:page|results?|set)?(?:url|link|href|uri|path|number|no)?")
"""`next`, `next_url`, `nextPage`, `nextPageUrl`, `@odata.nextLink`, `hydra:next`: an address, a number, a token, or
whether there is one."""
NEXT_OFFSET = re.compile(r"next(?:offset|start|startindex|skip|from|index)")
NEXT_TOKEN = re.compile(r"next(?:page)?(?:cursor|token|marker|key|id|scrollid|continuationtoken)")
ADDRESSES = ("href", "url", "uri", "link")  # beside `"rel": "next"`
OF_NEXT = frozenset((*ADDRESSES, "page", "cursor", "token"))  # in an object that is called so
MORE = re.compile(r"(?:has|is|there(?:is|are))?more(?:results|pages|items|jobs|data|available)?|has(?:a)?next(?:page)?")
LAST = re.compile(r"(?:is)?last(?:page)?")  # whether this is it

OFFSET = re.compile(r"(?:result|record|row)?(?:offset|start|startindex|startrow|startat|skip)|from|firstresult")
LIMIT = re.compile(
    r"(?:result|record|row)?limit|(?:page|batch)size|(?:items|results|hits|records|jobs)?perpage|size|take"
)
PAGE = re.compile(r"(?:current)?page(?:number|no|num|index|nr)?|pg|paged|number|current")
PAGES = re.compile(
    r"(?:total|num|nb|number)(?:of)?pages?(?:count)?|pages(?:count|total)?|page(?:count|total)|last(?:page)?"
)

PAGE_PARAMETERS = {"data.usajobs.gov": "Page"}
"""Hosts whose documents number their pages but do not say how to request one."""
