"""Fetching a feed: polite, safe, and never fooled by a sick source."""

from job_importer.fetching.client import fetch
from job_importer.fetching.following import page_request
from job_importer.fetching.model import Fetched, FetchLimits, FetchRequest

__all__ = ["FetchLimits", "FetchRequest", "Fetched", "fetch", "page_request"]
