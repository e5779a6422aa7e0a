"""Ports of this machine: which are free, and who answers."""

import secrets
import socket

from tools.local.config import HOST

OUTSIDE_EPHEMERAL = range(10_000, 32_768)
"""Below what Linux and macOS hand to outgoing connections, one of which could take the port before its server does."""


def free_port() -> int:
    """A port that nobody listens on at this moment, and that no connection gets by chance."""
    while True:
        port = secrets.choice(OUTSIDE_EPHEMERAL)
        with socket.socket() as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            try:
                probe.bind((HOST, port))
            except OSError:
                continue
        return port


def is_listening(port: int) -> bool:
    with socket.socket() as probe:
        probe.settimeout(0.5)
        return probe.connect_ex((HOST, port)) == 0
