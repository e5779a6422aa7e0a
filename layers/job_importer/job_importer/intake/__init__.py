"""Intake: what a feed's bytes say about jobs. Decode, recognise, parse, normalise; no network, no AWS, no database."""
