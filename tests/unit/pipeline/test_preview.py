"""A preview says in its report all that its contract names, whether or not the feed could be read."""

import pytest

from tests.support.previewing import fields, look, source

NAMES = {"outcome", "message", "format", "encoding", "repaired", "fetched", "inactive", "unique", "duplicates"}
NAMES |= {"invalid", "identity", "completeness", "warnings", "bytes", "seconds"}
JOB = fields(title="Baker", company="Acme", url="https://acme.example/1", referencenumber="1", description="Bake.")


@pytest.mark.parametrize(
    ("document", "expected"),
    [
        (source(JOB, JOB), {"outcome": "ok", "fetched": 2, "unique": 1, "duplicates": 1, "invalid": 0}),
        ("<source><job>", {"outcome": "xml_malformed", "fetched": 0, "unique": 0, "warnings": [], "format": None}),
    ],
)
def test_a_report_names_all_of_its_contract(document: str, expected: dict[str, object]) -> None:
    report = dict(look(document)[0])
    assert report.keys() == NAMES
    assert expected | {"bytes": len(document)} == {name: report[name] for name in (*expected, "bytes")}


def test_a_report_on_what_could_not_be_read_tells_of_nothing_but_the_failure() -> None:
    report = dict(look("<source><job>")[0])
    assert report.pop("message")
    assert report.pop("seconds", None) is not None
    nothing: dict[str, object] = dict.fromkeys(("fetched", "inactive", "unique", "duplicates", "invalid"), 0)
    nothing |= dict.fromkeys(("format", "encoding", "identity", "completeness"))
    assert report == nothing | {"outcome": "xml_malformed", "repaired": False, "warnings": [], "bytes": 13}
