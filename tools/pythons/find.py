"""Finds the Pythons of this machine."""

import json
import os
import subprocess
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

MINORS = range(11, 15)  # of Python 3: what the package runs on
CURRENT_EXPAT = (2, 6, 0)  # from which on handlers may be called as late as at the end; that of Lambda's Python 3.13

_ASK = (
    "import json, sys, pyexpat;"
    "print(json.dumps([getattr(sys, '_base_executable', sys.executable), sys.version_info[:3], pyexpat.version_info]))"
)


@dataclass(frozen=True, slots=True)
class Python:
    executable: str
    version: tuple[int, ...]
    expat: tuple[int, ...]

    @property
    def minor(self) -> str:
        return ".".join(map(str, self.version[:2]))

    @property
    def has_current_expat(self) -> bool:
        return self.expat >= CURRENT_EXPAT

    def __str__(self) -> str:
        return f"Python {'.'.join(map(str, self.version))} with expat {'.'.join(map(str, self.expat))}"


def find(folders: Iterable[Path] | None = None) -> list[Python]:
    """The newest of each minor version in the folders, oldest first; by default PATH's and pyenv's."""
    newest: dict[str, Python] = {}
    names = [f"python3.{minor}" for minor in MINORS] + ["python3"]
    candidates = (folder / name for folder in (_folders() if folders is None else folders) for name in names)
    for python in filter(None, map(ask, candidates)):
        if python.version[1] in MINORS and python.version > newest.get(python.minor, _NONE).version:
            newest[python.minor] = python
    return sorted(newest.values(), key=lambda python: python.version)


def ask(executable: Path) -> Python | None:
    """What the Python says about itself; None if it does not run."""
    if not os.access(executable, os.X_OK):
        return None
    answer = subprocess.run([executable, "-c", _ASK], capture_output=True, text=True, check=False)
    if answer.returncode:
        return None
    base, version, expat = json.loads(answer.stdout)
    return Python(base, tuple(version), tuple(expat))


def nearest_to_deployed(pythons: list[Python]) -> Python:
    """The newest with an expat of today, else the newest."""
    return max(pythons, key=lambda python: (python.has_current_expat, python.version))


_NONE = Python("", (), ())


def _folders() -> list[Path]:
    pyenv = Path(os.environ.get("PYENV_ROOT") or Path.home() / ".pyenv")
    on_path = [Path(folder) for folder in os.environ.get("PATH", "").split(os.pathsep) if folder]
    return [*on_path, *sorted(pyenv.glob("versions/3.*/bin"))]
