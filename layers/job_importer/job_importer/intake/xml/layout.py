"""Where the items of an XML document are."""

from dataclasses import dataclass

from job_importer.intake.values import words
from job_importer.intake.xml.names import Names


@dataclass(slots=True)
class Layout:
    """`path` leads from the root to the items."""

    path: tuple[str, ...]
    names: Names

    @property
    def depth(self) -> int:
        return len(self.path)


HTML_TAGS = frozenset(
    words(
        "p br div span ul ol li b strong i em u a h1 h2 h3 h4 h5 h6 table tr td th tbody thead hr font blockquote"
        " pre img small sub sup dl dt dd center"
    )
)
