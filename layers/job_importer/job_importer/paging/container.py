"""The pages of one source in one file, so that they are one snapshot: a tar of the bodies and their metadata."""

import json
import shutil
import tarfile
from collections.abc import Sequence
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path
from typing import IO

CONTENT_TYPE = "application/vnd.job-importer.pages+tar"
"""Replaces the content type of a single body; each page has its own."""
_MANIFEST = "pages.json"


@dataclass(frozen=True, slots=True)
class Page:
    path: Path
    content_type: str | None = None


@dataclass(frozen=True, slots=True)
class Pages:
    """`more`: a sentence that says why there are more pages; None if these are all."""

    pages: tuple[Page, ...]
    more: str | None = None


def pack(pages: Sequence[Page], more: str | None, target: Path) -> None:
    """Deterministic: the same pages give the same bytes. The page files are removed one by one to save disk space."""
    manifest = {"content_types": [page.content_type for page in pages], "more": more}
    with tarfile.open(target, "w") as tar:
        data = json.dumps(manifest).encode()
        tar.addfile(_entry(_MANIFEST, len(data)), BytesIO(data))
        for number, page in enumerate(pages, 1):
            with page.path.open("rb") as body:
                tar.addfile(_entry(str(number), page.path.stat().st_size), body)
            page.path.unlink()


def _entry(name: str, size: int) -> tarfile.TarInfo:
    entry = tarfile.TarInfo(name)
    entry.size = size
    return entry


def unpack(source: Path, folder: Path) -> Pages:
    with tarfile.open(source) as tar:
        manifest = json.load(_open(tar, _MANIFEST))
        pages = []
        for number, content_type in enumerate(manifest["content_types"], 1):
            path = folder / str(number)
            with path.open("wb") as out:
                shutil.copyfileobj(_open(tar, str(number)), out)
            pages.append(Page(path, content_type))
    return Pages(tuple(pages), manifest["more"])


def _open(tar: tarfile.TarFile, name: str) -> IO[bytes]:
    member = tar.extractfile(name)
    assert member is not None  # noqa: S101 nothing but files was put in
    return member
