"""Buttons, menus and fields in messages tell the app what Slack would tell it."""

from typing import Any

import pytest
from slack_sdk.web.async_client import AsyncWebClient

from bot.sandbox.finding import NotOnScreen
from bot.sandbox.server import Slack
from tests.sandbox.bare import Bare, button, buttons, field, mrkdwn, option, plain, section

CHANNEL = "C0CHECKOUT"
COMMON = {
    "type", "user", "api_app_id", "token", "container", "trigger_id", "team", "enterprise", "is_enterprise_install",
    "actions",
}  # fmt: skip


def on_any_action(bare: Bare, **answer: Any) -> None:
    async def listen(ack: Any, respond: Any) -> None:
        await ack()
        if answer:
            await respond(**answer)

    bare.bolt.action({"action_id": "press"})(listen)


async def test_a_click_carries_the_message_it_was_made_on(slack: Slack, either: Bare, client: AsyncWebClient) -> None:
    on_any_action(either)
    blocks = [section("Ready?"), buttons(button("Ship", value="7", style="primary"))]
    ts = (await client.chat_postMessage(channel=CHANNEL, text="Ready?", blocks=blocks))["ts"]

    await slack.as_("ana").click("Ship")

    body = either.body
    assert set(body) == COMMON | {"channel", "message", "state", "response_url"}
    assert body["container"] == {
        "type": "message",
        "message_ts": ts,
        "channel_id": CHANNEL,
        "is_ephemeral": False,
    }
    assert body["user"] == {"id": "U0ANA", "username": "ana", "name": "ana", "team_id": "T0PAYOFF"}
    assert body["message"]["blocks"][0]["text"]["text"] == "Ready?"
    (action,) = body["actions"]
    assert action == {
        "action_ts": action["action_ts"],
        "type": "button",
        "action_id": "press",
        "block_id": body["message"]["blocks"][1]["block_id"],
        "text": {"type": "plain_text", "text": "Ship", "emoji": True},
        "value": "7",
        "style": "primary",
    }


async def test_a_click_on_an_ephemeral_carries_no_copy_of_it(slack: Slack, bare: Bare, client: AsyncWebClient) -> None:
    on_any_action(bare, text="Changed", replace_original=True)
    blocks = [buttons(button("Ship"))]
    await client.chat_postEphemeral(channel=CHANNEL, user="U0ANA", text="x", blocks=blocks)

    await slack.as_("ana").click("Ship")

    assert set(bare.body) == COMMON | {"channel", "state", "response_url"}
    assert bare.body["container"]["is_ephemeral"] is True
    (message,) = slack.as_("ana").messages("#checkout")
    assert (message.words, message.ephemeral) == ("Changed", True)


async def test_an_answer_to_a_click_is_for_the_one_who_clicked(
    slack: Slack, bare: Bare, client: AsyncWebClient
) -> None:
    on_any_action(bare, text="Not you", response_type="ephemeral", replace_original=False)
    await client.chat_postMessage(channel=CHANNEL, text="x", blocks=[buttons(button("Ship"))])

    (message,) = await slack.as_("ben").click("Ship")

    assert (message.words, message.ephemeral) == ("Not you", True)
    assert len(slack.as_("ana").messages("#checkout")) == 1


async def test_a_click_in_a_thread_is_answered_there(slack: Slack, bare: Bare, client: AsyncWebClient) -> None:
    on_any_action(bare, text="Here", replace_original=False)
    parent = (await client.chat_postMessage(channel=CHANNEL, text="parent"))["ts"]
    await client.chat_postMessage(channel=CHANNEL, text="x", blocks=[buttons(button("Ship"))], thread_ts=parent)
    ana = slack.as_("ana")

    await ana.click("Ship")

    assert bare.body["container"]["thread_ts"] == parent
    assert [m.words for m in ana.thread(ana.messages("#checkout")[0])] == ["[Ship]", "Here"]


async def test_what_was_typed_into_a_message_comes_with_the_next_click(
    slack: Slack, bare: Bare, client: AsyncWebClient
) -> None:
    on_any_action(bare)
    text = field("Evidence", {"type": "plain_text_input", "action_id": "evidence"})
    await client.chat_postMessage(channel=CHANNEL, text="x", blocks=[text, buttons(button("Save"))])
    ana = slack.as_("ana")
    await ana.fill("Evidence", "Fewer calls <&>")
    assert bare.bodies == []

    await ana.click("Save")

    assert bare.body["state"]["values"] == {
        "evidence": {"evidence": {"type": "plain_text_input", "value": "Fewer calls <&>"}}
    }


