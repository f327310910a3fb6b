"""Take away what keeps a message from being said twice: the same proofs have to notice."""

from datetime import timedelta
from typing import Any

import pytest
from slack_sdk.web.async_client import AsyncWebClient

from bot.jobs import delivery
from bot.jobs.posts import Postman
from bot.slack.workspaces import Directory
from storage.posts import CAUGHT_UP
from tests.jobs.moments import once_asked
from tests.jobs.owing import Kinds, owe, said
from tests.proofs.counting import count
from tests.proofs.faults import TROUBLES, owe_through
from tests.proofs.killing import kill_everywhere


async def nothing(*_: Any, **__: Any) -> None:
    """Finds no message, wherever it stands."""


def client_that_retries(self: Directory, token: str = "") -> AsyncWebClient:
    """The SDK's own way: a call whose connection broke is made again."""
    return AsyncWebClient(token=token, base_url=self.base_url, session=self.session)


@pytest.mark.parametrize("trouble", ["hangs up, and said it", "answers 500, and said it", "answers too late"])
async def test_without_looking_first_lost_answers_say_something_twice(
    payoff: Any, kinds: Kinds, monkeypatch: pytest.MonkeyPatch, trouble: str
) -> None:
    monkeypatch.setattr("bot.jobs.delivery.find_again", nothing)

    assert (await owe_through(payoff, TROUBLES[trouble])).doubled > 0


async def test_with_the_sdks_retry_lost_answers_say_something_twice(
    payoff: Any, kinds: Kinds, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(Directory, "client_with", client_that_retries)
    (installed,) = payoff.app.directory.known.values()
    payoff.app.directory.clients[installed.workspace_id] = payoff.app.directory.client_with(installed.token)

    assert (await owe_through(payoff, TROUBLES["hangs up, and said it"])).doubled > 0


async def test_with_too_short_a_quiet_time_lagging_history_says_something_twice(
    payoff: Any, kinds: Kinds, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(delivery, "QUIET", timedelta(seconds=2))

    assert (await owe_through(payoff, TROUBLES["history lags"])).doubled > 0


async def test_without_looking_first_kills_say_something_twice(
    payoff: Any, kinds: Kinds, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("bot.jobs.delivery.find_again", nothing)
    owed: list[int] = []

    async def owing(number: int) -> None:
        owed.append(await owe(payoff, number))

    await kill_everywhere(payoff, owing)

    assert count(payoff.slack, owed).doubled > 0


async def test_what_was_said_twice_all_the_same_is_tidied_up(
    payoff: Any, ana: Any, kinds: Kinds, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("bot.jobs.delivery.find_again", nothing)

    counted = await owe_through(payoff, TROUBLES["hangs up, and said it"])

    assert counted.doubled > 0
    assert counted.twins == 0


async def test_a_process_frozen_while_it_sends_leaves_one_message(payoff: Any, ana: Any, kinds: Kinds) -> None:
    """It wrote down that it sends, slept through its lease while another sent, and sends now."""

    async def another_sends() -> None:
        another = Postman(payoff.database, payoff.app.directory, lambda: payoff.clock.now)
        await another.walk(payoff.clock.now + timedelta(minutes=5), payoff.set_time)

    await owe(payoff)
    async with once_asked(payoff, another_sends):
        await payoff.settle()
    doubled = said(ana)

    await payoff.advance(minutes=CAUGHT_UP.total_seconds() / 60)

    assert doubled == ["Post 1.", "Post 1."]
    assert said(ana) == ["Post 1."]
