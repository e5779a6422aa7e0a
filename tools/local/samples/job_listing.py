"""RSS 2.0 with the `job_listing:` namespace, as Jobicy and WP Job Manager write it."""

from email.utils import format_datetime
from xml.sax.saxutils import escape

from tools.local.samples.postings import Posting, postings

HEAD = """<?xml version="1.0" encoding="UTF-8"?>
<rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/" xmlns:job_listing="https://harbour.example">
<channel>
<title>Harbour Jobs</title>
<link>https://harbour.example</link>
<description>Invented jobs of an invented board</description>
"""
TYPES = ("Full Time", "Part Time", "Contract", "Internship")


def render() -> str:
    """120 good jobs, one with a hostile title, three listed twice; and one without a title, one without an address."""
    good = [_item(posting) for posting in postings(1_000, 119)]
    hostile = _item(_only(1_119), title="<img src=x onerror=alert(1)> Night Baker")
    return HEAD + "".join([*good, hostile, *good[10:13], _untitled(), _without_link()]) + "</channel>\n</rss>\n"


def _only(number: int) -> Posting:
    return next(postings(number, 1))


def _item(posting: Posting, title: str | None = None) -> str:
    link = f"https://harbour.example/jobs/{posting.slug}"
    return _wrap(
        _element("title", posting.title if title is None else title),
        _element("link", link),
        _element("guid", link),
        *_common(posting),
    )


def _untitled() -> str:
    link = "https://harbour.example/jobs/1120-untitled"
    return _wrap("<title></title>", _element("link", link), _element("guid", link), *_common(_only(1_120)))


def _without_link() -> str:
    guid = '<guid isPermaLink="false">tag:harbour.example,2026:1121</guid>\n'
    return _wrap(_element("title", "Lighthouse Keeper"), guid, *_common(_only(1_121)))


def _common(posting: Posting) -> list[str]:
    return [
        _element("pubDate", format_datetime(posting.posted_at)),
        f"<content:encoded><![CDATA[{posting.html}]]></content:encoded>\n",
        _element("job_listing:location", f"{posting.city}, {posting.country}"),
        _element("job_listing:job_type", TYPES[posting.number % len(TYPES)]),
        _element("job_listing:category", posting.category),
        _element("job_listing:company", posting.company),
    ]


def _element(name: str, text: str) -> str:
    return f"<{name}>{escape(text)}</{name}>\n"


def _wrap(*elements: str) -> str:
    return f"<item>\n{''.join(elements)}</item>\n"
