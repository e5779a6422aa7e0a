"""The path language of publishers' fields, and what the file that uses it must contain."""

from typing import Any

import pytest

from job_importer.intake import words
from job_importer.intake.formats.loading import SLOTS
from job_importer.intake.formats.paths import reader

ITEM: dict[str, Any] = {
    "id": 7,
    "empty": " ",
    "place": {"city": "Bonn", "region": "", "state": "NRW", "country": "de", "hybrid": True},
    "places": [{"city": "Ulm", "hidden": True}, {"city": "Bonn"}, {"city": "Bonn", "country": "DE"}],
    "sections": {"one": {"text": "A"}, "two": {"text": "B"}},
    "kinds": ["full", "part"],
}
KNOWN = {"site": "https://acme.example", "1": "", "<name>": "Acme", "?lang": "de"}
LINES = frozenset(
    [
        "base",
        "score",
        "is",
        "and",
        "not",
        "shows",
        "empty",
        "keys",
        "content",
        "dates",
        "window",
        "labels",
        "named",
        "plain",
        "address",
        "window sizes",
    ]
)


@pytest.mark.parametrize(
    ("path", "found"),
    [
        ("id", [7]),
        ("empty", []),
        ("gone.deeper", []),
        ("place.city", ["Bonn"]),
        ("places.city", ["Ulm", "Bonn", "Bonn"]),
        ("place.region|state", ["NRW"]),
        ("places[hidden!=true].city", ["Bonn", "Bonn"]),
        ("places[hidden=true].city", ["Ulm"]),
        ("sections.*.text", ["A", "B"]),
        ("place.(city + region|state + country)", ["Bonn, NRW, DE"]),
        ("places.(city + country)", ["Ulm", "Bonn", "Bonn, DE"]),
        (".(id)", ["7"]),
        ("place.city & sections.one.text", ["Bonn", "A"]),
        ("kinds*", ["full, part"]),
        ("hybrid if place[hybrid=true]", ["hybrid"]),
        ("hybrid if place[hybrid=false]", []),
        ("{site}/job/{id}", ["https://acme.example/job/7"]),
        ("{site}/{1}/{id}", []),
        ("{place.city}-{id}", ["Bonn-7"]),
        ("{gone}-{id}", []),
        ("{?lang}", ["de"]),
        ("=true", ["true"]),
        ("<name>", ["Acme"]),
        ("<title>", []),
    ],
)
def test_a_path_finds_its_values(path: str, found: list[Any]) -> None:
    assert reader(path, KNOWN)(ITEM) == found


def test_every_line_of_every_publisher_is_used() -> None:
    for publisher, entry in words.sections("publishers").items():
        unknown = {line for line in entry if line not in LINES | SLOTS and not line.startswith(("field ", "read "))}
        assert not unknown, publisher
        assert all(line.removeprefix("read ") in SLOTS for line in entry if line.startswith("read ")), publisher
