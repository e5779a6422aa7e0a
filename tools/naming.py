"""Ids of feeds, made from what people type."""

import re
from hashlib import sha256
from pathlib import PurePosixPath
from urllib.parse import urlsplit

from job_importer.urls.redact import redact_url

LONGEST = 64


def slug(text: str) -> str:
    """Lower-case letters, digits and hyphens, at most 64: what a feed's id may be."""
    return re.sub(r"[^a-z0-9]+", "-", text.lower()).strip("-")[:LONGEST].strip("-") or "feed"


def feed_id_of(url: str) -> str:
    """Host and file, and a mark of the rest where there is more: feeds of one site differ in folder or query.

    Raises ValueError for what is no URL.
    """
    parts = urlsplit(url)
    path = PurePosixPath(parts.path)
    file = PurePosixPath(urlsplit(redact_url(url)).path).stem  # an id is for everybody, and a token in a path is not
    name = slug(f"{(parts.hostname or '').removeprefix('www.')} {file}")
    if file == path.stem and not parts.query and len(path.parts) <= 2 and len(name) < LONGEST:
        return name
    mark = sha256(f"{parts.path}?{parts.query}".encode()).hexdigest()[:6]
    return f"{name[: LONGEST - 7].strip('-')}-{mark}"
