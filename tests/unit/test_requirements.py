"""Each file of requirements locks all that is installed by it, with hashes, and agrees with what is wanted."""

import re
from pathlib import Path

import pytest

from tools.licences import table

ROOT = Path(__file__).parents[2]
SOURCES = sorted(path for folder in ("layers", "tools") for path in (ROOT / folder).rglob("requirements*.in"))
LAYER = ROOT / "layers/job_importer/requirements.txt"
PIN = re.compile(r"([A-Za-z0-9._-]+)(?:\[[^\]]+\])?==([^\s;\\]+)")


def pins(text: str) -> dict[str, str]:
    found = (PIN.match(line) for line in text.splitlines())
    return {re.sub(r"[._]", "-", pin[1]).lower(): pin[2] for pin in found if pin}


def wanted(source: Path) -> dict[str, str]:
    """Those of the files that it names among them."""
    text = source.read_text()
    others = [wanted(source.parent / name) for name in re.findall(r"^-r (\S+)", text, re.MULTILINE)]
    return {name: version for other in (pins(text), *others) for name, version in other.items()}


@pytest.mark.parametrize("source", SOURCES, ids=lambda path: str(path.relative_to(ROOT)))
def test_what_is_wanted_is_locked_with_hashes_and_without_addresses(source: Path) -> None:
    locked = source.with_suffix(".txt").read_text()
    assert wanted(source).items() <= pins(locked).items()
    entries = re.split(r"^(?=\S)", locked.replace("\\\n", " "), flags=re.MULTILINE)
    assert [entry for entry in entries if PIN.match(entry) and "--hash=sha256:" not in entry] == []
    assert not re.search(r"://|file:|--(?:extra-)?index|--find-links", locked)


def test_what_is_tested_is_what_is_deployed() -> None:
    layer = pins(LAYER.read_text())
    for name in ("requirements", "requirements-tests", "jobctl/requirements"):
        locked = pins((ROOT / f"tools/{name}.txt").read_text())
        assert {name: locked[name] for name in layer if name in locked} == {
            name: version for name, version in layer.items() if name in locked
        }
    assert len(layer) < 25, "runtime dependencies are few"


def test_the_layer_takes_nothing_but_what_is_locked() -> None:
    assert "--require-hashes -r requirements.txt" in (LAYER.parent / "Makefile").read_text()
    installs = re.findall(r"\$\(PIP\).*-r .*", (ROOT / "Makefile").read_text())
    assert installs
    assert [line for line in installs if "--require-hashes" not in line] == []


def test_licences_are_listed_by_name_also_where_none_is_said() -> None:
    components = [
        {"name": "b", "version": "2", "licenses": [{"license": {"id": "MIT"}}, {"license": {"name": "MIT-0"}}]},
        {"name": "A", "version": "1", "licenses": [{"expression": "BSD-3-Clause AND ISC"}]},
        {"name": "c", "version": "3"},
    ]
    lines = table({"components": components}).splitlines()[2:]
    assert lines == ["| A | 1 | BSD-3-Clause AND ISC |", "| b | 2 | MIT, MIT-0 |", "| c | 3 | not said |"]
