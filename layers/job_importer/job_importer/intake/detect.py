"""Telling feeds of jobs from everything else that answers at an address: pages, logins, blogs, other data."""

import codecs
import re
from pathlib import Path

from job_importer.codes import FeedError, RunFailure
from job_importer.intake.encoding import Encoding
from job_importer.intake.formats.model import Evidence, Syntax
from job_importer.intake.values import text_of, words

HEAD_BYTES = 64 * 1024

_HTML = re.compile(r"(?is)^(?:\ufeff|\s|<\?xml[^>]*>|<!--.*?-->)*<(?:!doctype\s+html|html|head|body)\b")
_LOGIN = re.compile(r"""(?i)type\s*=\s*["']?password|<title>[^<]*\b(?:log ?in|sign ?in|anmelden|connexion)\b""")
_TITLE = re.compile(r"(?is)<title[^>]*>\s*(.{1,200}?)\s*</title>")


def not_a_feed(reason: str) -> FeedError:
    return FeedError(RunFailure.NOT_A_JOB_FEED, reason)


def refuse_html(path: Path, encoding: Encoding) -> str:
    """The decoded head of the file, if it is not a web page."""
    with path.open("rb") as file:
        data = file.read(encoding.skip + HEAD_BYTES)[encoding.skip :]
    head = codecs.getincrementaldecoder(encoding.codec)("replace").decode(data)
    if _HTML.match(head):
        title = _TITLE.search(head)
        named = f" ({' '.join(title[1].split())!r})" if title else ""
        if _LOGIN.search(head):
            raise not_a_feed(f"The address answers with a login page{named} instead of a feed.")
        raise not_a_feed(f"The address answers with a web page (HTML){named} instead of a feed.")
    return head


def syntax_of(head: str) -> Syntax:
    """By the first character that counts. Something that begins like neither is no feed at all."""
    text = head.lstrip("\ufeff \t\r\n")
    if text.startswith(("{", "[")):
        return "json"
    if "<" not in text and text:
        raise not_a_feed(f"The document is neither XML nor JSON; it begins with {text[:60]!r}.")
    return "xml"


FEED_ROOTS = frozenset(
    words(
        "rss rdf feed channel source jobs joblist joblisting joblistings jobfeed workzagjobs positions vacancies"
        " vacancy listings postings jobpostings openings offers ads trovit emplois offres ofertas stellen"
        " stellenangebote vacatures array object"
    )
)


def refuse_other_data(evidence: Evidence) -> None:
    """Raise unless an empty document can be an empty feed."""
    if evidence.root not in FEED_ROOTS:
        raise not_a_feed(f"The document is <{evidence.root}>, in which nothing looks like a list of jobs.")


# Evidence for jobs in feeds that have no fields for them (plain RSS, Atom).
_WORDS = (
    r"jobs?|careers?|vacanc(?:y|ies)|positions?|openings?|opportunit(?:y|ies)|recruit\w*|hiring|employment|stellen\w*|karriere"
    r"|emplois?|offres?|carri[eè]res?|empleos?|vagas?|ofertas?|lavoro|vacatures?|praca|jobb|arbeit"
)
_JOB_ADDRESS = re.compile(
    rf"(?i)[/._-](?:{_WORDS}|jobdetails?|jobad|requisition|posting|gh_jid)s?(?:[/._?=-]|$)"
    r"|[?&](?:job|jobid|job_id|jobcode|vacancy|vacancyid|positionid|gh_jid|req|reqid)="
)
_JOB_LABEL = re.compile(
    r"(?i)\b(?:(?:location|salary|band|pay|job type|contract type|vacancy (?:title|id)|reference(?: number)?|department"
    r"|company|employer|closes)\s*:|closing date|apply (?:by|now)|employment type|full[- ]time|part[- ]time"
    r"|per (?:hour|annum)|vollzeit|teilzeit|gehalt|cdi|cdd|temps plein)"
)
_JOB_CHANNEL = re.compile(rf"(?i)\b(?:{_WORDS})\b|jobs?\b")
_ROLE = re.compile(
    r"(?i)\b(?:engineer|manager|officer|assistant|developer|nurse|teacher|coordinator|director|analyst|specialist|technician|"
    r"administrator|consultant|advisor|adviser|supervisor|worker|driver|cleaner|chef|designer|architect|accountant|executive|"
    r"representative|professor|lecturer|clerk|operator|lead|intern|trainee|apprentice|probation|support|sales|counsel)s?\b"
)
_ARTICLE_TITLE = re.compile(r"(?i)^(?:how|why|what|when|\d+ (?:ways|tips|things|reasons|mistakes))\b|\?$")
_ARTICLE_CHANNEL = re.compile(r"(?i)\b(?:we)?blog\b|\bnews\b|\bpodcast\b|\bmagazine\b")
_ARTICLE_FIELDS = ("slash:comments", "wfw:commentrss", "comments", "thr:total")
_PODCAST_FIELDS = ("enclosure", "itunes:duration", "itunes:author")


def article_reason(evidence: Evidence) -> str | None:
    """Why a feed of titled items is one of articles rather than jobs; None if its items look like jobs.

    Judged item by item: an address under /jobs/, labels such as "Salary:" in the text, a title that names a role. A
    channel that calls itself a job board counts for something; comments, which no advertisement has, count against.
    """
    samples = evidence.samples
    scores = []
    for sample in samples:
        link = " ".join(text_of(sample.get(name)) or "" for name in ("link", "guid", "id", "@about"))
        body = " ".join(
            text_of(sample.get(name)) or "" for name in ("description", "content", "content:encoded", "summary")
        )
        scores.append(
            2 * bool(_JOB_ADDRESS.search(link))
            + min(2, len(set(_JOB_LABEL.findall(body[:5_000].lower()))))
            + bool(_ROLE.search(title := text_of(sample.get("title")) or ""))
            - 2 * bool(_ARTICLE_TITLE.search(title))
        )
    channel = evidence.about.get("title", "")
    about = " ".join((channel, evidence.about.get("description", ""), evidence.about.get("link", "")))
    score = sum(scores) / len(scores) + (1 if _JOB_CHANNEL.search(about) else 0)
    if _ARTICLE_CHANNEL.search(channel):
        score -= 1
    if evidence.has_any(*_ARTICLE_FIELDS):
        score -= 2
    if evidence.has_any(*_PODCAST_FIELDS):
        score -= 1
    if score >= 1.5:
        return None
    kind = (
        "comments"
        if evidence.has_any(*_ARTICLE_FIELDS)
        else "no address, label or title that an advertisement would have"
    )
    return f"This looks like a feed of articles ({channel[:100]!r}): its items have {kind}."
