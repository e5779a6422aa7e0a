"""Jobs on Hacker News: posts with that tag, and the comments on "Ask HN: Who is hiring?".

Source: https://hn.algolia.com/api: `{"hits": [{"objectID", "title", "url", "_tags": ["job", …]}]}` for
/api/v1/search_by_date?tags=job, and `{"hits": [{"objectID", "comment_text", "story_title", "parent_id", …}]}` for
?tags=comment,story_{id}. The company is part of a post's title, "Acme (YC S20) Is Hiring …"; by convention, a comment
begins with "Acme | Role | Place | REMOTE | Full-time", and replies are not jobs. An item without an address of its own
has that of its page on the site.
"""

import re

from job_importer.intake.fields.values import as_list, text_of
from job_importer.intake.format import Adapter, Candidate, DocumentFacts, Draft, Evidence, Fields, Format
from job_importer.intake.normalise.employment import employment_type
from job_importer.intake.normalise.remote import remote
from job_importer.intake.normalise.text import clean_text

SITE = "https://news.ycombinator.com/item?id="
LONGEST = 300  # of a title
_COMPANY = re.compile(r"(?i)(.{1,80}?)\s+(?:\(YC \w+\)|(?:is|are)\s+(?:\w+\s+)?hiring\b|–|-\s)")
_THREAD = re.compile(r"(?i)who is hiring")
_PARAGRAPH = re.compile(r"(?i)<p>")
_ROLE = re.compile(
    r"(?i)\b(?:engineers?|developers?|designers?|managers?|scientists?|analysts?|architects?|leads?|researchers?|sre"
    r"|devops|roles?|positions?|interns?|writers?|directors?|founding|head of|staff|full[- ]?stack|front[- ]?end"
    r"|back[- ]?end)\b"
)
_NO_PLACE = re.compile(r"(?i)https?://|\bvisa\b|[$€£]|\d{3}|\bequity\b")


def recognises(evidence: Evidence) -> int:
    on_thread = (_THREAD.search(text_of(one.get("story_title")) or "") is not None for one in evidence.samples)
    tagged = sum("job" in as_list(one.get("_tags")) or on for one, on in zip(evidence.samples, on_thread, strict=True))
    known = evidence.has("objectID") and evidence.has_any("title", "comment_text")
    return 90 if known and 0 < len(evidence.samples) <= 2 * tagged else 0


def parse(raw: Fields) -> Fields:
    """Adds `parts`: those of a comment's first line, none for a reply, None for a post."""
    if "comment_text" not in raw:
        return raw | {"parts": None}
    first = _PARAGRAPH.split(text_of(raw["comment_text"]) or "", maxsplit=1)[0]
    is_reply = raw.get("parent_id") != raw.get("story_id")
    return raw | {"parts": [] if is_reply else [part.strip() for part in (clean_text(first) or "").split("|")]}


def adapter(context: DocumentFacts) -> Adapter:
    def adapt(fields: Fields) -> Draft:
        number = text_of(fields.get("objectID"))
        parts = fields["parts"]
        draft = _post(text_of(fields.get("title"))) if parts is None else _comment(parts)
        draft.url = text_of(fields.get("url")) or (SITE + number if number else None)
        draft.description = next(filter(None, map(text_of, map(fields.get, _TEXTS))), None)
        draft.posted = fields.get("created_at")
        return draft

    return adapt


_TEXTS = ("comment_text", "job_text", "story_text")


def _post(title: str | None) -> Draft:
    company = _COMPANY.match((title or "")[:LONGEST])
    return Draft(title=title, company=company[1] if company else None, remote_evidence=(title,))


def _comment(parts: list[str]) -> Draft:
    """The parts after the company come in any order; the part that is nothing else is the place."""
    company, *others = parts if len(parts) > 1 else ("",)
    role = next(filter(_ROLE.search, others), next(iter(others), None))
    rest = [part for part in others if part and part != role]
    kinds = [part for part in rest if employment_type(part)]
    places = [part for part in rest if part not in kinds and not _NO_PLACE.search(part)]
    return Draft(
        title=role,
        company=company or None,
        location=(next((part for part in places if remote(None, part) is None), next(iter(places), None)),),
        remote_evidence=tuple(rest),
        employment_type=next(iter(kinds), None),
    )


FORMAT = Format(
    "hacker_news",
    "json",
    recognises,
    parse,
    adapter,
    (Candidate("objectID", "objectID"), Candidate("url", "url", is_url=True)),
    ("title", "comment_text"),
    ("created_at",),
)
