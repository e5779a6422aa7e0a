"""What is repaired, what never is, and what is forbidden."""

from collections.abc import Callable

import pytest

from tests.support.previewing import FEEDS, fields, look, source

JOB = fields(id="1", title="Baker", url="https://x.example/1")


@pytest.mark.parametrize(
    ("broken", "field", "expected"),
    [
        (source(JOB + "<company>Salt & Pepper</company>"), "company", "Salt & Pepper"),
        (source(JOB + "<company>Salt &pepper; Co</company>"), "company", "Salt &pepper; Co"),
        (source(JOB + "<company>Caf&eacute;&nbsp;&ndash; Bar</company>"), "company", "Café – Bar"),
        (source(JOB + "<company>Bell\x07 \x00Tower</company>"), "company", "Bell Tower"),
        (source(JOB + "<company>Nul&#0; and&#x1f; more</company>"), "company", "Nul and more"),
        (source(JOB + "<company>a < b and 3 <4</company>"), "company", "a < b and 3 <4"),
        (source(JOB + "<company>end ]]> of it</company>"), "company", "end ]]> of it"),
        (source(JOB + "<jl:company>Prefix Ltd</jl:company>"), "company", "Prefix Ltd"),
        ("\n\n<?xml version='1.0'?>" + source(JOB), "title", "Baker"),
        ("Warning: 1 & 2 <br/>\n<?xml version='1.0'?>" + source(JOB), "title", "Baker"),
        (source(JOB) + "\n<!-- cached -->\n<script>track(1 & 2)</script>", "title", "Baker"),
        (source(JOB) + "\nConnection closed.", "title", "Baker"),
        ('<source><job a="1 & 2">' + JOB + "</job></source>", "title", "Baker"),
    ],
)
def test_unambiguous_errors_are_repaired_with_a_warning(broken: str, field: str, expected: str) -> None:
    report, (job,) = look(broken)
    assert (report["outcome"], report["repaired"], job[field]) == ("ok", True, expected)
    assert len([warning for warning in report["warnings"] if "repaired" in warning or "declare" in warning]) == 1


def test_a_sound_document_is_not_repaired() -> None:
    report, _ = look('<?xml version="1.0"?>\n' + source(JOB + "<company>Salt &amp; Pepper</company>"))
    assert (report["outcome"], report["repaired"]) == ("ok", False)


def test_cdata_is_never_touched_by_a_repair() -> None:
    report, (job,) = look(
        source(JOB + "<company>A & B</company><description><![CDATA[<p>R&D &eacute;</p>]]></description>")
    )
    assert (report["repaired"], job["description_text"]) == (True, "R&D é")


@pytest.mark.parametrize("cut", range(1, 120, 7))
def test_a_document_truncated_anywhere_is_malformed(cut: int) -> None:
    whole = '<?xml version="1.0"?>\n' + source(JOB, JOB + "<description><![CDATA[ text ]]></description>", "A & B")
    report, jobs = look(whole[:-cut])
    assert (report["outcome"], jobs) == ("xml_malformed", [])


@pytest.mark.parametrize(
    "broken",
    [
        "<source",
        "<source\n\n<job>" + JOB + "</job></source>",
        "<source><job>" + JOB + "</source>",
        "<source><job>" + JOB + "</jobs></source>",
        source(JOB) + source(JOB),
        "<source><job a='1' a='2'>" + JOB + "</job></source>",
        "<source><job><title>unclosed <br> tag</title></job></source>",
    ],
)
def test_elements_are_never_closed_opened_or_dropped_to_make_a_document_fit(broken: str) -> None:
    assert look(broken)[0]["outcome"] == "xml_malformed"


def test_the_message_names_line_and_column_of_the_original() -> None:
    report, _ = look("junk & more\n<?xml version='1.0'?>\n<source>\n<job>\n  <title>A & B</title>\n  </wrong>\n")
    assert "line 6" in report["message"]
    assert "column" in report["message"]


BOMB = """<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;">]>"""


@pytest.mark.parametrize(
    "document",
    [
        BOMB + source(JOB + "<company>&b;</company>"),
        '<!DOCTYPE x [<!ENTITY f SYSTEM "file:///etc/passwd">]>' + source(JOB + "<company>&f;</company>"),
        '<!DOCTYPE x [<!ENTITY % p SYSTEM "http://x.example/p"> %p;]>' + source(JOB),
        BOMB + source(JOB + "<company>A & B</company>"),
        ("<?xml version='1.0' encoding='utf-16'?>" + BOMB + source(JOB)).encode("utf-16"),
    ],
)
def test_declared_entities_are_forbidden(document: str | bytes) -> None:
    report, jobs = look(document)
    assert (report["outcome"], jobs) == ("xml_forbidden", [])


