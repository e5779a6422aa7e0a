"""Servers for a measurement: the local stack's database and AWS on ports and data of their own, and a feed."""

import subprocess
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from os import sysconf
from pathlib import Path
from threading import Thread
from typing import Any

from tools.local.config import HOST
from tools.local.emulators import ministack_command, ministack_environment, secantus_command
from tools.local.ports import free_port, is_listening
from tools.local.services import answers

START_SECONDS = 90


@dataclass
class Server:
    port: int
    process: subprocess.Popen[bytes]

    def cpu_seconds(self) -> float:
        """Of all its threads so far (Linux)."""
        times = Path(f"/proc/{self.process.pid}/stat").read_text().rsplit(") ", 1)[1].split()
        return (int(times[11]) + int(times[12])) / sysconf("SC_CLK_TCK")


@contextmanager
def started(command: list[str], port: int, healthy: Callable[[], bool], **options: Any) -> Iterator[Server]:
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, **options)
    try:
        deadline = time.monotonic() + START_SECONDS
        while not healthy():
            if process.poll() is not None or time.monotonic() > deadline:
                raise SystemExit(f"{command[0]} did not start.")
            time.sleep(0.1)
        yield Server(port, process)
    finally:
        process.kill()  # what it has stored goes with its folder
        process.wait()


@contextmanager
def database(folder: Path) -> Iterator[Server]:
    port = free_port()
    command = secantus_command(port, folder / "mongo")
    with started(command, port, lambda: is_listening(port), cwd=folder) as server:
        yield server


@contextmanager
def aws(folder: Path) -> Iterator[Server]:
    port, home = free_port(), folder / "aws"
    for name in ("tmp", "state", "s3"):
        (home / name).mkdir(parents=True)
    url, environment = f"http://{HOST}:{port}/_ministack/health", ministack_environment(port, home)
    with started(ministack_command(), port, lambda: answers(url), cwd=home, env=environment) as server:
        yield server


class _Quiet(SimpleHTTPRequestHandler):
    def log_message(self, *_: Any) -> None:
        pass


@contextmanager
def files(folder: Path) -> Iterator[str]:
    """The URL at which the files of `folder` are served."""
    with ThreadingHTTPServer((HOST, 0), partial(_Quiet, directory=str(folder))) as server:
        Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://{HOST}:{server.server_port}"
        server.shutdown()


@dataclass
class Servers:
    database: Server
    aws: Server
    feeds_url: str
    folder: Path  # where the feed's file lies


@contextmanager
def servers(folder: Path) -> Iterator[Servers]:
    with ExitStack() as stack:
        feeds = folder / "feeds"
        feeds.mkdir()
        mongo, emulator = stack.enter_context(database(folder)), stack.enter_context(aws(folder))
        yield Servers(mongo, emulator, stack.enter_context(files(feeds)), feeds)
