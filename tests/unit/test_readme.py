"""The README is held to what there is."""

import re
from pathlib import Path

import pytest

from job_importer.codes import RunFailure
from job_importer.feeds.model import FeedSettings
from job_importer.intake.format import Format
from job_importer.intake.formats.registry import FORMATS
from job_importer.settings import Settings

ROOT = Path(__file__).parents[2]
README = (ROOT / "README.md").read_text()


@pytest.mark.parametrize("name", Settings.model_fields)
def test_every_setting_is_in_the_table(name: str) -> None:
    assert f"`{name.upper()}`" in README


@pytest.mark.parametrize("name", FeedSettings.model_fields)
def test_every_setting_of_a_feed_is_named(name: str) -> None:
    assert f"`{name}`" in README


@pytest.mark.parametrize("format", FORMATS, ids=lambda format: format.name)
def test_every_format_is_named(format: Format) -> None:
    assert f"`{format.name}`" in README


def test_the_named_targets_of_make_exist() -> None:
    targets = set(re.findall(r"^([a-z-]+):", (ROOT / "Makefile").read_text(), re.MULTILINE))
    assert set(re.findall(r"\bmake ([a-z-]+)\b", README)) - targets == set()


def test_every_code_that_ends_a_run_and_needs_a_person_is_explained() -> None:
    quiet = {"feed_too_large", "feed_forbidden_address", "xml_forbidden", "no_jobs_found", "no_valid_jobs"}
    assert {code.value for code in RunFailure if f"`{code.value}`" not in README} <= quiet


PACKAGE = ROOT / "layers" / "job_importer" / "job_importer"
ROOMS = sorted(path.parent.relative_to(PACKAGE).as_posix() for path in PACKAGE.glob("**/__init__.py"))


@pytest.mark.parametrize("room", [room for room in ROOMS if room not in (".", "api/routes")])
def test_every_room_of_the_package_is_named(room: str) -> None:
    assert f"{room.rpartition('/')[2]}/`" in README


@pytest.mark.parametrize("path", sorted(set(re.findall(r"`((?:[a-z_]+/)+[a-z_]+\.py)`", README))))
def test_every_module_that_is_named_exists(path: str) -> None:
    assert (PACKAGE / path).is_file() or (ROOT / path).is_file()
