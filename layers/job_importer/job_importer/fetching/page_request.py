"""Builds the request for another page of a feed."""

from job_importer.fetching.headers import feed_headers, without_secrets
from job_importer.fetching.model import FetchRequest
from job_importer.fetching.target import is_same_party, parse_target


def page_request(feed: FetchRequest, url: str) -> FetchRequest:
    """Keeps what the feed's own request sends, unless the page belongs to another party. It is unconditional:
    the validators are those of the first page. Raises FeedError.
    """
    target, page = parse_target(feed.url), parse_target(url)
    own = feed_headers(feed, target)
    return FetchRequest(url, own if is_same_party(target, page) else without_secrets(own))
