"""Fetching a feed: polite, safe, and never fooled by a sick source."""
