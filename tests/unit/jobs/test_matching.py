"""Which jobs are the same under other keys: by address, by text, one to one, and never by guesswork."""

from contextlib import closing

from job_importer.jobs.matching import Matcher


def prints(page: str = "", title: str = "t", company: str = "c", location: str = "l", text: str = "") -> dict[str, str]:
    return {"url": page, "title": title, "company": company, "location": location, "description_html": text}


def matched(known: dict[str, dict[str, str]], listed: dict[str, dict[str, str]], **stored: str) -> dict[str, str]:
    with closing(Matcher()) as matcher:
        for key, marks in known.items():
            matcher.add_known(key, marks)
        for key, marks in listed.items():
            matcher.add_listed(key, stored.get(key), marks)
        matcher.match()
        return dict(matcher.pairs())


def test_an_address_that_one_job_had_and_one_has_is_that_of_the_same_job() -> None:
    assert matched({"a": prints("p1", text="x")}, {"b": prints("p1", title="other", text="y")}) == {"b": "a"}


def test_title_company_place_and_text_together_are_those_of_the_same_job() -> None:
    known = {"a": prints("p1", text="x"), "b": prints("p2", text="y")}
    assert matched(known, {"c": prints("p3", text="y"), "d": prints("p4", text="z")}) == {"c": "b"}
    for field in ("title", "company", "location"):
        assert matched(known, {"c": prints("p3", text="y", **{field: "other"})}) == {}


def test_the_text_weighs_more_than_an_address_that_went_to_another_job() -> None:
    known = {"a": prints("p1", title="A", text="x"), "b": prints("p2", title="B", text="y")}
    listed = {"c": prints("p2", title="A", text="x"), "d": prints("p3", title="B", text="y")}
    assert matched(known, listed) == {"c": "a", "d": "b"}


def test_jobs_of_one_text_go_by_their_addresses_and_the_rest_one_to_one() -> None:
    known = {key: prints(page, text="x") for key, page in (("a", "p1"), ("b", "p2"), ("c", "p3"))}
    listed = {key: prints(page, text="x") for key, page in (("x", "p2"), ("y", "p8"), ("z", "p9"))}
    assert matched(known, listed) == {"x": "b", "y": "a", "z": "c"}
    assert matched(known, {"x": prints("p8", text="x")}) == {"x": "a"}


def test_an_address_that_many_jobs_share_tells_nothing() -> None:
    known = {"a": prints("p", title="A", text="x"), "b": prints("p", title="B", text="y")}
    assert matched(known, {"c": prints("p", title="C", text="z")}) == {}
    assert matched({"a": prints("p", title="A")}, {"c": prints("p", title="C"), "d": prints("p", title="D")}) == {}


def test_jobs_without_a_text_are_the_same_only_where_nothing_else_is_called_so() -> None:
    assert matched({"a": prints("p1")}, {"b": prints("p2")}) == {"b": "a"}
    assert matched({"a": prints("p1")}, {"b": prints("p2"), "c": prints("p3")}) == {}
    assert matched({"a": prints("p1", company="")}, {"b": prints("p2", company="")}) == {}
    assert matched({"a": prints()}, {"b": prints(title="other")}) == {}  # without an address, too


def test_a_job_that_is_still_listed_under_its_key_is_no_other_job() -> None:
    known = {"a": prints("p1", text="x"), "b": prints("p2", text="y")}
    listed = {"a": prints("p1", text="x"), "c": prints("p1", text="x"), "d": prints("p2", text="y")}
    assert matched(known, listed, a="a") == {"d": "b"}
    assert matched(known, {"k": prints("p1", text="x"), "c": prints("p1", text="x")}, k="a") == {}


def throughout(known: int, kept: int, new: int) -> bool:
    with closing(Matcher()) as matcher:
        for n in range(known):
            matcher.add_known(f"old {n}", prints(str(n)))
        for n in range(kept):
            matcher.add_listed(f"old {n}", f"old {n}", prints(str(n)))
        for n in range(new):
            matcher.add_listed(f"new {n}", None, prints(str(n)))
        return matcher.is_throughout()


def test_keys_have_changed_throughout_where_most_are_gone_and_most_are_new() -> None:
    assert throughout(10, 0, 10)
    assert throughout(10, 5, 5)
    assert not throughout(10, 6, 6)
    assert not throughout(10, 10, 12)
    assert not throughout(10, 4, 1)


def test_a_handful_of_alike_jobs_does_not_explain_why_all_keys_are_new() -> None:
    for alike, explained in ((0, False), (4, False), (5, True), (10, True)):
        with closing(Matcher()) as matcher:
            for n in range(10):
                matcher.add_known(f"old {n}", prints(f"p{n}"))
                matcher.add_listed(f"new {n}", None, prints(f"p{n}" if n < alike else f"q{n}", title=f"t{n}"))
            assert matcher.explains(matcher.match()) is explained
