"""Hold the app's open sockets and pass envelopes through them."""

import asyncio
import json
import secrets
from itertools import count
from typing import Any
from uuid import uuid4

from aiohttp import WSMsgType, web

from bot.sandbox.state import Json

# Slack allows as many for one app.
MOST_CONNECTIONS = 10


class SocketHub:
    """The sockets of one app; envelopes go to each in turn."""

    def __init__(self, app_id: str) -> None:
        self.app_id = app_id
        self.connections: list[web.WebSocketResponse] = []
        self.tickets: set[str] = set()
        # Set while a socket is open.
        self.connected = asyncio.Event()
        self._waiting: dict[str, tuple[web.WebSocketResponse, asyncio.Future[Any]]] = {}
        self._turn = count()

    def ticket(self) -> str:
        """A name by which one socket may be opened."""
        ticket = secrets.token_hex(12)
        self.tickets.add(ticket)
        return ticket

    async def serve(self, request: web.Request) -> web.StreamResponse:
        """Greet a socket and read its acknowledgements until it closes."""
        ticket = request.query.get("ticket", "")
        if ticket not in self.tickets:
            raise web.HTTPForbidden(text="invalid ticket")
        self.tickets.discard(ticket)
        if len(self.connections) >= MOST_CONNECTIONS:
            raise web.HTTPTooManyRequests(text="too many connections")
        socket = web.WebSocketResponse(autoping=True)
        await socket.prepare(request)
        self.connections.append(socket)
        try:
            await socket.send_json(self._hello())
            self.connected.set()
            async for message in socket:
                if message.type is WSMsgType.TEXT:
                    self._hear(message.data)
        finally:
            if socket in self.connections:
                self.connections.remove(socket)
            self._count()
            for owner, waiting in list(self._waiting.values()):
                if owner is socket and not waiting.done():
                    waiting.set_exception(ConnectionError("The socket closed before it answered."))
        return socket

    async def deliver(self, kind: str, payload: Json, retry: tuple[int, str] | None) -> Any:
        """Send an envelope and wait for what its acknowledgement carries.

        Raises:
            ConnectionError: the socket closed before it answered.
        """
        socket = self.connections[next(self._turn) % len(self.connections)]
        envelope: Json = {
            "envelope_id": str(uuid4()),
            "type": kind,
            "accepts_response_payload": kind != "events_api",
            "payload": payload,
        }
        if kind == "events_api":
            number, reason = retry or (0, "")
            envelope |= {"retry_attempt": number, "retry_reason": "timeout" if reason == "http_timeout" else reason}
        answer: asyncio.Future[Any] = asyncio.get_running_loop().create_future()
        self._waiting[envelope["envelope_id"]] = (socket, answer)
        try:
            await socket.send_json(envelope)
            return await answer
        finally:
            del self._waiting[envelope["envelope_id"]]

    async def refresh(self, reason: str = "refresh_requested") -> None:
        """Ask the app to connect anew, as Slack does every few hours."""
        leaving, self.connections = self.connections, []
        self._count()
        for socket in leaving:
            await socket.send_json({"type": "disconnect", "reason": reason, "debug_info": {"host": "applink-sandbox"}})
            await socket.close()

    async def close(self) -> None:
        """Hang up on everyone."""
        for socket in list(self.connections):
            await socket.close()

    def _count(self) -> None:
        if not self.connections:
            self.connected.clear()

    def _hello(self) -> Json:
        return {
            "type": "hello",
            "num_connections": len(self.connections),
            "debug_info": {"host": "applink-sandbox", "build_number": 1, "approximate_connection_time": 18060},
            "connection_info": {"app_id": self.app_id},
        }

    def _hear(self, text: str) -> None:
        try:
            message = json.loads(text)
        except ValueError:
            return
        owner_and_answer = self._waiting.get(message.get("envelope_id", ""))
        if owner_and_answer and not owner_and_answer[1].done():
            owner_and_answer[1].set_result(message.get("payload") or None)
