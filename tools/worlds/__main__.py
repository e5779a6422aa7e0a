"""Random worlds of feeds, and how well they are judged: `python -m tools.worlds [WORLDS] [--wrong]`."""

import argparse

from tools.worlds.score import Score
from tools.worlds.world import live, make_world


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m tools.worlds", description=__doc__)
    parser.add_argument("worlds", type=int, nargs="?", default=20, help="how many (20)")
    parser.add_argument("--seed", type=int, default=1, help="of the first (1)")
    parser.add_argument("--wrong", action="store_true", help="list the feeds that were judged wrongly")
    asked = parser.parse_args()
    score = Score()
    for seed in range(asked.seed, asked.seed + asked.worlds):
        score.add(live(make_world(seed)))
    if asked.wrong:
        for seen in score.wrong:
            print(f"{seen.feed_id} day {seen.day}: {seen.decay}, {seen.state}, not {seen.truth}: {seen.why}")
    print(score.table())


main()
