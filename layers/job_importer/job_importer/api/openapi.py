"""The description of the API, made from the routes themselves."""

from typing import Any

from job_importer.api.export import Media


def listed_as(page: Any) -> dict[int, Any]:
    """The answers of a list that is also exported."""
    header = {"X-Next-Cursor": {"description": "`cursor` of the next part of an export", "schema": {"type": "string"}}}
    text = {"schema": {"type": "string"}}
    content = {Media.JSON.value: {"model": page}, Media.CSV.value: text, Media.NDJSON.value: text}
    return {200: {"description": "A page of the list, or its export", "content": content, "headers": header}}
