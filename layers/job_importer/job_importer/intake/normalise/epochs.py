"""Moments as numbers: seconds, milliseconds or microseconds since 1970, or the digits of a date."""

from datetime import UTC, datetime


def epoch_or_digits(value: str) -> datetime | None:
    """Epoch, or `YYYYMMDDhhmm[ss]`: as milliseconds fourteen digits would be the year 5138 at the least."""
    if len(value) in (12, 14) and value[:2] in ("19", "20"):
        return datetime.strptime(value, "%Y%m%d%H%M%S" if len(value) == 14 else "%Y%m%d%H%M").replace(tzinfo=UTC)
    return epoch(float(value))


def epoch(value: float) -> datetime:
    seconds = value / 1_000_000 if abs(value) >= 1e14 else value / 1_000 if abs(value) >= 1e11 else value
    return datetime.fromtimestamp(seconds, UTC)
