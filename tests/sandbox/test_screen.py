"""What a person reads is what Slack would show them."""

from typing import Any

import pytest
from slack_sdk.web.async_client import AsyncWebClient

from bot.sandbox.screen import Screen
from bot.sandbox.server import Slack
from tests.sandbox.bare import buttons, field, mrkdwn, option, plain, section


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("*Bold*, _slanted_, ~struck~ and `code`", "Bold, slanted, struck and code"),
        ("*_both_* 2*3*4 snake_case_name *not bold *", "both 2*3*4 snake_case_name *not bold *"),
        ("\u00ad*\u00adnot bold\u00ad*\u00ad \u00ad`\u00adnot code\u00ad`\u00ad *bold*", "*not bold* `not code` bold"),
        ("`*as typed*` and ```*too*```", "*as typed* and *too*"),
        ("&lt;!channel&gt; &amp;amp; 5 &lt; 7", "<!channel> &amp; 5 < 7"),
        ("<!channel> <!here> <@U0BEN> <#C0GROWTH> <#C0GROWTH|>", "@channel @here @Ben Okafor #growth #growth"),
        ("<@U0NOBODY> <#C0NOWHERE>", "@U0NOBODY #private-channel"),
        ("<https://x.org|the page> <https://x.org> <mailto:a@x.org>", "the page https://x.org a@x.org"),
        ("&gt; quoted\n> too\nnot > this", "quoted\ntoo\nnot > this"),
        ("<!date^1772528400^{date_num} {time}|fallback>", "2026-03-03 10:00"),
        ("<!date^1772528400^{date_short_pretty} at {time}|fallback>", "today at 10:00"),
        (
            "<!date^1772614800^{date_pretty}|f> <!date^1772262000^{date_long}|f>",
            "tomorrow Saturday, February 28th, 2026",
        ),
        ("<!date^soon^{date}|fallback>", "fallback"),
        ("<!subteam^S1|@team>", "@team"),
    ],
)
async def test_markup_is_read_as_slack_shows_it(slack: Slack, text: str, words: str) -> None:
    assert Screen(slack.stage.world, "U0ANA").mrkdwn(text) == words


def line(*elements: dict[str, Any]) -> dict[str, Any]:
    return {"type": "rich_text_section", "elements": list(elements)}


async def test_every_kind_of_block_has_words(slack: Slack, client: AsyncWebClient) -> None:
    cell = {"type": "raw_text", "text": "a"}
    quote = line({"type": "emoji", "name": "eyes"}, {"type": "broadcast", "range": "here"})
    rich = {
        "type": "rich_text",
        "elements": [
            line({"type": "text", "text": "Hi "}, {"type": "user", "user_id": "U0BEN"}),
            {
                "type": "rich_text_list",
                "style": "bullet",
                "elements": [line({"type": "link", "url": "https://x.org"})],
            },
            quote | {"type": "rich_text_quote"},
        ],
    }
    chart = {
        "type": "data_visualization",
        "title": "Sign-ups",
        "chart": {
            "type": "bar",
            "series": [{"name": "Now", "data": [{"label": "Mon", "value": 4.3}]}],
            "axis_config": {"categories": ["Mon"]},
        },
    }
    image = {"type": "image", "image_url": "https://x.org/a", "alt_text": "dot"}
    select = {"type": "static_select", "action_id": "s", "placeholder": plain("Pick"), "options": [option("A", "a")]}
    blocks: list[Any] = [
        {"type": "header", "text": plain("Title")},
        {"type": "section", "fields": [mrkdwn("*One*"), mrkdwn("Two")]},
        {"type": "context", "elements": [mrkdwn("small"), image]},
        {"type": "image", "image_url": "https://x.org/a", "alt_text": "A chart", "title": plain("Chart")},
        {"type": "table", "rows": [[cell, cell]]},
        {"type": "divider"},
        rich,
        chart,
        field("Name", {"type": "plain_text_input", "action_id": "n", "initial_value": "old"}, hint=plain("Short")),
        buttons(select, {"type": "overflow", "action_id": "o", "options": [option("Edit", "e")]}),
    ]
    await client.chat_postMessage(channel="C0CHECKOUT", text="x", blocks=blocks)

    (message,) = slack.as_("ana").messages("#checkout")

    assert message.words == "\n".join(
        [
            "Title", "One", "Two", "small dot", "Chart", "A chart", "a | a", "Hi @Ben Okafor", "• https://x.org",
            ":eyes:@here", "Sign-ups", "Now: Mon 4.3", "Name", "old", "Short", "Pick [⋮]",
        ]
    )  # fmt: skip


async def test_the_screen_is_where_the_person_is(slack: Slack, client: AsyncWebClient) -> None:
    ts = (await client.chat_postMessage(channel="C0GROWTH", text="parent"))["ts"]
    await client.chat_postMessage(channel="C0GROWTH", text="reply", thread_ts=ts)
    await client.views_publish(user_id="U0ANA", view={"type": "home", "blocks": [section("Waiting")]})
    ana = slack.as_("ana")

    assert ana.screen() == ""
    ana.go("#growth")
    assert ana.screen() == "parent\n  reply"
    await ana.open_home()

    assert ana.screen() == "Waiting"


async def test_a_message_on_the_screen_stays_true(slack: Slack, client: AsyncWebClient) -> None:
    ts = (await client.chat_postMessage(channel="C0CHECKOUT", text="planned"))["ts"]
    (card,) = slack.as_("ana").messages("#checkout")

    await client.chat_update(channel="C0CHECKOUT", ts=ts, text="shipped")

    assert card.words == "shipped"


async def test_a_shortcut_that_fails_is_said_on_the_screen(slack: Slack) -> None:
    ana = slack.as_("ana")
    ana.go("#checkout")

    await ana.shortcut("Plan a release")

    assert ana.screen() == "Plan a release failed with the error “dispatch_failed”"


async def test_own_messages_can_be_deleted_and_ephemerals_dismissed(slack: Slack, client: AsyncWebClient) -> None:
    ana = slack.as_("ana")
    await ana.type("#checkout", "Mine")
    await client.chat_postEphemeral(channel="C0CHECKOUT", user="U0ANA", text="Yours")

    for message in ana.messages("#checkout"):
        ana.delete(message)

    assert ana.messages("#checkout") == []


async def test_reactions_go_on_and_off(slack: Slack, client: AsyncWebClient) -> None:
    await client.chat_postMessage(channel="C0CHECKOUT", text="x")
    ana = slack.as_("ana")
    (message,) = ana.messages("#checkout")

    ana.react(message, ":eyes:")
    assert message.body["reactions"][0]["users"] == ["U0ANA"]
    ana.react(message, "eyes")

    assert "reactions" not in message.body