async def test_choosing_from_a_menu_tells_the_app_at_once(slack: Slack, bare: Bare, client: AsyncWebClient) -> None:
    on_any_action(bare)
    options = [option("A day", "1"), option("A week", "7")]
    menu = {"type": "static_select", "action_id": "press", "placeholder": plain("Snooze"), "options": options}
    await client.chat_postMessage(channel=CHANNEL, text="x", blocks=[buttons(menu)])

    await slack.as_("ana").choose("Snooze", "a week")

    (action,) = bare.body["actions"]
    assert action["type"] == "static_select"
    assert action["selected_option"]["value"] == "7"
    assert action["placeholder"]["text"] == "Snooze"


@pytest.mark.parametrize("way", ["choose", "click"])
async def test_an_overflow_menu_tells_its_choice(slack: Slack, bare: Bare, client: AsyncWebClient, way: str) -> None:
    on_any_action(bare)
    more = {
        "type": "overflow",
        "action_id": "press",
        "options": [option("Edit", "edit"), option("Cancel it", "cancel")],
    }
    await client.chat_postMessage(channel=CHANNEL, text="x", blocks=[section("REL-7", accessory=more)])
    ana = slack.as_("ana")

    await (ana.choose("REL-7", "Edit") if way == "choose" else ana.click("Edit"))

    assert bare.body["actions"][0]["selected_option"]["value"] == "edit"
    assert bare.body["state"]["values"] == {}


async def test_a_button_that_asks_first_waits_for_yes(slack: Slack, bare: Bare, client: AsyncWebClient) -> None:
    on_any_action(bare)
    asks = {"title": plain("Sure?"), "text": mrkdwn("It is *gone* then"), "confirm": plain("Yes"), "deny": plain("No")}
    await client.chat_postMessage(channel=CHANNEL, text="x", blocks=[buttons(button("Cancel it", confirm=asks))])
    ana = slack.as_("ana")

    await ana.click("Cancel it")
    assert ana.screen() == "Sure?\nIt is gone then\nNo\nYes"
    await ana.click("No")
    assert bare.bodies == []
    await ana.click("Cancel it")
    await ana.click("Yes")

    assert len(bare.bodies) == 1


async def test_a_label_that_is_not_there_is_refused_with_those_that_are(slack: Slack, client: AsyncWebClient) -> None:
    await client.chat_postMessage(channel=CHANNEL, text="x", blocks=[buttons(button("Ship"), button("Delay", "delay"))])

    with pytest.raises(NotOnScreen, match=r"“Shop” on the screen\. There is: “Ship”, “Delay”"):
        await slack.as_("ana").click("Shop")


async def test_near_and_nth_tell_two_alike_labels_apart(slack: Slack, bare: Bare, client: AsyncWebClient) -> None:
    on_any_action(bare)
    blocks = [section(f"REL-{n}", accessory=button("Open", value=str(n))) for n in (1, 2, 3)]
    await client.chat_postMessage(channel=CHANNEL, text="x", blocks=blocks)
    ana = slack.as_("ana")

    await ana.click("Open")
    await ana.click("Open", near="REL-3")
    await ana.click("Open", nth=1)

    assert [body["actions"][0]["value"] for body in bare.bodies] == ["1", "3", "2"]


async def test_the_newest_message_is_clicked_unless_another_is_named(
    slack: Slack, bare: Bare, client: AsyncWebClient
) -> None:
    on_any_action(bare)
    for value in ("old", "new"):
        blocks = [buttons(button("Ship", value=value))]
        await client.chat_postMessage(channel=CHANNEL, text="x", blocks=blocks)
    ana = slack.as_("ana")

    await ana.click("Ship")
    await ana.click("Ship", in_=ana.messages("#checkout")[0])

    assert [body["actions"][0]["value"] for body in bare.bodies] == ["new", "old"]


async def test_a_button_for_some_is_not_there_for_others(slack: Slack, client: AsyncWebClient) -> None:
    blocks = [buttons(button("Answer", visible_to_user_ids=["U0ANA"]))]
    await client.chat_postMessage(channel=CHANNEL, text="x", blocks=blocks)

    assert slack.as_("ana").messages("#checkout")[0].buttons == ["Answer"]
    assert slack.as_("ben").messages("#checkout")[0].buttons == []


async def test_a_click_that_gets_no_answer_leaves_a_mark(slack: Slack, client: AsyncWebClient) -> None:
    await client.chat_postMessage(channel=CHANNEL, text="x", blocks=[buttons(button("Ship"))])

    await slack.as_("ana").click("Ship")

    message = slack.as_("ana").messages("#checkout")[0].message
    assert message.trouble == {"U0ANA": "dispatch_failed"}


async def test_a_link_button_opens_its_link_and_tells_the_app(slack: Slack, bare: Bare, client: AsyncWebClient) -> None:
    on_any_action(bare)
    blocks = [buttons(button("Open", url="https://example.com/x", accessibility_label="Open the report"))]
    await client.chat_postMessage(channel=CHANNEL, text="x", blocks=blocks)
    ana = slack.as_("ana")

    await ana.click("Open")

    assert ana.opened_url == "https://example.com/x"
    assert bare.body["actions"][0]["url"] == "https://example.com/x"
