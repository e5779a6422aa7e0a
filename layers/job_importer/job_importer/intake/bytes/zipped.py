"""Reads the one file of a zip file, within limits."""

import shutil
import zlib
from pathlib import Path
from zipfile import ZIP_DEFLATED, ZIP_STORED, BadZipFile, ZipFile, ZipInfo

from job_importer.codes import FeedError, RunFailure

LARGEST = 1024 * 1024 * 1024  # bytes, unpacked
_END, _END_BYTES = b"PK\x05\x06", 22
_MAGICS = (b"PK\x03\x04", _END)
_COMMENT_BYTES = 65_535
_DIRECTORY_BYTES = 1024 * 1024  # of the list of files, which `zipfile` keeps in memory
_FEEDS = (".xml", ".json", ".rss", ".csv", ".ndjson")


def is_zip(head: bytes) -> bool:
    return head.startswith(_MAGICS)


def unzip(path: Path, target: Path) -> str:
    """Writes the only file in the archive to `target`, and returns a warning that names it. Raises FeedError."""
    if not _has_small_directory(path):
        raise _refusal("which is damaged or has too many files")
    try:
        with ZipFile(path) as archive:
            member = _member(archive.infolist())
            with archive.open(member) as packed, target.open("wb") as out:
                shutil.copyfileobj(packed, out)
    except (BadZipFile, zlib.error, EOFError, RuntimeError, NotImplementedError):  # damaged, or with a password
        raise _refusal("which cannot be opened") from None
    return f"The feed came as a zip file; {member.filename[:100]!r} in it was read."


def _member(files: list[ZipInfo]) -> ZipInfo:
    found = [one for one in files if not one.is_dir() and not one.filename.startswith("__MACOSX/")]
    found = [one for one in found if not one.filename.rpartition("/")[2].startswith(".")]
    feeds = [one for one in found if one.filename.lower().endswith(_FEEDS)]
    if len(found) != 1 and len(feeds) != 1:
        names = ", ".join(one.filename[:60] for one in found[:5])
        raise _refusal(f"which has {len(found)} files ({names})" if found else "which is empty")
    member = found[0] if len(found) == 1 else feeds[0]
    if member.compress_type not in (ZIP_STORED, ZIP_DEFLATED):
        raise _refusal("which uses an unsupported compression")
    if member.file_size > LARGEST:  # `zipfile` never extracts more than this
        raise FeedError(RunFailure.FEED_TOO_LARGE, f"The feed in the zip file is larger than {LARGEST:,} bytes.")
    return member


def _has_small_directory(path: Path) -> bool:
    """Checked before `zipfile` reads the directory. Zip64 archives (over 4 GB or 65,535 files) are refused."""
    with path.open("rb") as file:
        size = file.seek(0, 2)
        file.seek(max(0, size - _END_BYTES - _COMMENT_BYTES))
        tail = file.read()
    at = tail.rfind(_END)
    if at < 0 or b"PK\x06\x07" in tail[max(0, at - 20) : at]:
        return False
    return int.from_bytes(tail[at + 12 : at + 16], "little") <= _DIRECTORY_BYTES


def _refusal(what: str) -> FeedError:
    return FeedError(
        RunFailure.NOT_A_JOB_FEED,
        f"The URL returns a zip file {what}. Ask the source for the URL of the feed itself.",
    )
