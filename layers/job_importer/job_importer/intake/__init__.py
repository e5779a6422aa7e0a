"""Intake: what a feed's bytes say about jobs. Decode, recognise, parse, normalise; no network, no AWS, no database."""

from job_importer.intake.feed import Feed, open_feed
from job_importer.intake.model import Caps, Hints, Item, NormalisedJob, Scan

__all__ = ["Caps", "Feed", "Hints", "Item", "NormalisedJob", "Scan", "open_feed"]
