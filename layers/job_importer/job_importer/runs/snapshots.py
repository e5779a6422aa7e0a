"""Snapshots: the bytes that a run reads, compressed in S3, written once and kept for the bucket's lifecycle."""

import gzip
from collections.abc import Iterator
from datetime import datetime
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

import zstandard
from botocore.exceptions import ClientError

from job_importer.codes import FeedError, RunFailure
from job_importer.runs.model import Snapshot

if TYPE_CHECKING:
    from mypy_boto3_s3 import S3Client

PIECE = 64 * 1024  # bytes in memory at once
LEVEL = 3  # of zstd: smaller than gzip's usual, at a tenth of its time
GONE = "The snapshot of this run is no longer kept, so it cannot be replayed; import the feed again instead."


def snapshot_key(feed_id: str, run_id: str) -> str:
    return f"snapshots/{feed_id}/{run_id}.zst"


def manifest_key(feed_id: str, run_id: str) -> str:
    return f"snapshots/{feed_id}/{run_id}.manifest.zst"


def vanished_key(feed_id: str, run_id: str) -> str:
    return f"snapshots/{feed_id}/{run_id}.vanished.zst"


def store(
    s3: "S3Client", bucket: str, key: str, body: Path, fetched_at: datetime, content_type: str | None
) -> Snapshot:
    """Stores the body, unless an earlier attempt of the same run has stored one, which then stays."""
    metadata = {"fetched-at": fetched_at.isoformat(), "content-type": content_type or ""}
    try:
        put(s3, bucket, key, body, IfNoneMatch="*", Metadata=metadata)
    except ClientError as error:
        if error.response["Error"]["Code"] not in ("PreconditionFailed", "ConditionalRequestConflict"):
            raise
    return describe(s3, bucket, key)


def put(s3: "S3Client", bucket: str, key: str, file: Path, **options: Any) -> None:
    """Compresses the file and stores it; replaces what was there, unless `options` say otherwise."""
    packed = file.with_suffix(".zst")
    with file.open("rb") as plain, packed.open("wb") as out:
        zstandard.ZstdCompressor(level=LEVEL).copy_stream(plain, out)
    try:
        with packed.open("rb") as data:
            s3.put_object(Bucket=bucket, Key=key, Body=data, **options)
    finally:
        packed.unlink()


def remove(s3: "S3Client", bucket: str, key: str) -> None:
    """Removes the snapshot, if there is one."""
    s3.delete_object(Bucket=bucket, Key=key)


def describe(s3: "S3Client", bucket: str, key: str) -> Snapshot:
    metadata = s3.head_object(Bucket=bucket, Key=key)["Metadata"]
    return {
        "key": key,
        "fetched_at": datetime.fromisoformat(metadata["fetched-at"]),
        "content_type": metadata["content-type"] or None,
    }


def load(s3: "S3Client", bucket: str, key: str, destination: Path) -> None:
    """The body as it was fetched. Raises FeedError once the bucket's lifecycle has removed it."""
    if not get(s3, bucket, key, destination):
        raise FeedError(RunFailure.INTERNAL_ERROR, GONE)


def exists(s3: "S3Client", bucket: str, key: str) -> bool:
    try:
        s3.head_object(Bucket=bucket, Key=key)
    except ClientError as error:
        if error.response["Error"]["Code"] not in ("404", "NoSuchKey"):
            raise
        return False
    return True


def stream(s3: "S3Client", bucket: str, key: str) -> Iterator[bytes] | None:
    """The body, decompressed, in pieces; None if there is no such object any more."""
    try:
        packed: Any = s3.get_object(Bucket=bucket, Key=key)["Body"]
    except s3.exceptions.NoSuchKey:
        return None
    return _pieces(packed, key)


def _pieces(packed: Any, key: str) -> Iterator[bytes]:
    with packed:
        if key.endswith(".gz"):  # of an earlier version
            with gzip.GzipFile(fileobj=packed) as plain:
                yield from iter(partial(plain.read, PIECE), b"")
        else:
            yield from zstandard.ZstdDecompressor().read_to_iter(packed, read_size=PIECE, write_size=PIECE)


def get(s3: "S3Client", bucket: str, key: str, destination: Path) -> bool:
    """False if there is no such object any more."""
    pieces = stream(s3, bucket, key)
    if pieces is None:
        return False
    with destination.open("wb") as out:
        out.writelines(pieces)
    return True
