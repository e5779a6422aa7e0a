"""Distinguishes job feeds from everything else at a URL: web pages, logins, blogs, other data."""

import codecs
import re
from collections.abc import Mapping
from pathlib import Path

from job_importer.codes import FeedError, RunFailure
from job_importer.intake import words
from job_importer.intake.bytes.encoding import Encoding
from job_importer.intake.format import Evidence, Syntax
from job_importer.intake.json.script import opening
from job_importer.intake.table.reader import delimiter

HEAD_BYTES = 64 * 1024

_HTML = re.compile(r"(?is)^(?:\ufeff|\s|<\?xml[^>]*>|<!--.*?-->)*<(?:!doctype\s+html|html|head|body)\b")
# A part of a page, or what a server says of its own mishap, where no document follows
_HTML_PART = re.compile(r"(?i)^[\ufeff\s]*<(?:br|b|p|div|center|h[1-6]|span|script|style|meta)\b[^<>]*>")
_XML = re.compile(r"(?i)<(?:\?xml|rss|feed|rdf:rdf|source|jobs?)\b")
_LOGIN = re.compile(r"""(?i)type\s*=\s*["']?password|<title>[^<]*\b(?:log ?in|sign ?in|anmelden|connexion)\b""")
_TITLE = re.compile(r"(?is)<title[^>]*>\s*(.{1,200}?)\s*</title>")


def not_a_feed(reason: str) -> FeedError:
    return FeedError(RunFailure.NOT_A_JOB_FEED, reason)


def refuse_html(path: Path, encoding: Encoding) -> str:
    """The decoded head of the file, if it is not a web page."""
    with path.open("rb") as file:
        data = file.read(encoding.skip + HEAD_BYTES)[encoding.skip :]
    head = codecs.getincrementaldecoder(encoding.codec)("replace").decode(data)
    if _HTML.match(head) or (_HTML_PART.match(head) and not _XML.search(head)):
        title = _TITLE.search(head)
        named = f" ({' '.join(title[1].split())!r})" if title else ""
        if _LOGIN.search(head):
            raise not_a_feed(f"The URL returns a login page{named} instead of a feed.")
        raise not_a_feed(f"The URL returns a web page (HTML){named} instead of a feed.")
    return head


def syntax_of(head: str) -> Syntax:
    """By the first character that counts. Something that begins like neither is no feed at all."""
    text = head.lstrip("\ufeff \t\r\n")
    if text.startswith(("{", "[")) or opening(text):
        return "json"
    if text and text[0] != "<" and delimiter(text):
        return "table"
    if "<" not in text and text:
        raise not_a_feed(f"The document is not XML, JSON or CSV; it begins with {text[:60]!r}.")
    return "xml"


FORCED = {"xml": "generic", "json": "json", "table": "csv"}  # by which the names of the fields alone decide
MOST_NAMES = 12


def not_of_jobs(evidence: Evidence) -> str:
    """What was found instead of jobs, and the setting that overrules this."""
    names = ", ".join(sorted(evidence.fields)[:MOST_NAMES])
    if not names:
        said = quoted(evidence.about)
        return f"The document is {_called(evidence.root)} without a list of jobs{said}."
    count = f"{len(evidence.samples)} items" if len(evidence.samples) != 1 else "one item"
    return (
        f"The document is {_called(evidence.root)} with {count} that do not look like jobs (fields: {names})."
        f" If they are jobs, set the feed's format to {FORCED[evidence.syntax]!r}."
    )


def _called(root: str) -> str:
    return {"array": "a JSON list", "object": "a JSON object", "table": "a CSV"}.get(root, f"<{root}>")


def refuse_other_data(evidence: Evidence) -> None:
    """Raise unless an empty document can be an empty feed."""
    about = evidence.about
    status = (about.get("status", ""), about.get("success", ""), about.get("ok", ""))
    said = quoted(about)
    if about.get("error") or any(text.lower() in words.names("elements", "failed") for text in status):
        raise not_a_feed(f"The URL returns an error instead of a feed{said}.")
    if evidence.root not in words.names("elements", "roots") or (evidence.root == "rdf" and not about):
        raise not_a_feed(f"The document is <{evidence.root}> without a list of jobs{said}.")


def quoted(about: Mapping[str, str]) -> str:
    """What a document says of itself where it holds no jobs, such as that a quota is used up."""
    plainly = {name.replace("_", "").lower(): text for name, text in about.items()}
    said = next((text for name in words.entries("elements", "saying") if (text := plainly.get(name, "").strip())), "")
    return f"; it says {said[:200]!r}" if said else ""
