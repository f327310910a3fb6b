"""Be a Slack that delivers every request several times: at once, at several replicas, and once more when it is done."""

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from aiohttp import ClientSession

from bot.sandbox.dispatch import Answer, encode, sign, understand
from bot.sandbox.server import Slack


@dataclass
class Delivered:
    """A request, and what each of its deliveries was answered."""

    name: str
    payload: dict[str, Any]
    answers: list[Answer]


@dataclass
class Echo:
    """Sends each request to all of these replicas at once, and to the first one again when all have answered."""

    slack: Slack
    urls: Sequence[str]
    again: int = 1
    delivered: list[Delivered] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.slack.stage.courier.deliver = self.deliver  # type: ignore[method-assign]

    async def deliver(
        self, kind: str, payload: Any, *, name: str, user: str | None = None, retry: tuple[int, str] | None = None
    ) -> Answer:
        """Deliver it everywhere; what Slack shows is the answer that says most."""
        call = self.slack.stage.record.begin("to_app", name, payload, at=self.slack.stage.clock.now, user=user)
        async with ClientSession() as session:
            answers = list(await asyncio.gather(*(self.post(session, url, kind, payload, retry) for url in self.urls)))
            for number in range(self.again):
                answers.append(await self.post(session, self.urls[0], kind, payload, (number + 1, "http_timeout")))
        self.delivered.append(Delivered(name, payload, answers))
        best = max(answers[: len(self.urls)], key=lambda answer: len(str(answer.body or "")))
        call.status, call.answer = best.status, best.body if best.error is None else best.error
        return best

    async def post(
        self, session: ClientSession, url: str, kind: str, payload: Any, retry: tuple[int, str] | None
    ) -> Answer:
        """One delivery, signed as Slack's are."""
        content, body = encode(kind, payload)
        headers = sign(self.slack.signing_secret, body) | {"Content-Type": content}
        if retry is not None:
            headers |= {"X-Slack-Retry-Num": str(retry[0]), "X-Slack-Retry-Reason": retry[1]}
        async with session.post(url, data=body, headers=headers) as response:
            raw = await response.text()
            if response.status != 200:
                return Answer(status=response.status, body=raw, error="http_service_error")
            return Answer(status=200, body=understand(raw, response.content_type))
