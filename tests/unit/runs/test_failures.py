from job_importer.runs.failures import EXCERPT_CHARS, excerpt, signature


def test_failures_of_one_kind_have_one_signature() -> None:
    assert signature("The job is 1,048,577 bytes long.") == signature("The job is 2000000 bytes long.")
    assert signature("Job 'A-1' at https://x.example/1 is bad") == signature("Job 'B-2' at http://y.example/q?2 is bad")
    assert signature("run 0af3b2c4d5e6f708 died") == signature("run ffffb2c4d5e60000 died")


def test_failures_of_different_kinds_differ() -> None:
    assert signature("The job has no title") != signature("The job has no url")


def test_an_excerpt_is_short_and_keeps_the_first_fields() -> None:
    text = excerpt({"title": "Cook", "company": None, "description_html": "x" * 5_000, "tags": ["t" * 900] * 9})
    assert text.startswith('{"title": "Cook", "description_html": "xxx')
    assert len(text) == EXCERPT_CHARS
