"""What answers at an address and is no feed of jobs."""

import pytest

from tests.support.previewing import fields, look, source

HTML = "<!DOCTYPE html><html><head><title>Careers at Example</title></head><body><p>Jobs &nbsp;<br></body></html>"
LOGIN = '<html><head><title>Sign in</title></head><body><form><input type="password"></form></body></html>'


def rss(title: str, *items: str, more: str = "") -> str:
    body = "".join(f"<item>{item}</item>" for item in items)
    return (
        f'<rss version="2.0" {more}><channel><title>{title}</title><link>https://x.example</link>{body}</channel></rss>'
    )


def post(n: int, title: str, path: str = "2026/10") -> str:
    return fields(title=title, link=f"https://x.example/{path}/{n}", guid=str(n), description="What we learned.")


@pytest.mark.parametrize(
    ("document", "reason"),
    [
        (HTML, "web page"),
        ("\ufeff\n<!-- hi --> " + HTML, "Careers at Example"),
        ("<?xml version='1.0'?>" + HTML, "web page"),
        (LOGIN, "login page"),
        ("Service unavailable", "neither XML nor JSON"),
        ("%PDF-1.4 \x01\x02", "neither XML nor JSON"),
        ("<urlset><url><loc>https://x.example/</loc></url></urlset>", "urlset"),
        ("<Error><Code>AccessDenied</Code><Message>Access Denied</Message></Error>", "error"),
        (rss("Daily news", post(1, "Parliament votes"), post(2, "Rain expected")), "articles"),
        (rss("Career advice blog", post(1, "How to shine"), post(2, "Ten mistakes in a CV")), "articles"),
        (
            rss(
                "Engineering blog",
                *(
                    post(n, "Scaling our queue") + "<dc:creator>Ann</dc:creator><slash:comments>3</slash:comments>"
                    for n in range(4)
                ),
                more='xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:slash="http://purl.org/rss/1.0/modules/slash/"',
            ),
            "comments",
        ),
        (
            rss(
                "Recruiting blog",
                fields(title="How to hire an engineer", link="https://x.example", description="Salary and location."),
            ),
            "articles",
        ),
        (
            "<products>"
            + "".join(
                f"<product>{fields(id=str(n), name='Lamp', price='3', url='https://x.example')}</product>"
                for n in range(3)
            )
            + "</products>",
            "product",
        ),
    ],
)
def test_something_else_is_refused_with_the_reason(document: str, reason: str) -> None:
    report, jobs = look(document)
    assert (report["outcome"], jobs) == ("not_a_job_feed", [])
    assert reason in report["message"]


@pytest.mark.parametrize(
    "feed",
    [
        rss("News", post(1, "Night Nurse", "jobs"), post(2, "Porter", "jobs")),
        rss("Vacancies", post(1, "Head Chef"), post(2, "Deputy Manager")).replace("What we", "Full-time. Salary: 10"),
        rss("Updates", *(fields(title="Baker", link="https://x.example/apply?jobid=3", guid="3") for _ in range(2))),
    ],
)
def test_plain_items_that_look_like_jobs_are_believed(feed: str) -> None:
    assert look(feed)[0]["outcome"] == "ok"


@pytest.mark.parametrize("empty", ["<workzag-jobs></workzag-jobs>", source(), rss("Jobs"), "<jobs/>"])
def test_a_feed_without_jobs_says_so_unless_it_may_be_empty(empty: str) -> None:
    assert look(empty)[0]["outcome"] == "no_jobs_found"
    report, jobs = look(empty, allow_empty=True)
    assert (report["outcome"], report["fetched"], jobs) == ("ok", 0, [])
