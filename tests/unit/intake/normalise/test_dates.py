from datetime import UTC, datetime

import pytest

from job_importer.intake.normalise.dates import parse_date, slash_order_vote

FETCHED_AT = datetime(2026, 11, 23, 21, 12, 30, tzinfo=UTC)


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ("Sat, 03 Oct 2026 19:24:45 +0000", "2026-10-03T19:24:45Z"),
        ("Sat, 03 Oct 2026 19:24:45 GMT", "2026-10-03T19:24:45Z"),
        ("Sat, 03 Oct 2026 19:24:45 +0530", "2026-10-03T13:54:45Z"),
        ("Wed, 10 Jun 2026 17:04:44 EDT", "2026-06-10T21:04:44Z"),
        ("Tue, 10 Feb 2026 17:04:44 EST", "2026-02-10T22:04:44Z"),
        ("10 Jun 26 17:04 PST", "2026-06-11T01:04:00Z"),
        ("Wed, 19 Aug 2026 05:00:00:0", "2026-08-19T05:00:00Z"),
        ("2026-08-19T05:00:00Z", "2026-08-19T05:00:00Z"),
        ("2026-08-19T05:00:00.1234567-04:00", "2026-08-19T09:00:00Z"),
        ("2026-08-19T05:00+0200", "2026-08-19T03:00:00Z"),
        ("20260819T050000Z", "2026-08-19T05:00:00Z"),
        ("2026-08-19 05:00:00 UTC", "2026-08-19T05:00:00Z"),
        ("2026-08-19 05:00:00", "2026-08-19T05:00:00Z"),
        ("2026-08-19", "2026-08-19T00:00:00Z"),
        ("2026-08", "2026-08-01T00:00:00Z"),
        ("2026-W34-3", "2026-08-19T00:00:00Z"),
        ("2026-231", "2026-08-19T00:00:00Z"),
        ("2026/8/19", "2026-08-19T00:00:00Z"),
        ("19.08.2026", "2026-08-19T00:00:00Z"),
        ("3.4.2026 17:30", "2026-04-03T17:30:00Z"),
        ("1787115600", "2026-08-19T05:00:00Z"),
        (1787115600123, "2026-08-19T05:00:00Z"),
        (1787115600.5, "2026-08-19T05:00:00Z"),
        (20260819, "2026-08-19T00:00:00Z"),
        ("12 July 2026", "2026-07-12T00:00:00Z"),
        ("July 12, 2026", "2026-07-12T00:00:00Z"),
        ("Sunday, July 12th, 2026 5:30 PM EST", "2026-07-12T22:30:00Z"),
        ("12. Juli 2026", "2026-07-12T00:00:00Z"),
        ("12 de julio de 2026", "2026-07-12T00:00:00Z"),
        ("Wed Aug 19 05:00:00 UTC 2026", "2026-08-19T05:00:00Z"),
        ("Wed Aug 19 2026 05:00:00 GMT+0200 (Central European Summer Time)", "2026-08-19T03:00:00Z"),
        ("15 October 2026 11:59 PM", "2026-10-15T23:59:00Z"),
        ("2026-10-03 07:24:45 PM", "2026-10-03T19:24:45Z"),
        ("2026-8-9 5:04:03", "2026-08-09T05:04:03Z"),
        ("2026-10-03+02:00", "2026-10-02T22:00:00Z"),
        ("2026-10-03Z", "2026-10-03T00:00:00Z"),
        ("2026-10-03T24:00:00-04:00", "2026-10-04T04:00:00Z"),
        ("2026-10-03T19:24:45+02:00[Europe/Berlin]", "2026-10-03T17:24:45Z"),
        ("2026-10-03 19:24:45 +0200 CEST", "2026-10-03T17:24:45Z"),
        ("/Date(1787115600000+0200)/", "2026-08-19T05:00:00Z"),
        ("Thu,15 Oct 2026 10:00:00 GMT", "2026-10-15T10:00:00Z"),
        ("03-Oct-26", "2026-10-03T00:00:00Z"),
        ("15/Oct/2026", "2026-10-15T00:00:00Z"),
        ("Oct-03-2026", "2026-10-03T00:00:00Z"),
        ("2026-Oct-15", "2026-10-15T00:00:00Z"),
        ("2026年10月3日", "2026-10-03T00:00:00Z"),
        ("3 desember 2026", "2026-12-03T00:00:00Z"),
        ("3 října 2026", "2026-10-03T00:00:00Z"),
        ("Applications close: 3 October 2026", "2026-10-03T00:00:00Z"),
        ("Posted on Oct 3, 2026", "2026-10-03T00:00:00Z"),
        ("Posted 20 Days Ago", "2026-11-03T00:00:00Z"),
        ("Posted 30+ Days Ago", "2026-10-24T00:00:00Z"),
        ("Posted Today", "2026-11-23T00:00:00Z"),
        ("yesterday", "2026-11-22T00:00:00Z"),
        ("2 hours ago", "2026-11-23T19:12:00Z"),
        ("for 3 dager siden", "2026-11-20T00:00:00Z"),
        ("3 dagar sedan", "2026-11-20T00:00:00Z"),
        ("2 tygodnie temu", "2026-11-09T00:00:00Z"),
        ("for 30 days", None),
        ("vor 2 Wochen", "2026-11-09T00:00:00Z"),
        ("il y a 3 jours", "2026-11-20T00:00:00Z"),
    ],
)
def test_dates_as_feeds_write_them(value: str | float, expected: str) -> None:
    assert parse_date(value, fetched_at=FETCHED_AT) == expected


@pytest.mark.parametrize(
    "value",
    [
        *(
            None,
            "",
            "N/A",
            "soon",
            "ongoing",
            "2026",
            "0",
            "0000-00-00",
            "0001-01-01T00:00:00",
            "1970-01-01",
            "31.02.2026",
        ),
        *(
            "Sat, 03 Oct 2026 29:24:45 +0000",
            "2026-10-33T19:24:45Z",
            "9999-12-31",
            0,
            -1,
            True,
            float("inf"),
            "20 days",
        ),
    ],
)
def test_nonsense_is_null_and_never_now(value: str | float | None) -> None:
    assert parse_date(value, fetched_at=FETCHED_AT) is None


@pytest.mark.parametrize(
    ("value", "day_first", "expected"),
    [
        ("03/04/2026", True, "2026-04-03T00:00:00Z"),
        ("03/04/2026", False, "2026-03-04T00:00:00Z"),
        ("03/04/2026", None, None),
        ("03/03/2026", None, "2026-03-03T00:00:00Z"),
        ("25/12/2026", False, "2026-12-25T00:00:00Z"),
        ("12/25/26 05:00 PM", True, "2026-12-25T17:00:00Z"),
    ],
)
def test_slashes_are_read_in_the_order_of_their_feed(value: str, day_first: bool | None, expected: str | None) -> None:
    assert parse_date(value, fetched_at=FETCHED_AT, day_first=day_first) == expected


@pytest.mark.parametrize(
    ("value", "vote"),
    [
        ("25/12/2026", 1),
        ("12/25/2026 10:00", -1),
        ("13-02-2026", 1),
        ("Apply by 02-13-2026", -1),
        ("03/04/2026", 0),
        ("25.12.2026", 0),
        ("99/99/2026", 0),
        ("", 0),
    ],
)
def test_only_a_day_above_twelve_votes(value: str, vote: int) -> None:
    assert slash_order_vote(value) == vote
