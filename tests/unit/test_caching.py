"""What a cache keeps, and how much of it."""

from job_importer.caching import LONGEST, SIZE, Memory


def test_a_text_is_asked_for_once_unless_it_is_long() -> None:
    asked: list[str] = []
    memory = Memory(lambda text: asked.append(text) or len(text))
    short, long = "x" * LONGEST, "x" * (LONGEST + 1)
    for _ in range(2):
        assert (memory[short], memory[long]) == (LONGEST, LONGEST + 1)
    assert asked == [short, long, long]


def test_a_cache_that_is_full_begins_again() -> None:
    memory = Memory(str.upper)
    for n in range(SIZE):
        assert memory[f"a{n}"] == f"A{n}"
    assert len(memory) == SIZE
    assert memory["b"] == "B"
    assert list(memory) == ["b"]
