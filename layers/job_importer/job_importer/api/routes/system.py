"""Health, and the description of the API itself."""

from typing import Literal

from pydantic import BaseModel, Field

from job_importer import __version__
from job_importer.api.readiness import Readiness
from job_importer.api.routing import new_router, request_of

router = new_router()
readiness = Readiness()


class HealthAnswer(BaseModel):
    status: Literal["ok", "degraded"] = Field(description="degraded: the API is up, but its database does not answer")
    version: str


@router.get("/health", summary="Whether the API is up and ready", tags=["system"])
def get_health() -> HealthAnswer:
    """Without details and without a token: for load balancers and monitors."""
    is_ready = readiness.of(request_of(router).connections)
    return HealthAnswer(status="ok" if is_ready else "degraded", version=__version__)
