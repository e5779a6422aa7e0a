"""A list as CSV or NDJSON instead of a JSON page, as the Accept header asks.

CSV is RFC 4180 in UTF-8. A text that a spreadsheet would run as a formula gets an apostrophe in front (OWASP, "CSV
injection"): feed text ends up in these files.
"""

import csv
import io
import json
import re
from collections.abc import Iterator, Sequence
from enum import StrEnum
from typing import Any

from aws_lambda_powertools.event_handler import Response
from pydantic import BaseModel

from job_importer.api.views.page import Page

NEXT_CURSOR = "X-Next-Cursor"
_UNSEEN = r"\s\x00-\x1f\x7f-\x9f\u00ad\u180e\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufeff"
_FORMULA = re.compile(rf"[\t\r\n]|[{_UNSEEN}]*[=+\-@|%＝＋－＠]")
"""Also behind what is not seen: spreadsheets take white space, a byte order mark and the like away."""


class Media(StrEnum):
    JSON = "application/json"
    CSV = "text/csv"
    NDJSON = "application/x-ndjson"


def wanted_media(accept: str) -> Media:
    """The acceptable type with the greatest quality, the first of equals; JSON where none of ours is named."""
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
            return Response(200, f"{media}; charset=utf-8", to_csv(page.items, columns), dict(headers))
        case Media.NDJSON:
            return Response(200, media, "".join(f"{item.model_dump_json()}\n" for item in page.items), dict(headers))
        case _:
            return Response(200, media, page.model_dump_json())


def to_csv(items: Sequence[BaseModel], columns: Sequence[str]) -> str:
    file = io.StringIO(newline="")
    writer = csv.writer(file)
    writer.writerow(columns)
    for item in items:
        fields = item.model_dump(mode="json")
        writer.writerow(list(_row(fields, columns)))
    return file.getvalue()


def _row(fields: dict[str, Any], columns: Sequence[str]) -> Iterator[str | int | float | None]:
    for column in columns:
        value: Any = fields
        for name in column.split("."):
            value = value.get(name) if value else None
        yield _cell(value)


def _cell(value: Any) -> str | int | float | None:
    if isinstance(value, bool):
        return str(value).lower()
    if value is None or isinstance(value, int | float):
        return value
    text = value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)
    return f"'{text}" if _FORMULA.match(text) else text
