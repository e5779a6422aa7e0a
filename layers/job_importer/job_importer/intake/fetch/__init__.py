"""Fetching a feed: polite, safe, and never fooled by a sick source."""

from job_importer.intake.fetch.client import fetch
from job_importer.intake.fetch.model import Fetched, FetchLimits, FetchRequest
from job_importer.intake.fetch.redact import redact_url

__all__ = ["FetchLimits", "FetchRequest", "Fetched", "fetch", "redact_url"]
