"""Someone outside who sees and acts through the sandbox's JSON API."""

from typing import Any

import aiohttp

from bot.sandbox.server import Slack

Json = dict[str, Any]


class Robot:
    """Someone outside who knows the JSON API."""

    def __init__(self, slack: Slack, session: aiohttp.ClientSession) -> None:
        self.slack = slack
        self.session = session

    async def get(self, path: str) -> Json:
        async with self.session.get(f"{self.slack.url}/sandbox/{path}") as response:
            answer: Json = await response.json()
            return answer

    async def post(self, path: str, **body: Any) -> tuple[int, Json]:
        async with self.session.post(f"{self.slack.url}/sandbox/{path}", json=body) as response:
            return response.status, await response.json()

    async def act(self, do: str, **what: Any) -> Json:
        status, answer = await self.post("act", **{"as": "ana", "do": do, **what})
        assert status == 200, answer
        return answer

    async def fault(self, kind: str, **more: Any) -> int:
        """Let something go wrong; returns its number."""
        status, answer = await self.post("faults", kind=kind, **more)
        assert status == 200, answer
        return int(answer["fault"]["id"])
