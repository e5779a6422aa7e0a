"""JSON documents: where the jobs are found, what is refused, and that any bytes give jobs or a feed error."""

import json
import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from job_importer.intake.bytes.files import BLOCK, blocks
from job_importer.intake.json.limits import Nesting
from job_importer.intake.model import Caps
from tests.support.previewing import FEEDS, look

POSTING = {
    "@type": "JobPosting",
    "title": "Cook",
    "identifier": "1",
    "url": "https://x.example/1",
    "hiringOrganization": {"name": "Acme"},
}
OTHER = POSTING | {"identifier": "2", "url": "https://x.example/2"}


@pytest.mark.parametrize(
    "document",
    [
        [POSTING, OTHER],
        {"@graph": [{"@type": "Organization", "name": "Acme"}, POSTING, OTHER]},
        {
            "@type": "ItemList",
            "itemListElement": [{"@type": "ListItem", "position": 1, "item": p} for p in (POSTING, OTHER)],
        },
        {"mainEntity": {"@type": "ItemList", "itemListElement": [POSTING, OTHER]}},
        [{"@context": "https://schema.org", "@graph": [POSTING, OTHER]}],
    ],
)
def test_postings_are_found_anywhere_in_the_document(document: object) -> None:
    report, jobs = look(json.dumps(document))
    assert (report["outcome"], report["format"], report["fetched"]) == ("ok", "schema_org", 2)
    assert [job["external_id"] for job in jobs] == ["1", "2"]


def test_a_single_posting_and_one_per_line_are_feeds_too() -> None:
    assert look(json.dumps(POSTING))[0]["unique"] == 1
    assert look(json.dumps(POSTING) + "\n" + json.dumps(OTHER))[0]["unique"] == 2


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
def test_any_encoding_is_read(encoding: str) -> None:
    document = json.dumps([POSTING | {"title": "Café – Köchin"}], ensure_ascii=False)
    report, (job,) = look(document.encode(encoding))
    assert (report["outcome"], job["title"]) == ("ok", "Café – Köchin")


@pytest.mark.parametrize(
    ("document", "outcome"),
    [
        ("[]", "no_jobs_found"),
        ('{"jobs": [], "meta": {"total": 0}}', "no_jobs_found"),
        ('{"error": "unauthorised"}', "not_a_job_feed"),
        (
            '{"version": "https://jsonfeed.org/version/1", "items": [{"id": 1, "title": "A post", "url": "https://x.example"}]}',
            "not_a_job_feed",
        ),
        ('[1, 2, "three"]', "not_a_job_feed"),
    ],
)
def test_a_document_without_jobs_is_refused_with_the_reason(document: str, outcome: str) -> None:
    assert look(document)[0]["outcome"] == outcome


def test_an_empty_list_is_accepted_if_the_feed_may_be_empty() -> None:
    report, jobs = look('{"jobs": []}', allow_empty=True)
    assert (report["outcome"], jobs) == ("ok", [])


def test_a_syntax_error_is_reported_with_its_position() -> None:
    report, jobs = look('{"jobs": [\n  {"title": "Cook",, }\n]}')
    assert (report["outcome"], jobs) == ("json_malformed", [])
    assert "line 2, column 20" in report["message"]


def test_a_truncated_document_publishes_nothing() -> None:
    whole = (FEEDS / "greenhouse.json").read_bytes().strip()
    for length in range(1, len(whole), 97):
        report, jobs = look(whole[:length])
        assert report["outcome"] == "json_malformed", length
        assert jobs == []


def test_depth_and_size_are_capped() -> None:
    deep = json.dumps([POSTING])[:-2] + ', "x": ' + "[" * 5_000 + "]" * 5_000 + "}]"
    assert look(deep)[0]["outcome"] == "xml_forbidden"
    assert look("[" * 200_000)[0]["outcome"] == "xml_forbidden"
    large = json.dumps([POSTING | {"description": "x" * 400_000}])
    assert look(large, caps=Caps(max_element_bytes=100_000))[0]["outcome"] == "xml_forbidden"
    assert look(large)[0]["outcome"] == "ok"
    assert look(json.dumps([POSTING | {f"x{n}": "1" for n in range(1_000)}]))[0]["outcome"] == "xml_forbidden"


def test_an_item_below_the_cap_may_have_long_texts() -> None:
    """What follows it is in the same block."""
    long = json.dumps(POSTING | {"id": "0", "description": "x" * 1_055_000})
    short = [json.dumps(POSTING | {"id": str(n), "note": "y" * 1_500}) for n in range(1, 1_000)]
    report, _ = look(f"[{','.join([long, *short])}]", caps=Caps(max_element_bytes=1_060_000))
    assert (report["outcome"], report["fetched"]) == ("ok", 1_000)


