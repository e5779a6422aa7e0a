"""Job Importer: turns job feeds into one current document per job, and a history whose numbers add up."""

__version__ = "0.4.0"
