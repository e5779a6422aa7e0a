"""What is sent along to another page of a feed."""

import pytest

from job_importer.codes import FeedError
from job_importer.fetching.model import FetchRequest
from job_importer.fetching.page_request import page_request

FEED = FetchRequest(
    "https://user:word@acme.example/jobs",
    {"X-Api-Key": "s3cret", "Accept-Language": "de"},
    etag='"v1"',
    last_modified="Mon, 02 Nov 2026 08:00:00 GMT",
)
BASIC = "Basic dXNlcjp3b3Jk"


def test_a_page_of_the_same_host_is_asked_for_as_the_feed_is_but_unconditionally() -> None:
    page = page_request(FEED, "https://acme.example/jobs?page=2")
    assert page.headers == {"authorization": BASIC, "x-api-key": "s3cret", "accept-language": "de"}
    assert (page.url, page.conditional) == ("https://acme.example/jobs?page=2", False)


@pytest.mark.parametrize(
    "url", ["https://other.example/jobs", "http://acme.example/jobs", "https://acme.example:8443/jobs"]
)
def test_a_page_of_another_party_is_sent_no_secret(url: str) -> None:
    assert page_request(FEED, url).headers == {"accept-language": "de"}


def test_what_is_no_address_of_the_web_is_refused() -> None:
    with pytest.raises(FeedError) as error:
        page_request(FEED, "ftp://acme.example/jobs")
    assert error.value.code == "feed_forbidden_address"
