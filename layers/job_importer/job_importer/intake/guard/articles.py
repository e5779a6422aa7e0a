"""Distinguishes jobs from articles, by their texts, in feeds without fields for either (plain RSS, Atom)."""

from collections.abc import Iterable, Iterator, Set
from typing import Any
from urllib.parse import urlsplit

from job_importer.intake import words
from job_importer.intake.fields.field_names import distinctive_fields
from job_importer.intake.fields.values import as_list, records, text_of
from job_importer.intake.format import Evidence, Fields
from job_importer.intake.normalise.text import clean_text
from job_importer.intake.words.forms import form, said

ENOUGH = 1.5
LONGEST = 300  # characters of a title that are judged
LEAST_TOLD = 0.25  # score of the items' own texts, if all else could be a magazine's section
OF_ARTICLES = -1  # texts with a lower score are articles, whatever channel and addresses say

_COMMENT_FIELDS = ("slash:comments", "wfw:commentrss", "comments", "thr:total")
_PLAYED_FIELDS = ("itunes:duration", "itunes:author", "itunes:episode", "itunes:explicit", "videoid")
_PLACES = ("location", "city", "remote")


def _of_other_things(names: Iterable[str]) -> bool:
    """Whether any of these names is a field of goods, homes, events or tenders, which no job has."""
    return not {*words.entries("articles", "other fields")}.isdisjoint(names)


def has_job_fields(evidence: Evidence) -> bool:
    """Whether the items' fields prove that they are jobs. Names that other things have too do so with a place, unless
    the channel is called one of those things.
    """
    if distinctive_fields(evidence.fields, surely=True):
        return True
    other = _of_other_things(evidence.fields) or evidence.has("startdate", "enddate")
    return (
        bool(distinctive_fields(evidence.fields))
        and not other
        and evidence.has_any(*_PLACES)
        and channel_score(evidence) >= 0
    )


def are_of_other_things(names: Set[str]) -> bool:
    """Whether these field names are those of goods, homes or events, and none of them of jobs alone."""
    return _of_other_things(names) and not distinctive_fields(names, surely=True)


def article_reason(evidence: Evidence) -> str | None:
    """Why a feed of titled items has articles or other things instead of jobs; None if they look like jobs.

    Judges each item: an address under /jobs/, labels such as "Salary:" in the text, a title that names a role. A
    channel that calls itself a job board counts too. Comments count against it, but less if there are none yet: boards
    on blog software have such fields as well. A feed that has had jobs before is refused if it looks like articles, but
    not if it merely does not look like jobs.
    """
    if has_job_fields(evidence):
        return None
    commented = any(_comments(sample) for sample in evidence.samples)
    offers = [sample for sample in evidence.samples if not said("sought", text_of(sample.get("title")) or "")]
    samples = offers or evidence.samples
    addresses, texts = _mean(map(_address_score, samples)), _mean(map(_text_score, samples))
    score = addresses + texts + channel_score(evidence) + _is_dated_board(evidence)
    score -= max(2 * commented, 0.5 * evidence.has_any(*_COMMENT_FIELDS))
    score -= max(2 * evidence.has_any(*_PLAYED_FIELDS), any(map(_plays, evidence.samples)))
    score -= 2 * _of_other_things(evidence.fields)
    if evidence.is_known and min(score, texts) > OF_ARTICLES:
        return None
    if score >= ENOUGH and (texts >= LEAST_TOLD or (texts >= OF_ARTICLES and _is_certain(evidence, addresses))):
        return None
    channel = evidence.about.get("title", "")[:100]
    first = (clean_text(text_of(evidence.samples[0].get("title"))) or "")[:100]
    kind = "comments" if commented else "no address, label or title typical of a job"
    return (
        f"This looks like a feed of articles ({channel!r}): its items, such as {first!r}, have {kind}."
        f" If it is a job feed, set its format to {FORCED.get(evidence.root, 'json_feed')!r}."
    )


FORCED = {"rss": "rss", "rdf": "rss", "channel": "rss", "feed": "atom"}


