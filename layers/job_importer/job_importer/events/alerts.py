"""Turns events into alerts and into the daily digest. Pure."""

import base64
import hmac
import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from job_importer.plural import plural

SUBJECT_LENGTH = 99  # SNS takes fewer than 100 characters, in ASCII


@dataclass(frozen=True, slots=True)
class Alert:
    """`id` is that of the event or of the day's digest, by which a receiver recognises repetitions."""

    id: str
    title: str
    text: str

    @property
    def subject(self) -> str:
        return self.title.encode("ascii", "replace").decode()[:SUBJECT_LENGTH]


def alert_of(message: Mapping[str, Any]) -> Alert:
    """The alert for an event as sent on the bus."""
    detail = message["detail"]
    stake = detail.get("jobs_at_stake")
    lines = [message["title"], detail.get("why"), f"{plural(stake, 'job')} at stake." if stake else None]
    lines += [detail.get("advice"), f"$ {detail['command']}" if detail.get("command") else None]
    return Alert(message["id"], message["title"], "\n".join(filter(None, lines)))


def digest_alert(day: str, sums: Mapping[str, int], feeds: Iterable[Mapping[str, Any]], more: int) -> Alert:
    """The morning's digest: the previous day in numbers, and the feeds that need attention."""
    told = [line for feed in feeds for line in _standing(feed["_id"], feed["judgement"])]
    names = ("new", "updated", "closed", "failed")
    numbers = ", ".join([plural(sums.get("runs", 0), "import"), *(f"{sums.get(name, 0)} {name}" for name in names)])
    needy = more + len(told) // 2
    title = plural(needy, "feed needs attention", "feeds need attention") if needy else "Nothing needs attention"
    rest = [f"… and {more} more: jobctl status"] if more else []
    return Alert(f"digest-{day}", f"{title} ({day})", "\n".join([title, f"{day}: {numbers}", *told, *rest]))


def _standing(feed_id: str, judgement: Mapping[str, Any]) -> list[str]:
    command = f" $ {judgement['command']}" if judgement["command"] else ""
    return [
        f"{feed_id}: {judgement['state']} since {judgement['since']:%Y-%m-%d %H:%M} UTC. {judgement['why']}",
        f"  {judgement['advice']}{command}",
    ]


def webhook_request(alert: Alert, key: bytes, now: datetime) -> tuple[bytes, dict[str, str]]:
    """Body and headers: JSON for Slack's incoming webhooks, signed according to standardwebhooks.com."""
    body = json.dumps({"text": alert.text}, ensure_ascii=False).encode()
    moment = str(int(now.timestamp()))
    signed = hmac.digest(key, b".".join([alert.id.encode(), moment.encode(), body]), "sha256")
    return body, {
        "Content-Type": "application/json",
        "webhook-id": alert.id,
        "webhook-timestamp": moment,
        "webhook-signature": f"v1,{base64.b64encode(signed).decode()}",
    }
