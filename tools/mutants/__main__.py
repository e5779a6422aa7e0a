"""Change one thing in a deciding module and see whether a test notices: `python -m tools.mutants [--only runs/finish]`.

Of the many thousand changes that there are, a sample is tried, spread over the modules and always the same until the
code changes. Each trial has a copy of the tree to itself. A change that no test can notice, since it changes nothing
that anybody could see, is listed in `equivalent.txt` with the reason.
"""

import argparse
import os
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Iterable
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from queue import SimpleQueue

from rich.console import Console

from tools.mutants.operators import mutated, mutations
from tools.mutants.plan import GROUPS, PACKAGE, ROOT

TREE = (
    "layers",
    "functions",
    "tests",
    "tools",
    "events",
    "admin_static",
    "pyproject.toml",
    "template.yaml",
    "README.md",
    "docs",
)
ENOUGH = 0.92
TRIAL_SECONDS = 300
KNOWN = Path(__file__).with_name("equivalent.txt")


@dataclass(frozen=True)
class Mutant:
    module: str  # below the package: "runs/finish.py"
    operator: str
    occurrence: int
    line: int
    text: str  # of the line, without its indentation
    tests: tuple[str, ...]

    @property
    def name(self) -> str:
        """As `equivalent.txt` has it: it outlives changes elsewhere in the module."""
        return f"{self.module} | {self.operator} | {self.text}"


def all_mutants(only: str) -> list[Mutant]:
    found = []
    for group in GROUPS:
        for path in group.modules():
            module = path.relative_to(ROOT / PACKAGE).as_posix()
            lines = path.read_text().splitlines()
            if only in module:
                found += [
                    Mutant(module, operator, occurrence, line, lines[line - 1].strip(), group.tests)
                    for operator, occurrence, line in mutations(path)
                ]
    return found


def sample(mutants: Iterable[Mutant], size: int) -> list[Mutant]:
    """Those with the smallest digests: the same ones each time, whatever is added or removed beside them."""
    return sorted(mutants, key=lambda one: sha256(f"{one.name}{one.occurrence}".encode()).digest())[:size]


def known_equivalents() -> set[str]:
    """Lines `module | operator | text of the line # why`; the rest are remarks."""
    lines = KNOWN.read_text().splitlines()
    return {line.partition("  # ")[0].strip() for line in lines if " | " in line}


def survives(mutant: Mutant, tree: Path) -> bool | None:
    """Whether the tests pass all the same; None if the change is none."""
    path = tree / PACKAGE / mutant.module
    source = path.read_text()
    code = mutated(source, mutant.operator, mutant.occurrence)
    if code is None:
        return None
    path.write_text(code)
    try:
        return _passes(tree, mutant.tests)
    finally:
        path.write_text(source)


def _passes(tree: Path, tests: Iterable[str]) -> bool:
    """The servers that the tests start end with them: all are of one process group. An endless trial does not pass."""
    command = [sys.executable, "-m", "pytest", "-x", "-q", "-p", "no:cacheprovider", *tests]
    environment = os.environ | {"PYTHONPATH": f"{tree}:{tree / 'layers/job_importer'}", "CI": "1"}
    trial = subprocess.Popen(
        command, cwd=tree, env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, start_new_session=True
    )
    try:
        return trial.wait(TRIAL_SECONDS) == 0
    except subprocess.TimeoutExpired:
        return False
    finally:
        with suppress(ProcessLookupError):
            os.killpg(trial.pid, signal.SIGKILL)
        trial.wait()


def copies(number: int) -> SimpleQueue[Path]:
    trees: SimpleQueue[Path] = SimpleQueue()
    for n in range(number):
        tree = ROOT / ".local" / "mutants" / str(n)
        shutil.rmtree(tree, ignore_errors=True)
        tree.mkdir(parents=True)
        for name in TREE:
            copy = shutil.copytree if (ROOT / name).is_dir() else shutil.copy2
            copy(ROOT / name, tree / name)
        (tree / ".venv-emulators").symlink_to((ROOT / ".venv-emulators").resolve())
        trees.put(tree)
    return trees


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--only", default="", help="modules whose path has this in it")
    parser.add_argument("--sample", type=int, default=160)
    parser.add_argument("--minutes", type=float, default=55, help="no trial begins after these")
    parser.add_argument("--workers", type=int, default=2)
    options = parser.parse_args()
    console, begin = Console(highlight=False), time.monotonic()
    known = known_equivalents()
    chosen = [one for one in sample(all_mutants(options.only), options.sample) if one.name not in known]
    trees = copies(options.workers)

    def trial(mutant: Mutant) -> bool | None:
        if time.monotonic() - begin > options.minutes * 60:
            return None
        tree = trees.get()
        try:
            found = survives(mutant, tree)
        finally:
            trees.put(tree)
        if found is not None:
            word = "[red]survived[/red]" if found else "killed"
            console.print(f"{word:<9} {mutant.module}:{mutant.line} {mutant.operator}")
        return found

    with ThreadPoolExecutor(options.workers) as pool:
        results = dict(zip(chosen, pool.map(trial, chosen), strict=True))
    return report(results, console)


def report(results: dict[Mutant, bool | None], console: Console) -> int:
    tried = [mutant for mutant, survived in results.items() if survived is not None]
    survivors = [mutant for mutant in tried if results[mutant]]
    for mutant in survivors:
        console.print(mutant.name, markup=False, soft_wrap=True)
    killed = len(tried) - len(survivors)
    share = killed / len(tried) if tried else 0.0
    console.print(f"{killed} of {len(tried)} changes were noticed: {share:.0%} (the aim is at least {ENOUGH:.0%})")
    return 0 if share >= ENOUGH else 1


if __name__ == "__main__":
    sys.exit(main())
