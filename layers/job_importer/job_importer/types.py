"""Types that every layer shares."""

from typing import Any

Document = dict[str, Any]
"""A MongoDB document as the driver returns it, if its shape is unknown or does not matter."""
