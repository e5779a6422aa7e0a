"""Builds a job's address from its fields with the operator's template: "https://acme.example/jobs/{slug}"."""

import re
from collections.abc import Mapping
from urllib.parse import quote

from job_importer.urls.web_url import require_web_url

FIELD = re.compile(r"\{([^{}]{1,100})\}")


def require_template(text: str) -> str:
    """Raises ValueError if it does not make a web address or has no field."""
    if not FIELD.search(text) or re.search("[{}]", FIELD.sub("", text)):
        raise ValueError("has no field in braces, such as {id}")
    require_web_url(FIELD.sub("x", text))
    return text


def fill(template: str, values: Mapping[str, str | None]) -> str | None:
    """None if one of its fields has no value."""
    filled = FIELD.sub(lambda match: quote(values.get(match[1]) or "\0", safe=""), template)
    return None if "%00" in filled else filled
