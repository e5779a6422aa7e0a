"""What a killed import has left in /tmp goes with the next one; what a living one works with stays."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from job_importer.scratch import scratch_folder

KILLED = """
import os, signal, sys, tempfile
tempfile.tempdir = sys.argv[1]
from job_importer.scratch import scratch_folder
with scratch_folder() as folder:
    (folder / "feed").write_bytes(bytes(1_000))
    os.kill(os.getpid(), signal.SIGKILL)
"""


@pytest.fixture
def tmp(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    return tmp_path


def test_a_folder_is_gone_after_its_import(tmp: Path) -> None:
    with scratch_folder() as folder:
        (folder / "feed").write_text("…")
    assert list(tmp.iterdir()) == []


def test_what_a_killed_import_has_left_goes_with_the_next_one(tmp: Path) -> None:
    same_code = {**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)}
    subprocess.run([sys.executable, "-c", KILLED, str(tmp)], check=False, env=same_code)
    (left,) = tmp.iterdir()
    with scratch_folder() as folder:
        assert list(tmp.iterdir()) == [folder]
    assert not left.exists()


def test_what_a_living_import_works_with_stays(tmp: Path) -> None:
    (tmp / "somebody-elses").mkdir()
    with scratch_folder() as one, scratch_folder() as other:
        assert {one, other} < set(tmp.iterdir())
    assert [path.name for path in tmp.iterdir()] == ["somebody-elses"]
