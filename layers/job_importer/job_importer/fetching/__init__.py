"""Fetches a feed over HTTP: polite, safe, and robust against faulty servers."""
