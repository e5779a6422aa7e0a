"""The version of the reader: a digest of all code and data that determine how a feed's bytes are read."""

import hashlib
from functools import cache
from pathlib import Path

PACKAGE = Path(__file__).parent
READER = (
    "cut.py",
    "intake",
    "paging",
    "urls",
    "jobs/fingerprint.py",
    "jobs/key.py",
    "jobs/model.py",
    "jobs/restamped.py",
    "pipeline/walk.py",
)
"""The modules that decide which jobs a document has, whether they are valid, and when two are the same."""


@cache
def reader_version() -> str:
    """A digest of the reader's sources and data: bytes that another version has read are read again.

    Nobody has to remember to increase it. It takes some milliseconds, once in the life of an importing process.
    """
    return digest(PACKAGE)


def digest(package: Path) -> str:
    """Over the files under `package` that make up the reader; the location of the package does not matter."""
    digest = hashlib.sha256()
    for file in sorted(_files(package)):
        digest.update(f"{file.relative_to(package).as_posix()}\0".encode())
        digest.update(hashlib.sha256(file.read_bytes()).digest())
    return digest.hexdigest()[:16]


def _files(package: Path) -> list[Path]:
    parts = [package / name for name in READER]
    found = [file for part in parts for file in (part.rglob("*") if part.is_dir() else [part])]
    return [file for file in found if file.is_file() and "__pycache__" not in file.parts]
