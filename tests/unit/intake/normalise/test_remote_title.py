"""Asides of a title, in brackets or after a dash."""

import pytest

from job_importer.intake.normalise.remote_title import remote_aside
from tests.support.previewing import fields, look, source


@pytest.mark.parametrize(
    ("title", "remote"),
    [
        *((f"Engineer {aside}", True) for aside in ("(Remote)", "[REMOTE]", "- Remote, US", "(m/w/d) - 100% Remote")),
        *(
            (f"Engineer {aside}", True)
            for aside in ("(US Remote)", "| Remote (EMEA)", "/ Work from Home", "(fully-remote)")
        ),
        *((title, True) for title in ("Remote - Editor", "Remote: Editor", "Cook at Acme (Oslo) (allows remote)")),
        *((title, True) for title in ("[Hiring] Editor ($20/hr, Remote)", "Teacher (Remote within Europe)")),
        *((f"Engineer {aside}", False) for aside in ("(Hybrid)", "- On-site", "(Not remote)", "(Hybrid in Oslo)")),
        *((f"Engineer {aside}", None) for aside in ("(Remote or Hybrid)", "(Remote/Hybrid)", ", Remote Systems", "")),
        *((f"{name} Engineer", None) for name in ("Remote Sensing", "Hybrid Cloud", "Remote Support", "Home")),
        *((title, None) for title in ("Director, Worldwide", "Head of Sales - Worldwide")),
        *((title, True) for title in ("Engenheiro | Remoto", "Kucharz (praca zdalna)")),
        ("Ingeniero (Híbrido)", False),
        ("Editor (Worldwide)", True),
        *((title, None) for title in ("Head of Remote", "Crane Driver (remote-controlled)", "Home Office - Clerk")),
    ],
)
def test_an_aside_counts_as_remote_work_only_if_it_says_nothing_else(title: str, remote: bool | None) -> None:
    assert remote_aside(title) is remote


@pytest.mark.parametrize(
    ("given", "expected"), [({}, True), ({"remote": "no"}, False), ({"location": "Hybrid"}, False)]
)
def test_a_title_decides_if_no_field_does_and_is_kept_as_it_is(given: dict[str, str], expected: bool) -> None:
    _, (job,) = look(source(fields(id="1", title="Baker (Remote)", url="https://x.example/1", **given)))
    assert (job["title"], job["remote"]) == ("Baker (Remote)", expected)
