"""Read the arguments of a call, however they were sent."""

import json
from collections.abc import Mapping
from typing import Any

from aiohttp import web

from bot.sandbox.state import Json
from bot.sandbox.web_api.errors import Failure, missing

FORMS = ("application/x-www-form-urlencoded", "multipart/form-data")


async def read(request: web.Request) -> Json:
    """The arguments in the query, form or JSON body; a body goes before the query.

    Raises:
        Failure: the body is not what its content type says.
    """
    given: Json = dict(request.query)
    if request.method == "POST" and request.can_read_body:
        if request.content_type == "application/json":
            try:
                body = await request.json()
            except ValueError:
                raise Failure("invalid_json") from None
            if not isinstance(body, dict):
                raise Failure("json_not_object")
            given |= body
        elif request.content_type in FORMS:
            given |= {name: value for name, value in (await request.post()).items() if isinstance(value, str)}
        else:
            raise Failure("invalid_post_type")
    return given


class Arguments:
    """The arguments of one call, each tamed where it is read."""

    def __init__(self, given: Mapping[str, Any]) -> None:
        self.given = given

    def text(self, name: str, default: str = "") -> str:
        value = self.given.get(name)
        return default if value is None else str(value)

    def need(self, name: str) -> str:
        """A text that must be there."""
        value = self.text(name)
        if not value:
            raise missing(name)
        return value

    def flag(self, name: str, default: bool = False) -> bool:
        value = self.given.get(name)
        return default if value is None else str(value).casefold() in ("1", "true", "t")

    def number(self, name: str, default: int, most: int) -> int:
        """A whole number from 1 to `most`."""
        value = self.given.get(name)
        if value in (None, ""):
            return default
        try:
            number = int(str(value))
        except ValueError:
            raise Failure("invalid_arguments", f"[ERROR] must provide an integer [json-pointer:/{name}]") from None
        if number < 1:
            raise Failure("invalid_limit")
        return min(number, most)

    def json(self, name: str, otherwise: Any = None) -> Any:
        """A value that a form carries as JSON text."""
        value = self.given.get(name)
        if value is None or value == "":
            return otherwise
        if not isinstance(value, str):
            return value
        try:
            return json.loads(value)
        except ValueError:
            return value
