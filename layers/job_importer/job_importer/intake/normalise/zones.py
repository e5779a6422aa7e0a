"""Names of zones as they stand in dates (`words/zones.txt`)."""

import re
from datetime import timedelta
from functools import cache

from job_importer.intake import words

_NUMERIC = re.compile(r"(?:GMT|UTC)?([+-])(\d\d?)(?::?(\d\d))?", re.IGNORECASE)


@cache
def _hours() -> dict[str, float]:
    return {name: float(hours) for hours, names in words.sections("zones")["offsets"].items() for name in names}


def zone_offset(zone: str) -> timedelta:
    """What to subtract from a local time to get UTC. A zone that is not known counts as UTC, as RFC 2822, 4.3 says."""
    if match := _NUMERIC.fullmatch(zone):
        offset = timedelta(hours=int(match[2]), minutes=int(match[3] or 0))
        return -offset if match[1] == "-" else offset
    return timedelta(hours=_hours().get(zone.lower(), 0.0))
