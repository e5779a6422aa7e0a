"""Telling jobs from articles in feeds that have no fields for either (plain RSS, Atom): the texts must decide."""

import re
from collections.abc import Iterator, Set
from typing import Any
from urllib.parse import urlsplit

from job_importer.intake.fields.field_names import telling
from job_importer.intake.fields.values import as_list, text_of
from job_importer.intake.format import Evidence, Fields
from job_importer.intake.normalise.text import clean_text
from job_importer.intake.words import articles as article_words
from job_importer.intake.words import jobs as words

ENOUGH = 1.5
LONGEST = 300  # of a title, as far as it is judged
LEAST_TOLD = 0.25  # of the items' own texts, where all else is a word that a magazine's section may have as well
OF_ARTICLES = -1  # below this their texts are those of articles, whatever channel and addresses are called

_COMMENT_FIELDS = ("slash:comments", "wfw:commentrss", "comments", "thr:total")
_PLAYED_FIELDS = ("itunes:duration", "itunes:author", "itunes:episode", "itunes:explicit", "videoid")
_OTHER_FIELDS = frozenset(
    (
        *("price", "saleprice", "condition", "availability", "producttype", "gtin", "mpn", "discount", "coupon"),
        *(
            "couponcode",
            "bedrooms",
            "bathrooms",
            "rent",
            "propertytype",
            "listingtype",
            "venue",
            "eventtype",
            "tickets",
        ),
        *("cpv", "buyer", "tendertype", "noticetype", "procurementtype"),
    )
)
"""Of goods, homes, events and tenders; no job has them."""
_PLACES = ("location", "city", "remote")


def has_job_fields(evidence: Evidence) -> bool:
    """Whether the fields of the items settle that they are jobs. Names that other things have as well do so with a
    place, unless the channel is called one of those.
    """
    if telling(evidence.fields, surely=True):
        return True
    other = _OTHER_FIELDS.intersection(evidence.fields) or evidence.has("startdate", "enddate")
    return bool(telling(evidence.fields)) and not other and evidence.has_any(*_PLACES) and _channel_score(evidence) >= 0


def are_of_other_things(names: Set[str]) -> bool:
    """Whether these names of fields tell of goods, homes or events, and none of them of jobs alone."""
    return bool(_OTHER_FIELDS & names) and not telling(names, surely=True)


def article_reason(evidence: Evidence) -> str | None:
    """Why a feed of titled items is one of articles or other things rather than of jobs; None if they look like jobs.

    Judged item by item: an address under /jobs/, labels such as "Salary:" in the text, a title that names a role. A
    channel that calls itself a job board counts for something. Comments count against it, less so where nobody has
    made any: boards that run on a blog's software have such fields too.
    """
    if has_job_fields(evidence):
        return None
    commented = any(_comments(sample) for sample in evidence.samples)
    samples = [sample for sample in evidence.samples if not _is_sought(sample)] or evidence.samples
    addresses, texts = _mean(map(_address_score, samples)), _mean(map(_text_score, samples))
    score = addresses + texts + _channel_score(evidence) + _is_dated_board(evidence)
    score -= 2 if commented else 0.5 if evidence.has_any(*_COMMENT_FIELDS) else 0
    score -= 2 if evidence.has_any(*_PLAYED_FIELDS) else 1 if any(map(_plays, evidence.samples)) else 0
    score -= 2 if _OTHER_FIELDS & evidence.fields.keys() else 0
    if score >= ENOUGH and (texts >= LEAST_TOLD or (texts >= OF_ARTICLES and _is_certain(evidence, addresses))):
        return None
    channel = evidence.about.get("title", "")[:100]
    kind = "comments" if commented else "no address, label or title that an advertisement would have"
    return (
        f"This looks like a feed of articles ({channel!r}): its items have {kind}."
        f" If it is one of jobs, set its format to {FORCED.get(evidence.root, 'json_feed')!r}."
    )


FORCED = {"rss": "rss", "rdf": "rss", "channel": "rss", "feed": "atom"}


def _mean(scores: Iterator[int]) -> float:
    several = list(scores)
    return sum(several) / len(several)


