"""What the parts of the made-up history share."""

from datetime import datetime
from typing import Any

Json = dict[str, Any]

XSS = "<img src=x onerror=alert(1)>"
DAY = 86_400


def iso(moment: datetime) -> str:
    return moment.isoformat().replace("+00:00", "Z")


def moment(text: str) -> datetime:
    return datetime.fromisoformat(text)
