"""Numbers of things in messages."""


def plural(count: int, one: str, many: str | None = None) -> str:
    """ "0 jobs", "1 job", "1,200 jobs"; `many` is needed if it is not `one` with an "s"."""
    return f"{count:,} {one if count == 1 else many or f'{one}s'}"
