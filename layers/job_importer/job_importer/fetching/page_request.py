"""The request for another page of a feed."""

from job_importer.fetching.headers import feed_headers, without_secrets
from job_importer.fetching.model import FetchRequest
from job_importer.fetching.target import is_same_party, parse_target


def page_request(feed: FetchRequest, url: str) -> FetchRequest:
    """What is sent with the feed's own request goes along, unless the page is another party's. It is unconditional:
    what is known of a body is known of the first page alone. Raises FeedError.
    """
    target, page = parse_target(feed.url), parse_target(url)
    own = feed_headers(feed, target)
    return FetchRequest(url, own if is_same_party(target, page) else without_secrets(own))