def _channel_score(evidence: Evidence) -> float:
    """What the channel says. Its address says as much as those of the items, if it is one of articles."""
    title = evidence.about.get("title", "")
    article, other = re.search(article_words.CHANNEL, title), re.search(article_words.OTHER_CHANNEL, title)
    told = ("description", "subtitle") if article else ("description", "subtitle", "link")
    about = " ".join((title, *(evidence.about.get(name, "") for name in told)))
    board = re.search(words.BOARD_CHANNEL, title) and not article and not other
    boards = re.search(words.CERTAIN_CHANNEL, title) or re.search(words.AGENCY_CHANNEL, title)
    named = re.search(article_words.SOFTWARE_CHANNEL, title) or re.search(article_words.OTHER_JOBS, title)
    refused = named or (other and not boards)
    return bool(re.search(words.JOB_CHANNEL, about)) + bool(board) / 2 - bool(article) - 3 * bool(refused)


def _is_certain(evidence: Evidence, addresses: float = 0) -> bool:
    """Whether the channel is called something that can only be a list of jobs, or these are its addresses at least."""
    title = evidence.about.get("title", "")
    told = addresses >= ENOUGH or re.search(words.CERTAIN_CHANNEL, title)
    return bool(told) and not re.search(article_words.CHANNEL, title)


def _is_dated_board(evidence: Evidence) -> bool:
    """Whether a channel of jobs runs on a blog's software, which puts the day into every address."""
    links = [text_of(sample.get("link")) or "" for sample in evidence.samples]
    return _is_certain(evidence) and all(re.search(words.DATED, link) for link in links)


_LINKS = ("link", "guid", "id", "@about", "feedburner:origlink")


def _links(sample: Fields) -> list[str]:
    return [link for name in _LINKS for link in _addresses(sample.get(name))]


def _address_score(sample: Fields) -> int:
    links = _links(sample)
    return max(map(address_score, links), default=0) - 3 * any("#comment-" in link for link in links)


def _is_sought(sample: Fields) -> bool:
    """Of somebody who seeks work; such posts stand among those that offer it."""
    return re.search(words.SOUGHT, text_of(sample.get("title")) or "") is not None


def _text_score(sample: Fields) -> int:
    texts = (text_of(sample.get(name)) for name in ("description", "content", "content:encoded", "summary"))
    body = " ".join(text for text in texts if text)[:5_000].lower()
    labels = len(set(re.findall(words.LABEL, body))) + bool(re.search(words.SHARED_LABEL, body))
    return min(2, labels) + _title_score((clean_text(text_of(sample.get("title"))) or "")[:LONGEST])


def _title_score(title: str) -> int:
    told = re.search(article_words.TOLD, title) and not re.search(article_words.INVITING, title)
    return (
        bool(re.search(words.ROLE, re.sub(article_words.CONCERNED, " ", title)))
        + bool(re.search(words.PAID, title))
        + 2 * bool(re.search(words.OFFERED, title))
        - 2 * bool(re.search(words.SOUGHT, title))
        - 2 * bool(told or re.search(article_words.TITLE, title))
        - bool(re.search(article_words.HEADED, title))
        - 2 * bool(re.search(article_words.OTHER_TITLE, title))
    )


def address_score(link: str) -> int:
    """2 for an address of jobs by its folders, page or parameters, 1 where these may mean something else, or where only
    its host tells; less 1 for one of articles.

    A word among the others of a page's name says nothing: articles are about jobs, too.
    """
    try:
        parts = urlsplit(link.strip().lower())
    except ValueError:
        return 0
    *folders, page = parts.path.rstrip("/").split("/")
    named = [folder for folder in folders if re.fullmatch(words.FOLDER, folder)]
    named += [page] if re.fullmatch(words.PAGE, page) else []
    certain = any(re.search(words.CERTAIN, name) for name in named) or (named and re.search(words.NUMBERED, parts.path))
    if certain or re.search(words.PARAMETER, parts.query):
        score = 2
    else:
        score = 1 if named or re.search(words.HOST, parts.netloc) else 0
    return score - bool(re.search(article_words.FOLDER, parts.path))


def _addresses(value: Any) -> Iterator[str]:
    """As text, or as Atom's `href`."""
    for one in as_list(value):
        if text := (text_of(one.get("@href")) if isinstance(one, dict) else None) or text_of(one):
            yield text


def _comments(sample: Fields) -> bool:
    counts = (text_of(sample.get(name)) or "" for name in ("slash:comments", "thr:total"))
    return any(count.isdecimal() and int(count) > 0 for count in counts)


def _plays(sample: Fields) -> bool:
    """An enclosure to listen to or to look at; boards enclose pictures."""
    types = [text_of(one.get("@type")) or "" for one in as_list(sample.get("enclosure")) if isinstance(one, dict)]
    return any(kind.startswith(("audio", "video")) for kind in types)
