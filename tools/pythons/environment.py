"""A virtual environment for each Python, with what the tests of the package need."""

import subprocess
import sys
from pathlib import Path

from tools.pythons.find import Python

ROOT = Path(__file__).parents[2]
REQUIREMENTS = ROOT / "tools/requirements-tests.txt"
LAYER = ROOT / "layers/job_importer"


def environment(python: Python) -> Path:
    """Its interpreter; created or renewed if its requirements have changed."""
    folder = ROOT / f".venv-{python.minor}"
    stamp, wanted = folder / ".installed", REQUIREMENTS.read_text()
    if not stamp.exists() or stamp.read_text() != wanted:
        subprocess.run(["sh", ROOT / "tools/create_venv.sh", python.executable, folder], check=True)
        print(f"• installing the test dependencies into {folder.name}", flush=True)
        install(folder / "bin/python", "--no-deps", "--require-hashes", "-r", REQUIREMENTS)
        stamp.write_text(wanted)
    return folder / "bin/python"


def install(python: Path, *what: str | Path) -> None:
    subprocess.run([python, "-m", "pip", "install", "--quiet", "--disable-pip-version-check", *what], check=True)


def build_layer(python: Python, architecture: str) -> list[Path]:
    """The layer for this Python and this machine, and beside it what Lambda brings: folders for `sys.path`."""
    folder = ROOT / ".build" / f"layer-{python.minor}"
    target = (f"ARTIFACTS_DIR={folder}", f"LAYER_PYTHON={python.minor}", f"LAYER_ARCH={architecture}")
    subprocess.run(["rm", "-rf", folder], check=True)
    subprocess.run(
        ["make", "-s", "-C", LAYER, "build-JobImporterLayer", f"PYTHON={sys.executable}", *target], check=True
    )
    pinned = next(line for line in REQUIREMENTS.read_text().splitlines() if line.startswith("boto3==")).rstrip(" \\")
    install(Path(sys.executable), "--target", folder / "lambda", pinned)
    return [folder / "python", folder / "lambda"]
