"""The program as such: its help, its version, its commands."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.support.jobctl import Shell
from tools.jobctl.app import Commands

ROOT = Path(__file__).parents[3]
HEAVY = {"boto3", "botocore", "httpx", "job_importer.feeds.model", "pydantic", "pymongo", "yaml"}
LAZY = {name: lazy for commands in Commands.panels.values() for name, lazy in commands.items()}
IMPORTED = """
import atexit, sys
atexit.register(lambda: print("\\n", *sys.modules))
from tools.jobctl.app import main
main()
"""


@pytest.fixture
def shell(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Shell:
    return Shell(monkeypatch, capsys)


def imported(*arguments: str, **environment: str) -> set[str]:
    """The modules that a run of the program imports."""
    path = f"{ROOT}{os.pathsep}{ROOT / 'layers' / 'job_importer'}"
    done = subprocess.run(
        [sys.executable, "-c", IMPORTED, *arguments],
        env={**os.environ, "PYTHONPATH": path, **environment},
        capture_output=True,
        text=True,
        check=False,
    )
    return set(done.stdout.splitlines()[-1].split())


@pytest.mark.parametrize("option", ["--help", "-h", "--version"])
def test_help_and_version_import_nothing_heavy(option: str) -> None:
    found = imported(option)
    assert "tools.jobctl.app" in found
    assert found & HEAVY == set()


def test_completion_imports_nothing_heavy() -> None:
    words = {"_JOBCTL_COMPLETE": "complete_bash", "COMP_WORDS": "jobctl ru", "COMP_CWORD": "1"}
    assert imported(**words) & HEAVY <= {"pydantic"}  # Typer's own


def test_what_counts_as_heavy_is_imported_where_it_is_needed(tmp_path: Path) -> None:
    """Without a local stack, that is: what `make up` has left here knows the API's address."""
    assert imported("runs", "--json", JOB_IMPORTER_HOME=str(tmp_path)) >= HEAVY - {"yaml", "pymongo"}


@pytest.mark.parametrize("name", LAZY)
def test_every_command_is_there_with_its_summary_and_the_common_options(name: str, shell: Shell) -> None:
    help = " ".join(shell(name, "-h").out.split())
    assert all(option in help for option in ("--json", "--csv", "--stack", "--help"))
    assert LAZY[name].summary.split()[0] in help


def test_help_names_every_command_and_every_exit_code(shell: Shell) -> None:
    help = " ".join(shell("--help").out.split())
    assert all(f"│ {name} " in help for name in LAZY)
    assert all(code in help for code in ("0 done", "1 a fault", "2 usage", "3 an import failed", "4 an import ended"))


def test_the_version_is_told(shell: Shell) -> None:
    from job_importer import __version__

    assert shell("--version").out == f"jobctl {__version__}\n"


@pytest.mark.parametrize(
    "arguments", [("nope",), ("runs", "--statsu", "x"), ("runs", "--limit", "no"), ("feeds", "no")]
)
def test_a_mistake_in_the_command_line_is_usage_in_every_format(arguments: tuple[str, ...], shell: Shell) -> None:
    plain, machine, sheet = shell(*arguments), shell(*arguments, "--json"), shell(*arguments, "--csv")
    assert (plain.exit_code, machine.exit_code, sheet.exit_code) == (2, 2, 2)
    assert (plain.out, "--help` lists what exists." in plain.err) == ("", True)
    assert machine.json["error"]["code"] == "usage"
    assert sheet.out.startswith("error.code,error.message")
