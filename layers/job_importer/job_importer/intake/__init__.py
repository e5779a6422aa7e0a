"""Intake reads jobs from a feed's bytes: decode, recognise, parse, normalise. No network, no AWS, no database.

Names are imported on first use, so that a function that only handles items does not load parsers.
"""

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from job_importer.intake.feed import Feed, open_feed
    from job_importer.intake.model import Caps, Hints, Item, NormalisedJob, Scan

__all__ = ["Caps", "Feed", "Hints", "Item", "NormalisedJob", "Scan", "open_feed"]


def __getattr__(name: str) -> Any:
    if name not in __all__:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    home = "feed" if name in ("Feed", "open_feed") else "model"
    return getattr(import_module(f"{__name__}.{home}"), name)
