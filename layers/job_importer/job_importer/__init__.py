"""Job Importer: job feeds in, one current document a job out, and a history whose numbers add up."""

__version__ = "0.4.0"
