"""Feeds of jobs as CSV."""

import pytest

from job_importer.intake.model import Caps
from tests.support.previewing import look

HEAD = "job_id,title,company,location,url,description\n"
ROW = "c-{0},Baker,Acme,Bonn,https://x.example/{0},Bread\n"


def test_quoted_cells_may_contain_delimiters_and_line_ends() -> None:
    row = 'c-1,Baker,"Acme, Sons",Bonn,https://x.example/1,"One.\r\nSay ""two""."\r\n'
    report, (job,) = look(HEAD.replace("\n", "\r\n") + row)
    assert (report["format"], report["identity"]) == ("csv", "job_id")
    assert (job["company"], job["description_text"]) == ("Acme, Sons", 'One.\nSay "two".')


@pytest.mark.parametrize("parted_by", [",", ";", "\t", "|"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252", "utf-16"])
def test_any_usual_delimiter_and_encoding_is_recognised(parted_by: str, encoding: str) -> None:
    rows = "".join(ROW.format(n).replace("Bonn", "Köln") for n in range(3))
    report, jobs = look((HEAD + rows).replace(",", parted_by).encode(encoding))
    assert (report["outcome"], len(jobs), jobs[0]["location"]) == ("ok", 3, "Köln")


def test_a_table_of_something_else_is_refused_with_its_columns_and_the_setting_that_overrules_it() -> None:
    message = look("date,open,close\n2026-11-02,1,2\n2026-11-03,1,2\n")[0]["message"]
    assert message == (
        "The document is a CSV whose items do not look like jobs: 2 rows (close, date, open)."
        " If they are jobs, set the feed's format to 'csv'."
    )


def test_the_only_row_may_contain_a_line_end() -> None:
    (job,) = look(HEAD + 'c-1,Baker,Acme,Bonn,https://x.example/1,"One.\nTwo."\n')[1]
    assert job["description_text"] == "One.\nTwo."


def test_a_table_without_rows_has_no_jobs() -> None:
    assert look(HEAD)[0]["outcome"] == "no_jobs_found"
    assert look(HEAD, allow_empty=True)[0]["outcome"] == "ok"


@pytest.mark.parametrize(
    ("end", "said"),
    [
        ('c-9,"Cook', "is cut off within a quoted cell (line 3)"),
        ("c-9,Cook,Acme", "is cut off: its last row has fewer cells than the header (line 3)"),
        ('c-9,"Cook\nand more', "is cut off within a quoted cell (line 4)"),
    ],
)
def test_a_table_that_is_cut_off_is_refused(end: str, said: str) -> None:
    report, _ = look(HEAD + ROW.format(1) + end)
    assert report["outcome"] == "csv_malformed"
    assert report["message"] == f"The CSV {said}; nothing was imported."


def test_a_last_row_without_a_line_end_is_whole() -> None:
    assert look(HEAD + ROW.format(1) + ROW.format(2).rstrip())[0]["fetched"] == 2


def test_short_blank_and_overlong_rows_are_read_as_intended() -> None:
    body = HEAD + "c-1,Baker,Acme,Bonn,https://x.example/1\n,,,,,\n\n" + ROW.format(2).rstrip() + ", butter, jam\n"
    report, jobs = look(body)
    assert [job["description_text"] for job in jobs] == [None, "Bread, butter, jam"]
    assert (
        "Rows with more cells than the header: 1; their extra cells were joined to the last column."
        in report["warnings"]
    )


def test_a_row_beyond_the_cap_is_refused() -> None:
    caps = Caps(max_element_bytes=10_000)
    report, _ = look(HEAD + ROW.format(1) + "c-2," + "x" * 30_000 + ROW.format(3)[3:], caps=caps)
    assert report["outcome"] == "xml_forbidden"


def test_a_sentence_with_commas_is_not_a_table() -> None:
    assert "not XML, JSON or CSV" in look("Sorry, we are closed, come back later.")[0]["message"]
