"""Serve HTTP in a loop that others share, and stop without cutting anyone off."""

import contextlib
import socket
from collections.abc import Iterator

import uvicorn
from starlette.types import ASGIApp

from bot.errors import Refusal


class PortTaken(Refusal):
    """Nothing can listen at that address."""


class Server(uvicorn.Server):
    """uvicorn, with signals left to whoever runs the loop."""

    @contextlib.contextmanager
    def capture_signals(self) -> Iterator[None]:
        yield


def bind(host: str, port: int) -> socket.socket:
    """A socket that listens at an address; port 0 takes any that is free.

    Raises:
        PortTaken: something else listens there, or the address is not this machine's.
    """
    try:
        family, _, _, _, address = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM, flags=socket.AI_PASSIVE)[0]
        # Named as TCP, or asyncio would leave Nagle's algorithm on: an answer's body would wait 40 ms for its head.
        listener = socket.socket(family, socket.SOCK_STREAM, socket.IPPROTO_TCP)
    except OSError as error:
        raise PortTaken(f"HOST is {host}, which is no address of this machine ({error.strerror}).") from error
    listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        listener.bind(address)
    except OSError as error:
        listener.close()
        raise PortTaken(
            f"Nothing can listen at {host}:{port} ({error.strerror}).", hint="Set PORT or HOST to something else."
        ) from error
    return listener


def server(asgi: ASGIApp, *, grace_seconds: int) -> Server:
    """A server for an application. When it stops, requests that run get `grace_seconds` to end."""
    config = uvicorn.Config(
        asgi,
        lifespan="off",
        ws="none",
        log_config=None,
        # Its lines would hold the codes and states that come back from Slack in addresses.
        access_log=False,
        server_header=False,
        timeout_graceful_shutdown=grace_seconds,
    )
    return Server(config)
