"""Events reach the app in Slack's shape, again when it fails, and only those it asked for."""

from typing import Any

import pytest
from slack_sdk.web.async_client import AsyncWebClient

from bot.sandbox.interact.messages import Impossible
from bot.sandbox.server import Slack
from tests.sandbox.bare import Bare


def hear(bare: Bare, *names: str) -> list[dict[str, Any]]:
    """Keep the events of these names."""
    heard: list[dict[str, Any]] = []

    async def listen(event: dict[str, Any]) -> None:
        heard.append(event)

    for name in names:
        bare.bolt.event(name)(listen)
    return heard


async def test_a_mention_is_an_event_with_escaped_words(slack: Slack, either: Bare) -> None:
    heard = hear(either, "app_mention")

    await slack.as_("ana").type("#checkout", "@Payoff how is <One-page> & #growth doing, @Ben Okafor? https://x.org/a.")

    (event,) = heard
    assert event["text"] == (
        "<@U0PAYOFF> how is &lt;One-page&gt; &amp; <#C0GROWTH|> doing, <@U0BEN>? <https://x.org/a>."
    )
    assert event["ts"] == event["event_ts"]
    assert (event["type"], event["user"], event["channel"]) == ("app_mention", "U0ANA", "C0CHECKOUT")
    elements = event["blocks"][0]["elements"][0]["elements"]
    assert elements[0] == {"type": "user", "user_id": "U0PAYOFF"}
    assert elements[1] == {"type": "text", "text": " how is <One-page> & "}
    assert set(either.body) >= {
        "token", "team_id", "api_app_id", "event", "type", "event_id", "event_time", "authorizations",
        "is_ext_shared_channel", "event_context",
    }  # fmt: skip
    assert either.body["event_time"] == 1772528400


async def test_an_answer_to_a_mention_is_returned(slack: Slack, either: Bare) -> None:
    async def answer(event: dict[str, Any], client: AsyncWebClient) -> None:
        await client.chat_postMessage(channel=event["channel"], text="4.3 %", thread_ts=event["ts"])

    either.bolt.event("app_mention")(answer)
    ana = slack.as_("ana")

    (message,) = await ana.type("#checkout", "@Payoff signups?")

    assert message.words == "4.3 %"
    assert ana.thread(ana.messages("#checkout")[0]) == [message]


async def test_a_mention_where_the_app_is_not_is_no_event(slack: Slack, bare: Bare) -> None:
    heard = hear(bare, "app_mention")

    (message,) = await slack.as_("ana").type("#leadership", "@Payoff what was it worth?")

    assert heard == []
    assert "not in this channel" in message.words


async def test_an_event_that_fails_comes_again_three_times(slack: Slack, bare: Bare) -> None:
    async def fail() -> None:
        raise RuntimeError("broken on purpose")

    bare.bolt.event("app_mention")(fail)

    await slack.as_("ana").type("#checkout", "@Payoff hello")

    assert len({body["event_id"] for body in bare.bodies}) == 1
    tries = [headers.get("x-slack-retry-num") for headers in bare.headers]
    assert tries == [None, ["1"], ["2"], ["3"]]
    assert bare.headers[1]["x-slack-retry-reason"] == ["http_error"]


async def test_an_event_that_was_not_answered_in_time_comes_again_and_says_so(slack: Slack, bare: Bare) -> None:
    heard = hear(bare, "app_mention")
    slack.faults.add("deaf", times=2)

    await slack.as_("ana").type("#checkout", "@Payoff hello")

    assert len(heard) == 1
    (headers,) = bare.headers
    assert (headers["x-slack-retry-num"], headers["x-slack-retry-reason"]) == (["2"], ["http_timeout"])


async def test_an_app_that_asks_for_no_retry_gets_none(slack: Slack, bare: Bare) -> None:
    from slack_bolt import BoltResponse

    async def fail() -> None:
        raise RuntimeError("broken on purpose")

    async def explain() -> BoltResponse:
        return BoltResponse(status=500, headers={"X-Slack-No-Retry": ["1"]})

    bare.bolt.event("app_mention")(fail)
    bare.bolt.error(explain)

    await slack.as_("ana").type("#checkout", "@Payoff hello")

    assert len(bare.bodies) == 1


async def test_messages_are_events_only_for_an_app_that_subscribed() -> None:
    settings = {"event_subscriptions": {"bot_events": ["message.channels"]}}
    async with Slack.open(manifest={"settings": settings}) as slack, Bare(slack).over_http() as bare:
        heard = hear(bare, "message", "app_mention")

        await slack.as_("ana").type("#checkout", "@Payoff hello")
        await slack.as_("ana").type("#leadership", "hello")

    assert [(event["type"], event["channel_type"]) for event in heard] == [("message", "channel")]


async def test_the_workspace_changes_and_the_app_hears_of_it(slack: Slack, bare: Bare) -> None:
    names = ["member_joined_channel", "channel_rename", "channel_archive", "user_change", "member_left_channel"]
    heard = hear(bare, *names)

    await slack.as_("ana").type("#leadership", "/invite @Payoff")
    await slack.rename("#growth", "growing")
    await slack.archive("#platform")
    await slack.kick("#checkout", "@dev")
    await slack.deactivate("eva")

    types = [event["type"] for event in heard]
    assert types == [
        "member_joined_channel", "channel_rename", "channel_archive", "member_left_channel", "user_change",
    ]  # fmt: skip
    assert heard[0]["user"] == "U0PAYOFF"
    assert heard[0]["inviter"] == "U0ANA"
    assert heard[1]["channel"]["name"] == "growing"
    assert heard[4]["user"]["deleted"] is True


async def test_uninstalling_is_told_once_and_then_nothing_more(slack: Slack, bare: Bare) -> None:
    heard = hear(bare, "app_uninstalled", "tokens_revoked", "app_mention")

    await slack.uninstall()
    await slack.as_("ana").type("#checkout", "@Payoff are you there?")

    assert [event["type"] for event in heard] == ["tokens_revoked", "app_uninstalled"]
    assert len(slack.deliveries) == 2


async def test_nobody_writes_where_they_are_not(slack: Slack) -> None:
    with pytest.raises(AssertionError, match="leadership"):
        await slack.as_("chloe").type("#leadership", "Hello")
    await slack.archive("#growth")

    with pytest.raises(Impossible, match="archived"):
        await slack.as_("ana").type("#growth", "Hello")


async def test_an_app_may_turn_off_what_people_send_it() -> None:
    home = {"app_home": {"home_tab_enabled": True, "messages_tab_read_only_enabled": True}}
    async with Slack.open(manifest={"features": home}) as slack:
        with pytest.raises(Impossible, match="turned off"):
            await slack.as_("ana").type("@Payoff", "Hello")
