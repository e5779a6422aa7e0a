"""python -m tools.pythons newest|all: run the tests on the Python nearest to the deployed one, or on all there are."""

import os
import platform
import subprocess
import sys

from tools.pythons.environment import ROOT, build_layer, environment
from tools.pythons.find import CURRENT_EXPAT, Python, ask, find, nearest_to_deployed

INTAKE_AND_PIPELINE = (
    *("tests/unit/intake", "tests/unit/fetching", "tests/integration/test_importer.py"),
    *("tests/integration/test_paging.py", "tests/integration/test_sick_imports.py"),
)
ALL_UNITS = ("tests/unit", "--ignore=tests/unit/template")  # read by SAM, which the package has no use for
ARCHITECTURES = {"x86_64": "x86_64", "aarch64": "arm64"}
ALARM = f"""\
!!! None of the Pythons here has expat {".".join(map(str, CURRENT_EXPAT))} or newer, as that has which is deployed.
!!! What its parser does differently is not tested. Install Python 3.13, or name its folder in PATH."""


def newest() -> int:
    own = ask_own()
    chosen = nearest_to_deployed([*find(), own])
    is_own = chosen.version == own.version
    print(f"• of the Pythons here, {chosen} is nearest to the deployed one; intake and pipeline", end=" ")
    print("have just run on it" if is_own else "run on it now", flush=True)
    failed = not is_own and run_tests(chosen, *INTAKE_AND_PIPELINE)
    if not chosen.has_current_expat:
        print(ALARM, file=sys.stderr)
    return int(failed)


def every() -> int:
    failed = []
    for python in find():
        print(f"• {python}", flush=True)
        if run_tests(python, *ALL_UNITS) or not imports_layer(python):
            failed.append(python.minor)
    print(f"• failed on {', '.join(failed)}" if failed else "• the tests passed on every Python found")
    return int(bool(failed))


def run_tests(python: Python, *tests: str) -> bool:
    """Whether any failed."""
    return subprocess.run([environment(python), "-m", "pytest", "-q", "-n", "2", *tests], cwd=ROOT).returncode != 0


def imports_layer(python: Python) -> bool:
    """Of the deployed Python alone: whether the layer built for it can be imported with nothing else installed."""
    if python.minor != os.environ.get("LAYER_PYTHON", "3.13"):
        return True
    folders = build_layer(python, ARCHITECTURES.get(platform.machine(), "native"))
    script = ROOT / "tools/pythons/import_layer.py"
    return subprocess.run([python.executable, "-I", "-S", script, *folders]).returncode == 0


def ask_own() -> Python:
    own = ask(ROOT / sys.executable)
    if own is None:
        raise SystemExit("This Python does not report its version.")
    return own


if __name__ == "__main__":
    sys.exit(every() if sys.argv[1:] == ["all"] else newest())
