import pytest

from job_importer.urls.redact import has_secret_path, redact_text, redact_url


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


HEX = "3f2504e04f8911d39a0c0305e82c3301"


@pytest.mark.parametrize(
    ("path", "shown"),
    [
        (f"feeds/{HEX}.xml", "feeds/***.xml"),
        (f"feeds/{HEX}/jobs.xml.gz", "feeds/***/jobs.xml.gz"),
        ("services/T0247LD1/B0111/aXb3cD9eFg1HiJk2", "services/T0247LD1/B0111/***"),
        ("f/3f2504e0-4f89-11d3-9a0c-0305e82c3301/f", "f/***/f"),
        ("f/Ab1-Cd2_Ef3-Gh4/f", "f/***/f"),
        ("bot123456:AbC-dEf1234gHikl-zYx57W2/updates", "***/updates"),
        ("token/abc/feed.xml", "token/***/feed.xml"),
        ("api_key=abc/feed.xml", "api_key=***/feed.xml"),
        ("feed.xml;jsessionid=abc", "feed.xml;jsessionid=***"),
        ("jane%40acme.example/feed.xml", "***/feed.xml"),
        (f"%61{HEX}/feed", "***/feed"),
    ],
)
def test_a_secret_in_the_path_is_hidden_by_its_name_or_value(path: str, shown: str) -> None:
    assert redact_url(f"https://example.com/{path}") == f"https://example.com/{shown}"
    assert redact_url(f"https://example.com/{shown}") == f"https://example.com/{shown}"
    assert has_secret_path(f"https://example.com/{path}")


@pytest.mark.parametrize(
    "path",
    [
        "v1/boards/acme/jobs",
        "software-engineer-jobs-in-berlin-2026/feed.xml",
        "MyJobsInTheBigCity/rss",
        "2026-11-01T10-00-00Z/f.json",
        "personalvermittlung24-muenchen/jobs_all_de_v2.xml.gz",
        "hcmRestApi/resources/latest/recruitingCEJobRequisitions",
        "wday/cxs/acme/External_Career_Site/jobs",
        "вакансии/работа-в-москве",
        "authors/keywords/feed.xml",
    ],
)
def test_words_and_dates_in_a_path_stay(path: str) -> None:
    assert redact_url(f"https://example.com/{path}") == f"https://example.com/{path}"
    assert not has_secret_path(f"https://example.com/{path}")


def test_a_text_that_repeats_a_secret_of_the_url_or_a_header_loses_it() -> None:
    url = f"https://user:pass%20word@example.com/{HEX}/feed?key=s3cr3t%2B1"
    text = f"Cannot GET /{HEX}/feed?key=s3cr3t%2B1 (s3cr3t+1) for pass word, abc-token; see https://x.example/?sig=abc1"
    hidden = redact_text(text, url, ["abc-token"])
    assert hidden == "Cannot GET /***/feed?key=*** (***) for ***, ***; see https://x.example/?sig=***"


def test_a_short_secret_is_not_looked_for_in_words() -> None:
    assert redact_text("a keen baker", "https://example.com/?key=ke") == "a keen baker"
