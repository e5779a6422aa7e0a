import pytest

from job_importer.urls.redact import redact_url


@pytest.mark.parametrize(
    ("url", "redacted"),
    [
        ("https://example.com/feed.xml", "https://example.com/feed.xml"),
        ("https://example.com/?feed=job_feed&job_categories=copywriting", None),
        ("https://example.com/feed?page=2&limit=500&lang=de&country=US&q=a+b", None),
        ("https://example.com/feed?key=abc", "https://example.com/feed?key=***"),
        ("https://example.com/feed?API_KEY=abc&page=2", "https://example.com/feed?API_KEY=***&page=2"),
        ("https://example.com/feed?%6Bey=abc", "https://example.com/feed?%6Bey=***"),
        ("https://example.com/feed?page=2;token=abc", "https://example.com/feed?page=2;token=***"),
        ("https://example.com/f?access_token=a=b==", "https://example.com/f?access_token=***"),
        ("https://b.example.com/f?X-Amz-Credential=AK&X-Amz-Signature=0f", None),
        ("https://example.com/f?pub=0123456789abcdef0123456789abcdef", "https://example.com/f?pub=***"),
        ("https://example.com/f?3f2504e0-4f89-11d3-9a0c-0305e82c3301", "https://example.com/f?***"),
        ("https://example.com/f?to=me%40example.com", "https://example.com/f?to=***"),
        ("https://example.com/f#access_token=abc", "https://example.com/f#access_token=***"),
        ("https://user:pw@example.com:8443/f", "https://***@example.com:8443/f"),
        ("https://token@example.com/f", "https://***@example.com/f"),
        ("https://a@b:pw@example.com/f", "https://***@example.com/f"),
        ("https://[2a00::1]/f?sig=1", "https://[2a00::1]/f?sig=***"),
        ("https://[broken/f?key=abc", "(unreadable URL)"),
        ("", ""),
    ],
)
def test_a_url_keeps_its_shape_and_loses_its_secrets(url: str, redacted: str | None) -> None:
    if "X-Amz" in url:
        redacted = "https://b.example.com/f?X-Amz-Credential=***&X-Amz-Signature=***"
    assert redact_url(url) == (url if redacted is None else redacted)


SECRET_NAMES = ["password", "passwd", "pass", "pwd", "secret", "client_secret", "auth", "oauth_token", "authorization"]
SECRET_NAMES += ["sid", "jwt", "user", "username", "apikey", "Subscription-Key", "AWSAccessKeyId", "sig", "code", "pin"]


@pytest.mark.parametrize("name", SECRET_NAMES)
def test_a_parameter_is_a_secret_by_its_name(name: str) -> None:
    assert redact_url(f"https://example.com/?{name}=x") == f"https://example.com/?{name}=***"


@pytest.mark.parametrize("name", ["keyword", "keywords", "author", "authors", "design", "zipcode", "passport", "users"])
def test_a_parameter_that_only_resembles_a_secret_stays(name: str) -> None:
    assert redact_url(f"https://example.com/?{name}=x") == f"https://example.com/?{name}=x"


def test_redacting_twice_changes_nothing() -> None:
    once = redact_url("https://user:pw@example.com/f?key=abc&page=2#token=x")
    assert redact_url(once) == once
