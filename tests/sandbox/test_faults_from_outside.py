"""Each fault can be switched on and off through the JSON API, and hits what it names and nothing else."""

from typing import Any

import aiohttp
import pytest
from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient

from bot.sandbox.faults import KINDS
from bot.sandbox.server import Slack
from tests.sandbox.bare import Bare, button, buttons
from tests.sandbox.robot import Robot
from tests.sandbox.test_faults import CHART

CHECKOUT, GROWTH = "C0CHECKOUT", "C0GROWTH"


async def refusal(call: Any) -> Any:
    """The answer that a call is refused with."""
    with pytest.raises(SlackApiError) as refused:
        await call
    return refused.value.response


async def words(robot: Robot) -> list[str]:
    """What stands in #checkout for who looks from outside."""
    state = await robot.get("state?as=ana")
    return [message["words"] for message in state["messages"][CHECKOUT]]


def post(client: AsyncWebClient, text: str = "x", channel: str = CHECKOUT, **more: Any) -> Any:
    return client.chat_postMessage(channel=channel, text=text, **more)


async def test_too_many_calls(robot: Robot, client: AsyncWebClient) -> None:
    await robot.fault("ratelimited", method="chat.postMessage", channel="#checkout", times=2, seconds=30)

    assert (await post(client, "elsewhere", GROWTH))["ok"]
    assert (await client.auth_test())["ok"]
    refused = [await refusal(post(client)) for _ in range(2)]
    assert (await post(client, "third time"))["ok"]

    assert [(answer.status_code, answer["error"]) for answer in refused] == [(429, "ratelimited")] * 2
    assert [answer.headers["Retry-After"] for answer in refused] == ["30", "30"]
    assert await words(robot) == ["third time"]
    assert (await robot.get("faults"))["faults"] == []


async def test_slack_breaks(robot: Robot, client: AsyncWebClient) -> None:
    number = await robot.fault("server_error", method="chat.postMessage")

    assert [(await refusal(post(client))).status_code for _ in range(3)] == [500] * 3
    assert (await client.conversations_history(channel=CHECKOUT))["ok"]
    await robot.post("faults", remove=number)

    assert (await post(client, "well again"))["ok"]
    assert await words(robot) == ["well again"]


@pytest.mark.parametrize(("kind", "done"), [("hang_up", ["once"]), ("refuse", [])])
async def test_the_connection_is_cut_after_or_before_the_work(
    robot: Robot, client: AsyncWebClient, kind: str, done: list[str]
) -> None:
    await robot.fault(kind, method="chat.postMessage", times=1)

    with pytest.raises(aiohttp.ClientError):
        await post(client, "once")

    assert await words(robot) == done
    call = (await robot.get("calls"))["calls"][-1]
    assert (call["name"], call["status"], call["answer"]) == ("chat.postMessage", None, "the connection was closed")


async def test_slack_is_slow_and_does_it_all_the_same(robot: Robot) -> None:
    await robot.fault("slow", method="chat.postMessage", seconds=5)
    slack = robot.slack
    hasty = AsyncWebClient(slack.bot_token, slack.api_url, timeout=0.05, retry_handlers=[])  # type: ignore[arg-type]

    with pytest.raises(TimeoutError):
        await post(hasty, "late")

    assert await words(robot) == ["late"]


async def test_history_lags_in_one_channel(robot: Robot, client: AsyncWebClient) -> None:
    parent = (await post(client, "old"))["ts"]
    await robot.fault("lag", channel=CHECKOUT)
    for channel in (CHECKOUT, GROWTH):
        await post(client, "new", channel)
    await post(client, "reply", thread_ts=parent)

    async def history(channel: str) -> list[str]:
        return [m["text"] for m in (await client.conversations_history(channel=channel))["messages"]]

    async def replies() -> list[str]:
        return [m["text"] for m in (await client.conversations_replies(channel=CHECKOUT, ts=parent))["messages"]]

    assert (await history(CHECKOUT), await history(GROWTH), await replies()) == (["old"], ["new"], ["old"])
    assert await words(robot) == ["old", "new"], "people see it; only the app's question lags"
    await robot.post("faults", clear=True)
    assert (await history(CHECKOUT), await replies()) == (["new", "old"], ["old", "reply"])


async def test_any_error_is_answered(robot: Robot, client: AsyncWebClient) -> None:
    await robot.fault("error", method="users.info", code="fatal_error", times=1)

    assert (await refusal(client.users_info(user="U0ANA")))["error"] == "fatal_error"
    assert (await client.users_info(user="U0ANA"))["ok"]


async def test_the_token_is_revoked_until_it_is_not(robot: Robot, client: AsyncWebClient) -> None:
    number = await robot.fault("revoked")

    for call in (client.auth_test, lambda: post(client), lambda: client.views_publish(user_id="U0ANA", view={})):
        assert (await refusal(call()))["error"] == "token_revoked"
    await robot.post("faults", remove=number)

    assert (await client.auth_test())["ok"]
    assert await words(robot) == []


