"""Numbers of things in messages."""

from job_importer.plural import plural


def test_only_one_is_singular() -> None:
    assert [plural(count, "job") for count in (0, 1, 2, 1_200)] == ["0 jobs", "1 job", "2 jobs", "1,200 jobs"]


def test_a_plural_may_be_given() -> None:
    words = ("feed needs attention", "feeds need attention")
    assert [plural(count, *words) for count in (0, 1, 2)] == [
        "0 feeds need attention",
        "1 feed needs attention",
        "2 feeds need attention",
    ]
