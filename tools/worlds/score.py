"""How often feeds are judged correctly, by state."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field

from job_importer.codes import FeedState
from tools.worlds.world import Seen


@dataclass
class Score:
    """For feeds at the ends of days; those for which the model cannot say do not count."""

    right: Counter[FeedState] = field(default_factory=Counter)
    judged: Counter[FeedState] = field(default_factory=Counter)
    true: Counter[FeedState] = field(default_factory=Counter)
    wrong: list[Seen] = field(default_factory=list)

    def add(self, seen: Iterable[Seen]) -> None:
        for one in seen:
            if one.truth is None:
                continue
            self.judged[one.state] += 1
            self.true[one.truth] += 1
            self.right[one.state] += one.state is one.truth
            if one.state is not one.truth:
                self.wrong.append(one)

    def precision(self, state: FeedState) -> float:
        return self.right[state] / self.judged[state] if self.judged[state] else 1.0

    def recall(self, state: FeedState) -> float:
        return self.right[state] / self.true[state] if self.true[state] else 1.0

    def states(self) -> list[FeedState]:
        return [state for state in FeedState if self.true[state]]

    def table(self) -> str:
        rows = [
            f"| `{state}` | {self.true[state]:,} | {self.precision(state):.3f} | {self.recall(state):.3f} |"
            for state in self.states()
        ]
        return "\n".join(["| State | Feeds × days | Precision | Recall |", "| --- | ---: | ---: | ---: |", *rows])