async def test_a_channel_is_archived_and_opened_again(robot: Robot, bare: Bare) -> None:
    heard = hear(bare)
    number = await robot.fault("archived", channel="#checkout")

    assert (await refusal(post(bare.client)))["error"] == "is_archived"
    status, answer = await robot.post("act", **{"as": "ana", "do": "type", "channel": "#checkout", "text": "Hello"})
    archived = (await checkout(robot))["is_archived"]
    await robot.post("faults", remove=number)

    assert (status, archived) == (400, True)
    assert "archived" in answer["error"]
    assert (await post(bare.client))["ok"]
    assert not (await checkout(robot))["is_archived"]
    assert heard == ["channel_archive", "channel_unarchive"]


async def test_the_app_is_removed_from_a_channel_and_comes_back(robot: Robot, bare: Bare) -> None:
    heard = hear(bare)
    number = await robot.fault("kicked", channel="#checkout")

    assert (await refusal(post(bare.client)))["error"] == "not_in_channel"
    history = await refusal(bare.client.conversations_history(channel=CHECKOUT))
    alone = (await checkout(robot))["app_is_member"]
    await robot.post("faults", remove=number)

    assert (history["error"], alone) == ("not_in_channel", False)
    assert (await post(bare.client))["ok"]
    assert (await checkout(robot))["app_is_member"]
    assert heard == ["member_joined_channel"], "of its leaving the app hears only if it asked for channel_left"


def hear(bare: Bare) -> list[str]:
    """Note the events of channels that come."""
    heard: list[str] = []

    async def listen(event: dict[str, Any]) -> None:
        heard.append(event["type"])

    for name in ("channel_archive", "channel_unarchive", "channel_left", "member_joined_channel"):
        bare.bolt.event(name)(listen)
    return heard


async def checkout(robot: Robot) -> dict[str, Any]:
    state = await robot.get("state?as=ana")
    return next(channel for channel in state["channels"] if channel["id"] == CHECKOUT)


async def test_the_app_is_deaf_to_commands_clicks_and_events(robot: Robot, bare: Bare) -> None:
    bare.on_command(text="Hello")
    await post(bare.client, blocks=[buttons(button("Ship"))])
    number = await robot.fault("deaf")

    failed = await robot.act("type", channel="#checkout", text="/release list")
    await robot.act("click", label="Ship")
    state = await robot.get("state?as=ana")
    await robot.post("faults", remove=number)
    answered = await robot.act("type", channel="#checkout", text="/release list")

    assert failed["new"][0]["words"] == "/release failed with the error “operation_timeout”"
    assert state["messages"][CHECKOUT][0]["trouble"] == "operation_timeout"
    assert answered["new"][0]["words"] == "Hello"
    assert len(bare.bodies) == 1


async def test_charts_are_not_drawn_yet(robot: Robot, client: AsyncWebClient) -> None:
    number = await robot.fault("no_charts")

    assert (await refusal(post(client, blocks=[CHART])))["error"] == "invalid_blocks"
    await robot.post("faults", remove=number)

    assert (await post(client, blocks=[CHART]))["ok"]


@pytest.mark.parametrize(
    ("wish", "why"),
    [
        ({"kind": "nonsense"}, "There is no fault “nonsense”. There are: ratelimited"),
        ({}, "There is no fault"),
        ({"kind": "archived"}, "Which channel is archived?"),
        ({"kind": "kicked", "channel": "#nowhere"}, "There is no channel “#nowhere”."),
        ({"kind": "error"}, "Which error code"),
        ({"kind": "slow", "seconds": "long"}, "“seconds” must be a number, 0 or more."),
        ({"kind": "slow", "seconds": -1}, "“seconds” must be a number, 0 or more."),
        ({"kind": "ratelimited", "says": "soon\n"}, "“says” must be a line of text."),
        ({"kind": "slow", "times": 0}, "“times” must be a whole number, 1 or more."),
        ({"kind": "slow", "times": "often"}, "“times” must be a whole number, 1 or more."),
        ({"remove": "x"}, "“remove” must be a fault's number."),
        ({"remove": None}, "“remove” must be a fault's number."),
    ],
)
async def test_a_wish_that_makes_no_sense_is_refused_in_words(robot: Robot, wish: dict[str, Any], why: str) -> None:
    status, answer = await robot.post("faults", **wish)

    assert status == 400
    assert why in answer["error"]
    assert (await robot.get("faults"))["faults"] == []


async def test_every_kind_is_listed_with_what_it_takes(robot: Robot, slack: Slack) -> None:
    listed = (await robot.get("faults"))["kinds"]

    assert [kind["kind"] for kind in listed] == list(KINDS)
    assert all(kind["says"] for kind in listed)
    assert {name for kind in listed for name in kind["takes"]} == {
        "method", "channel", "times", "seconds", "code", "says",
    }  # fmt: skip
