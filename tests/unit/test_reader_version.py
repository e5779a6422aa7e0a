"""The reader's version changes with whatever may change what is read, and with nothing else."""

import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from job_importer.reader_version import PACKAGE, READER, digest, reader_version


@pytest.fixture
def package(tmp_path: Path) -> Path:
    copy = tmp_path / "elsewhere"
    shutil.copytree(PACKAGE, copy)
    return copy


def test_it_is_the_same_wherever_the_package_lies_and_whether_or_not_it_is_compiled(package: Path) -> None:
    before = digest(package)
    subprocess.run([sys.executable, "-m", "compileall", "-q", "-j", "1", package / "urls"], check=True)
    assert before == digest(package) == reader_version()


@pytest.mark.parametrize("part", READER)
def test_it_changes_with_every_part_of_the_reader(package: Path, part: str) -> None:
    before = digest(package)
    source = package / part
    with (source if source.is_file() else source / "__init__.py").open("a") as file:
        file.write("\n# mended\n")
    assert digest(package) != before


def test_it_changes_with_the_data_and_with_the_names_of_files(package: Path) -> None:
    before = digest(package)
    data = package / "intake" / "words" / "more.txt"
    data.write_text("salary: Entgelt\n")
    with_data = digest(package)
    data.rename(data.with_name("others.txt"))
    assert len({before, with_data, digest(package)}) == 3


def test_it_does_not_change_with_the_rest_of_the_package(package: Path) -> None:
    before = digest(package)
    (package / "runs" / "store.py").write_text("")
    (package / "__init__.py").write_text('__version__ = "9.9.9"\n')
    assert digest(package) == before
