"""Where the items of an XML document are."""

from dataclasses import dataclass

from job_importer.intake.fields.values import words
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


HTML_TAGS = frozenset(
    words(
        "p br div span ul ol li b strong i em u a h1 h2 h3 h4 h5 h6 table tr td th tbody thead hr font blockquote"
        " pre img small sub sup dl dt dd center"
    )
)
