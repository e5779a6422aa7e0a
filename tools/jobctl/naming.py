"""Ids made from what people type."""

import re


def slug(text: str) -> str:
    """Lower-case letters, digits and hyphens, at most 64: what a feed's id may be."""
    return re.sub(r"[^a-z0-9]+", "-", text.lower()).strip("-")[:64].strip("-") or "feed"
