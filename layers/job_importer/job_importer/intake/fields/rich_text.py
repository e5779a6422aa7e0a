"""Converts documents of rich text editors (Slate, ProseMirror, Contentful) to HTML."""

from html import escape
from typing import Any

from job_importer.intake.fields.values import text_of
from job_importer.intake.format import Fields

_INSIDE = ("children", "content")
_AROUND = ("doc", "document", "root", "blockquote", "quote")


def is_rich(value: Any) -> bool:
    """Whether it is such a document: nodes with a type and nodes inside."""
    node = value[0] if isinstance(value, list) and value else value
    return isinstance(node, dict) and bool({"type", "nodetype"} & node.keys()) and _inside_of(node) is not None


def _inside_of(node: Fields) -> list[Any] | None:
    return next((inner for name in _INSIDE if isinstance(inner := node.get(name), list)), None)


def rich_html(value: Any) -> str:
    """The document or node as HTML."""
    if isinstance(value, list):
        return "".join(map(rich_html, value))
    if not isinstance(value, dict):
        return ""
    inner = _inside_of(value)
    if inner is None:
        return escape(text) if isinstance(text := value.get("text") or value.get("value"), str) else ""
    kind = text_of(value.get("type") or value.get("nodetype")) or ""
    if kind in _AROUND:
        return rich_html(inner)
    if "list" in kind and "item" not in kind:
        return f"<ul>{rich_html(inner)}</ul>"
    tag = "span" if kind in ("link", "hyperlink", "a") else "p"
    tag = "li" if "item" in kind else tag
    return f"<{tag}>{rich_html(inner)}</{tag}>"
