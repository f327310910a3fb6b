"""What an app gets wrong is refused with Slack's own error, and changes nothing."""

import json
from typing import Any

import aiohttp
import pytest
from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient
from slack_sdk.webhook.async_client import AsyncWebhookClient

from bot.sandbox.server import Slack
from tests.sandbox.bare import NAME, Bare, button, buttons, field, modal, mrkdwn, option, plain, section

Json = dict[str, Any]
CHANNEL = "C0CHECKOUT"
MANY = [option(str(n), str(n)) for n in range(101)]


def menu(**more: Any) -> Json:
    return {"type": "static_select", "action_id": "menu", **more}


# Blocks, what is wrong with them, and where.
WRONG_BLOCKS: list[tuple[list[Json], str, str]] = [
    ([section("x" * 3001)], "must be less than 3001 characters", "/0/text/text"),
    ([section("")], "must be more than 0 characters", "/0/text/text"),
    ([section("x"), {"type": "header", "text": plain("x" * 151)}], "must be less than 151 characters", "/1/text/text"),
    ([section("x")] * 51, "no more than 50 items allowed", ""),
    ([section("x", block_id="a")] * 2, '`block_id` "a" already exists', "/1/block_id"),
    ([buttons(button("A"), button("B"))], '`action_id` "press" already exists', "/0/elements/1/action_id"),
    ([{"type": "sections"}], "unsupported type: sections", "/0/type"),
    ([{"type": "alert", "text": plain("x")}], "unsupported type: alert", "/0/type"),
    ([buttons({"type": "knob", "action_id": "a"})], "unsupported type: knob", "/0/elements/0/type"),
    ([section("x", accessory={"type": "plain_text_input", "action_id": "a"})], "unsupported type", "/0/accessory/type"),
    ([section("x", colour="red")], "invalid additional property: colour", "/0"),
    ([buttons({"type": "button", "action_id": "a"})], "missing required field: text", "/0/elements/0"),
    ([{"type": "section"}], "must provide either text or fields", "/0"),
    ([buttons(button("x" * 76))], "must be less than 76 characters", "/0/elements/0/text/text"),
    ([buttons(button("Go", value="x" * 2001))], "must be less than 2001 characters", "/0/elements/0/value"),
    ([buttons(button("Go", url="not a url"))], "`not a url` is not a valid value", "/0/elements/0/url"),
    ([buttons(button("Go", style="blue"))], "must be one of: primary, danger", "/0/elements/0/style"),
    ([buttons(menu(options=MANY))], "no more than 100 items allowed", "/0/elements/0/options"),
    ([buttons(menu(options=[]))], "must provide at least 1 items", "/0/elements/0/options"),
    ([buttons(menu())], "must provide either options or option_groups", "/0/elements/0"),
    ([buttons()], "must provide at least 1 items", "/0/elements"),
    ([{"type": "section", "fields": [mrkdwn("x")] * 11}], "no more than 10 items allowed", "/0/fields"),
    ([{"type": "context", "elements": [mrkdwn("x")] * 11}], "no more than 10 items allowed", "/0/elements"),
    ([{"type": "image", "image_url": "ftp://x.org/a.png", "alt_text": "A"}], "is not a valid value", "/0/image_url"),
    ([{"type": "image", "image_url": "https://x.org/a.png"}], "missing required field: alt_text", "/0"),
    ([{"type": "image", "slack_file": {"id": "F0NOWHERE"}, "alt_text": "A"}], "invalid slack file", "/0/slack_file"),
]


@pytest.mark.parametrize(("blocks", "what", "where"), WRONG_BLOCKS, ids=[f"{w}:{p}" for _, w, p in WRONG_BLOCKS])
async def test_wrong_blocks_are_refused_and_named_by_their_place(
    slack: Slack, client: AsyncWebClient, blocks: list[Json], what: str, where: str
) -> None:
    ts = (await client.chat_postMessage(channel=CHANNEL, text="stays"))["ts"]

    for call in (
        client.chat_postMessage(channel=CHANNEL, text="x", blocks=blocks),
        client.chat_postEphemeral(channel=CHANNEL, user="U0ANA", text="x", blocks=blocks),
        client.chat_update(channel=CHANNEL, ts=ts, text="x", blocks=blocks),
    ):
        with pytest.raises(SlackApiError) as refused:
            await call

        answer = refused.value.response
        (message,) = answer["response_metadata"]["messages"]
        assert answer["error"] == "invalid_blocks"
        assert message.startswith("[ERROR] ")
        assert what in message
        assert message.endswith(f"[json-pointer:/blocks{where}]")
        assert answer["errors"] == [message.removeprefix("[ERROR] ")]
    assert [m.words for m in slack.as_("ana").messages("#checkout")] == ["stays"]


