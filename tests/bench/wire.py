"""Speak HTTP over bare sockets: a client that costs next to nothing beside what it measures."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager


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
        head = await self.reader.readuntil(b"\r\n\r\n")
        length = int(head.lower().partition(b"content-length:")[2].split(b"\r\n", 1)[0] or 0)
        body = await self.reader.readexactly(length)
        return int(head[9:12]), body
