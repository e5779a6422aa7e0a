"""The background programs of the local stack, with a real program."""

import os
import signal
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from os import kill
from pathlib import Path

import pytest

from tools.local.alone import alone
from tools.local.config import HOST, ROOT
from tools.local.ports import free_port, is_listening
from tools.local.services import LocalError, Service, birth_of, paused, running_pid, start, stop


def make(home: Path, port: int, *command: str) -> Service:
    serve = ("-m", "http.server", str(port), "--bind", HOST)
    return Service(
        name="web",
        title="Web server",
        port=port,
        port_variable="WEB_PORT",
        command=[sys.executable, *(command or serve)],
        home=home,
        healthy=lambda: is_listening(port),
    )


@pytest.fixture
def web(tmp_path: Path) -> Iterator[Service]:
    service = make(tmp_path, free_port())
    yield service
    stop(service)


def test_a_service_is_started_once_and_stopped_once(web: Service) -> None:
    assert start(web)
    pid = running_pid(web)
    assert pid is not None
    assert not start(web)
    assert running_pid(web) == pid
    assert is_listening(web.port)
    assert stop(web)
    assert not stop(web)
    assert birth_of(pid) == ""  # its port may be another test's by now


def test_a_service_that_was_killed_is_started_again(web: Service) -> None:
    start(web)
    pid = running_pid(web)
    assert pid is not None
    kill(pid, signal.SIGKILL)
    while running_pid(web) is not None:
        time.sleep(0.01)
    assert not web.killed_file.exists()
    assert start(web)
    assert web.killed_file.exists()


def test_a_service_that_was_killed_is_known_for_it_after_a_stop_too_and_one_that_was_stopped_is_not(
    web: Service,
) -> None:
    start(web)
    stop(web)
    start(web)
    assert not web.killed_file.exists()
    pid = running_pid(web)
    assert pid is not None
    kill(pid, signal.SIGKILL)
    while running_pid(web) is not None:
        time.sleep(0.01)
    assert not stop(web)
    assert web.killed_file.exists()


def test_of_two_at_once_the_second_says_that_it_waits_and_waits(tmp_path: Path) -> None:
    """In two processes, as two shells have them."""
    command = [sys.executable, "-m", "tools.local.alone", str(tmp_path), sys.executable, "-c", "print('inside')"]
    said: list[str] = []
    with alone(tmp_path, said.append):
        second = subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, text=True)
        assert second.stdout
        assert f"(pid {os.getpid()}); waiting for it to end" in second.stdout.readline()
        assert second.poll() is None
    assert (second.communicate()[0], second.returncode, said) == ("inside\n", 0, [])


def test_a_port_that_a_killed_program_is_about_to_let_go_is_not_taken(web: Service) -> None:
    with socket.create_server((HOST, web.port)) as held:
        release = threading.Timer(0.5, held.close)
        release.start()
        assert start(web)
        release.join()


def test_a_pid_that_went_to_another_program_is_left_alone(web: Service) -> None:
    start(web)
    pid = running_pid(web)
    written = web.pid_file.read_text()
    web.pid_file.write_text(f"{pid} another-birth\n")
    assert not stop(web)
    assert is_listening(web.port)
    web.pid_file.write_text(written)


def test_a_taken_port_is_named_with_a_way_out(web: Service) -> None:
    with socket.create_server((HOST, web.port)), pytest.raises(LocalError) as refused:
        start(web)
    assert f"Port {web.port}, which Web server wants, is in use by another program." in str(refused.value)
    assert f"WEB_PORT={web.port + 1} make up" in str(refused.value)


def test_a_service_that_dies_at_once_is_reported_with_its_last_words(tmp_path: Path) -> None:
    dying = make(tmp_path, free_port(), "-c", "raise SystemExit('no such luck')")
    with pytest.raises(LocalError, match="no such luck"):
        start(dying)


def test_a_paused_service_is_down_inside_and_up_after(web: Service) -> None:
    start(web)
    with paused(web):
        assert not is_listening(web.port)
    assert is_listening(web.port)
