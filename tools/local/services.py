"""The background programs of a local stack: started once, found by their pid files, stopped by pid."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

import httpx

from tools.local.config import HOST, StackConfig
from tools.local.emulators import BIN, ministack_command, ministack_environment, secantus_command
from tools.local.ports import is_listening

START_SECONDS = 60
STOP_SECONDS = 30  # SecantusDB takes some seconds for its last checkpoint
RELEASE_SECONDS = 2
MINISTACK = "ministack"


class LocalError(Exception):
    """Something that the user can fix; the text says how."""


@dataclass(frozen=True)
class Service:
    name: str
    title: str
    port: int
    port_variable: str  # the environment variable that moves it elsewhere
    command: list[str]
    home: Path
    healthy: Callable[[], bool]
    environment: Mapping[str, str] | None = None  # None: the caller's
    folders: tuple[Path, ...] = field(default=())

    @property
    def log(self) -> Path:
        return self.home / "logs" / f"{self.name}.log"

    @property
    def pid_file(self) -> Path:
        return self.home / "run" / f"{self.name}.pid"

    @property
    def killed_file(self) -> Path:
        """Exists while the program has lost what it held in memory and nobody has recovered it."""
        return self.home / "run" / f"{self.name}.killed"


def services(config: StackConfig) -> list[Service]:
    """In the order of starting; they stop in the opposite order."""
    own_aws = [] if config.foreign_endpoint else [_ministack(config)]
    return [_secantus(config), *own_aws, _feed_server(config)]


def _secantus(config: StackConfig) -> Service:
    data = config.home / "mongo"
    return Service(
        name="secantusdb",
        title="SecantusDB (MongoDB)",
        port=config.mongo_port,
        port_variable="JOB_IMPORTER_MONGO_PORT",
        command=secantus_command(config.mongo_port, data, test_commands=config.test_commands),
        home=config.home,
        healthy=lambda: is_listening(config.mongo_port),
        folders=(data,),
    )


def _ministack(config: StackConfig) -> Service:
    home = config.home / "aws"
    return Service(
        name=MINISTACK,
        title="MiniStack (AWS)",
        port=config.aws_port,
        port_variable="JOB_IMPORTER_AWS_PORT",
        command=ministack_command(),
        home=config.home,
        healthy=lambda: answers(f"{config.endpoint}/_ministack/health"),
        environment=ministack_environment(config.aws_port, home),
        folders=tuple(home / name for name in ("tmp", "state", "s3")),
    )


def _feed_server(config: StackConfig) -> Service:
    folder = config.home / "feeds"
    port = str(config.feeds_port)
    return Service(
        name="feeds",
        title="Feed server",
        port=config.feeds_port,
        port_variable="JOB_IMPORTER_FEEDS_PORT",
        command=[sys.executable, "-m", "http.server", port, "--bind", HOST, "--directory", str(folder)],
        home=config.home,
        healthy=lambda: answers(config.feeds_url),
        folders=(folder,),
    )


def answers(url: str) -> bool:
    try:
        return httpx.get(url, timeout=2).is_success
    except httpx.HTTPError:
        return False


def start(service: Service) -> bool:
    """Returns whether it had to be started, once it is healthy."""
    if running_pid(service) is not None:
        _await_healthy(service)
        return False
    _note_killed(service)
    if not _is_let_go(service.port):
        raise LocalError(
            f"Port {service.port}, which {service.title} wants, is in use by another program.\n"
            f"Stop that program, or choose another port: {service.port_variable}={service.port + 1} make up"
        )
    if not (BIN / "ministack").exists():
        raise LocalError(f"The emulators are not installed in {BIN.parent}. Run `make setup`.")
    _spawn(service)
    _await_healthy(service)
    return True


def _note_killed(service: Service) -> None:
    """Stopping a program removes its pid file: if one is left behind, the program was killed."""
    if service.pid_file.exists():
        service.killed_file.touch()


def _is_let_go(port: int) -> bool:
    """Whether the port becomes free, within a moment if need be: a program's threads can outlive its pid."""
    deadline = time.monotonic() + RELEASE_SECONDS
    while is_listening(port):
        if time.monotonic() > deadline:
            return False
        time.sleep(0.05)
    return True


def _spawn(service: Service) -> None:
    for folder in (*service.folders, service.log.parent, service.pid_file.parent):
        folder.mkdir(parents=True, exist_ok=True)
    with service.log.open("ab") as log:
        process = subprocess.Popen(
            service.command,
            cwd=service.home,
            env=service.environment,
            stdin=subprocess.DEVNULL,
            stdout=log,
            stderr=subprocess.STDOUT,
            start_new_session=True,  # Ctrl-C in the terminal is not for it
        )
    service.pid_file.write_text(f"{process.pid} {birth_of(process.pid)}\n")
    process.returncode = 0  # it outlives us: nobody waits for it, and Popen need not warn of that


def _await_healthy(service: Service) -> None:
    deadline = time.monotonic() + START_SECONDS
    while not service.healthy():
        if running_pid(service) is None or time.monotonic() > deadline:
            tail = "\n".join(service.log.read_text(errors="replace").splitlines()[-15:])
            raise LocalError(f"{service.title} did not start; the end of {service.log}:\n{tail}")
        time.sleep(0.1)


def running_pid(service: Service) -> int | None:
    """The pid of this very program, if it is alive. A pid that now belongs to another program does not count."""
    try:
        pid, birth = service.pid_file.read_text().split(maxsplit=1)
    except (FileNotFoundError, ValueError):
        return None
    return int(pid) if birth.strip() and birth_of(int(pid)) == birth.strip() else None


def birth_of(pid: int) -> str:
    """When the process began, in whatever unit the system tells; empty if it is gone or a zombie."""
    stat = Path(f"/proc/{pid}/stat")
    if Path("/proc/self/stat").exists():
        try:
            state, *rest = stat.read_text().rpartition(")")[2].split()
        except (FileNotFoundError, ProcessLookupError):
            return ""
        return "" if state == "Z" else rest[18]  # starttime, field 22 of proc(5)
    listing = subprocess.run(["ps", "-o", "lstart=", "-p", str(pid)], capture_output=True, text=True, check=False)
    return listing.stdout.strip()


def stop(service: Service) -> bool:
    """Returns whether it was running. It gets time to write its state; then it is killed."""
    pid = running_pid(service)
    if pid is not None:
        os.kill(pid, signal.SIGTERM)
        deadline = time.monotonic() + STOP_SECONDS
        while running_pid(service) == pid and time.monotonic() < deadline:
            time.sleep(0.1)
        if running_pid(service) == pid:
            service.killed_file.touch()
            os.kill(pid, signal.SIGKILL)
        _is_let_go(service.port)
    else:
        _note_killed(service)
    service.pid_file.unlink(missing_ok=True)
    return pid is not None


def keep_state(config: StackConfig) -> None:
    """MiniStack writes its state only when it stops: this way, what was just deployed survives a kill."""
    with paused(_ministack(config)):
        pass


@contextmanager
def paused(service: Service) -> Iterator[None]:
    """The service is down inside the `with`, and up again after it."""
    stop(service)
    try:
        yield
    finally:
        start(service)
