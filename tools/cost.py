"""`python -m tools.cost`: what a month on AWS costs, by AWS's list prices and what an import takes; as a table.

An estimate to choose by, not an invoice: prices are those of us-east-1 (arm64) without the free tier, feeds come every
hour, and most of the time a source has nothing new. The database and traffic through a NAT gateway come on top.
"""

from collections.abc import Iterator
from dataclasses import dataclass

HOURS = 730  # of a month

PRICES = {  # dollars
    "lambda_gb_second": 0.0000133334,
    "lambda_request": 0.20e-6,
    "sqs_request": 0.40e-6,
    "s3_put": 5.0e-6,
    "s3_get": 0.4e-6,
    "s3_gb_month": 0.023,
    "logs_gb": 0.50,
    "metric": 0.30,
    "alarm": 0.10,
    "secret": 0.40,
    "api_request": 3.50e-6,
}


@dataclass(frozen=True)
class Load:
    """What happens in a month. The sizes are those of `prod` in the template."""

    feeds: int
    jobs: int = 200  # of a feed
    changed: float = 0.3  # share of the runs in which a source has something new
    waits: float = 1.5  # deliveries of a run to the importer, those in which it waits for its host included
    fetch_seconds: float = 3.0
    chunks: float = 2.0  # of a run with something new: messages to the consumer
    snapshot_mb: float = 0.2  # gzipped
    snapshot_days: int = 30
    page_calls: int = 20_000  # of the API, by people who look at the page

    @property
    def runs(self) -> float:
        return self.feeds * HOURS


def costs(load: Load) -> Iterator[tuple[str, float]]:
    """Each kind of cost and its dollars a month."""
    fresh, passes = load.runs * load.changed, 2 * 60 * HOURS
    gb_seconds = (
        load.runs * load.fetch_seconds * 1.73
        + fresh * load.chunks * 0.4 * 1.0
        + passes * (0.5 + load.feeds / 2_000) * 0.25
        + load.page_calls * 0.05 * 1.0
    )
    calls = load.runs * load.waits + fresh * load.chunks + passes + load.page_calls
    yield "Lambda", gb_seconds * PRICES["lambda_gb_second"] + calls * PRICES["lambda_request"]
    polls = 2 * 5 * 3 * 60 * HOURS  # five pollers a queue ask every 20 s at least
    messages = 3 * (load.runs * load.waits + fresh * load.chunks)  # sent, received, deleted or hidden
    yield "SQS", (polls + messages) * PRICES["sqs_request"]
    kept = load.feeds * 24 * load.snapshot_days * load.changed * load.snapshot_mb / 1_000
    yield "S3", fresh * (PRICES["s3_put"] + 2 * PRICES["s3_get"]) + kept * PRICES["s3_gb_month"]
    lines = load.runs * 5 + fresh * load.chunks * 3 + passes * 3 + load.page_calls * 2
    yield "Logs", lines * 700 / 1e9 * PRICES["logs_gb"]
    yield "Metrics, alarms", 35 * PRICES["metric"] + 14 * PRICES["alarm"]
    yield "API, secrets", load.page_calls * PRICES["api_request"] + 5 * PRICES["secret"]


def table(sizes: tuple[int, ...] = (10, 100, 1_000)) -> str:
    """Markdown, as in the README."""
    columns = [dict(costs(Load(feeds))) for feeds in sizes]
    rows = [["Dollars a month", *(f"{feeds:,} feeds" for feeds in sizes)], ["---", *["---:"] * len(sizes)]]
    rows += [[name, *(f"{column[name]:.0f}" for column in columns)] for name in columns[0]]
    rows += [["**Sum**", *(f"**{sum(column.values()):.0f}**" for column in columns)]]
    return "\n".join(f"| {' | '.join(row)} |" for row in rows)


if __name__ == "__main__":
    print(table())
