"""The only place that reads the clock."""

from datetime import UTC, datetime

EARLIEST = datetime(1, 1, 1, tzinfo=UTC)


def utc_now() -> datetime:
    """Now, aware, in UTC, cut to the milliseconds that MongoDB keeps: a time is read back as it was written."""
    now = datetime.now(UTC)
    return now.replace(microsecond=now.microsecond // 1000 * 1000)
