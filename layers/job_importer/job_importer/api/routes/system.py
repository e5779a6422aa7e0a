"""Health, and the description of the API itself."""

from typing import Literal

from pydantic import BaseModel

from job_importer import __version__
from job_importer.api.routing import new_router

router = new_router()


class HealthAnswer(BaseModel):
    status: Literal["ok"]
    version: str


@router.get("/health", summary="Whether the API is up", tags=["system"])
def get_health() -> HealthAnswer:
    """No detail and no token: for load balancers and monitors."""
    return HealthAnswer(status="ok", version=__version__)
