"""The audit log, as the API shows it."""

from datetime import datetime
from typing import Any

from pydantic import BaseModel, Field

from job_importer.audit import Action, AuditDoc


class ChangeView(BaseModel):
    old: Any = Field(description="Null if there was none; secrets are `***`")
    new: Any


class AuditView(BaseModel):
    id: str = Field(description="Sorts by time")
    at: datetime
    who: str = Field(description="Name of the token or person; `unknown` if it cannot be determined")
    role: str | None
    action: Action
    target: str = Field(description="A path of the API, such as `feeds/acme`")
    feed_id: str | None
    changes: dict[str, ChangeView] = Field(description="By setting: old and new value")


def audit_view(doc: AuditDoc) -> AuditView:
    return AuditView.model_validate({**doc, "id": doc["_id"]})
