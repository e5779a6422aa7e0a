"""Copies of the project in which a change does no harm, and pytest in them. It is forked, so that others' modules are
imported already, and has a process group of its own: with it end the servers that the tests have started."""

import os
import shutil
import signal
import sys
from collections.abc import Sequence
from contextlib import suppress
from hashlib import sha256
from multiprocessing import get_context
from pathlib import Path

import boto3  # noqa: F401 these take longer to import than most tests to run
import hypothesis  # noqa: F401
import moto.server  # noqa: F401
import pymongo  # noqa: F401
import pytest
import schemathesis  # noqa: F401

from tools.mutants.plan import ROOT

TREE = (
    "layers",
    "functions",
    "tests",
    "tools",
    "events",
    "admin_static",
    "pyproject.toml",
    "template.yaml",
    "README.md",
    "docs",
)
HOME = ROOT / ".local" / "mutants"
TRIAL_SECONDS = 300
_FORK = get_context("fork")


def copy_tree(name: str) -> Path:
    tree = HOME / name
    shutil.rmtree(tree, ignore_errors=True)
    tree.mkdir(parents=True)
    for part in TREE:
        copy = shutil.copytree if (ROOT / part).is_dir() else shutil.copy2
        copy(ROOT / part, tree / part)
    (tree / ".venv-emulators").symlink_to((ROOT / ".venv-emulators").resolve())
    return tree


def digest(*more: str) -> str:
    """Over everything that is copied, and `more`."""
    found = sha256(repr(more).encode())
    for path in sorted(path for part in TREE for path in ((ROOT / part), *(ROOT / part).rglob("*"))):
        if path.is_file() and path.suffix != ".pyc":
            found.update(f"\0{path}\0".encode() + path.read_bytes())
    return found.hexdigest()


def passes(tree: Path, tests: Sequence[str], seconds: float | None = TRIAL_SECONDS) -> bool:
    """Whether all tests pass; stops at the first failure. Running out of time is not passing."""
    return _run(tree, ("-x", *tests), (), seconds) == pytest.ExitCode.OK


def run(tree: Path, options: Sequence[str], plugin: object) -> None:
    _run(tree, options, (plugin,), None)


def _run(tree: Path, options: Sequence[str], plugins: Sequence[object], seconds: float | None) -> int | None:
    trial = _FORK.Process(target=_pytest, args=(tree, options, plugins))
    trial.start()
    try:
        trial.join(seconds)
        return trial.exitcode
    finally:
        with suppress(ProcessLookupError, PermissionError):
            os.killpg(trial.pid or 0, signal.SIGKILL)
        trial.join()


def _pytest(tree: Path, options: Sequence[str], plugins: Sequence[object]) -> None:
    os.setsid()
    os.chdir(tree)
    os.environ |= {"PYTHONPATH": f"{tree}:{tree / 'layers/job_importer'}", "CI": "1"}
    sys.path[:0] = [str(tree), str(tree / "layers/job_importer")]
    for name in [name for name in sys.modules if name.partition(".")[0] in ("tools", "job_importer")]:
        del sys.modules[name]  # they are read from the copy
    for stream in (1, 2):
        os.dup2(os.open(os.devnull, os.O_WRONLY), stream)
    os._exit(pytest.main(["-q", "--assert=plain", "-p", "no:cacheprovider", *options], plugins=list(plugins)))
