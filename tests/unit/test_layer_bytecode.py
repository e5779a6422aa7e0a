"""The layer carries its bytecode: Lambda's /opt cannot be written, so each cold start would compile it again."""

import importlib.util
import marshal
import os
import subprocess
import sys
from pathlib import Path

import pytest

LAYER = Path("layers/job_importer")
VERSION = f"{sys.version_info.major}.{sys.version_info.minor}"
UNCHECKED_HASH = 1
HEADER_BYTES = 16


@pytest.fixture
def target_python(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """This Python, under the name by which the layer's Makefile looks for the target's."""
    (tmp_path / "bin").mkdir()
    (tmp_path / "bin" / f"python{VERSION}").symlink_to(sys.executable)
    monkeypatch.setenv("PATH", str(tmp_path / "bin"), prepend=os.pathsep)


def build(artifacts: Path, *settings: str) -> Path:
    """The package alone, as `sam build` has it built: `true` in place of the Python that would install wheels."""
    call = ["make", "--silent", "-C", str(LAYER), "build-JobImporterLayer", f"ARTIFACTS_DIR={artifacts}", "PYTHON=true"]
    subprocess.run([*call, *settings], check=True, capture_output=True)
    return artifacts / "python" / "job_importer"


@pytest.mark.usefixtures("target_python")
def test_every_module_is_compiled_for_where_it_will_lie(tmp_path: Path) -> None:
    package = build(tmp_path / "layer", f"LAYER_PYTHON={VERSION}", "LAYER_BYTECODE=1")
    modules = sorted(package.rglob("*.py"))
    assert len(modules) > 100
    for module in modules:
        header, code = _split(Path(importlib.util.cache_from_source(str(module))).read_bytes())
        assert int.from_bytes(header[4:8], "little") == UNCHECKED_HASH, module
        assert marshal.loads(code).co_filename == f"/opt/{module.relative_to(tmp_path / 'layer')}"


def test_a_machine_without_the_targets_python_builds_the_layer_without(tmp_path: Path) -> None:
    package = build(tmp_path / "layer", "LAYER_PYTHON=9.9", "LAYER_BYTECODE=1")
    assert not list(package.rglob("*.pyc"))
    assert (package / "__init__.py").exists()


def _split(compiled: bytes) -> tuple[bytes, bytes]:
    return compiled[:HEADER_BYTES], compiled[HEADER_BYTES:]
