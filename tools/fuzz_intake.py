"""Look for bytes on which intake raises anything but its own failure: `python -m tools.fuzz_intake --minutes 3`.

Takes the feeds of the tests, mutates them, previews the result. A find is written to `--out` and ends the run with
status 1; the seed that is printed repeats it.
"""

import argparse
import random
import sys
import tempfile
import traceback
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from time import monotonic

from job_importer.intake.model import Hints
from job_importer.intake.preview import preview

FEEDS = Path(__file__).parents[1] / "tests" / "fixtures" / "feeds"
HINTS = Hints(fetched_at=datetime(2026, 11, 1, tzinfo=UTC), feed_url="https://feeds.example.org/xml")
SNIPPETS = (
    *(
        b"<",
        b">",
        b"&",
        b"]]>",
        b"<![CDATA[",
        b"<!--",
        b"-->",
        b"<?xml ",
        b"?>",
        b"</",
        b"/>",
        b"'",
        b'"',
        b"\0",
        b"\xff",
    ),
    *(
        b"<!DOCTYPE x [",
        b"<!ENTITY a 'b'>",
        b"]>",
        b"&nbsp;",
        b"&#0;",
        b"&#x110000;",
        b"xmlns:a='b'",
        b"a:b",
        b"\xef\xbb\xbf",
    ),
    *(
        b"\xfe\xff",
        b"\xed\xa0\x80",
        b"encoding='utf-16'",
        b"encoding='idna'",
        b"encoding='utf-7'",
        b"0/0/0",
        b"99999999999999",
    ),
    *(
        b"http://[",
        b"https://x:99999/",
        b"{",
        b"[",
        b"null",
        b"1e999",
        b"\\ud800",
        b"2026-02-30",
        b"<item>",
        b"</item>",
    ),
)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--minutes", type=float, default=3.0)
    parser.add_argument("--seed", type=int, default=None, help="repeat one case")
    parser.add_argument("--out", type=Path, default=Path("fuzz-find.bin"))
    arguments = parser.parse_args()
    feeds = [path.read_bytes() for path in sorted(FEEDS.iterdir()) if path.is_file()]
    seeds = iter([arguments.seed]) if arguments.seed is not None else _seeds(arguments.minutes)
    cases = 0
    with tempfile.TemporaryDirectory(prefix="fuzz-") as folder:
        for seed in seeds:
            chance = random.Random(seed)  # noqa: S311
            data = mutate(chance.choice(feeds), chance)
            cases += 1
            if not survives(Path(folder) / "feed", data):
                arguments.out.write_bytes(data)
                sys.exit(f"Seed {seed}: the case was written to {arguments.out}.")
    print(f"{cases} cases, nothing found.")


def _seeds(minutes: float) -> Iterator[int]:
    end = monotonic() + 60 * minutes
    while monotonic() < end:
        yield random.getrandbits(48)


def survives(path: Path, data: bytes) -> bool:
    path.write_bytes(data)
    try:
        report, jobs = preview(path, HINTS)
        found = sum(1 for _ in jobs)
    except Exception:  # noqa: BLE001 (that is what is looked for)
        traceback.print_exc()
        return False
    if found != report["unique"]:
        print(f"unique is {report['unique']}, but {found} jobs came")
        return False
    return True


def mutate(data: bytes, chance: random.Random) -> bytes:
    """A handful of small changes: bits, snippets, cuts, copies; now and then another encoding."""
    result = bytearray(data)
    for _ in range(chance.choice((1, 1, 2, 4, 8, 30))):
        at = chance.randrange(len(result) + 1)
        end = min(len(result), at + chance.choice((1, 1, 2, 8, 60, 500)))
        match chance.randrange(6):
            case 0 if at < len(result):
                result[at] ^= 1 << chance.randrange(8)
            case 1:
                result[at:at] = chance.choice(SNIPPETS)
            case 2:
                del result[at:end]
            case 3:
                result[at:at] = result[at:end]
            case 4:
                result[at:end] = chance.choice(SNIPPETS)
            case _:
                result[at:at] = bytes(chance.randrange(256) for _ in range(chance.randrange(1, 4)))
    if chance.random() < 0.03:
        return (
            bytes(result).decode("utf-8", "replace").encode(chance.choice(("utf-16", "utf-32-le", "cp1252")), "replace")
        )
    return bytes(result[: chance.randrange(len(result) + 1)]) if chance.random() < 0.1 else bytes(result)


if __name__ == "__main__":
    main()
