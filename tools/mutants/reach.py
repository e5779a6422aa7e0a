"""Which tests reach which lines of the package, and how long each takes: a plugin of pytest that notes it as they run.

A test is one with all its parameters, for some of these are others each time. What a fixture of a module does counts
for all tests of that module.
"""

import json
import time
from collections import Counter
from collections.abc import Generator
from pathlib import Path

import pytest
from coverage import Coverage, CoverageData

from tools.mutants.plan import PACKAGE

# Of the processor, for the tests of one trial; their database takes about as much. What passes the first ones is tried
# on more of those that reach the line.
SECONDS, MORE_SECONDS = 20.0, 80.0


class Reach:
    """`seconds` by test, of those that pass."""

    def __init__(self, tree: Path, lines: CoverageData, seconds: dict[str, float]) -> None:
        self._tree, self._lines, self._seconds = tree, lines, seconds

    @classmethod
    def load(cls, tree: Path) -> "Reach":
        lines = CoverageData(str(tree / "lines"))
        lines.read()
        return cls(tree, lines, json.loads((tree / "seconds.json").read_text()))

    def rounds(self, module: str, line: int) -> tuple[list[str], list[str]]:
        """The tests of a trial, and those for what passes them."""
        first = self.tests(module, line, SECONDS)
        return first, [test for test in self.tests(module, line, MORE_SECONDS) if test not in first]

    def tests(self, module: str, line: int, seconds: float) -> list[str]:
        """Those that reach the line, of files that import the module first, and then others that reach the module, as
        many as there is time for: of each file the quickest, then the next.
        """
        by_line = self._lines.contexts_by_lineno(str(self._tree / PACKAGE / module))
        begin = max((n for n in by_line if n <= line), default=0)  # of a statement of several lines
        near = set(by_line.get(begin, ())) & self._seconds.keys()
        anywhere = (set().union(*by_line.values()) - near) & self._seconds.keys()
        named = "job_importer." + module.removesuffix(".py").replace("/", ".")
        naming = {file for file in set(map(_file, near | anywhere)) if named in (self._tree / file).read_text()}
        own = {test for test in near if _file(test) in naming}
        others = sorted(self._quick_first(anywhere), key=lambda test: _file(test) not in naming)
        chosen: list[str] = []
        for test in (*sorted(own, key=self._seconds.__getitem__), *self._quick_first(near - own), *others):
            if self._seconds[test] <= seconds or not chosen:  # a long one must not keep the quick ones behind it out
                chosen.append(test)
                seconds -= self._seconds[test]
        return sorted(chosen, key=lambda test: (test not in near, test.split("/")[1] != "unit", _file(test)))

    def _quick_first(self, tests: set[str]) -> list[str]:
        ranked, ranks = [], Counter[str]()
        for test in sorted(tests, key=self._seconds.__getitem__):
            file = _file(test)
            ranked.append((ranks[file], test))
            ranks[file] += 1
        return [test for _, test in sorted(ranked, key=lambda one: one[0])]


class Noting:
    """The plugin. Tests that fail are left out: they prove nothing about a change."""

    def __init__(self, tree: Path) -> None:
        self._tree = tree
        self._coverage = Coverage(data_file=str(tree / "lines"), source=[str(tree / PACKAGE)], messages=False)
        self._seconds: dict[str, float] = {}
        self._failed: set[str] = set()

    def pytest_configure(self) -> None:
        self._coverage.start()

    @pytest.hookimpl(wrapper=True)
    def pytest_runtest_protocol(self, item: pytest.Item) -> Generator[None, object, object]:
        begin = time.process_time()
        self._coverage.switch_context(_test(item))
        result = yield
        seconds = time.process_time() - begin
        for name in (_test(item), _file(item.nodeid)):
            self._seconds[name] = self._seconds.get(name, 0.0) + seconds
        return result

    @pytest.hookimpl(wrapper=True)
    def pytest_fixture_setup(self, request: pytest.FixtureRequest) -> Generator[None, object, object]:
        if request.scope != "module":
            return (yield)
        self._coverage.switch_context(request.node.nodeid)
        result = yield
        self._coverage.switch_context(_test(request._pyfuncitem))
        return result

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        if report.failed:
            self._failed |= {_test(report), _file(report.nodeid)}

    def pytest_unconfigure(self) -> None:
        self._coverage.stop()
        self._coverage.save()
        passed = {test: seconds for test, seconds in self._seconds.items() if test not in self._failed}
        (self._tree / "seconds.json").write_text(json.dumps(passed))


def _test(of: pytest.Item | pytest.TestReport) -> str:
    return of.nodeid.partition("[")[0]


def _file(test: str) -> str:
    return test.partition("::")[0]
