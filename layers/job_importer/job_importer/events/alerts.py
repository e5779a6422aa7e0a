"""From events to alerts: who is told what, in the words of the events. Pure."""

import base64
import hmac
import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

SUBJECT_LENGTH = 99  # SNS takes fewer than 100 characters, in ASCII


@dataclass(frozen=True, slots=True)
class Alert:
    """`id` is that of the event, or of the day's digest: a receiver knows by it what it has had."""

    id: str
    title: str
    text: str

    @property
    def subject(self) -> str:
        return self.title.encode("ascii", "replace").decode()[:SUBJECT_LENGTH]


def alert_of(message: Mapping[str, Any]) -> Alert:
    """Of an event as it is on the bus."""
    detail = message["detail"]
    stake = detail.get("jobs_at_stake")
    lines = [message["title"], detail.get("why"), f"{stake} jobs are at stake." if stake else None]
    lines += [detail.get("advice"), f"$ {detail['command']}" if detail.get("command") else None]
    return Alert(message["id"], message["title"], "\n".join(filter(None, lines)))


def digest_alert(day: str, sums: Mapping[str, int], feeds: Iterable[Mapping[str, Any]], more: int) -> Alert:
    """Each morning: the day before in numbers, and what needs somebody."""
    told = [line for feed in feeds for line in _standing(feed["_id"], feed["judgement"])]
    names = ("runs", "new", "updated", "closed", "failed")
    numbers = ", ".join(f"{sums.get(name, 0)} {'imports' if name == 'runs' else name}" for name in names)
    title = f"{more + len(told) // 2} feeds need attention" if told else "Nothing needs attention"
    rest = [f"… and {more} more: jobctl status"] if more else []
    return Alert(f"digest-{day}", f"{title} ({day})", "\n".join([title, f"{day}: {numbers}", *told, *rest]))


def _standing(feed_id: str, judgement: Mapping[str, Any]) -> list[str]:
    command = f" $ {judgement['command']}" if judgement["command"] else ""
    return [
        f"{feed_id}: {judgement['state']} since {judgement['since']:%Y-%m-%d %H:%M} UTC. {judgement['why']}",
        f"  {judgement['advice']}{command}",
    ]


def webhook_request(alert: Alert, key: bytes, now: datetime) -> tuple[bytes, dict[str, str]]:
    """Body and headers: JSON as Slack's incoming webhooks take it, signed as standardwebhooks.com has it."""
    body = json.dumps({"text": alert.text}, ensure_ascii=False).encode()
    moment = str(int(now.timestamp()))
    signed = hmac.digest(key, b".".join([alert.id.encode(), moment.encode(), body]), "sha256")
    return body, {
        "Content-Type": "application/json",
        "webhook-id": alert.id,
        "webhook-timestamp": moment,
        "webhook-signature": f"v1,{base64.b64encode(signed).decode()}",
    }
