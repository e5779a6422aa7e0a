"""What the page is made of: small, its own, and closed to what comes from feeds."""

import gzip
import re
from pathlib import PurePosixPath
from urllib.parse import urljoin

import pytest
from playwright.sync_api import Page

from job_importer.codes import CloseReason, JobFailure, RunFailure
from job_importer.runs.model import RunStatus, Trigger
from tests.browser.driving import Watch
from tests.browser.fake_api import Site

pytestmark = pytest.mark.browser

MAX_GZIPPED = 130_000
VENDOR = "vendor/htm-preact.js"


def own_sources(site: Site) -> dict[str, str]:
    """The page's own texts, by key."""
    return {key: body.decode() for key, (body, _) in site.bucket.objects.items() if key not in (VENDOR, "config.json")}


def test_all_of_it_gzipped_is_at_most_130_kilobytes(site: Site) -> None:
    assert sum(len(gzip.compress(body)) for body, _ in site.bucket.objects.values()) <= MAX_GZIPPED


def test_every_module_that_is_imported_is_published(site: Site) -> None:
    for key, text in own_sources(site).items():
        for target in re.findall(r'^(?:import|export) .*?from "(\.[^"]+)";', text, re.MULTILINE):
            assert urljoin(f"/{key}", target).removeprefix("/") in site.bucket.objects, f"{key} imports {target}"


def test_no_text_can_become_markup(site: Site) -> None:
    forbidden = re.compile(r"innerHTML|outerHTML|insertAdjacentHTML|document\.write|DOMParser|\beval\b|new Function")
    assert [key for key, text in own_sources(site).items() if forbidden.search(text)] == []


def test_nothing_is_asked_of_third_parties(site: Site) -> None:
    allowed = {"http://www.w3.org/2000/svg"}
    for key, text in own_sources(site).items():
        assert set(re.findall(r"https?://[\w.-]+[^\s\"'`)]*", text)) <= allowed, key


def test_the_policy_lets_in_the_pages_own_scripts_alone(watch: Watch) -> None:
    page = watch.open()
    policy = page.get_attribute("meta[http-equiv='Content-Security-Policy']", "content") or ""
    rules = dict(rule.strip().split(" ", 1) for rule in policy.split(";"))
    assert rules["default-src"] == "'none'"
    assert rules["script-src"] == rules["style-src"] == "'self'"
    assert rules["connect-src"] == "'self'"  # the publisher adds the API's origin where it is another
    assert "unsafe" not in policy


def test_the_policy_is_enforced_on_scripts_and_on_markup(watch: Watch, complaints: list[str]) -> None:
    page = watch.open()
    ran = page.evaluate(
        """() => { const script = document.createElement("script");
        try { script.textContent = "window.ran = true"; document.head.append(script); } catch {}
        return window.ran === true; }"""
    )
    assert not ran
    refused = page.evaluate(
        "() => { try { document.body.innerHTML = '<b>x</b>'; return false; } catch { return true; } }"
    )
    assert refused
    assert complaints
    complaints.clear()


def module(page: Page, path: str, expression: str) -> object:
    return page.evaluate(f"async () => {{ const m = await import('./{path}'); return {expression}; }}")


JUDGEMENTS = re.compile(
    r"failures_in_a_row|(last_yield|next_due_at)\b[^}`]* [<>] |\.reduce\(|\+= |What to do:</b> [A-Z]"
)
BOOKS = {"lib/books.js"}  # adds up one run's parts before the reader's eyes, to show that the books balance


def test_the_page_judges_advises_and_sums_nothing_of_its_own(site: Site) -> None:
    """Thresholds, advice and sums over runs and feeds are the API's: the same words and numbers for everybody."""
    texts = {key: text for key, text in own_sources(site).items() if key.endswith(".js") and key not in BOOKS}
    assert {key: found[0] for key, text in texts.items() if (found := JUDGEMENTS.search(text))} == {}
    gone = {"lib/health.js", "lib/codes.js", "lib/days.js"}
    assert not gone & set(site.bucket.objects)


def test_no_code_of_a_failure_is_named_by_the_page(site: Site) -> None:
    """So that one of tomorrow is shown like those of today."""
    codes = [*RunFailure, *JobFailure, *CloseReason]
    text = "".join(body for key, body in own_sources(site).items() if key.endswith(".js"))
    assert [code for code in codes if re.search(rf"[\"'.]{code}\b|\b{code}:", text)] == []


def test_colours_spaces_and_sizes_are_named_in_one_stylesheet(site: Site) -> None:
    literal = re.compile(r"#[0-9a-f]{3,6}\b|rgb\(|light-dark\(|font-size: [\d.]+rem")
    styles = {key: text for key, text in own_sources(site).items() if key.endswith(".css")}
    assert [key for key, text in styles.items() if literal.search(text)] == ["styles/tokens.css"]


def test_every_status_and_trigger_has_a_word_and_an_icon(watch: Watch) -> None:
    page = watch.open()
    assert module(page, "lib/statuses.js", "Object.keys(m.STATUSES)") == [status.value for status in RunStatus]
    assert module(page, "lib/statuses.js", "Object.keys(m.TRIGGERS)") == [trigger.value for trigger in Trigger]
    icons = watch.site.bucket.objects["components/icons.js"][0].decode()
    assert all(f"  {status.value}: html" in icons for status in RunStatus)


def test_every_file_is_of_a_kind_that_browsers_take(site: Site) -> None:
    kinds = {".html": "text/html", ".js": "text/javascript", ".css": "text/css", ".svg": "image/svg+xml"}
    for key, (_, media) in site.bucket.objects.items():
        if kind := kinds.get(PurePosixPath(key).suffix):
            assert media == kind
