"""RSS 2.0 as We Work Remotely writes it: the company stands in the title, the place in `region`, HTML is escaped."""

from datetime import timedelta
from email.utils import format_datetime
from xml.sax.saxutils import escape

from tools.local.samples.postings import Posting, postings

HEAD = """<?xml version="1.0" encoding="UTF-8"?>
<rss version="2.0" xmlns:media="http://search.yahoo.com/mrss">
  <channel>
    <title>We Work Remotely: Remote jobs of our own invention</title>
    <link>https://remote.example/remote-jobs.rss</link>
    <description>Invented remote jobs</description>
    <language>en-US</language>
    <ttl>60</ttl>
"""
REGIONS = ("Anywhere in the World", "Europe Only", "Americas Only")
TYPES = ("Full-Time", "Contract")


def render() -> str:
    """90 good jobs and nothing else: a feed that ends as `succeeded`."""
    return HEAD + "".join(_item(posting) for posting in postings(2_000, 90)) + "  </channel>\n</rss>\n"


def _item(posting: Posting) -> str:
    link = f"https://remote.example/remote-jobs/{posting.slug}"
    return f"""    <item>
      <title>{escape(posting.company)}: {escape(posting.title)}</title>
      <region>{REGIONS[posting.number % len(REGIONS)]}</region>
      <country></country>
      <state>{escape(posting.city)}</state>
      <skills></skills>
      <category>{escape(posting.category)}</category>
      <type>{TYPES[posting.number % len(TYPES)]}</type>
      <description>{escape(posting.html)}</description>
      <pubDate>{format_datetime(posting.posted_at)}</pubDate>
      <expires_at>{format_datetime(posting.posted_at + timedelta(days=30))}</expires_at>
      <guid>{link}</guid>
      <link>{link}</link>
    </item>
"""
