"""Texts that are shown or stored in part."""


def cut(text: str, length: int) -> str:
    """The text, or so much of its beginning that it has `length` characters with an ellipsis."""
    return text if len(text) <= length else text[: length - 1] + "…"
