"""Sends alerts: each one once per channel, even if its message arrives twice.

An alert is sent between a claim and a mark. Marked alerts are not sent again. A crash between the channel's answer
and the mark sends it again, with the same id: only the receiver can detect that.
"""

import json
from collections.abc import Callable, Mapping
from datetime import UTC, datetime, timedelta
from functools import cache
from typing import Any

from pymongo.errors import DuplicateKeyError

from job_importer.codes import FeedState, TransientError
from job_importer.credentials import read_secret
from job_importer.events.alerts import Alert, alert_of, digest_alert, webhook_request
from job_importer.feeds.model import FeedDoc
from job_importer.mongo import Db, typed
from job_importer.runs.days import total_days
from job_importer.settings import Settings

CLAIM = timedelta(minutes=2)  # longer than sending takes, shorter than the message is hidden
IN_A_DIGEST = 20
WEBHOOK_SECONDS = 10.0
URGENT = {"judgement.rank": {"$lt": FeedState.WAITING.rank}}

Channel = Callable[[Alert, datetime], None]
"""Raises if the alert was rejected."""


class AlertNotTakenError(TransientError):
    """Names the channel and its answer."""


def tell(db: Db, alert: Alert, channels: Mapping[str, Channel], now: datetime) -> None:
    """Raises AlertNotTakenError; the next delivery sends the rest."""
    for name, channel in channels.items():
        if _claim(db, f"{alert.id} {name}", now):
            try:
                channel(alert, now)
            except Exception:
                db.alerts.delete_one({"_id": f"{alert.id} {name}", "told_at": None})  # the claim
                raise
            db.alerts.update_one({"_id": f"{alert.id} {name}"}, {"$set": {"told_at": now}})


def _claim(db: Db, key: str, now: datetime) -> bool:
    """False if it was already sent. Raises AlertNotTakenError if another notifier is sending it."""
    free = {"_id": key, "told_at": None, "claimed_at": {"$lte": now - CLAIM}}
    try:
        db.alerts.update_one(free, {"$set": {"claimed_at": now}}, upsert=True)
    except DuplicateKeyError:
        if db.alerts.find_one({"_id": key, "told_at": None}):
            raise AlertNotTakenError(f"{key} is being sent by another notifier.") from None
        return False
    return True


def tell_event(db: Db, body: str, channels: Mapping[str, Channel], now: datetime) -> None:
    """`body` is a message that a rule of the bus has put into the queue."""
    tell(db, alert_of(json.loads(body)["detail"]), channels, now)


def tell_digest(db: Db, channels: Mapping[str, Channel], now: datetime) -> None:
    """Send the digest of the previous day (UTC)."""
    day = now.astimezone(UTC).date() - timedelta(days=1)
    sums = next((row for row in total_days(db, day) if row["day"] == day.isoformat()), {})
    order = [("judgement.rank", 1), ("judgement.jobs_at_stake", -1), ("_id", 1)]
    feeds = list(typed(db.feeds, FeedDoc).find(URGENT, sort=order).limit(IN_A_DIGEST))
    more = db.feeds.count_documents(URGENT) - len(feeds)
    tell(db, digest_alert(day.isoformat(), sums, feeds, more), channels, now)


def channels_of(settings: Settings) -> dict[str, Channel]:
    """The channels that are configured."""
    found: dict[str, Channel] = {}
    if settings.alert_topic:
        found["mail"] = lambda alert, _: _sns().publish(
            TopicArn=settings.alert_topic, Subject=alert.subject, Message=alert.text
        )
    if settings.alert_webhook_secret:
        found["webhook"] = lambda alert, now: _post(json.loads(read_secret(settings.alert_webhook_secret)), alert, now)
    return found


@cache
def _sns() -> Any:
    import boto3

    return boto3.client("sns")


def _post(secret: Mapping[str, str], alert: Alert, now: datetime) -> None:
    """Redirects are not followed: the signature is for one address."""
    import urllib3  # installed with boto3

    body, headers = webhook_request(alert, secret["key"].encode(), now)
    options: dict[str, Any] = {"body": body, "headers": headers, "redirect": False, "retries": False}
    try:
        answer = urllib3.request("POST", secret["url"], timeout=WEBHOOK_SECONDS, **options)
    except urllib3.exceptions.HTTPError as error:
        raise AlertNotTakenError(f"The webhook cannot be reached: {type(error).__name__}.") from error
    if not 200 <= answer.status < 300:
        raise AlertNotTakenError(f"The webhook answered {answer.status}.")