def test_the_legal_name_of_an_employer_is_used_if_there_is_no_other() -> None:
    _, jobs = look(json.dumps(POSTING | {"hiringOrganization": {"@type": "Corporation", "legalName": "Acme Ltd"}}))
    assert jobs[0]["company"] == "Acme Ltd"


def test_a_board_in_the_form_of_greenhouse_may_have_further_fields() -> None:
    post = {"id": "a9", "title": "Cook", "absolute_url": "https://x.example/a9", "internal_job_id": "j"}
    more = {"location_type": "remote", "employment_type": "full_time", "first_published_at": "2026-10-01T00:00:00Z"}
    report, jobs = look(json.dumps([post | more]))
    found = [jobs[0][name] for name in ("remote", "employment_type", "posted_at")]
    assert (report["format"], found) == ("greenhouse", [True, "full_time", "2026-10-01T00:00:00Z"])


@pytest.mark.parametrize(
    ("more", "field", "expected"),
    [
        ({"baseSalary": {"currency": "EUR", "value": {"value": "45000-55000", "unitText": "YEAR"}}}, "max", 55000),
        ({"baseSalary": {"currency": "GBP", "value": {"minValue": 11, "unitCode": "HUR"}}}, "period", "hour"),
        ({"applicantLocationRequirements": {"@type": "Country", "name": "DE"}}, "country", "DE"),
        (
            {"applicantLocationRequirements": [{"@type": "Country", "name": name} for name in ("DE", "AT")]},
            "country",
            None,
        ),
        ({"applicantLocationRequirements": {"@type": "State", "name": "DE"}}, "country", None),
    ],
)
def test_pay_and_residence_in_their_various_forms(more: dict[str, object], field: str, expected: object) -> None:
    _, (job,) = look(json.dumps(POSTING | more))
    assert (job["salary"] if "baseSalary" in more else job)[field] == expected


def test_an_employer_may_be_another_node_of_the_graph() -> None:
    employer = {"@type": "Organization", "@id": "https://x.example/#us", "logo": {"@id": "#logo"}, "name": "Acme GmbH"}
    posting = POSTING | {"hiringOrganization": {"@id": "https://x.example/#us"}}
    for graph in ([employer, posting], [posting, employer]):
        _, (job,) = look(json.dumps({"@context": "https://schema.org", "@graph": graph}))
        assert job["company"] == "Acme GmbH"
    other = POSTING | {"hiringOrganization": {"@id": "https://x.example/#them"}}
    assert look(json.dumps({"@graph": [employer, other]}))[1][0]["company"] is None


def test_a_vocabulary_may_have_a_prefix() -> None:
    prefixed = {name if name[0] == "@" else f"schema:{name}": value for name, value in POSTING.items()}
    prefixed |= {"@type": "schema:JobPosting", "schema:hiringOrganization": {"schema:name": "Acme"}}
    assert look(json.dumps({"@graph": [prefixed]}))[1] == look(json.dumps(POSTING))[1]


@pytest.mark.parametrize(
    "company",
    [
        {"data": {"id": 4, "attributes": {"name": "Acme"}}},
        {"id": "x", "type": "rich_text", "rich_text": [{"type": "text", "plain_text": "Acme"}]},
        {"id": "x", "type": "select", "select": {"id": "1", "name": "Acme"}},
        {"node": {"id": "9", "name": "Acme"}},
    ],
)
def test_a_name_in_the_envelope_of_a_content_system_is_found(company: object) -> None:
    job = {"id": 1, "title": "Cook", "location": "Ulm", "url": "https://x.example/1", "company": company}
    assert look(json.dumps({"jobs": [job]}))[1][0]["company"] == "Acme"


def test_a_description_in_several_languages_is_in_that_of_the_title() -> None:
    texts = {"title": {"de": "Koch", "fr": "Cuisinier"}, "description": {"de": "Kochen", "fr": "Cuire"}}
    _, (job,) = look(json.dumps({"jobs": [texts | {"id": 1, "company": "A", "url": "https://x.example/1"}]}))
    assert (job["title"], job["description_text"]) == ("Koch", "Kochen")


@pytest.mark.parametrize("number", ["9" * 5_000, "-" + "9" * 4_301, "0." + "9" * 5_000])
@pytest.mark.parametrize("before", [0, 16_000, 65_000])
def test_a_number_too_long_for_python_is_refused(number: str, before: int) -> None:
    document = json.dumps([POSTING | {"text": "x" * before}])[:-2] + f', "pay": {number}}}]'
    assert look(document)[0]["outcome"] == "xml_forbidden"
    assert look(json.dumps([POSTING | {"text": number}]))[0]["outcome"] == "ok"


