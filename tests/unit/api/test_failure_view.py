"""Where in its feed a failed run says that it failed."""

import pytest

from job_importer.api.views.run import failure_view
from job_importer.runs.model import Failure


@pytest.mark.parametrize(
    ("code", "message", "place"),
    [
        ("xml_malformed", "The XML is not well-formed at line 4,211, column 18: mismatched tag.", (4_211, 18)),
        ("json_malformed", "The JSON is not well-formed at line 3, column 7: no value.", (3, 7)),
        ("csv_malformed", "The CSV is cut off (line 12); nothing was imported.", (12, 1)),
        ("xml_malformed", "The XML is cut off.", (None, None)),
        ("feed_http_error", "The source says: error in line 9, column 2.", (None, None)),
    ],
)
def test_a_broken_document_names_its_place(code: str, message: str, place: tuple[int | None, int | None]) -> None:
    failure: Failure = {"code": code, "message": message, "retry_after": None}
    found = failure_view(failure)
    assert found is not None
    assert (found.line, found.column) == place
    assert failure_view(None) is None
