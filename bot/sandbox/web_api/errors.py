"""Refuse a call as Slack does."""

from typing import Any


class Failure(Exception):
    """`{"ok": false, "error": code}`, and what else the answer holds."""

    def __init__(self, code: str, *messages: str, **more: Any) -> None:
        super().__init__(code)
        self.code = code
        self.answer: dict[str, Any] = {"ok": False, "error": code, **more}
        if messages:
            self.answer["response_metadata"] = {"messages": list(messages)}


def missing(name: str) -> Failure:
    """An argument that must be there is not."""
    return Failure("invalid_arguments", f"[ERROR] missing required field: {name}")
