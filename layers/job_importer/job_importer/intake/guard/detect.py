"""Distinguishes job feeds from everything else at a URL: web pages, logins, blogs, other data."""

import codecs
import re
from collections.abc import Mapping
from pathlib import Path

from job_importer.codes import FeedError, RunFailure
from job_importer.intake import words
from job_importer.intake.bytes.encoding import Encoding
from job_importer.intake.bytes.files import beginning
from job_importer.intake.fields.names import shown
from job_importer.intake.format import MAX_SAMPLES, Evidence, Other, Syntax
from job_importer.intake.json.script import opening
from job_importer.intake.table.reader import delimiter

HEAD_BYTES = 64 * 1024

_HTML = re.compile(r"(?is)^(?:\ufeff|\s|<\?xml[^>]*>|<!--.*?-->)*<(?:!doctype\s+html|html|head|body)\b")
# Part of a page, or a server's error message, unless a document follows
_HTML_PART = re.compile(r"(?i)^[\ufeff\s]*<(?:br|b|p|div|center|h[1-6]|span|script|style|meta)\b[^<>]*>")
_XML = re.compile(r"(?i)<(?:\?xml|rss|feed|rdf:rdf|source|jobs?)\b")
_LOGIN = re.compile(r"""(?i)type\s*=\s*["']?password|<title>[^<]*\b(?:log ?in|sign ?in|anmelden|connexion)\b""")
_TITLE = re.compile(r"(?is)<title[^>]*>\s*(.{1,200}?)\s*</title>")


def not_a_feed(reason: str) -> FeedError:
    return FeedError(RunFailure.NOT_A_JOB_FEED, reason)


def refuse_html(path: Path, encoding: Encoding) -> str:
    """The decoded head of the file. Raises FeedError if it is a web page."""
    data = beginning(path, HEAD_BYTES, encoding.skip)
    head = codecs.getincrementaldecoder(encoding.codec)("replace").decode(data)
    if _HTML.match(head) or (_HTML_PART.match(head) and not _XML.search(head)):
        title = _TITLE.search(head)
        named = f" ({' '.join(title[1].split())!r})" if title else ""
        if _LOGIN.search(head):
            raise not_a_feed(f"The URL returns a login page{named} instead of a feed.")
        raise not_a_feed(f"The URL returns a web page (HTML){named} instead of a feed.")
    return head


def syntax_of(head: str) -> Syntax:
    """Decided by the first character after whitespace. Raises FeedError if no syntax fits."""
    text = head.lstrip("\ufeff \t\r\n")
    if text.startswith(("{", "[")) or opening(text):
        return "json"
    if text and text[0] != "<" and delimiter(text):
        return "table"
    if "<" not in text and text:
        raise not_a_feed(f"The document is not XML, JSON or CSV; it begins with {text[:60]!r}.")
    return "xml"


FORCED = {"xml": "generic", "json": "json", "table": "csv"}  # with these, the names of the fields alone decide
MOST_OTHERS = 3


def not_of_jobs(evidence: Evidence) -> FeedError:
    """Says what was found instead of jobs, and which setting overrules this."""
    document, count = f"The document is {called(evidence.root)}", len(evidence.samples)
    if not evidence.fields:
        return not_a_feed(f"{document} without a list of jobs{quoted(evidence.about)}{found_instead(evidence)}.")
    name = evidence.item if evidence.syntax == "xml" else ".".join(one for one in evidence.path if one != "item")
    items = _told(evidence, Other(name, count, (*sorted(evidence.fields),)))
    return not_a_feed(
        f"{document} whose items do not look like jobs: {items}."
        f" If they are jobs, set the feed's format to {FORCED[evidence.syntax]!r}."
    )


def found_instead(evidence: Evidence) -> str:
    """What a document without items has: "; it has 3 <url> (loc, lastmod)"."""
    several = ", ".join(_told(evidence, one) for one in evidence.others[:MOST_OTHERS])
    return several and f"; it has {several}"


def _told(evidence: Evidence, other: Other) -> str:
    name, plural = shown(other.name), "s" * (other.number != 1)
    place = f" in {name}" if name else ""
    kinds = {"xml": f"<{name}>", "json": f"object{plural}{place}", "table": f"row{plural}"}
    more = " or more" * (len(evidence.samples) == MAX_SAMPLES)
    return f"{other.number:,}{more} {kinds[evidence.syntax]} ({shown(*other.fields)})"


def called(root: str) -> str:
    return {"array": "a JSON list", "object": "a JSON object", "table": "a CSV"}.get(root, f"<{shown(root)}>")


def refuse_other_data(evidence: Evidence) -> None:
    """Raise unless a document without items can be an empty feed."""
    about = evidence.about
    status = (about.get("status", ""), about.get("success", ""), about.get("ok", ""))
    if about.get("error") or any(text.lower() in words.names("elements", "failed") for text in status):
        raise not_a_feed(f"The URL returns an error instead of a feed{quoted(about)}.")
    may_be_empty = evidence.root in words.names("elements", "roots") and (evidence.root != "rdf" or about)
    if not may_be_empty or any(map(_is_of_unknown_jobs, evidence.others)):
        raise not_of_jobs(evidence)


def _is_of_unknown_jobs(other: Other) -> bool:
    """Whether elements are called jobs although none of their fields is known."""
    items = words.names("elements", "jobs", "advertisements", "items") - {"jobs"}
    return other.name in items and other.number > 1 and any(not name.startswith("@") for name in other.fields)


def quoted(about: Mapping[str, str]) -> str:
    """What a document without jobs says, such as that a quota is used up."""
    plainly = {name.replace("_", "").lower(): text for name, text in about.items()}
    said = next((text for name in words.entries("elements", "saying") if (text := plainly.get(name, "").strip())), "")
    return f"; it says {said[:200]!r}" if said else ""
