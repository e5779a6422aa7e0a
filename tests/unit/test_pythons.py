"""Which of the Pythons on a machine the tests run on besides the project's own."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from tools.pythons.find import Python, ask, find, nearest_to_deployed

ROOT = Path(__file__).parents[2]


def install(folder: Path, name: str, version: tuple[int, ...], expat: tuple[int, ...] = (2, 5, 0)) -> None:
    """Something that answers as a Python of that version would."""
    folder.mkdir(exist_ok=True)
    answer = json.dumps([str(folder / name), version, expat])
    (folder / name).write_text(f"#!/bin/sh\necho '{answer}'\n")
    (folder / name).chmod(0o755)


def test_the_newest_of_each_minor_version_is_found(tmp_path: Path) -> None:
    install(tmp_path / "a", "python3.12", (3, 12, 1))
    install(tmp_path / "a", "python3", (3, 11, 2))
    install(tmp_path / "b", "python3.12", (3, 12, 9))
    install(tmp_path / "b", "python3.11", (3, 11, 0))
    found = find([tmp_path / "a", tmp_path / "b", tmp_path / "none"])
    assert [python.version for python in found] == [(3, 11, 2), (3, 12, 9)]
    assert found[1].executable == str(tmp_path / "b/python3.12")


def test_a_python_that_does_not_run_or_is_too_old_is_none(tmp_path: Path) -> None:
    install(tmp_path, "python3", (3, 9, 1))
    (tmp_path / "python3.13").write_text("#!/bin/sh\necho 'python3.13: command not found' >&2\nexit 127\n")
    (tmp_path / "python3.13").chmod(0o755)
    assert find([tmp_path]) == []


@pytest.mark.parametrize(
    ("expats", "chosen"),
    [
        ({11: (2, 5, 0), 13: (2, 6, 3)}, 13),
        ({11: (2, 7, 1), 12: (2, 5, 0)}, 11),
        ({11: (2, 6, 0), 12: (2, 8, 0)}, 12),
        ({11: (2, 5, 0), 12: (2, 5, 0)}, 12),
    ],
)
def test_an_expat_of_today_counts_for_more_than_the_version(expats: dict[int, tuple[int, ...]], chosen: int) -> None:
    pythons = [Python("", (3, minor, 0), expat) for minor, expat in expats.items()]
    assert nearest_to_deployed(pythons).version[1] == chosen


def test_a_machine_without_an_expat_of_today_is_told_so_loudly(tmp_path: Path) -> None:
    environment = os.environ | {"PATH": str(tmp_path), "PYENV_ROOT": str(tmp_path)}
    done = subprocess.run(
        [sys.executable, "-m", "tools.pythons", "newest"], cwd=ROOT, env=environment, capture_output=True, text=True
    )
    own = ask(Path(sys.executable))
    assert own is not None
    assert (done.returncode, str(own) in done.stdout) == (0, True)
    assert ("!!! None of the Pythons here has expat 2.6.0 or newer" in done.stderr) is not own.has_current_expat