def _mean(scores: Iterator[int]) -> float:
    several = list(scores)
    return sum(several) / len(several)


def channel_score(evidence: Evidence) -> float:
    """The score of the channel's own texts. The address of a channel of articles does not count."""
    title = evidence.about.get("title", "")
    article, other = said("article channel", title), said("other channel", title)
    told = ("description", "subtitle") if article else ("description", "subtitle", "link")
    about = " ".join((title, *(evidence.about.get(name, "") for name in told)))
    board = said("board channel", title) and not article and not other
    boards = said("certain channel", title) or said("agency channel", title)
    named = said("software channel", title) or said("other jobs", title)
    refused = named or (other and not boards)
    return bool(said("job channel", about)) + bool(board) / 2 - bool(article) - 3 * bool(refused)


def _is_certain(evidence: Evidence, addresses: float = 0) -> bool:
    """Whether the channel's name, or at least its addresses, can only be those of a list of jobs."""
    title = evidence.about.get("title", "")
    told = addresses >= ENOUGH or said("certain channel", title)
    return bool(told) and not said("article channel", title)


def _is_dated_board(evidence: Evidence) -> bool:
    """Whether a channel of jobs runs on blog software, which puts the date into every address."""
    links = [text_of(sample.get("link")) or "" for sample in evidence.samples]
    return _is_certain(evidence) and all(said("dated address", link) for link in links)


_LINKS = ("link", "guid", "id", "@about", "feedburner:origlink")


def _address_score(sample: Fields) -> int:
    links = [link for name in _LINKS for link in _addresses(sample.get(name))]
    return max(map(address_score, links), default=0) - 3 * any("#comment-" in link for link in links)


def _text_score(sample: Fields) -> int:
    texts = (text_of(sample.get(name)) for name in ("description", "content", "content:encoded", "summary"))
    body = " ".join(text for text in texts if text)[:5_000].lower()
    labels = len(set(form("job label").findall(body))) + bool(said("shared label", body))
    return min(2, labels) + title_score((clean_text(text_of(sample.get("title"))) or "")[:LONGEST])


def title_score(title: str) -> int:
    told = said("told", title) and not said("inviting", title)
    return (
        bool(said("role", form("concerned").sub(" ", title)))
        + bool(said("paid", title))
        + 2 * bool(said("offered", title))
        - 2 * bool(said("sought", title))
        - 2 * bool(told or said("article title", title))
        - bool(said("headed", title))
        - 2 * bool(said("other title", title))
    )


def address_score(link: str) -> int:
    """2 for an address whose folders, page or parameters are those of jobs; 1 if they may mean something else, or if
    only the host says so; less 1 for an address of articles.

    A word among others in a page's name does not count: articles are about jobs too.
    """
    try:
        parts = urlsplit(link.strip().lower())
    except ValueError:
        return 0
    *folders, page = parts.path.rstrip("/").split("/")
    named = [folder for folder in folders if said("job folder", folder)]
    named += [page] if said("job page", page) else []
    certain = any(said("job in address", name) for name in named) or (named and said("numbered job", parts.path))
    of_article = bool(said("article folder", parts.path))
    if certain or said("job parameter", parts.query):
        return 2 - of_article
    return bool(named or said("job host", parts.netloc)) - of_article


def _addresses(value: Any) -> Iterator[str]:
    """As text, or as Atom's `href`."""
    for one in as_list(value):
        if text := (text_of(one.get("@href")) if isinstance(one, dict) else None) or text_of(one):
            yield text


def _comments(sample: Fields) -> bool:
    counts = (text_of(sample.get(name)) or "" for name in ("slash:comments", "thr:total"))
    return any(count.isdecimal() and int(count) > 0 for count in counts)


def _plays(sample: Fields) -> bool:
    """Whether the item has an audio or video enclosure; boards enclose only pictures."""
    types = [text_of(one.get("@type")) or "" for one in records(sample.get("enclosure"))]
    return any(kind.startswith(("audio", "video")) for kind in types)
