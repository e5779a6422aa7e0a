"""Types that every layer shares."""

from typing import Any

Document = dict[str, Any]
"""A document of MongoDB as the driver gives it, where its shape is not known or does not matter."""
