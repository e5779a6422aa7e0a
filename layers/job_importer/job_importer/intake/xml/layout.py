"""Where the items of an XML document are."""

from dataclasses import dataclass

from job_importer.intake.xml.names import Names


@dataclass(slots=True)
class Layout:
    """`paths` lead from the root to the items, which may stand in several places."""

    paths: frozenset[tuple[str, ...]]
    names: Names

    @property
    def depth(self) -> int:
        """Of the deepest of the items."""
        return max(map(len, self.paths), default=0)
