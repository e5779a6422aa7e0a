"""Failed jobs, one by one and by reason."""

from datetime import datetime

from pydantic import BaseModel, Field

from job_importer.runs.failures import WHOLE_CHUNK, FailureDoc


class FailureView(BaseModel):
    """Why one job was not stored. Texts of the feed are truncated; they are plain text, never markup."""

    id: str
    run_id: str
    feed_id: str
    code: str
    message: str
    field: str | None
    rule: str | None
    external_id: str | None
    title: str | None
    url: str | None
    index: int | None = Field(
        description="Index of the item in the feed, from 0; null if the failure stands for a whole chunk"
    )
    jobs: int = Field(description="Number of jobs it stands for: 1, or all jobs of a chunk that could not be delivered")
    signature: str = Field(description="The message without ids and numbers, equal for all failures of one kind")
    excerpt: str | None = Field(description="The job as JSON, truncated")
    at: datetime


class FailureGroup(BaseModel):
    """Failures with the same reason. `count` is in jobs."""

    code: str
    signature: str
    count: int
    first_at: datetime
    last_at: datetime
    example: FailureView


def failure_view(failure: FailureDoc) -> FailureView:
    index = None if failure["index"] == WHOLE_CHUNK else failure["index"]
    return FailureView(**failure | {"index": index}, id=failure["_id"])
