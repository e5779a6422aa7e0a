"""Change one thing in a deciding module and see whether a test notices: `python -m tools.mutants [--only runs/finish]`.

Of the many thousand changes that there are, a sample is tried, spread over the modules and always the same until the
code changes; another `--seed` takes another one. First all tests run once, to see which of them reach which lines, and
not again until something changes; of these each trial runs the quick ones, and more of them where these pass. A change
that no test can notice, since it changes nothing that anybody could see, is listed in `equivalent.txt` with the reason.
"""

import argparse
import os
import shutil
import sys
import time
from collections.abc import Iterable, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from functools import cache, partial
from hashlib import sha256
from multiprocessing import get_context
from pathlib import Path

from tools.mutants.operators import mutated, mutations
from tools.mutants.plan import PACKAGE, ROOT, TESTS, TOO_SLOW, modules
from tools.mutants.reach import Noting, Reach
from tools.mutants.trees import HOME, copy_tree, digest, passes, run

ENOUGH = 0.92
KNOWN = Path(__file__).with_name("equivalent.txt")


@dataclass(frozen=True)
class Mutant:
    module: str  # below the package: "runs/finish.py"
    operator: str
    occurrence: int
    line: int
    text: str  # of the line, without its indentation

    @property
    def name(self) -> str:
        """As `equivalent.txt` has it: it outlives changes elsewhere in the module."""
        return f"{self.module} | {self.operator} | {self.text}"


def all_mutants(only: str) -> list[Mutant]:
    found = []
    for path in modules():
        module = path.relative_to(ROOT / PACKAGE).as_posix()
        lines = path.read_text().splitlines()
        if only in module:
            found += [
                Mutant(module, operator, occurrence, line, lines[line - 1].strip())
                for operator, occurrence, line in mutations(path)
            ]
    return found


def sample(mutants: Iterable[Mutant], size: int, seed: str) -> list[Mutant]:
    """Those with the smallest digests: the same ones each time, whatever is added or removed beside them."""
    return sorted(mutants, key=lambda one: sha256(f"{seed}{one.name}{one.occurrence}".encode()).digest())[:size]


def known_equivalents() -> set[str]:
    """Lines `module | operator | text of the line # why`; the rest are remarks."""
    lines = KNOWN.read_text().splitlines()
    return {line.partition("  # ")[0].strip() for line in lines[2:]}


def noted(tests: Sequence[str]) -> Path:
    """The tree in which the tests have run and were noted; they run again only where something has changed."""
    noted_of = HOME / "reach" / "digest"
    now = digest(*tests)
    if noted_of.is_file() and noted_of.read_text() == now:
        return noted_of.parent
    tree = copy_tree("reach")
    run(tree, [*tests, *(f"--ignore={path}" for path in TOO_SLOW)], Noting(tree))
    noted_of.write_text(now)
    return tree


def survives(mutant: Mutant, rounds: Sequence[Sequence[str]]) -> bool | None:
    """Whether all rounds of tests pass all the same, or there are none; None if the change is none."""
    path = own_tree() / PACKAGE / mutant.module
    source = path.read_text()
    code = mutated(source, mutant.operator, mutant.occurrence)
    if code is None:
        return None
    path.write_text(code)
    try:
        return all(passes(own_tree(), tests) for tests in rounds if tests)
    finally:
        path.write_text(source)


@cache
def own_tree() -> Path:
    """Of this process, which tries one change after the other."""
    return copy_tree(str(os.getpid()))


def trial(ends_at: float, mutant: Mutant, rounds: Sequence[Sequence[str]]) -> bool | None:
    """As `survives`; None as well once the time is up."""
    if time.monotonic() > ends_at:
        return None
    found = survives(mutant, rounds)
    if found is not None:
        print(f"{'SURVIVED' if found else 'killed':<9}{mutant.module}:{mutant.line} {mutant.operator}", flush=True)
    return found


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--only", default="", help="modules whose path has this in it")
    parser.add_argument("--tests", nargs="+", default=TESTS, help="where the tests are that have to notice")
    parser.add_argument("--sample", type=int, default=160)
    parser.add_argument("--seed", default="", help="any word: it takes a sample of its own")
    parser.add_argument("--minutes", type=float, default=55, help="no trial begins after these")
    parser.add_argument("--workers", type=int, default=2)
    options = parser.parse_args()
    ends_at = time.monotonic() + options.minutes * 60
    known, mutants = known_equivalents(), all_mutants(options.only)
    if not options.only and (gone := known - {one.name for one in mutants}):
        sys.exit(f"These are in {KNOWN.name} and nowhere else: {sorted(gone)}")
    chosen = [one for one in sample(mutants, options.sample, options.seed) if one.name not in known]
    tree = noted(options.tests)
    reach = Reach.load(tree)
    rounds = [reach.rounds(mutant.module, mutant.line) for mutant in chosen]
    if not passes(tree, next(first for first, _ in rounds if first)):
        sys.exit("The tests fail without any change, so they would tell nothing.")
    for other in set(HOME.iterdir()) - {tree}:
        shutil.rmtree(other)
    with ProcessPoolExecutor(options.workers, get_context("fork")) as pool:
        results = dict(zip(chosen, pool.map(partial(trial, ends_at), chosen, rounds), strict=True))
    return report(results)


def report(results: dict[Mutant, bool | None]) -> int:
    tried = [mutant for mutant, survived in results.items() if survived is not None]
    survivors = [mutant for mutant in tried if results[mutant]]
    for mutant in survivors:
        print(mutant.name)
    killed = len(tried) - len(survivors)
    share = killed / len(tried) if tried else 0.0
    print(f"{killed} of {len(tried)} changes were noticed: {share:.0%} (the aim is at least {ENOUGH:.0%})")
    return 0 if share >= ENOUGH else 1


if __name__ == "__main__":
    sys.exit(main())
