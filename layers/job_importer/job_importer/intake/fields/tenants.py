"""Finds the employer of an applicant tracking system's feed, from its channel and its address.

"Acme Careers" at https://acme.breezy.hr is the board of Acme; a title that the address does not confirm is ignored.
"""

import re

from job_importer.intake.format import DocumentFacts

_HOSTS = (
    r"breezy\.hr|bamboohr\.com|teamtailor\.com|recruitee\.com|applytojob\.com|icims\.com|jobs\.personio\.\w+|homerun\.co"
    r"|factorialhr\.com|workable\.com|pinpointhq\.com|freshteam\.com|zohorecruit\.\w+|traffit\.com|softgarden\.io|taleo\.net"
    r"|csod\.com|catsone\.com|recruiterbox\.com|hire\.trakstar\.com|varbi\.com|jobs2web\.com|jobsoid\.com|welcomekit\.co"
)
_PATHS = (
    r"apply\.workable\.com|jobs\.(?:eu\.)?lever\.co|(?:job-)?boards\.(?:eu\.)?greenhouse\.io|jobs\.jobvite\.com"
    r"|(?:careers|jobs)\.smartrecruiters\.com|jobs\.ashbyhq\.com|careers\.jobscore\.com/careers"
)
LONGEST = 200  # of a title
_TENANT = re.compile(
    rf"https?://(?:(?:{_PATHS})/(?P<path>[\w-]+)|(?:(?:careers|jobs)[.-])?(?P<host>[\w-]+)\.(?:{_HOSTS})(?:[/:?#]|$))"
)
_LIST = (
    r"(?:(?:latest|current|open|all)\s+)*"
    r"(?:jobs?|careers?|vacancies|(?:job )?(?:openings?|listings?|board)|positions|karriere|stellenangebote|rss|feed)"
)
_BEFORE = re.compile(rf"(?i)^{_LIST}\s+(?:at|with|@|for|from|bei|chez|hos)\s+")
_AFTER = re.compile(rf"(?i)\s*[-–—|:]?\s*{_LIST}$")


def employer(title: str) -> str | None:
    """ "Acme" of "Jobs at Acme" and "Acme - Current openings"."""
    name = _BEFORE.sub("", " ".join(title.split())[:LONGEST])
    while (shorter := _AFTER.sub("", name)) != name:
        name = shorter
    return name.strip() or None


def tenant(context: DocumentFacts) -> str | None:
    """The only employer of a feed, if its title and its address agree."""
    name = employer(context.about.get("title", ""))
    letters = _letters(name or "")
    if len(letters) < 3:
        return None
    for address in (context.about.get("link"), context.feed_url):
        if found := _TENANT.match((address or "").lower()):
            slug = _letters(found["path"] or found["host"])
            if slug.startswith(letters) or (len(slug) > 2 and letters.startswith(slug)):
                return name
    return None


def _letters(text: str) -> str:
    return "".join(filter(str.isalnum, text.casefold()))
