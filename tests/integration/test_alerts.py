"""Somebody is told: by mail and by a signed webhook, each alert once, whatever comes twice or dies in between."""

import base64
import hmac
import json
from collections import Counter
from collections.abc import Callable, Iterator
from datetime import datetime, timedelta

import pytest
from aws_lambda_powertools.utilities import parameters
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from job_importer.codes import FeedState
from job_importer.events import sending
from job_importer.events.alerts import Alert, alert_of
from job_importer.events.model import EventDoc, message_of
from job_importer.events.outbox import collect_events
from job_importer.events.sending import AlertNotTakenError, channels_of, tell, tell_digest, tell_event
from job_importer.mongo import Db, typed
from job_importer.runs.judgement.day import day_id
from tests.conftest import Aws
from tests.integration.test_events import turn
from tests.support.crashes import MONGO_WRITES, CrashError, Fuse, Fused
from tests.support.lambdas import make_context
from tests.support.listening import Answer, Quiet, listening
from tests.support.world import NOW, add_feed

LATER = timedelta(minutes=6)  # a message that was not taken shows up again


class Receiver:
    """Takes alerts; at times it refuses one, and at times the teller dies before it has heard that it was taken."""

    def __init__(self) -> None:
        self.taken: Counter[str] = Counter()
        self.unheard = 0

    def channel(self, fuse: Fuse, refuses: bool = False) -> Callable[[Alert, datetime], None]:
        def take(alert: Alert, _: datetime) -> None:
            if refuses:
                raise AlertNotTakenError("It has answered 503.")
            self.taken[alert.id] += 1
            self.unheard += fuse.left == 0  # the next write is the mark

        return take


DELIVERIES = st.lists(st.tuples(st.integers(0, 3), st.integers(0, 6), st.booleans()), max_size=30)


@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])
@given(DELIVERIES)
def test_each_alert_is_told_once_and_none_is_lost(db: Db, deliveries: list[tuple[int, int, bool]]) -> None:
    """A delivery is of one of four alerts, dies after some writes, or meets a mail server that refuses."""
    db.alerts.delete_many({})
    alerts = [Alert(f"alert-{n}", "Broken: acme", "It is.") for n in range(4)]
    mail, webhook = Receiver(), Receiver()
    now = NOW
    last = [(n, -1, False) for n in range(4)] * 2
    for n, writes, refuses in [*deliveries, *last]:
        now += LATER
        fuse = Fuse(writes)
        channels = {"mail": mail.channel(fuse, refuses), "webhook": webhook.channel(fuse)}
        try:
            tell(Fused(db, MONGO_WRITES, fuse), alerts[n], channels, now)
        except (AlertNotTakenError, CrashError):
            continue
    for receiver in (mail, webhook):
        assert receiver.taken.keys() == {alert.id for alert in alerts}
        assert (
            receiver.taken.total() <= len(alerts) + receiver.unheard
        )  # twice only where nobody heard that it was taken


def test_who_died_before_the_mark_tells_again_under_the_same_id_and_a_rival_waits(db: Db) -> None:
    alert, told = Alert("alert", "Broken: acme", "It is."), Receiver()
    with pytest.raises(CrashError):
        tell(Fused(db, MONGO_WRITES, Fuse(1)), alert, {"mail": told.channel(Fuse(-1))}, NOW)
    with pytest.raises(AlertNotTakenError, match="by another notifier"):
        tell(db, alert, {"mail": told.channel(Fuse(-1))}, NOW + timedelta(seconds=1))
    for _ in range(2):
        tell(db, alert, {"mail": told.channel(Fuse(-1))}, NOW + LATER)
    assert told.taken == {"alert": 2}


def test_one_channel_that_fails_is_told_alone_again(db: Db) -> None:
    alert, mail, webhook = Alert("alert", "Broken: acme", "It is."), Receiver(), Receiver()
    for refuses in (True, False):
        channels = {"mail": mail.channel(Fuse(-1)), "webhook": webhook.channel(Fuse(-1), refuses)}
        try:
            tell(db, alert, channels, NOW)
        except AlertNotTakenError:
            assert refuses
    assert (mail.taken, webhook.taken) == ({"alert": 1}, {"alert": 1})


def test_a_channel_that_fails_after_a_rival_has_told_does_not_make_it_told_again(db: Db) -> None:
    """Its claim had run out, so another notifier told meanwhile."""
    alert, told = Alert("alert", "Broken: acme", "It is."), Receiver()

    def fail(*_: object) -> None:
        tell(db, alert, {"mail": told.channel(Fuse(-1))}, NOW + LATER)
        raise AlertNotTakenError("It was too slow.")

    with pytest.raises(AlertNotTakenError):
        tell(db, alert, {"mail": fail}, NOW)
    tell(db, alert, {"mail": told.channel(Fuse(-1))}, NOW + LATER)
    assert told.taken == {"alert": 1}


