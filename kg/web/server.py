"""Starts the endpoint on a port of this machine."""

from __future__ import annotations

import ipaddress
import socket
import sys
from contextlib import suppress
from typing import TYPE_CHECKING, Final

import uvicorn

from kg.errors import KgError
from kg.store import open_read
from kg.web.app import create_app
from kg.web.protocol import BODY_LIMIT
from kg.web.workers import WORKERS, Limits

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

_BACKLOG: Final = 128
_MAX_PORT: Final = 65_535


def _to_stderr(line: str) -> None:
    sys.stderr.write(f"{line}\n")
    sys.stderr.flush()


def serve(
    store_dir: Path,
    host: str = "127.0.0.1",
    port: int = 8000,
    *,
    workers: int = WORKERS,
    limits: Limits | None = None,
    say: Callable[[str], None] = _to_stderr,
) -> None:
    """Serve a store until interrupted.

    Args:
        store_dir: The store; while it is served nobody can write it.
        host: Name or address to listen at; the loopback address unless told.
        port: 0 takes any that is free.
        workers: Queries that are answered at the same time.
        limits: What one query may cost.
        say: Takes the address line, and a warning where others can reach it.

    Raises:
        StoreError: The store is missing, of another version or being written.
        KgError: The address or port cannot be had.
    """
    with open_read(store_dir):  # fails here, in the caller's sight, and not in a worker
        listening = _listen(host, port)
    if not _is_loopback(listening):
        say(f"Warning: {host} can be reached from other machines, and the endpoint asks nobody for a password")
    say(f"Serving {store_dir} at {_address(listening)}")
    config = uvicorn.Config(
        create_app(store_dir, workers=workers, limits=limits),
        log_level="warning",
        access_log=False,
        server_header=False,
        http="h11",
        ws="none",
        h11_max_incomplete_event_size=BODY_LIMIT,  # so that a long query in a URL gets our answer, not a broken connection
    )
    with listening, suppress(KeyboardInterrupt):  # uvicorn shuts down in order and then passes Ctrl-C on
        uvicorn.Server(config).run(sockets=[listening])


def _listen(host: str, port: int) -> socket.socket:
    if not 0 <= port <= _MAX_PORT:  # the system would take it modulo 65,536
        raise KgError(f"There is no port {port}", hint=f"Choose one from 0 to {_MAX_PORT} with --port")
    try:
        family, kind, proto, _, address = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM, flags=socket.AI_PASSIVE)[0]
        listening = socket.socket(family, kind, proto)  # asyncio turns Nagle's delay off only where the protocol is named
    except OSError as error:
        raise KgError(f"Cannot listen at {host} port {port}: {error}", hint="Check --host and --port") from error
    try:
        if sys.platform != "win32":  # there the option would let two servers share a port
            listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        listening.bind(address)
        listening.listen(_BACKLOG)
    except OSError as error:
        listening.close()
        raise KgError(f"Cannot listen at {host} port {port}: {error.strerror}", hint="Choose another with --port") from error
    return listening


def _is_loopback(listening: socket.socket) -> bool:
    return ipaddress.ip_address(listening.getsockname()[0].split("%")[0]).is_loopback


def _address(listening: socket.socket) -> str:
    host, port = listening.getsockname()[:2]
    return f"http://[{host}]:{port}/sparql" if ":" in host else f"http://{host}:{port}/sparql"
