"""`python -m tools.timing`: how timeouts, visibility, tries and patience fit together in each environment; as a table.

The numbers are the template's and the settings'; tests hold the arithmetic between them.
"""

from dataclasses import dataclass
from pathlib import Path
from typing import Any

from samcli.yamlhelper import yaml_parse

from job_importer.runs.giving_up import MOST_DEATHS, MOST_ERRORS
from job_importer.settings import Settings

TEMPLATE = Path(__file__).parents[1] / "template.yaml"


@dataclass(frozen=True)
class Timing:
    """In seconds, except the attempts."""

    fetch: float
    importer_timeout: int
    fetch_visibility: int
    consumer_timeout: int
    job_visibility: int
    job_tries: int
    database_wait: float
    backoff_cap: float
    outlasts: float  # what the tries of a chunk outlast on average: an outage of the database
    stuck_after: int
    lease: int
    lifetime: int


def timing(environment: str) -> Timing:
    template = yaml_parse(TEMPLATE.read_text())
    sizes, functions = template["Mappings"]["Sizes"][environment], template["Resources"]
    base, cap, tries = float(sizes["RetryBase"]), float(sizes["RetryCap"]), int(sizes["MaxReceives"])
    return Timing(
        fetch=_default("fetch_total_seconds"),
        importer_timeout=functions["ImporterFunction"]["Properties"]["Timeout"],
        fetch_visibility=sizes["FetchVisibility"],
        consumer_timeout=functions["ConsumerFunction"]["Properties"]["Timeout"],
        job_visibility=sizes["JobVisibility"],
        job_tries=tries,
        database_wait=_default("database_wait_seconds"),
        backoff_cap=cap,
        outlasts=sum(min(cap, base * 2**n) / 2 for n in range(tries - 1)),
        stuck_after=int(sizes["StuckAfter"]),
        lease=int(_default("lease_seconds")),
        lifetime=int(sizes["MessageLifetime"]),
    )


def _default(name: str) -> float:
    value: Any = Settings.model_fields[name].default
    return float(value)


ROWS = (
    ("time limit of a fetch", "fetch", "less than the importer timeout"),
    ("importer timeout", "importer_timeout", ""),
    ("visibility timeout of FetchQueue", "fetch_visibility", "more than that, so that a killed importer is retried"),
    ("consumer timeout", "consumer_timeout", ""),
    ("visibility timeout of JobQueue", "job_visibility", "more than that"),
    ("wait for a primary", "database_wait", "more than a failover, less than the consumer timeout"),
    ("attempts per chunk", "job_tries", "then it becomes a dead letter"),
    ("longest backoff between attempts", "backoff_cap", "with full jitter"),
    ("outage that the attempts outlast, on average", "outlasts", ""),
    ("silence after which a run counts as stuck", "stuck_after", "more than a killed importer's message is hidden"),
    ("lease of a feed", "lease", "at least that silence"),
    ("retention of the queues", "lifetime", "more than the attempts take"),
)


def table() -> str:
    """Markdown, as in the README."""
    columns = {name: timing(name) for name in ("local", "dev", "prod")}
    rows = [["Seconds", *columns, "Why"], ["---", *["---:"] * len(columns), "---"]]
    rows += [[title, *(f"{getattr(found, name):.0f}" for found in columns.values()), why] for title, name, why in ROWS]
    errors = f"{MOST_ERRORS} errors or {MOST_DEATHS} silent crashes"
    rows += [["attempts per import", *[errors] * len(columns), "counted on the run; waiting for a host does not count"]]
    return "\n".join(f"| {' | '.join(row).strip()} |" for row in rows)


if __name__ == "__main__":
    print(table())
