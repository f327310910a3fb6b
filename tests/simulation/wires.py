"""Join an HTTP client and an HTTP server in one loop: the same protocols and bytes, and no socket between them."""

import asyncio
from collections import deque
from collections.abc import Callable
from contextvars import Context
from typing import Any

from aiohttp import BaseConnector, ClientConnectorError
from aiohttp.client_proto import ResponseHandler

# How long the next bytes take, in virtual seconds.
Latency = Callable[[], float]


class End(asyncio.Transport):
    """One end of a wire: what is written here arrives at the other end's protocol, in order and a little later."""

    def __init__(self, protocol: asyncio.BaseProtocol, latency: Latency, context: Context | None = None) -> None:
        super().__init__()
        self.loop = asyncio.get_running_loop()
        self.protocol: Any = protocol
        self.latency = latency
        self.context = context
        self.other: End
        self.arrives = 0.0
        self.closing = self.lost = self.paused = False
        self.waiting: deque[bytes | None] = deque()
        # Called before bytes leave, and before bytes are seen; the second may keep them from being seen.
        self.before_write: Callable[[], None] = lambda: None
        self.before_read: Callable[[], bool] = lambda: True

    def later(self, do: Callable[..., None], *arguments: Any) -> None:
        """Let something happen at the other end after what was sent before."""
        self.arrives = max(self.arrives, self.loop.time() + self.latency())
        self.loop.call_at(self.arrives, do, *arguments, context=self.other.context)

    def write(self, data: Any) -> None:
        if self.closing:
            return
        self.before_write()
        self.later(self.other.arrive, bytes(data))

    def writelines(self, list_of_data: Any) -> None:
        self.write(b"".join(bytes(data) for data in list_of_data))

    def arrive(self, data: bytes | None) -> None:
        """Bytes from the other end, or its hanging up."""
        self.waiting.append(data)
        if not self.paused:
            self.read()

    def read(self) -> None:
        """Hand over what has arrived."""
        while self.waiting and not self.paused and not self.lost:
            data = self.waiting.popleft()
            if data is None:
                self.closing = True
                self.lose()
            elif self.before_read():
                self.protocol.data_received(data)

    def lose(self) -> None:
        """The protocol learns that the connection is gone, once."""
        if not self.lost:
            self.lost = True
            self.protocol.connection_lost(None)

    def close(self) -> None:
        if not self.closing:
            self.closing = True
            self.later(self.other.arrive, None)
            self.loop.call_soon(self.lose, context=self.context)

    abort = close

    def is_closing(self) -> bool:
        return self.closing

    def pause_reading(self) -> None:
        self.paused = True

    def resume_reading(self) -> None:
        self.paused = False
        self.loop.call_soon(self.read, context=self.context)

    def is_reading(self) -> bool:
        return not self.paused

    def get_extra_info(self, name: str, default: Any = None) -> Any:
        return ("127.0.0.1", 80) if name in ("peername", "sockname") else default

    def get_protocol(self) -> asyncio.BaseProtocol:
        return self.protocol  # type: ignore[no-any-return]

    def set_protocol(self, protocol: asyncio.BaseProtocol) -> None:
        self.protocol = protocol

    def get_write_buffer_size(self) -> int:
        return 0

    def set_write_buffer_limits(self, high: int | None = None, low: int | None = None) -> None:
        """Nothing waits here."""

    def can_write_eof(self) -> bool:
        return False


def join(one: End, other: End) -> None:
    """Connect two ends."""
    one.other, other.other = other, one
    other.protocol.connection_made(other)
    one.protocol.connection_made(one)


# The server's end for a new connection; None refuses it.
Accept = Callable[[], End | None]


class Line(BaseConnector):
    """A connector whose every connection goes to one server in the same loop."""

    def __init__(self, accept: Accept, latency: Latency, ends: list[End], context: Context | None = None) -> None:
        # It would look every fifteen seconds for what has been idle, by a clock that stands still here.
        super().__init__(limit=0, force_close=False, keepalive_timeout=86_400)
        self.accept = accept
        self.latency = latency
        self.ends = ends
        self.context = context
        self.attach: Callable[[End], None] = lambda end: None

    async def _create_connection(self, req: Any, traces: Any, timeout: Any) -> ResponseHandler:  # noqa: ASYNC109
        server = self.accept()
        if server is None:
            raise ClientConnectorError(req.connection_key, ConnectionRefusedError(111, "Connection refused"))
        client = End(self._factory(), self.latency, self.context)
        self.attach(client)
        self.ends.append(client)
        join(client, server)
        return client.protocol  # type: ignore[no-any-return]
