"""What is put into the bucket comes out of it, and so does what an earlier version has put there."""

import gzip
from pathlib import Path

from job_importer.runs import snapshots
from tests.conftest import Aws
from tests.support.world import FEED, NOW, RUN_1

BODY = b"<jobs>" + b"<job>Cook</job>" * 10_000 + b"</jobs>"


def test_a_snapshot_is_a_fraction_of_its_body_and_gives_it_back(aws: Aws, tmp_path: Path) -> None:
    s3 = aws.client("s3")
    s3.create_bucket(Bucket="snapshots")
    body, key = tmp_path / "feed", snapshots.snapshot_key(FEED, RUN_1)
    body.write_bytes(BODY)
    stored = snapshots.store(s3, "snapshots", key, body, NOW, "text/xml")
    assert stored == {"key": key, "fetched_at": NOW, "content_type": "text/xml"}
    assert s3.head_object(Bucket="snapshots", Key=key)["ContentLength"] < len(BODY) / 20
    snapshots.load(s3, "snapshots", key, tmp_path / "again")
    assert (tmp_path / "again").read_bytes() == BODY


def test_a_gzipped_snapshot_of_an_earlier_version_is_still_read(aws: Aws, tmp_path: Path) -> None:
    s3 = aws.client("s3")
    s3.create_bucket(Bucket="snapshots")
    s3.put_object(Bucket="snapshots", Key="snapshots/acme/old.gz", Body=gzip.compress(BODY))
    snapshots.load(s3, "snapshots", "snapshots/acme/old.gz", tmp_path / "feed")
    assert (tmp_path / "feed").read_bytes() == BODY
