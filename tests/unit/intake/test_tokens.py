"""Every item of an XML document is read at any size of tokens and blocks, with every version of expat."""

from collections.abc import Callable
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from job_importer.intake.bytes.encoding import decide
from job_importer.intake.bytes.files import BLOCK
from job_importer.intake.model import Caps
from job_importer.intake.xml.document import XmlDocument
from job_importer.intake.xml.errors import MAX_TOKEN
from tests.support.growth import grows_in_proportion
from tests.support.previewing import fields, look

KINDS: dict[str, Callable[[int], str]] = {
    "attribute": lambda size: f"<logo src='data:{'A' * size}'/>",
    "attributes": lambda size: f"<logo {' '.join(f'a{n}={chr(120) * (size // 100)!r}' for n in range(100))}/>",
    "start tag": lambda size: f"<logo{' ' * size}></logo>",
    "end tag": lambda size: f"<logo></logo{' ' * size}>",
    "name": lambda size: f"<{'n' * size}/>",
    "comment": lambda size: f"<!--{'c' * size}-->",
    "instruction": lambda size: f"<?note {'p' * size}?>",
    "text": lambda size: "t" * size,
    "section": lambda size: f"<![CDATA[{'d' * size}]]>",
}
OUTSIDE = ("comment", "instruction")  # what may stand before and after the root
ITEMS = 12


def document(kind: str, size: int, position: int) -> str:
    """A feed with one token in the item with that number; from ITEMS on, the token is outside the items."""
    token = KINDS[kind](size)
    items = [
        f"<item>{fields(guid=str(n), title='Baker')}<note>{token if n == position else ''}</note></item>"
        for n in range(ITEMS)
    ]
    before, after = token if position == ITEMS else "", token if position == ITEMS + 1 else ""
    text = f"<rss><channel><title>Jobs</title><x>{before}</x>{''.join(items)}<x>{after}</x></channel></rss>"
    if position > ITEMS + 1:
        return token + text if position % 2 and kind in OUTSIDE else text + (token if kind in OUTSIDE else "")
    return text


class Listed(list[str]):
    """Takes the place of a profile."""

    def add(self, item: dict[str, Any]) -> None:
        self.append(item["guid"])


def read(text: str, block: int) -> Listed:
    with TemporaryDirectory() as folder:
        path = Path(folder) / "feed.xml"
        path.write_text(text)
        feed = XmlDocument(path, decide(path, None), Caps(), block)
        evidence = feed.sniff()
        assert evidence.samples
        return feed.collect(Listed)


@settings(max_examples=150)
@given(
    st.sampled_from(sorted(KINDS)),
    st.integers(0, 17).map(lambda power: 2**power) | st.integers(0, 200_000),
    st.sampled_from([1, 13, 500, 4_096, BLOCK, 100_000]),
    st.integers(0, ITEMS + 3),
)
@example("attribute", 70_000, BLOCK, 8)
@example("comment", 100_000, BLOCK, ITEMS)
@example("instruction", 100_000, BLOCK, ITEMS + 3)
@example("attribute", MAX_TOKEN - 20, BLOCK, 3)
def test_no_item_is_lost_at_any_size_of_tokens_and_blocks(kind: str, size: int, block: int, position: int) -> None:
    size = min(size, block * 20_000)
    assert read(document(kind, size, position), block) == [str(n) for n in range(ITEMS)]


def test_a_long_value_of_an_attribute_hides_no_job_behind_it() -> None:
    report, jobs = look(
        "<rss><channel><title>Jobs at Acme</title>"
        + "".join(
            f"<item>{fields(title=f'Baker {n}', link=f'https://x.example/jobs/{n}', guid=str(n))}"
            f"<description><![CDATA[Apply now.]]></description>{KINDS['attribute'](70_000) if n == 30 else ''}</item>"
            for n in range(40)
        )
        + "</channel></rss>"
    )
    assert (report["outcome"], report["fetched"], len(jobs)) == ("ok", 40, 40)


TOKENS = sorted(KINDS.keys() - {"text", "section"})


@pytest.mark.parametrize("kind", TOKENS)
def test_the_time_for_a_long_token_is_linear_in_its_length(kind: str) -> None:
    assert grows_in_proportion(lambda size: read(document(kind, size, 5), 2_048), MAX_TOKEN // 2)


@pytest.mark.parametrize("kind", TOKENS)
@pytest.mark.parametrize("position", [0, ITEMS - 1, ITEMS, ITEMS + 3])
def test_a_token_beyond_its_cap_is_forbidden(kind: str, position: int) -> None:
    if position > ITEMS and kind not in OUTSIDE:
        return
    report, _ = look(document(kind, 2 * MAX_TOKEN + BLOCK, position))
    assert (report["outcome"], "more than 1,048,576 bytes" in report["message"]) == ("xml_forbidden", True)