# A modal, what is wrong with it, and where.
WRONG_VIEWS: list[tuple[Json, str, str]] = [
    ({"type": "modal", "blocks": [section("x")]}, "missing required field: title", ""),
    (modal(section("x"), title=plain("x" * 25)), "must be less than 25 characters", "/title/text"),
    (modal(section("x"), title=mrkdwn("x")), "must be one of: plain_text", "/title/type"),
    (modal(section("x"), submit=plain("x" * 25)), "must be less than 25 characters", "/submit/text"),
    (modal(section("x"), NAME, submit=None), "must define `submit` to use an `input` block", "/blocks/1/input"),
    (modal(*[section("x")] * 101), "no more than 100 items allowed", "/blocks"),
    (modal(), "must provide at least 1 items", "/blocks"),
    (modal(NAME, NAME), '`block_id` "name" already exists', "/blocks/1/block_id"),
    (modal(section("x"), private_metadata="x" * 3001), "must be less than 3001 characters", "/private_metadata"),
    (modal(section("x"), callback_id="x" * 256), "must be less than 256 characters", "/callback_id"),
    (modal(section("x"), external_id="x" * 256), "must be less than 256 characters", "/external_id"),
    (modal(section("x"), colour="red"), "invalid additional property: colour", ""),
    (modal({"type": "markdown", "text": "x"}), "unsupported type: markdown", "/blocks/0/type"),
    (modal(field("x" * 2001, NAME["element"])), "must be less than 2001 characters", "/blocks/0/label/text"),
    (modal(field("Which?", menu(options=MANY))), "no more than 100 items allowed", "/blocks/0/element/options"),
    (modal(section("x"), type="home"), "must be one of: modal", "/type"),
]


@pytest.mark.parametrize(("view", "what", "where"), WRONG_VIEWS, ids=[f"{w}:{p}" for _, w, p in WRONG_VIEWS])
async def test_a_wrong_view_is_refused_by_its_place_and_spends_no_trigger(
    slack: Slack, bare: Bare, view: Json, what: str, where: str
) -> None:
    bare.on_command()
    await slack.as_("ana").type("#checkout", "/release plan")
    trigger = bare.body["trigger_id"]

    with pytest.raises(SlackApiError) as refused:
        await bare.client.views_open(trigger_id=trigger, view=view)

    answer = refused.value.response
    assert answer["error"] == "invalid_arguments"
    (message,) = [m for m in answer["response_metadata"]["messages"] if m.endswith(f"[json-pointer:/view{where}]")]
    assert message.startswith("[ERROR] ")
    assert what in message
    assert slack.as_("ana").modal is None
    assert (await bare.client.views_open(trigger_id=trigger, view=modal(NAME)))["ok"]


async def code_of(call: Any) -> str:
    """The error that a call is refused with."""
    with pytest.raises(SlackApiError) as refused:
        await call
    return str(refused.value.response["error"])


async def test_a_view_is_refused_for_what_has_happened_meanwhile(slack: Slack, bare: Bare) -> None:
    client, home = bare.client, {"type": "home", "blocks": [section("x")]}
    bare.on_command()
    await slack.as_("ana").type("#checkout", "/release plan")
    trigger = bare.body["trigger_id"]
    opened = (await client.views_open(trigger_id=trigger, view=modal(NAME, external_id="plan")))["view"]
    await client.views_update(view_id=opened["id"], hash=opened["hash"], view=modal(NAME))
    published = (await client.views_publish(user_id="U0ANA", view=home))["view"]
    await client.views_publish(user_id="U0ANA", view=home)

    stale = {"hash": opened["hash"], "view": modal(NAME)}
    assert await code_of(client.views_update(view_id=opened["id"], **stale)) == "hash_conflict"
    stale_home = {"hash": published["hash"], "view": home}
    assert await code_of(client.views_publish(user_id="U0ANA", **stale_home)) == "hash_conflict"
    assert await code_of(client.views_open(trigger_id=trigger, view=modal(NAME))) == "exchanged_trigger_id"
    assert await code_of(client.views_push(trigger_id=trigger, view=modal(NAME))) == "exchanged_trigger_id"
    await slack.as_("ana").close()
    assert await code_of(client.views_update(view_id=opened["id"], view=modal(NAME))) == "not_found"


