"""jobctl on its own: what `pipx install` makes of the project."""

import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from importlib.metadata import PathDistribution, packages_distributions
from pathlib import Path

import pytest

from tests.integration.jobctl.test_preview import FEED

ROOT = Path(__file__).parents[3]


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder of packages that holds the project alone, from its wheel."""
    project, site = tmp_path_factory.mktemp("project"), tmp_path_factory.mktemp("site")
    for name in ("pyproject.toml", "README.md"):
        shutil.copy(ROOT / name, project)
    for name in ("tools", "layers"):
        shutil.copytree(ROOT / name, project / name, ignore=shutil.ignore_patterns("__pycache__"))
    pip = [sys.executable, "-m", "pip", "--quiet", "--disable-pip-version-check", "--no-cache-dir"]
    alone = ["--no-deps", "--no-build-isolation", "--no-index"]
    subprocess.run([*pip, "install", *alone, "--target", site, project], check=True)
    return site


def jobctl(site: Path, folder: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    """With the site's packages before all others, in a folder that is no checkout."""
    environment = {**os.environ, "PYTHONPATH": str(site)}
    command = [sys.executable, str(site / "bin" / "jobctl"), *arguments]
    return subprocess.run(command, cwd=folder, env=environment, capture_output=True, text=True, check=False)


def test_it_previews_a_feed_with_all_its_words(site: Path, tmp_path: Path) -> None:
    (tmp_path / "feed.xml").write_text(FEED)
    done = jobctl(site, tmp_path, "preview", "feed.xml")
    assert (done.returncode, done.stderr) == (0, "")
    assert "B-1" in done.stdout
    data = [path.relative_to(site) for path in site.rglob("intake/words/*.txt")]
    assert len(data) == len(list(ROOT.glob("layers/job_importer/job_importer/intake/words/*.txt"))) > 0


def test_it_declares_all_that_it_imports(site: Path) -> None:
    (metadata,) = site.glob("job_importer-*.dist-info")
    declared = {re.split(r"[=\[;]", text)[0].lower() for text in PathDistribution(metadata).requires or []}
    known = packages_distributions()
    imported = {name.lower().replace("_", "-") for module in _imported(site) for name in known.get(module, ())}
    brought = {"botocore", "pydantic-core", "urllib3", "pyjwt"}  # by boto3, pydantic and a layer of its own
    types = {name for name in imported if name.startswith("mypy-")}
    assert imported - {"job-importer"} - types <= declared | brought
    assert {"typer", "httpx", "pydantic"} <= imported


def _imported(site: Path) -> Iterator[str]:
    """The top-level modules that jobctl and the package import."""
    for path in [*site.glob("tools/jobctl/*.py"), *site.rglob("job_importer/**/*.py")]:
        for line in path.read_text().splitlines():
            if found := re.match(r"\s*(?:from|import) (\w+)", line):
                yield found[1]
