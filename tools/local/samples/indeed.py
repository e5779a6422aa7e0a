"""The `<source><job>` family that began with Indeed's XML feed: one element a field, CDATA around each text."""

from email.utils import format_datetime

from tools.local.samples.postings import Posting, postings

HEAD = """<?xml version="1.0" encoding="utf-8"?>
<source>
  <publisher>Millstone Recruiting</publisher>
  <publisherurl>https://millstone.example</publisherurl>
  <lastBuildDate>Mon, 02 Nov 2026 08:00:00 +0000</lastBuildDate>
"""
TYPES = ("fulltime", "parttime", "contract")
CURRENCIES = {"US": "USD", "GB": "GBP", "PL": "PLN"}


def render() -> str:
    """140 good jobs; four of them listed twice; one whose address is a script, one without a title."""
    good = [_job(posting) for posting in postings(3_000, 140)]
    bad = [
        _job(next(postings(3_140, 1)), url="javascript:alert(document.domain)"),
        _job(next(postings(3_141, 1)), title=""),
    ]
    return HEAD + "".join([*good[:70], *bad, *good[70:], *good[20:24]]) + "</source>\n"


def _job(posting: Posting, url: str | None = None, title: str | None = None) -> str:
    currency = CURRENCIES.get(posting.country, "EUR")
    fields = {
        "title": posting.title if title is None else title,
        "date": format_datetime(posting.posted_at),
        "referencenumber": f"MS-{posting.number}",
        "url": url or f"https://millstone.example/vacancy/{posting.slug}?utm_source=feed",
        "company": posting.company,
        "city": posting.city,
        "state": posting.region,
        "country": posting.country,
        "description": posting.html,
        "salary": f"{posting.pay[0]} - {posting.pay[1]} {currency} per {posting.period}",
        "jobtype": TYPES[posting.number % len(TYPES)],
        "category": posting.category,
    }
    lines = "".join(f"    <{name}><![CDATA[{text}]]></{name}>\n" for name, text in fields.items())
    return f"  <job>\n{lines}  </job>\n"
