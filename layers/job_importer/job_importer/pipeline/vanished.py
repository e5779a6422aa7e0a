"""Closes the jobs whose keys a run has recorded as vanished."""

from collections.abc import Iterator, Sequence
from datetime import datetime
from pathlib import Path
from tempfile import TemporaryDirectory

from job_importer.connections import Context
from job_importer.jobs.closing import close_listed
from job_importer.runs import snapshots
from job_importer.runs.manifest import KEY_BYTES, relied_on
from job_importer.runs.model import RunDoc


def close_noted(ctx: Context, run: RunDoc, now: datetime) -> int:
    """Returns how many jobs the run has closed, including those that its feed has marked. If the note is no longer
    kept, the next full import closes them.
    """
    relied = relied_on(run)
    key = snapshots.vanished_key(run["feed_id"], run["_id"])
    with TemporaryDirectory(prefix="closing-") as folder:
        file = Path(folder, "vanished")
        if not relied:
            return run["closed"]
        snapshots.get(ctx.s3, ctx.settings.snapshot_bucket, key, file)
        keys = _keys(file, run.get("marked", ()))
        return close_listed(ctx.db, run["feed_id"], run["_id"], keys, relied["confirmed_at"], now)


def _keys(file: Path, marked: Sequence[str]) -> Iterator[str]:
    yield from marked
    if file.exists():
        with file.open("rb") as opened:
            while key := opened.read(KEY_BYTES).hex():
                if key not in marked:
                    yield key