@pytest.fixture
def posted() -> Iterator[tuple[str, list[tuple[dict[str, str], bytes]], list[int]]]:
    """A webhook's address, what it was sent, and the statuses that it will answer with; 200 behind these."""
    sent: list[tuple[dict[str, str], bytes]] = []
    statuses: list[int] = []

    class Webhook(Quiet):
        def do_POST(self) -> None:
            sent.append((dict(self.headers), self.rfile.read(int(self.headers["Content-Length"]))))
            self.send(Answer(b"", statuses.pop(0) if statuses else 200, {"Location": "/elsewhere"}))

    with listening(Webhook) as port:
        yield f"http://127.0.0.1:{port}/", sent, statuses


def test_mail_and_webhook_say_what_the_event_says_and_the_webhook_is_signed(
    db: Db, aws: Aws, posted: tuple[str, list[tuple[dict[str, str], bytes]], list[int]]
) -> None:
    url, sent, statuses = posted
    statuses += [503, 302]
    sns, sqs = aws.client("sns"), aws.client("sqs")
    topic, queue = sns.create_topic(Name="alerts")["TopicArn"], sqs.create_queue(QueueName="mailbox")["QueueUrl"]
    arn = sqs.get_queue_attributes(QueueUrl=queue, AttributeNames=["QueueArn"])["Attributes"]["QueueArn"]
    sns.subscribe(TopicArn=topic, Protocol="sqs", Endpoint=arn)
    secret = json.dumps({"url": url, "key": "the-key"})
    aws.client("secretsmanager").create_secret(Name="webhook", SecretString=secret)
    parameters.clear_caches()
    sending._sns.cache_clear()
    ctx = make_context(db, aws, alert_topic=topic, alert_webhook_secret="webhook")
    add_feed(db, "acme")
    turn(db, "acme", FeedState.BROKEN, NOW)
    collect_events(db)
    event = message_of(typed(db.events, EventDoc).find_one({}))
    body = json.dumps({"detail-type": event["type"], "detail": event})
    for status in (503, 302):
        with pytest.raises(AlertNotTakenError, match=str(status)):
            tell_event(db, body, channels_of(ctx.settings), NOW)
    for _ in range(2):
        tell_event(db, body, channels_of(ctx.settings), NOW)
    (mail,) = [json.loads(message["Body"]) for message in sqs.receive_message(QueueUrl=queue)["Messages"]]
    assert len(sent) == 3
    headers, posted_body = sent[-1]
    assert mail["Subject"] == event["title"] == "Broken: acme"
    assert mail["Message"] == json.loads(posted_body)["text"] == alert_of(event).text
    assert all(event["detail"][name] in mail["Message"] for name in ("why", "advice", "command"))
    signed = b".".join([headers["webhook-id"].encode(), headers["webhook-timestamp"].encode(), posted_body])
    signature = base64.b64encode(hmac.digest(b"the-key", signed, "sha256")).decode()
    assert headers["Content-Type"] == "application/json"
    assert (headers["webhook-id"], headers["webhook-signature"]) == (event["id"], f"v1,{signature}")


def test_each_morning_it_is_told_once_what_needs_somebody(db: Db) -> None:
    told: list[Alert] = []
    for n in range(25):
        add_feed(db, f"feed-{n:02d}")
        turn(db, f"feed-{n:02d}", FeedState.BROKEN if n else FeedState.HEALTHY, NOW)
    for ago in (2, 1, 0):
        date = (NOW - timedelta(days=ago)).date()
        numbers = {"runs": 24, "new": 3, "updated": 5, "closed": 7, "failed": 2} if ago == 1 else {"runs": ago}
        db.days.insert_one({"_id": day_id(None, date), "day": date.isoformat(), **numbers})
    for _ in range(2):
        tell_digest(db, {"mail": lambda alert, _: told.append(alert)}, NOW)
    (alert,) = told
    day = (NOW - timedelta(days=1)).date().isoformat()
    assert alert.text.splitlines()[1] == f"{day}: 24 imports, 3 new, 5 updated, 7 closed, 2 failed"
    assert (alert.id, alert.title) == (f"digest-{day}", f"24 feeds need attention ({day})")
    assert "feed-01: broken since" in alert.text
    assert "… and 4 more: jobctl status" in alert.text
    assert "feed-00" not in alert.text
    db.feeds.delete_many({})
    tell_digest(db, {"mail": lambda alert, _: told.append(alert)}, NOW + timedelta(days=1))
    assert told[-1].text.startswith("Nothing needs attention")
