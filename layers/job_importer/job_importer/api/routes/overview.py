"""The data of the home page, and all codes explained."""

from typing import Annotated

from aws_lambda_powertools.event_handler.openapi.params import Query

from job_importer.api.overview import Overview, read_overview
from job_importer.api.routing import new_router, request_of
from job_importer.api.today import TodayList, TodaySort, read_today
from job_importer.explanations import Explanation, Kind, explanations

router = new_router()


@router.get("/overview", summary="Feeds by state, and today compared with a usual day", tags=["overview"])
def get_overview(
    seen: Annotated[str | None, Query(max_length=200, description="Id of the last event that you have seen")] = None,
) -> Overview:
    request = request_of(router)
    return read_overview(request.db, request.now, seen)


@router.get("/today", summary="Feeds that were imported today, compared with their usual day", tags=["overview"])
def get_today(
    sort: Annotated[TodaySort, Query(description="By name, or highest number first")] = "new",
    limit: Annotated[int, Query(ge=1, le=100)] = 50,
) -> TodayList:
    request = request_of(router)
    return read_today(request.db, sort, limit, request.now)


@router.get("/codes", summary="All codes with title, meaning and advice", tags=["overview"])
def get_codes() -> dict[Kind, dict[str, Explanation]]:
    """`runs`: why a run failed; `jobs`: why a job failed; `states`: the states of a feed; `reasons`: why a job was
    closed; `outcomes`: the outcome of a job in a run.
    """
    return explanations()
