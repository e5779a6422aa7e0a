"""Telling jobs from articles in feeds that have no fields for either (plain RSS, Atom): the texts must decide."""

import re
from collections.abc import Iterator
from typing import Any
from urllib.parse import urlsplit

from job_importer.intake.formats.model import Evidence, Fields
from job_importer.intake.values import as_list, text_of

ENOUGH = 1.5

_WORDS = (
    r"jobs?|careers?|vacanc(?:y|ies)|positions?|openings?|opportunit(?:y|ies)|recruit\w*|hiring|employment|stellen\w*|karriere"
    r"|emplois?|offres?|carri[eè]res?|empleos?|vagas?|ofertas?|lavoro|vacatures?|praca|jobb|arbeit"
)
_FOLDER = re.compile(
    rf"(?:[a-z]+[-_.]){{0,2}}(?:{_WORDS}|requisitions?|postings?)"
    r"(?:[-_.](?:details?|listings?|search|boards?|offers?|ads?|view|in|at|for|de)(?:[-_.][a-z]+)*)?"
)
_PAGE = re.compile(
    rf"(?:view|show|apply)?[-_]?(?:{_WORDS}|requisition|posting)[-_.]?(?:details?|view|ad|posting|opening)?"
    r"(?:[-_.]?\d[\w.-]*)?(?:\.\w{2,5})?"
)
_PARAMETER = re.compile(r"(?:^|&)(?:job|jobid|job_id|jobcode|vacancy|vacancyid|positionid|gh_jid|req|reqid)=")
_HOST = re.compile(
    r"jobs?(?:\W|$)|(?:^|\W)jobs?|career|karriere|vacanc|vacature|recruit|hiring|stellen|emploi|empleo|vagas"
)
_ARTICLE_FOLDER = re.compile(
    r"/(?:news|blogs?|articles?|story|stories|press(?:-releases?)?|podcasts?|episodes?|opinion|(?:19|20)\d\d/[a-z0-9]{1,3}/\d\d?)/"
)
_COMMENT = re.compile(r"#comment-?\d")

_LABEL = re.compile(
    r"\b(?:(?:location|salary|band|pay|job type|contract type|vacancy (?:title|id)|reference(?: number)?|department"
    r"|company|employer|closes|lieu|salaire|gehalt|arbeitsort|locatie|salaris)\s*:|closing date|apply (?:by|now)"
    r"|employment type|full[- ]time|part[- ]time|per (?:hour|annum)|vollzeit|teilzeit|vergütung|cdi|cdd|temps plein)"
)
_ROLE = re.compile(
    r"(?i)\b(?:engineer|manager|officer|assistant|developer|nurse|teacher|coordinator|director|analyst|specialist|technician|"
    r"administrator|consultant|advisor|adviser|supervisor|worker|driver|cleaner|chef|cook|designer|architect|accountant|executive|"
    r"representative|professor|lecturer|clerk|operator|lead|intern|trainee|apprentice|probation|support|sales|counsel|cashier|waiter|"
    r"baker|barista|welder|electrician|plumber|mechanic|carpenter|librarian|pharmacist|therapist|psychologist|carer|caregiver|"
    r"attendant|receptionist|secretary|planner|scientist|postdoc\w*|tutor|trainer|instructor|copywriter|translator|recruiter|"
    r"programmer|devops|paralegal|solicitor|housekeeper|gardener|labourer|picker|associate|mitarbeiter\w*|erzieher\w*|pfleger\w*|"
    r"sachbearbeiter\w*|ingenieur\w*|entwickler\w*|verkäufer\w*|ingénieur|technicien|infirmier|vendeur|développeur|responsable|"
    r"medewerker|monteur|verpleegkundige|ontwikkelaar|ingeniero|desarrollador|gerente)s?\b"
    r"|\b(?:is|are) hiring\b|\((?:[mwfdxgh]|all genders)(?: ?[/|*] ?[mwfdxgh]){1,3}\)|\bh/f\b"
)
_ARTICLE_TITLE = re.compile(
    r"(?i)^(?:how|why|what|when|\d+ (?:ways|tips|things|reasons|mistakes)|ep(?:isode|\.)? ?\d+|podcast|webinar"
    r"|comments? (?:on|by))\b|\?$"
)
_JOB_CHANNEL = re.compile(rf"(?i)\b(?:{_WORDS})\b|jobs?\b")
_ARTICLE_CHANNEL = re.compile(r"(?i)\b(?:we)?blog\b|\bnews\b|\bpodcast\b|\bmagazine\b")
_COMMENT_FIELDS = ("slash:comments", "wfw:commentrss", "comments", "thr:total")
_PODCAST_FIELDS = ("itunes:duration", "itunes:author", "itunes:episode", "itunes:explicit")