def test_a_doctype_without_entities_is_allowed() -> None:
    report, _ = look('<!DOCTYPE source SYSTEM "https://x.example/jobs.dtd">' + source(JOB))
    assert (report["outcome"], report["repaired"]) == ("ok", False)


def test_an_entity_that_an_external_dtd_might_define_is_not_dropped() -> None:
    report, (job,) = look('<!DOCTYPE source SYSTEM "x.dtd">' + source(JOB + "<company>Caf&eacute;</company>"))
    assert (report["repaired"], job["company"]) == (True, "Café")


@pytest.mark.parametrize(
    "hostile",
    [
        source(JOB + "<a>" * 100 + "</a>" * 100),
        "<a>" * 100 + source(JOB) + "</a>" * 100,
        "<source><job " + " ".join(f'a{n}="1"' for n in range(300)) + ">" + JOB + "</job></source>",
        source(JOB + "".join(f"<x{n}/>" for n in range(1_001))),
        source(JOB + f"<description>{'x' * 9_000_000}</description>"),
        f"<source><note>{'x' * 9_000_000}</note><job>{JOB}</job></source>".replace("note>", "job>", 2),
        f"<source><!--{'x' * 9_000_000}--><job>{JOB}</job></source>",
    ],
)
def test_depth_attributes_and_size_are_capped(hostile: str) -> None:
    assert look(hostile)[0]["outcome"] == "xml_forbidden"


BROKEN = [
    lambda feed: feed + "\n<!-- cached -->\n<script>track(1 & 2)</script>",
    lambda feed: " & more</title>".join(feed.rsplit("</title>", 1)),
    lambda feed: " &eacute;</title>".join(feed.rsplit("</title>", 1)),
    lambda feed: feed.replace(' xmlns:wpjm="https://boards.example.org/ns"', ""),
]


@pytest.mark.parametrize("damage", BROKEN, ids=["junk", "ampersand", "entity", "prefix"])
@pytest.mark.parametrize("name", ["job_listing", "weworkremotely", "higheredjobs", "neogov", "rss_jobs"])
def test_a_repaired_feed_keeps_its_format(name: str, damage: Callable[[str], str]) -> None:
    feed = (FEEDS / f"{name}.xml").read_text()
    (sound, jobs), (report, repaired) = look(feed), look(damage(feed))
    assert (report["format"], report["identity"]) == (sound["format"], sound["identity"])
    assert [job["company"] for job in repaired] == [job["company"] for job in jobs]


def test_malformed_feeds_of_articles_are_refused_too() -> None:
    post = fields(title="Salt & Pepper", link="https://x.example/2026/1", description="What we learned.")
    report, _ = look(f"<rss><channel><title>A blog</title><item>{post}</item></channel></rss>")
    assert report["outcome"] == "not_a_job_feed"


def test_a_truncated_feed_of_articles_is_malformed_first() -> None:
    post = fields(title="Salt", link="https://x.example/2026/1", description="What we learned.")
    report, _ = look(f"<rss><channel><title>A blog</title><item>{post}</item><item><title>Pep")
    assert report["outcome"] == "xml_malformed"


WHOLE = "<job><id>{0}</id><title>Baker {0}</title><url>https://x.example/{0}</url><company>Acme</company></job>"


def test_an_unclosed_text_element_is_closed_where_its_sibling_begins_or_its_parent_ends() -> None:
    jobs = [WHOLE.format(n) for n in range(5)]
    jobs[0] = jobs[0].replace("</title>", "")
    jobs[3] = jobs[3].replace("</company>", "")
    report, read = look(f"<jobs>{''.join(jobs)}</jobs>")
    assert [job["title"] for job in read] == [f"Baker {n}" for n in range(5)]
    assert read[3]["company"] == "Acme"
    assert report["warnings"][0] == (
        "The XML was malformed and has been repaired: <company> without an end (1), <title> without an end (1)."
    )


def test_an_element_not_known_as_text_only_is_never_closed() -> None:
    nested = "<job><id>{0}</id><title>B</title><url>https://x.example/{0}</url><place><city>Ulm</city></place></job>"
    jobs = [nested.format(n) for n in range(3)]
    report, _ = look(f"<jobs>{jobs[0]}\n{jobs[1].replace('</place>', '')}\n{jobs[2]}</jobs>")
    assert report["outcome"] == "xml_malformed"
    assert report["message"].endswith("mismatched tag; <place> of line 2 is not closed.")


def test_a_document_truncated_in_a_text_stays_so_and_the_message_names_the_open_element() -> None:
    whole = "".join(WHOLE.format(n) for n in range(4))
    report, _ = look(f"<jobs>{whole}\n<job><id>9</id>\n<title>Bak")
    assert report["outcome"] == "xml_malformed"
    assert "<title> of line 3 is not closed" in report["message"]
