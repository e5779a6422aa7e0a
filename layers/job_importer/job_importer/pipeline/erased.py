"""Loads the block list of erased data for code that stores jobs."""

from job_importer.connections import Context
from job_importer.credentials import read_secret
from job_importer.jobs.blocklist import BlockList, read_blocklist


def blocklist_of(ctx: Context) -> BlockList:
    """The current list. Raises KeyLostError, GetParameterError."""
    secret = ctx.settings.erasure_key_secret
    return read_blocklist(ctx.db, lambda: read_secret(secret) if secret else "")