def test_a_number_too_large_for_a_decimal_is_an_error_with_its_position() -> None:
    report, _ = look(json.dumps([POSTING])[:-2] + ', "pay": 1e' + "9" * 30 + "}]")
    assert (report["outcome"], "line 1" in report["message"]) == ("json_malformed", True)


def test_a_javascript_constant_is_an_error_with_its_position() -> None:
    report, _ = look('[{"title": "Cook",\n "salary": NaN}]')
    assert report["outcome"] == "json_malformed"
    assert "line 2, column 12: NaN" in report["message"]


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("callback(", ");"),
        ("/**/ jQuery112_7(", ")\n"),
        ("typeof show === 'function' && show(", ");\r\n"),
        ("var jobs = ", ";"),
        ("window.JOBS=", "\n"),
        (")]}',\n", ""),
        ("while(1);", ""),
    ],
)
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
def test_json_in_a_script_is_read(before: str, after: str, encoding: str) -> None:
    report, jobs = look((before + json.dumps({"jobs": [POSTING]}) + after).encode(encoding))
    assert (report["outcome"], report["unique"]) == ("ok", 1)
    assert jobs == look(json.dumps({"jobs": [POSTING]}))[1]


@pytest.mark.parametrize("document", ['console.log("jobs")', "callback()", "jobs", "a " * 40_000, "\n" * 60_000 + "x("])
def test_other_scripts_are_refused(document: str) -> None:
    assert look(document)[0]["outcome"] == "not_a_job_feed"


@pytest.mark.parametrize("encoding", ["utf-16-le", "utf-16-be", "utf-32-le", "utf-32-be"])
def test_json_in_utf16_or_utf32_needs_no_byte_order_mark(encoding: str) -> None:
    report, jobs = look(json.dumps([POSTING | {"title": "Köchin"}], ensure_ascii=False).encode(encoding))
    assert (report["encoding"], [job["title"] for job in jobs]) == (encoding[:6], ["Köchin"])


def test_brackets_in_strings_do_not_count_as_nesting_at_any_block_size() -> None:
    data = json.dumps([{"a": '[[[{\\"', "b": {"c": ["]", "\\"]}}]).encode()
    for size in range(1, len(data)):
        nesting = Nesting()
        for start in range(0, len(data), size):
            nesting.feed(data[start : start + size])
        assert (nesting.deepest, nesting.depth) == (4, 0)


def test_shuffling_the_jobs_changes_no_job() -> None:
    document = json.loads((FEEDS / "lever.json").read_text()) * 2
    random.Random(5).shuffle(document)
    report, jobs = look(json.dumps(document))
    _, before = look((FEEDS / "lever.json").read_bytes())
    assert report["duplicates"] == 2
    assert sorted(jobs, key=str) == sorted(before, key=str)


def _names(value: object) -> set[str]:
    """The keys of a document, at every level."""
    if isinstance(value, dict):
        return set(value).union(*map(_names, value.values()))
    return set().union(*map(_names, value)) if isinstance(value, list) else set()


_fixtures = {path.stem: json.loads(path.read_text()) for path in sorted(FEEDS.glob("*.json"))}
_keys = st.sampled_from(sorted(_names([*_fixtures.values()])))
_scalars = (
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False, allow_infinity=False) | st.text(max_size=10)
)
_values = st.recursive(
    _scalars, lambda inner: st.lists(inner, max_size=3) | st.dictionaries(_keys, inner, max_size=4), max_leaves=8
)


@given(st.sampled_from(sorted(_fixtures)), st.dictionaries(_keys, _values, min_size=1, max_size=6))
def test_a_field_of_any_shape_gives_jobs_or_a_feed_error(name: str, changes: dict[str, object]) -> None:
    report, jobs = look(json.dumps(_with(_fixtures[name], changes), default=str))
    assert report["outcome"] in ("ok", "no_jobs_found", "no_valid_jobs", "not_a_job_feed")
    assert len(jobs) == report["unique"]


def _with(value: object, changes: dict[str, object]) -> object:
    """Yields every object of the document, with these of its fields replaced."""
    if isinstance(value, dict):
        return {key: changes[key] if key in changes else _with(inner, changes) for key, inner in value.items()}
    return [_with(inner, changes) for inner in value] if isinstance(value, list) else value


