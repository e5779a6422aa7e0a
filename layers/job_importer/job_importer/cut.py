"""Texts that are shown or stored in part."""


def cut(text: str, length: int) -> str:
    """The text, or as much of its beginning as fits into `length` characters with an ellipsis."""
    return text if len(text) <= length else text[: length - 1] + "…"
