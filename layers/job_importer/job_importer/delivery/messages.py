"""The messages of both queues: the contract between producer and consumer."""

import json
from typing import Any

from pydantic import AwareDatetime, BaseModel, ConfigDict, Field
from pydantic_core import PydanticSerializationError, to_json

from job_importer.delivery.encoding import decode
from job_importer.intake.normalise.html_text import text_of_html

SQS_MAX_MESSAGE_BYTES = 1_048_576  # of one message, and of all the messages of one SendMessageBatch together
SQS_MAX_BATCH_ENTRIES = 10

# Characters that JSON allows but SQS refuses, because XML 1.0 does not have them; so are lone surrogates.
_REFUSED = ("\ufffe", "\uffff")


class FetchMessage(BaseModel):
    """FetchQueue: import `feed_id` as `run_id`. `from_chunk` > 0 continues a run that needs more than one
    invocation.
    """

    model_config = ConfigDict(extra="forbid", frozen=True)

    run_id: str
    feed_id: str
    from_chunk: int = Field(0, ge=0)
    without_company: int = Field(
        0, ge=0, description="Number of jobs without a company in the chunks before; for the run's warnings"
    )
    masks: dict[int, int] = Field({}, description="Number of these jobs by bit mask of the fields that they have")
    holds_erased: bool = Field(False, description="Whether the items before contain erased text")


class ChunkHeader(BaseModel):
    """The part of the feed that a chunk covers: items = inactive + duplicates + rejected + known + its jobs."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    run_id: str
    feed_id: str
    n: int = Field(ge=0)
    items: int = Field(ge=0)
    inactive: int = Field(0, ge=0)  # marked as inactive by the feed; not in the books
    duplicates: int = Field(ge=0)
    rejected: int = Field(ge=0)
    known: int = Field(0, ge=0)  # already stored by an earlier run, and omitted here
    seen_at: AwareDatetime  # when the feed was fetched
    replay_of: str | None = None  # the run whose snapshot a replay reads
    overtaken_by: str | None = None  # of a replay: the newest run since that read the whole feed
    is_first: bool = False  # no import of the feed has been confirmed yet, so most jobs are new
    reader: str | None = None  # the version of the reader


class ChunkMessage(BaseModel):
    """JobQueue: the jobs of one chunk as normalised by intake, each with its index in the feed."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    header: ChunkHeader
    indexes: tuple[int, ...]
    jobs: tuple[dict[str, Any], ...]
    items: tuple[str, ...] = ()  # hex digests of the items as they came, one a job; none in earlier messages


def read_chunk(body: str) -> ChunkMessage:
    """Parses a message's body. Raises ValueError if it is not one of ours."""
    message = ChunkMessage.model_validate_json(decode(body))
    for job in message.jobs:
        if "description_text" not in job and job.get("description_html"):
            job["description_text"] = text_of_html(job["description_html"])
    return message


def job_json(job: dict[str, Any]) -> str:
    """The job as JSON for a message; a description's text is omitted if its HTML implies it."""
    html, text = job.get("description_html"), job.get("description_text")
    if html and text and text_of_html(html) == text:
        job = {name: value for name, value in job.items() if name != "description_text"}
    return whole_json(job)


def whole_json(job: dict[str, Any]) -> str:
    """The job as UTF-8 JSON; as escaped ASCII if it has characters that SQS refuses."""
    try:
        text = to_json(job).decode()
    except PydanticSerializationError:
        return json.dumps(job, separators=(",", ":"))
    return json.dumps(job, separators=(",", ":")) if any(character in text for character in _REFUSED) else text


def chunk_body(header: ChunkHeader, indexes: list[int], jobs: list[str], items: list[str] | None = None) -> str:
    """The body of a ChunkMessage from jobs that are JSON already, so that each job is serialised once."""
    facts = f'"header":{header.model_dump_json()},"indexes":{json.dumps(indexes)},"items":{json.dumps(items or [])}'
    return f'{{{facts},"jobs":[{",".join(jobs)}]}}'
