"""What the sandbox sends is what Slack's published types say of it, over HTTP and over a socket."""

from collections.abc import Awaitable, Callable
from typing import Any

import pytest
from slack_sdk.web.async_client import AsyncWebClient

from bot.sandbox.server import Slack
from tests.conftest import Running
from tests.playing import hand_in, shipped_release
from tests.sandbox.bare import NAME, Bare, button, buttons, field, modal, option, plain, section
from tests.sandbox.slacks_types import check_request, kind_of

Json = dict[str, Any]
CHANNEL = "C0CHECKOUT"
OPTIONS = [option("Ready", "ready"), option("Late", "late")]


def register(bare: Bare) -> None:
    """Answer whatever comes, so that everything is sent once."""
    view = modal(NAME, section("x"), buttons(button("Suggest")), external_field(), notify_on_close=True)

    async def open_modal(ack: Any, body: Json, client: AsyncWebClient) -> None:
        await client.views_open(trigger_id=body["trigger_id"], view=view)
        await ack()

    async def listen(ack: Any) -> None:
        await ack()

    async def offer(ack: Any) -> None:
        await ack(options=OPTIONS)

    bare.bolt.command("/release")(open_modal)
    bare.bolt.shortcut("plan_release")(listen)
    bare.bolt.shortcut("attach_to_release")(listen)
    bare.bolt.action("press")(listen)
    bare.bolt.options("why")(offer)
    bare.bolt.view("plan")(listen)
    bare.bolt.view_closed("plan")(listen)
    # What nobody hears is sent again and again.
    bare.bolt.event("app_mention")(listen)


def external_field() -> Json:
    return field("Why now?", {"type": "external_select", "action_id": "why"}, optional=True)


async def run_a_command(slack: Slack) -> None:
    await slack.as_("ana").type("#checkout", "/release plan")


async def submit(slack: Slack) -> None:
    await run_a_command(slack)
    await slack.as_("ana").fill("Name", "One-page checkout")
    await slack.as_("ana").submit()


async def close(slack: Slack) -> None:
    await run_a_command(slack)
    await slack.as_("ana").close()


async def click_in_a_modal(slack: Slack) -> None:
    await run_a_command(slack)
    await slack.as_("ana").click("Suggest")


async def ask_for_options(slack: Slack) -> None:
    await run_a_command(slack)
    await slack.as_("ana").choose("Why now?", "Late")


async def click_on_a_message(slack: Slack) -> None:
    await AsyncWebClient(slack.bot_token, slack.api_url).chat_postMessage(
        channel=CHANNEL, text="x", blocks=[section("Ready?"), buttons(button("Ship", value="7"))]
    )
    await slack.as_("ana").click("Ship")


async def click_on_an_ephemeral(slack: Slack) -> None:
    await AsyncWebClient(slack.bot_token, slack.api_url).chat_postEphemeral(
        channel=CHANNEL, user="U0ANA", text="x", blocks=[buttons(button("Ship"))]
    )
    await slack.as_("ana").click("Ship")


async def run_a_shortcut(slack: Slack) -> None:
    await slack.as_("ana").shortcut("Plan a release")


async def run_a_message_shortcut(slack: Slack) -> None:
    ana = slack.as_("ana")
    await ana.type("#checkout", "Fewer <calls>")
    await ana.message_shortcut(ana.messages("#checkout")[-1], "Attach to release")


async def mention(slack: Slack) -> None:
    ana = slack.as_("ana")
    await ana.type("#checkout", "@Payoff how is <One-page> doing? https://example.org")
    await ana.type("#checkout", "@Payoff and now?", thread=ana.messages("#checkout")[-1])


@pytest.mark.parametrize(
    ("act", "kind"),
    [
        (run_a_command, "slash_command"),
        (submit, "view_submission"),
        (close, "view_closed"),
        (click_in_a_modal, "block_actions"),
        (click_on_a_message, "block_actions"),
        (click_on_an_ephemeral, "block_actions"),
        (ask_for_options, "block_suggestion"),
        (run_a_shortcut, "shortcut"),
        (run_a_message_shortcut, "message_action"),
        (mention, "event_callback"),
    ],
)
async def test_a_request_is_what_slacks_types_say(
    slack: Slack, either: Bare, act: Callable[[Slack], Awaitable[None]], kind: str
) -> None:
    register(either)

    await act(slack)

    assert kind_of(either.body) == kind
    for body in either.bodies:
        check_request(body)


MESSAGES = ["message.channels", "message.groups", "message.im"]
EVERY_EVENT = [
    "app_home_opened", "app_mention", "app_uninstalled", "tokens_revoked", "channel_archive", "channel_rename",
    "channel_unarchive", "channel_left", "channel_deleted", "channel_id_changed", "group_archive", "group_rename",
    "group_unarchive", "group_left", "group_deleted", "file_shared", "member_joined_channel", "member_left_channel",
    "reaction_added", "reaction_removed", "user_change", *MESSAGES,
]  # fmt: skip


