"""Exports a list as CSV or NDJSON instead of a JSON page, if the Accept header asks for it."""

from collections.abc import Sequence
from enum import StrEnum
from typing import Any

from aws_lambda_powertools.event_handler import Response

from job_importer.api.csv_text import to_csv
from job_importer.api.views.page import Page

NEXT_CURSOR = "X-Next-Cursor"


class Media(StrEnum):
    JSON = "application/json"
    CSV = "text/csv"
    NDJSON = "application/x-ndjson"


def wanted_media(accept: str) -> Media:
    """The acceptable type with the highest quality, the first of equals; JSON if none of ours is listed."""
    best, best_quality = Media.JSON, 0.0
    for part in accept.lower().split(","):
        name, *parameters = (piece.strip() for piece in part.split(";"))
        quality = next((_quality(p[2:]) for p in parameters if p.startswith("q=")), 1.0)
        if name in set(Media) and quality > best_quality:
            best, best_quality = Media(name), quality
    return best


def _quality(text: str) -> float:
    try:
        return float(text)
    except ValueError:
        return 0.0


def as_response(page: Page[Any], media: Media, columns: Sequence[str]) -> Response[str]:
    """`columns` are the dotted names that become the columns of a CSV file."""
    headers = {NEXT_CURSOR: page.next_cursor} if page.next_cursor and media is not Media.JSON else {}
    match media:
        case Media.CSV:
            text = to_csv((item.model_dump(mode="json") for item in page.items), columns)
            return Response(200, f"{media}; charset=utf-8", text, dict(headers))
        case Media.NDJSON:
            return Response(200, media, "".join(f"{item.model_dump_json()}\n" for item in page.items), dict(headers))
        case _:
            return Response(200, media, page.model_dump_json())