def article_reason(evidence: Evidence) -> str | None:
    """Why a feed of titled items is one of articles rather than jobs; None if its items look like jobs.

    Judged item by item: an address under /jobs/, labels such as "Salary:" in the text, a title that names a role. A
    channel that calls itself a job board counts for something. Comments count against it, less so where nobody has
    made any: boards that run on a blog's software have such fields too.
    """
    channel = evidence.about.get("title", "")
    about = " ".join((channel, *(evidence.about.get(name, "") for name in ("description", "subtitle", "link"))))
    commented = any(_comments(sample) for sample in evidence.samples)
    score: float = sum(map(_score, evidence.samples)) / len(evidence.samples)
    score += 1 if _JOB_CHANNEL.search(about) else 0
    score -= 1 if _ARTICLE_CHANNEL.search(channel) else 0
    score -= 2 if commented else 0.5 if evidence.has_any(*_COMMENT_FIELDS) else 0
    score -= 2 if evidence.has_any(*_PODCAST_FIELDS) else 1 if evidence.has("enclosure") else 0
    if score >= ENOUGH:
        return None
    kind = "comments" if commented else "no address, label or title that an advertisement would have"
    return f"This looks like a feed of articles ({channel[:100]!r}): its items have {kind}."


def _score(sample: Fields) -> int:
    title = text_of(sample.get("title")) or ""
    texts = (text_of(sample.get(name)) for name in ("description", "content", "content:encoded", "summary"))
    body = " ".join(text for text in texts if text)[:5_000].lower()
    links = [link for name in ("link", "guid", "id", "@about") for link in _addresses(sample.get(name))]
    return (
        max(map(address_score, links), default=0)
        + min(2, len(set(_LABEL.findall(body))))
        + bool(_ROLE.search(title))
        - 2 * bool(_ARTICLE_TITLE.search(title))
        - 3 * any(map(_COMMENT.search, links))
    )


def address_score(link: str) -> int:
    """2 for an address of jobs by its folders, page or parameters, 1 by its host alone; less 1 for one of articles.

    A word among the others of a page's name says nothing: articles are about jobs, too.
    """
    try:
        parts = urlsplit(link.strip().lower())
    except ValueError:
        return 0
    *folders, page = parts.path.rstrip("/").split("/")
    named = any(map(_FOLDER.fullmatch, folders)) or _PAGE.fullmatch(page) or _PARAMETER.search(parts.query)
    score = 2 if named else 1 if _HOST.search(parts.netloc) else 0
    return score - bool(_ARTICLE_FOLDER.search(parts.path))


def _addresses(value: Any) -> Iterator[str]:
    """As text, or as Atom's `href`."""
    for one in as_list(value):
        if text := one.get("@href") or text_of(one) if isinstance(one, dict) else text_of(one):
            yield text


def _comments(sample: Fields) -> bool:
    counts = (text_of(sample.get(name)) or "" for name in ("slash:comments", "thr:total"))
    return any(count.isdecimal() and int(count) > 0 for count in counts)
