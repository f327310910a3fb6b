"""What goes wrong on demand goes wrong as it does at Slack."""

import aiohttp
import pytest
from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient

from bot.sandbox.server import Slack
from tests.sandbox.bare import Bare

CHANNEL = "C0CHECKOUT"
CHART = {
    "type": "data_visualization",
    "title": "Sign-ups",
    "chart": {
        "type": "line",
        "series": [{"name": "Sign-ups", "data": [{"label": "Mon", "value": 4.3}]}],
        "axis_config": {"categories": ["Mon"]},
    },
}


def words(slack: Slack) -> list[str]:
    return [message.words for message in slack.as_("ana").messages("#checkout")]


async def test_too_many_calls_are_told_when_to_come_back(slack: Slack, client: AsyncWebClient) -> None:
    slack.faults.add("ratelimited", method="chat.postMessage", times=1, seconds=30)

    with pytest.raises(SlackApiError) as refused:
        await client.chat_postMessage(channel=CHANNEL, text="one")
    await client.chat_postMessage(channel=CHANNEL, text="two")

    assert refused.value.response.status_code == 429
    assert refused.value.response.headers["Retry-After"] == "30"
    assert words(slack) == ["two"]


@pytest.mark.parametrize("says", ["1.5", "Tue, 03 Mar 2026 09:01:00 GMT", ""])
async def test_when_to_come_back_is_said_as_it_was_ordered_or_not_at_all(
    slack: Slack, client: AsyncWebClient, says: str
) -> None:
    slack.faults.add("ratelimited", method="chat.postMessage", times=1, says=says)

    with pytest.raises(SlackApiError) as refused:
        await client.chat_postMessage(channel="C0CHECKOUT", text="x")

    assert refused.value.response.status_code == 429
    assert refused.value.response.headers.get("Retry-After", "") == says


async def test_a_connection_may_be_cut_after_the_work_was_done(slack: Slack, client: AsyncWebClient) -> None:
    slack.faults.add("hang_up", method="chat.postMessage", times=1)

    with pytest.raises(aiohttp.ClientError):
        await client.chat_postMessage(channel=CHANNEL, text="done all the same")

    assert words(slack) == ["done all the same"]


async def test_a_connection_may_be_cut_before_anything_was_done(slack: Slack, client: AsyncWebClient) -> None:
    slack.faults.add("refuse", method="chat.postMessage", times=1)

    with pytest.raises(aiohttp.ClientError):
        await client.chat_postMessage(channel=CHANNEL, text="never")

    assert words(slack) == []


async def test_slack_may_break(slack: Slack, client: AsyncWebClient) -> None:
    slack.faults.add("server_error", channel="#checkout", times=1)

    with pytest.raises(SlackApiError) as refused:
        await client.chat_postMessage(channel=CHANNEL, text="one")

    assert refused.value.response.status_code == 500
    assert (await client.chat_postMessage(channel="C0GROWTH", text="elsewhere"))["ok"]


async def test_slack_may_be_slow_and_still_do_it(slack: Slack) -> None:
    slack.faults.add("slow", seconds=5, times=1)
    hasty = AsyncWebClient(slack.bot_token, slack.api_url, timeout=0.05, retry_handlers=[])  # type: ignore[arg-type]

    with pytest.raises(TimeoutError):
        await hasty.chat_postMessage(channel=CHANNEL, text="late")

    assert words(slack) == ["late"]


async def test_history_may_lag_behind(slack: Slack, client: AsyncWebClient) -> None:
    await client.chat_postMessage(channel=CHANNEL, text="old")
    slack.faults.add("lag", channel="#checkout", times=1)
    await client.chat_postMessage(channel=CHANNEL, text="new")

    lagging = await client.conversations_history(channel=CHANNEL)
    caught_up = await client.conversations_history(channel=CHANNEL)

    assert [m["text"] for m in lagging["messages"]] == ["old"]
    assert [m["text"] for m in caught_up["messages"]] == ["new", "old"]


async def test_any_error_can_be_answered(slack: Slack, client: AsyncWebClient) -> None:
    slack.faults.add("error", code="fatal_error", times=1)

    with pytest.raises(SlackApiError, match="fatal_error"):
        await client.auth_test()


async def test_a_workspace_may_not_draw_charts_yet(slack: Slack, client: AsyncWebClient) -> None:
    slack.faults.add("no_charts")

    with pytest.raises(SlackApiError, match="invalid_blocks"):
        await client.chat_postMessage(channel=CHANNEL, text="x", blocks=[CHART])
    assert (await client.chat_postMessage(channel=CHANNEL, text="in words"))["ok"]
    slack.faults.clear()

    assert (await client.chat_postMessage(channel=CHANNEL, text="x", blocks=[CHART]))["ok"]


@pytest.mark.parametrize(("kind", "error"), [("archived", "is_archived"), ("kicked", "not_in_channel")])
async def test_a_channel_may_be_lost_and_come_back(slack: Slack, client: AsyncWebClient, kind: str, error: str) -> None:
    fault = slack.faults.add(kind, channel="#checkout")
    with pytest.raises(SlackApiError, match=error):
        await client.chat_postMessage(channel=CHANNEL, text="x")

    slack.faults.remove(fault.id)

    assert (await client.chat_postMessage(channel=CHANNEL, text="x"))["ok"]


async def test_the_app_may_be_deaf(slack: Slack, bare: Bare) -> None:
    bare.on_command(text="Hello")
    slack.faults.add("deaf", times=1)
    ana = slack.as_("ana")

    (first,) = await ana.type("#checkout", "/release list")
    (second,) = await ana.type("#checkout", "/release list")

    assert (first.words, second.words) == ("/release failed with the error “operation_timeout”", "Hello")


@pytest.mark.parametrize(
    ("kind", "why"), [("nonsense", "There is no fault"), ("archived", "Which channel"), ("error", "Which error code")]
)
def test_a_fault_that_makes_no_sense_is_refused(slack: Slack, kind: str, why: str) -> None:
    with pytest.raises(ValueError, match=why):
        slack.faults.add(kind)
