"""Drive Payoff from outside, knowing only the sandbox's address and the words on the screen."""

from asyncio import sleep, timeout
from types import TracebackType
from typing import Any

from aiohttp import ClientSession, ClientTimeout


class Robot:
    """One colleague, played over the sandbox's JSON API; it sees words and labels, and nothing else."""

    def __init__(self, url: str, who: str) -> None:
        self.url = url
        self.who = who
        self.session = ClientSession(timeout=ClientTimeout(total=60))

    async def __aenter__(self) -> "Robot":
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        await self.session.close()

    async def act(self, do: str, **arguments: Any) -> dict[str, Any]:
        """Do one thing; what the sandbox refuses fails with its words, and with what is on the screen."""
        async with self.session.post(f"{self.url}/sandbox/act", json={"as": self.who, "do": do, **arguments}) as answer:
            body = await answer.json()
            assert answer.status == 200, body
            return body

    async def type(self, channel: str, text: str) -> list[str]:
        """Type something; the words of what newly appeared."""
        done = await self.act("type", channel=channel, text=text)
        return [message["words"] for message in done["new"]]

    async def fill(self, label: str, text: str) -> None:
        await self.act("fill", label=label, text=text)

    async def choose(self, label: str, option: str) -> None:
        await self.act("choose", label=label, option=option)

    async def click(self, label: str) -> list[str]:
        return [message["words"] for message in (await self.act("click", label=label))["new"]]

    async def submit(self) -> dict[str, str]:
        """Submit the form; what was refused, by label."""
        return (await self.act("submit"))["errors"]

    async def close(self) -> None:
        await self.act("close")

    async def sees(self, channel: str, start: str, *, saying: str = "") -> list[str]:
        """The messages of a channel that begin so, once one of them says what it is to say; waits for it a while."""
        found: list[str] = []
        async with timeout(15):
            while not any(saying in words for words in found):
                found = [words for words in await self.read(channel) if words.startswith(start)]
                await sleep(0.05)
        return found

    async def read(self, channel: str) -> list[str]:
        """The words of all messages in a channel."""
        state = await self.state()
        (channel_id,) = [one["id"] for one in state["channels"] if f"#{one['name']}" == channel]
        return [message["words"] for message in state["messages"].get(channel_id, [])]

    async def form_is_open(self) -> bool:
        return (await self.state())["modal"] is not None

    async def state(self) -> dict[str, Any]:
        async with self.session.get(f"{self.url}/sandbox/state", params={"as": self.who}) as answer:
            return await answer.json()

    async def advance(self, **span: int) -> None:
        async with self.session.post(f"{self.url}/sandbox/clock", json=span) as answer:
            body = await answer.json()
            assert answer.status == 200, body


class Inside:
    """The same hands for a person in the test's own process."""

    def __init__(self, payoff: Any, person: Any) -> None:
        self.payoff = payoff
        self.person = person

    async def type(self, channel: str, text: str) -> list[str]:
        return [message.words for message in await self.person.type(channel, text)]

    async def fill(self, label: str, text: str) -> None:
        await self.person.fill(label, text)

    async def choose(self, label: str, option: str) -> None:
        await self.person.choose(label, option)

    async def click(self, label: str) -> list[str]:
        return [message.words for message in await self.person.click(label)]

    async def submit(self) -> dict[str, str]:
        await self.person.submit()
        return dict(self.person.errors)

    async def close(self) -> None:
        await self.person.close()

    async def sees(self, channel: str, start: str, *, saying: str = "") -> list[str]:
        await self.payoff.settle()
        words = [message.words for message in self.person.messages(channel)]
        found = [each for each in words if each.startswith(start)]
        assert any(saying in each for each in found), words
        return found

    async def form_is_open(self) -> bool:
        return self.person.modal is not None

    async def advance(self, **span: int) -> None:
        await self.payoff.advance(**span)
