"""Learns which elements contain only text, and so where one of them ends whose end tag is missing."""

from collections import Counter

MAX_NAMES = 5_000  # and pairs of names that are kept
MAX_DEPTH = 1_000
LEAST = 2  # times that an element must have been closed
RARELY = 0.1  # share of them that may contain elements


class Leaves:
    """Learns from every tag of a document in order, well-formed or not: its kind ("start", "end", "empty") and name."""

    def __init__(self) -> None:
        self._open: list[list[str | bool]] = []  # name, and whether there was an element inside
        self._as_leaf: Counter[str] = Counter()
        self._as_parent: Counter[str] = Counter()
        self._children: set[tuple[str, str]] = set()

    def learn(self, kind: str, name: str) -> None:
        if kind == "end":
            self._close(name)
            return
        if self._open:
            parent = self._open[-1]
            parent[1] = True
            if len(self._children) < MAX_NAMES:
                self._children.add((str(parent[0]), name))
        if kind == "empty":
            self._count(self._as_leaf, name)
        elif len(self._open) < MAX_DEPTH:
            self._open.append([name, False])

    def _close(self, name: str) -> None:
        if not any(one[0] == name for one in self._open):
            return
        while (last := self._open.pop())[0] != name:
            pass
        self._count(self._as_parent if last[1] else self._as_leaf, name)

    def _count(self, counter: Counter[str], name: str) -> None:
        if name in counter or len(counter) < MAX_NAMES:
            counter[name] += 1

    def is_leaf(self, name: str) -> bool:
        return self._as_leaf[name] >= LEAST and self._as_parent[name] <= RARELY * self._as_leaf[name]

    def is_child(self, parent: str, name: str) -> bool:
        return (parent, name) in self._children


class Closer:
    """Says for each tag which element must be closed first: a leaf in which its sibling begins or its parent ends."""

    def __init__(self, leaves: Leaves) -> None:
        self._leaves = leaves
        self._open: list[str] = []

    def close_before(self, kind: str, name: str) -> str | None:
        closed = self._unclosed(kind, name)
        if closed is not None:
            self._open.pop()
        if kind == "end":
            if self._open and self._open[-1] == name:
                self._open.pop()
        elif kind == "start" and len(self._open) < MAX_DEPTH:
            self._open.append(name)
        return closed

    def _unclosed(self, kind: str, name: str) -> str | None:
        if len(self._open) < 2 or not self._leaves.is_leaf(last := self._open[-1]):
            return None
        parent = self._open[-2]
        if kind == "end":
            return last if name == parent and name != last else None
        return last if self._leaves.is_child(parent, name) else None
