"""`POST /imports {}` has 29 seconds, however many feeds there are: what it asks for is counted, not timed."""

from dataclasses import replace
from typing import Any

from job_importer.connections import Context
from job_importer.mongo import Db
from tests.support.api_client import OPERATOR, Client
from tests.support.crashes import opening
from tests.support.feed_docs import feed_doc
from tools.bench.counting import Requests, counted

FEEDS = 400
MOST_COMMANDS = 15  # of MongoDB; each is one round trip, whatever the number of feeds


def test_all_feeds_are_started_in_a_dozen_commands_and_one_request_for_ten(
    db: Db, connections: Context, secantus: str
) -> None:
    docs: list[Any] = [dict(feed_doc(f"feed-{n:04d}", f"https://h{n % 100}.example/{n}")) for n in range(FEEDS)]
    db.feeds.insert_many(docs)
    with counted(secantus, db.name) as (watched, commands):
        requests = Requests(connections.sqs)
        answer = Client(replace(connections, open_db=opening(watched)), OPERATOR).call("POST", "/imports", {})
    assert answer.status == 202
    started = answer.json["imports"]
    assert (len(started), len({one["id"] for one in started})) == (FEEDS, FEEDS)
    assert sum(commands.sent.values()) <= MOST_COMMANDS, commands.sent
    assert requests.made == {"SendMessageBatch": FEEDS / 10}  # some ten milliseconds each
    assert db.runs.count_documents({"sent_at": {"$ne": None}}) == FEEDS
    assert len(answer.text) < 6 * 1024**2  # what an answer of Lambda may hold
