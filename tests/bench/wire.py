"""Speak HTTP over bare sockets: a client that costs next to nothing beside what it measures."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress


class Connection:
    """One connection that is kept open from request to request."""

    def __init__(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self.reader = reader
        self.writer = writer

    @classmethod
    @asynccontextmanager
    async def to(cls, port: int) -> AsyncIterator["Connection"]:
        """A connection to loopback."""
        reader, writer = await asyncio.open_connection("127.0.0.1", port)
        try:
            yield cls(reader, writer)
        finally:
            writer.close()

    async def get(self, path: str) -> tuple[int, bytes]:
        """The status and body of a GET."""
        return await self.send(f"GET {path} HTTP/1.1\r\nhost: localhost\r\n\r\n".encode())

    async def send(self, request: bytes) -> tuple[int, bytes]:
        """Send a whole request; the status and body that come back."""
        self.writer.write(request)
        head, body = await whole(self.reader)
        return int(head[9:12]), body


async def whole(reader: asyncio.StreamReader) -> tuple[bytes, bytes]:
    """The head and body of a request or an answer that says how long it is."""
    head = await reader.readuntil(b"\r\n\r\n")
    length = int(head.lower().partition(b"content-length:")[2].split(b"\r\n", 1)[0] or 0)
    return head, await reader.readexactly(length)


@asynccontextmanager
async def listening() -> AsyncIterator[tuple[int, dict[str, bytes]]]:
    """A port of loopback that takes everything with "ok", and what came, by its path."""
    came: dict[str, bytes] = {}

    async def take(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        # Cancelled, when the loop ends before the one that sends has closed its side.
        with suppress(asyncio.IncompleteReadError, ConnectionError, asyncio.CancelledError):
            while True:
                head, body = await whole(reader)
                came[head.split(b" ", 2)[1].decode()] = body
                writer.write(b"HTTP/1.1 200 OK\r\ncontent-type: text/plain\r\ncontent-length: 2\r\n\r\nok")
        writer.close()

    listener = await asyncio.start_server(take, "127.0.0.1", 0)
    try:
        yield listener.sockets[0].getsockname()[1], came
    finally:
        listener.close()
