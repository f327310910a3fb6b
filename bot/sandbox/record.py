"""Remember what went over the wire, in both directions, without any token."""

from collections import deque
from copy import deepcopy
from dataclasses import dataclass
from datetime import datetime
from typing import Any

# Enough for a demo that runs all day; a test makes a few dozen.
KEPT = 10_000


@dataclass
class Call:
    """One request and its answer: to Slack (a Web API method) or to the app (a command, a click, an event)."""

    number: int
    at: datetime
    way: str
    method: str
    arguments: dict[str, Any]
    answer: Any = None
    status: int | None = None
    milliseconds: float = 0.0
    user: str | None = None

    def to_json(self) -> dict[str, Any]:
        """The call as the inspector shows it."""
        return {
            "n": self.number,
            "at": self.at.isoformat(),
            "way": self.way,
            "name": self.method,
            "sent": self.arguments,
            "answer": self.answer,
            "status": self.status,
            "ms": round(self.milliseconds, 2),
            "user": self.user,
        }


class Record:
    """All calls so far, the newest last."""

    def __init__(self) -> None:
        self.calls: deque[Call] = deque(maxlen=KEPT)
        self.count = 0

    def begin(self, way: str, method: str, arguments: dict[str, Any], *, at: datetime, user: str | None = None) -> Call:
        """Note a call whose answer will follow."""
        self.count += 1
        # A copy: messages and views go on changing, what was said of them then does not.
        kept = deepcopy({name: value for name, value in arguments.items() if name not in ("token", "client_secret")})
        call = Call(self.count, at, way, method, kept, user=user)
        self.calls.append(call)
        return call

    def to(self, way: str) -> list[Call]:
        """The calls in one direction."""
        return [call for call in self.calls if call.way == way]