@given(st.binary(max_size=40), st.sampled_from(["[", "{", '{"jobs": [', '[{"title": "']))
def test_any_bytes_give_jobs_or_a_feed_error(data: bytes, start: str) -> None:
    assert look(start.encode() + data)[0]["outcome"] in (
        *("json_malformed", "xml_forbidden", "not_a_job_feed", "no_jobs_found", "no_valid_jobs"),
    )


def test_places_with_one_country_in_different_spellings_agree() -> None:
    places = [{"address": {"addressCountry": name}} for name in ("IE", {"@type": "Country", "name": "Ireland"})]
    _, (job,) = look(json.dumps(POSTING | {"jobLocation": places}))
    assert job["country"] == "IE"
    _, (job,) = look(json.dumps(POSTING | {"jobLocation": [*places, {"address": {"addressCountry": "FR"}}]}))
    assert job["country"] is None


def test_a_posting_inside_an_item_gets_the_fields_of_the_item() -> None:
    inner = {name: value for name, value in POSTING.items() if name != "url"}
    item = {"id": "a", "url": "https://x.example/1", "title": "Our cook", "_jobposting": inner}
    feed = {"version": "https://jsonfeed.org/version/1.1", "title": "Jobs", "items": [item]}
    report, (job,) = look(json.dumps(feed))
    assert (report["format"], job["external_id"]) == ("schema_org", "1")
    assert (job["title"], job["url"]) == ("Cook", "https://x.example/1")
    listed = {
        "@type": "ItemList",
        "itemListElement": [{"@type": "ListItem", "url": "https://x.example/1", "item": inner}],
    }
    assert look(json.dumps(listed))[1][0]["url"] == "https://x.example/1"


@pytest.mark.parametrize(
    "pay",
    [
        {"currency": "EUR", "value": {"minValue": 20, "maxValue": 30, "unitText": "HOUR"}},
        [{"currency": "EUR", "value": [{"minValue": "20", "maxValue": "30", "unitText": "HOUR"}]}],
        {"currency": "EUR", "minValue": 20, "maxValue": 30, "unitText": "HOUR"},
        {"priceCurrency": "EUR", "minPrice": 20, "maxPrice": 30, "unitText": "HOUR"},
        "€20 - €30 per hour",
    ],
)
def test_the_pay_of_a_posting_is_read_in_all_forms(pay: object) -> None:
    _, (job,) = look(json.dumps(POSTING | {"baseSalary": pay}))
    assert [job["salary"][name] for name in ("min", "max", "currency", "period")] == [20, 30, "EUR", "hour"]


def test_nodes_of_a_posting_are_read_by_their_names() -> None:
    category = {"@type": "CategoryCode", "codeValue": "35-2014", "name": "Cooks"}
    skills = [{"@type": "DefinedTerm", "termCode": "k", "name": "Knives"}, "Fire"]
    _, (job,) = look(
        json.dumps(POSTING | {"occupationalCategory": category, "skills": skills, "datePosted": ["2026-10-01"]})
    )
    assert (job["category"], job["tags"], job["posted_at"]) == ("Cooks", ["Knives", "Fire"], "2026-10-01T00:00:00Z")


def test_a_json_feed_of_articles_is_refused() -> None:
    post = {"id": "1", "url": "https://x.example/2026/10/01/bread", "title": "How I bake", "content_html": "<p>Rye</p>"}
    feed = {"version": "https://jsonfeed.org/version/1.1", "title": "My blog", "items": [post]}
    assert look(json.dumps(feed))[0]["outcome"] == "not_a_job_feed"


CONTROLS = [("\n", "a\nb"), ("\t", "a b"), ("\r\n", "a\nb"), ("\x0b", "a b"), ("\\n\n", "a\n\nb"), ("\x00", "a b")]


@pytest.mark.parametrize("size", [1, 7, BLOCK])
@pytest.mark.parametrize(("control", "text"), CONTROLS)
def test_an_unescaped_control_character_is_repaired_with_a_warning(
    control: str, text: str, size: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(blocks, "__defaults__", (0, None, size))
    plain = json.dumps([POSTING | {"description": "aXb", "note": 'q"\\'}, POSTING | {"identifier": "2"}], indent=1)
    report, jobs = look(plain.replace("X", control))
    assert (report["outcome"], report["repaired"], report["fetched"]) == ("ok", True, 2)
    assert jobs[0]["description_text"].split() == text.split()
    assert any("repaired" in warning for warning in report["warnings"])


def test_truncated_json_is_not_repaired_whatever_else_it_has() -> None:
    whole = json.dumps([POSTING | {"description": "aXb"}]).replace("X", "\n")
    report, jobs = look(whole[:-20])
    assert (report["outcome"], jobs) == ("json_malformed", [])
