"""How much of its source a run has read."""

from enum import StrEnum


class Completeness(StrEnum):
    """Only a whole run says that a job is no longer listed."""

    WHOLE = "whole"  # every item that the source offers, all pages of it
    PART = "part"  # the document or its head says that there is more than was read
    WINDOW = "window"  # a list of the newest N: absence from it means nothing