async def test_every_event_is_what_slacks_types_say() -> None:
    home = {"app_home": {"home_tab_enabled": True, "messages_tab_enabled": True}}
    manifest = {
        "features": home,
        "oauth_config": {"scopes": {"bot": ["chat:write"]}},
        "settings": {"event_subscriptions": {"bot_events": EVERY_EVENT}},
    }
    async with Slack.open(manifest=manifest) as slack, Bare(slack).over_http() as bare:
        await slack.invite("#leadership")
        await slack.invite("#growth", "@ben")
        await talk(slack, bare.client)
        await change_the_workspace(slack)
        await slack.uninstall()

    # Bolt keeps an app's own messages from it, so they are looked at where they left.
    bodies = [delivery.arguments | {"token": "legacy"} for delivery in slack.deliveries]
    for body in bodies:
        check_request(body)
    events = [body["event"] for body in bodies]
    assert {event["type"] for event in events} == {*EVERY_EVENT, "message"} - {*MESSAGES}
    subtypes = {event.get("subtype") for event in events if event["type"] == "message"}
    assert subtypes == {None, "file_share", "thread_broadcast", "message_changed", "message_deleted"}
    assert {event["channel_type"] for event in events if event["type"] == "message"} == {"channel", "group", "im"}


async def talk(slack: Slack, client: AsyncWebClient) -> None:
    """Whatever people and the app say and do in channels, once."""
    ana = slack.as_("ana")
    await client.views_publish(user_id="U0ANA", view={"type": "home", "blocks": [section("Waiting")]})
    await ana.open_home()
    for place in ("#checkout", "#leadership", "@Payoff"):
        await ana.type(place, "@Payoff hello")
    message = ana.messages("#checkout")[-1]
    await ana.type("#checkout", "In a thread", thread=message)
    await ana.upload("#checkout", "data.csv", b"a,b")
    ana.react(message, "eyes")
    ana.react(message, "eyes")
    said = await client.chat_postMessage(channel=CHANNEL, text="x", thread_ts=message.ts, reply_broadcast=True)
    await client.chat_update(channel=CHANNEL, ts=said["ts"], text="y")
    await client.chat_delete(channel=CHANNEL, ts=said["ts"])
    await slack.quiet()


async def change_the_workspace(slack: Slack) -> None:
    """Whatever can happen to channels and people, once."""
    for channel in ("#platform", "#leadership"):
        await slack.archive(channel)
        await slack.unarchive(channel)
        await slack.rename(channel, f"{channel.removeprefix('#')}-2")
    await slack.kick("#checkout", "@dev")
    for channel in ("#growth", "#leadership-2"):
        await slack.kick(channel)
        await slack.invite(channel)
    await slack.change_id("#growth", "C0SHARED")
    for channel in ("#growth", "#leadership-2"):
        await slack.delete_channel(channel)
    await slack.move("ben", "America/New_York")
    await slack.deactivate("eva")


CHOICES: list[tuple[Json, Any]] = [
    ({"type": "users_select"}, "Ben Okafor"),
    ({"type": "multi_users_select"}, ["ben", "eva"]),
    ({"type": "conversations_select"}, "#growth"),
    ({"type": "multi_conversations_select"}, ["#growth"]),
    ({"type": "channels_select"}, "#growth"),
    ({"type": "multi_channels_select"}, ["#growth"]),
    ({"type": "datepicker", "initial_date": "2026-03-03", "placeholder": plain("When?")}, "2026-12-01"),
    ({"type": "timepicker", "initial_time": "08:00"}, "09:00"),
    ({"type": "datetimepicker"}, "2026-03-03T10:00"),
    ({"type": "static_select", "options": OPTIONS, "initial_option": OPTIONS[0]}, "Late"),
    ({"type": "multi_static_select", "options": OPTIONS}, ["Late"]),
    ({"type": "radio_buttons", "options": OPTIONS}, "Late"),
    ({"type": "checkboxes", "options": OPTIONS}, ["Late"]),
    ({"type": "plain_text_input"}, "x"),
    ({"type": "number_input", "is_decimal_allowed": True}, "4.5"),
    ({"type": "email_text_input"}, "a@b.org"),
    ({"type": "url_text_input"}, "https://b.org"),
]


@pytest.mark.parametrize(("element", "choice"), CHOICES, ids=[element["type"] for element, _ in CHOICES])
async def test_a_choice_is_told_in_the_shape_of_its_element(
    slack: Slack, bare: Bare, client: AsyncWebClient, element: Json, choice: Any
) -> None:
    register(bare)
    asks = field("Field", {**element, "action_id": "press"}, dispatch_action=True)
    await client.chat_postMessage(channel=CHANNEL, text="x", blocks=[asks])
    ana = slack.as_("ana")

    await (ana.fill("Field", choice, enter=True) if "input" in element["type"] else ana.choose("Field", choice))

    (action,) = bare.body["actions"]
    assert action["type"] == element["type"]
    # What is told at once is also what a later click finds.
    state = bare.body["state"]["values"]["press"]["press"]
    assert state.items() <= action.items()


async def test_a_whole_release_is_told_in_slacks_types(payoff: Running) -> None:
    ana = payoff.slack.as_("ana")
    await shipped_release(payoff, ana)
    await payoff.advance(days=8)
    await ana.open_home()
    await ana.type("#checkout", "@Payoff value of One-page checkout?")
    await ana.shortcut("Plan a release")
    await ana.close()
    await hand_in(ana, b"date,value\n2026-03-04,4.2\n")

    kinds = set()
    for delivery in payoff.slack.deliveries:
        # The one thing that the record leaves out.
        body = delivery.arguments | {"token": "legacy"}
        check_request(body)
        kinds.add(kind_of(body))
    assert kinds == {"slash_command", "block_actions", "view_submission", "event_callback", "shortcut"}
