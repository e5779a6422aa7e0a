"""Runs the classic builds on the same files and sums the CPU seconds of their processes.

A folder holds `services.sh` (Redis and the same database, fresh) and `bullmq_peer/bench.mjs`, which drives both builds
and writes a line of JSON for each import.
"""

import json
import os
import shlex
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path

from tools.local.config import HOST
from tools.local.emulators import SECANTUSD
from tools.local.ports import free_port

PHASES = {"first import": "first", "unchanged": "same", "10 % changed": "changed"}
BUILDS = ("bullmq", "celery")


def peer_cpu(folder: Path, editions: Mapping[str, Path]) -> dict[str, dict[str, float]]:
    """By build and import. A build that does not run is left out, with a message."""
    return {build: seconds for build in BUILDS if (seconds := _run(folder.resolve(), build, editions))}


def _launcher(folder: Path) -> str:
    """A program that starts the same database as ours."""
    program = folder / "secantusd"
    program.write_text(f'#!/bin/sh\nexec {shlex.join(SECANTUSD)} "$@"\n')
    program.chmod(0o755)
    return str(program)


def _run(folder: Path, build: str, editions: Mapping[str, Path]) -> dict[str, float]:
    ports = {"REDIS_PORT": str(free_port()), "MONGO_PORT": str(free_port())}
    urls = {
        "REDIS_URL": f"redis://{HOST}:{ports['REDIS_PORT']}/0",
        "MONGO_URL": f"mongodb://{HOST}:{ports['MONGO_PORT']}/",
    }
    first, changed = editions["first import"], editions["10 % changed"]
    how = {"BATCH": "500", "CONCURRENCY": "4", "SINK": "diff", "PRELOAD": "1", "SECANTUS": _launcher(first.parent)}
    environment = os.environ | ports | urls | how
    rows = first.with_name(f"{build}.jsonl")
    command = ["node", "bullmq_peer/bench.mjs", "--peer", build, "--runs", "1", "--dir", str(first.parent)]
    command += ["--feed", first.name, "--changed", changed.name, "--json", str(rows), "--port", str(free_port())]
    subprocess.run(["./services.sh", "fresh"], cwd=folder, env=environment, check=True)
    try:
        for name, server in (("REDIS_PID", "redis"), ("MONGO_PID", "sec")):
            environment[name] = (folder / "run" / f"{server}.pid").read_text().strip()
        done = subprocess.run(command, cwd=folder, env=environment, capture_output=True, text=True, check=False)
        if done.returncode:
            print(f"{build} does not run: {done.stderr[-300:]}", file=sys.stderr)
            return {}
    finally:
        subprocess.run(["./services.sh", "stop"], cwd=folder, env=environment, check=False)
    imports = {row["phase"]: sum(row["cpu_s"].values()) for row in map(json.loads, rows.read_text().splitlines())}
    return {name: imports[phase] for name, phase in PHASES.items()}