def test_slack_waits_three_seconds_for_an_answer_and_for_a_view(slack: Slack) -> None:
    assert (slack.ack_seconds, slack.trigger_seconds) == (3.0, 3.0)


async def test_a_trigger_is_refused_once_it_is_too_old(slack: Slack, bare: Bare) -> None:
    bare.on_command()
    slack.trigger_seconds = 0.0
    await slack.as_("ana").type("#checkout", "/release plan")
    trigger = bare.body["trigger_id"]

    for call in (bare.client.views_open, bare.client.views_push):
        assert await code_of(call(trigger_id=trigger, view=modal(NAME))) == "expired_trigger_id"
        assert await code_of(call(trigger_id="1.2.nonsense", view=modal(NAME))) == "invalid_trigger_id"


async def test_a_response_url_says_why_it_is_spent(slack: Slack, bare: Bare) -> None:
    bare.on_command()
    ana = slack.as_("ana")
    await ana.type("#checkout", "/release list")
    await ana.type("#checkout", "/release list")
    used, late = (AsyncWebhookClient(body["response_url"]) for body in bare.bodies)
    for number in range(5):
        assert (await used.send(text=f"Step {number}")).status_code == 200

    sixth = await used.send(text="Step 5")
    await slack.desk.travel({"hours": 0.5})
    in_time = await late.send(text="Just in time")
    await slack.desk.travel({"hours": 0.01})
    too_late = await late.send(text="Too late")
    nowhere = await AsyncWebhookClient(f"{slack.url}/response/commands/T0/1/x").send(text="x")

    assert (sixth.status_code, json.loads(sixth.body)) == (404, {"ok": False, "error": "used_url"})
    assert in_time.status_code == 200
    assert (too_late.status_code, json.loads(too_late.body)) == (404, {"ok": False, "error": "expired_url"})
    assert nowhere.status_code == 404
    assert [m.words for m in ana.messages("#checkout")] == [*(f"Step {n}" for n in range(5)), "Just in time"]


async def test_a_response_url_refuses_what_a_message_may_not_hold(slack: Slack, bare: Bare) -> None:
    bare.on_command()
    await slack.as_("ana").type("#checkout", "/release list")
    webhook = AsyncWebhookClient(bare.body["response_url"])

    wrong = await webhook.send(text="x", blocks=[section("x" * 3001)])
    empty = await webhook.send(text="")
    async with aiohttp.ClientSession() as session, session.post(webhook.url, data="text=x") as response:
        nonsense = (response.status, await response.text())

    assert (wrong.status_code, wrong.body) == (400, "invalid_blocks")
    assert (empty.status_code, empty.body) == (400, "no_text")
    assert nonsense == (400, "invalid_payload")
    assert slack.as_("ana").messages("#checkout") == []


async def test_people_and_places_that_cannot_be_reached_are_refused(slack: Slack, client: AsyncWebClient) -> None:
    await slack.kick("#growth", "@eva")
    await slack.deactivate("dev")

    def whisper(channel: str, user: str) -> Any:
        return client.chat_postEphemeral(channel=channel, user=user, text="x")

    assert await code_of(whisper("C0GROWTH", "U0EVA")) == "user_not_in_channel"
    assert await code_of(whisper("C0NOWHERE", "U0EVA")) == "channel_not_found"
    assert await code_of(client.chat_postMessage(channel="U0DEV", text="x")) == "user_disabled"
    assert await code_of(client.chat_postMessage(channel="U0NOBODY", text="x")) == "channel_not_found"
    assert await code_of(client.conversations_history(channel="C0LEADERSHIP")) == "channel_not_found"
    assert await code_of(client.conversations_replies(channel=CHANNEL, ts="1.000001")) == "thread_not_found"
    assert await code_of(client.chat_getPermalink(channel=CHANNEL, message_ts="1.000001")) == "message_not_found"
    assert await code_of(client.files_info(file="F0NOWHERE")) == "file_not_found"
