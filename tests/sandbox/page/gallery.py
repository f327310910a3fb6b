"""An app that shows one of everything: messages, a modal and a home with each block and element."""

import re
import struct
import zlib
from typing import Any

from slack_sdk.web.async_client import AsyncWebClient

from tests.sandbox.bare import Bare, button, buttons, field, modal, mrkdwn, option, plain, section

Json = dict[str, Any]

PEOPLE = ["U0ANA", "U0BEN"]
DAYS = [f"{day} Mar" for day in range(1, 13)]
WAYS = [option("Ready and worth it", "ready"), option("A date outside our control", "date")]


def text(words: str) -> Json:
    return {"type": "raw_text", "text": words}


CARD = [
    {"type": "header", "text": plain("One-page checkout")},
    section(
        "*Checkout conversion*  *3.8 %* → *4.5 %* by 30 Sep\n_Fewer people give up while paying._  "
        "Promised by <@U0ANA>, owned by <@U0BEN>."
    ),
    {
        "type": "section",
        "fields": [
            mrkdwn("*Ships*\n3–5 Jun, high confidence"),
            mrkdwn("*Good enough when*\n4 of 5 agreed · load test waits for <@U0DEV>"),
            mrkdwn("*Likely*\n+0.5 pt  (0.2 to 0.8)"),
            mrkdwn("*Worth*\n€120k a year claimed → expect *€55k* (€20k–€90k)"),
        ],
    },
    buttons(
        button("Mark shipped", "ship", style="primary"),
        button("Seal my forecast", "seal"),
        button("Delay…", "delay"),
        button(
            "Cancel release",
            "cancel",
            style="danger",
            confirm={
                "title": plain("Cancel this release?"),
                "text": mrkdwn("Its promise is kept in the history."),
                "confirm": plain("Cancel it"),
                "deny": plain("Keep it"),
                "style": "danger",
            },
        ),
        {"type": "overflow", "action_id": "more", "options": [option("Edit", "edit"), option("Follow", "follow")]},
        block_id="card",
    ),
    {
        "type": "context",
        "elements": [mrkdwn("`REL-7` · scheduled · five forecasts sealed · a change of 0.5 pt shows after 11 days")],
    },
]

TABLE = {
    "type": "table",
    "column_settings": [None, {"align": "right"}, {"align": "right"}, {"is_wrapped": True}, {"align": "right"}],
    "rows": [
        [text(word) for word in row]
        for row in (
            ["Release", "Promised", "Delivered", "Verdict", "Worth"],
            ["One-page checkout", "+0.5 pt", "+0.5 pt", "hit", "€11k"],
            ["Guest checkout", "+0.6 pt", "+0.1 pt", "missed", "€0"],
            ["Faster search", "−300 ms", "−410 ms", "hit", "€42k"],
            ["Invoice export", "−12 min", "not measured", "claimed", "–"],
        )
    ],
}


def series(name: str, values: list[float]) -> Json:
    return {
        "name": name,
        "data": [{"label": day, "value": value} for day, value in zip(DAYS, values, strict=True)],
    }


CONVERSION = [3.78, 3.91, 3.82, 3.69, 3.95, 3.77, 3.79, 3.96, 4.08, 4.26, 4.43, 4.34]


def chart(kind: str, title: str, *lines: Json, **axes: str) -> Json:
    return {
        "type": "data_visualization",
        "title": title,
        "chart": {"type": kind, "series": list(lines), "axis_config": {"categories": DAYS, **axes}},
    }


LINE = chart(
    "line", "Checkout conversion", series("Conversion", CONVERSION), series("Target", [4.5] * 12), y_label="Percent"
)
AREA = chart("area", "Orders a day", series("Orders", [round(value * 310) for value in CONVERSION]))
BAR = chart("bar", "Change per week", series("Change", [-4, -2, 1, 3, 5, 8, 6, 4, -1, 2, 7, 9]))
PIE = {
    "type": "data_visualization",
    "title": "Verdicts in Q3",
    "chart": {
        "type": "pie",
        "segments": [
            {"label": "Hit", "value": 5},
            {"label": "Partly", "value": 2},
            {"label": "Missed", "value": 3},
            {"label": "Unmeasured", "value": 1},
        ],
    },
}

MRKDWN = (
    "*bold* _italic_ ~struck~ `code` and *_both_*\n"
    "A link <https://example.com/a?b=1&amp;c=2|with words>, a person <@U0ANA>, a channel <#C0GROWTH>, <!here>\n"
    "1 &lt; 2 &amp;&amp; 3 &gt; 2, snake_case_word, 2*3*4, :rocket: and :no_such_emoji:\n"
    "&gt; A quote\n&gt; of two lines\n"
    "• first\n• second\n"
    "```\nSELECT *\nFROM releases\n```\n"
    "Due <!date^1772528400^{date_short_pretty} at {time}|3 March>"
)

HOSTILE = "<img src=x onerror=alert(1)> <script>alert(1)</script> <javascript:alert(1)|press me> <b>bold</b>"


def rich(*elements: Json) -> Json:
    return {"type": "rich_text", "elements": list(elements)}


def line(*leaves: Json) -> Json:
    return {"type": "rich_text_section", "elements": list(leaves)}


def leaf(words: str, **style: bool) -> Json:
    return {"type": "text", "text": words, **({"style": style} if style else {})}


RICH = rich(
    line(leaf("Rich text with "), leaf("bold", bold=True), leaf(", "), {"type": "user", "user_id": "U0BEN"}),
    {
        "type": "rich_text_list",
        "style": "ordered",
        "elements": [line(leaf("one")), line(leaf("two"))],
    },
    {"type": "rich_text_quote", "elements": [leaf("*not bold* <b>")]},
    {"type": "rich_text_preformatted", "elements": [leaf("rate = paid / seen")]},
)

MARKDOWN = (
    "## What changed\n\n**Two** things, *one* of them `measured`:\n\n- [x] asked\n- [ ] answered\n\n"
    "1. first\n2. second\n\n> said once\n\n| Release | Worth |\n|---|---|\n| REL-7 | €11k |\n\n"
    "[a link](https://example.com) and [a trap](javascript:alert(1))"
)

CONTAINER = {
    "type": "container",
    "title": plain("Evidence"),
    "is_collapsible": True,
    "default_collapsed": True,
    "child_blocks": [section("Readings until 14 Jul 23:59"), {"type": "divider"}],
}
SMALL_CARD = {
    "type": "card",
    "title": mrkdwn("Guest checkout"),
    "subtitle": mrkdwn("REL-5 · closed"),
    "body": mrkdwn("Promised +0.6 pt, delivered +0.1 pt."),
    "actions": [button("Why?", "why")],
}

CAROUSEL = {"type": "carousel", "elements": [SMALL_CARD, {**SMALL_CARD, "title": mrkdwn("Faster search")}]}
PLAN = {
    "type": "plan",
    "title": "Rolling out",
    "tasks": [
        {"type": "task_card", "task_id": "1", "title": "Load test", "status": "complete"},
        {"type": "task_card", "task_id": "2", "title": "Half of the customers", "status": "in_progress"},
        {"type": "task_card", "task_id": "3", "title": "Everyone", "status": "pending"},
    ],
}


def amount(value: float, words: str) -> Json:
    return {"type": "raw_number", "value": value, "text": words}


DATA_TABLE = {
    "type": "data_table",
    "caption": "Worth by release",
    "page_size": 2,
    "row_header_column_index": 0,
    "rows": [
        [text("Release"), text("Worth")],
        [text("One-page checkout"), amount(11000, "€11k")],
        [text("Faster search"), amount(42000, "€42k")],
        [text("Guest checkout"), amount(900, "€900")],
    ],
}

PICKERS = [
    section("Ask me later", accessory={"type": "static_select", "action_id": "snooze", "options": WAYS}),
    buttons(
        {"type": "users_select", "action_id": "who", "placeholder": plain("Pick a person")},
        {"type": "datepicker", "action_id": "day", "placeholder": plain("Pick a day")},
        {"type": "timepicker", "action_id": "hour", "placeholder": plain("Pick a time")},
        block_id="pickers",
    ),
]


def picture(slack_url: str) -> Json:
    return {
        "type": "image",
        "image_url": slack_url,
        "alt_text": "Conversion before and after",
        "title": plain("Checkout conversion"),
    }


FIELDS = [
    {"type": "alert", "text": mrkdwn("A change of 0.5 pt shows after *11 days*."), "level": "info"},
    field("Name", {"type": "plain_text_input", "action_id": "name", "placeholder": plain("What is it called?")}),
    field(
        "Why",
        {"type": "plain_text_input", "action_id": "why", "multiline": True},
        hint=plain("One sentence that a customer would understand"),
        optional=True,
    ),
    field("Outcome", {"type": "static_select", "action_id": "outcome", "options": WAYS}),
    field("Teams", {"type": "multi_static_select", "action_id": "teams", "options": WAYS}, optional=True),
    field("Metric", {"type": "external_select", "action_id": "metric", "min_query_length": 1}, optional=True),
    field("Owner", {"type": "users_select", "action_id": "owner"}, optional=True),
    field("Followers", {"type": "multi_users_select", "action_id": "followers"}, optional=True),
    field("Channel", {"type": "channels_select", "action_id": "channel"}, optional=True),
    field("Talk", {"type": "conversations_select", "action_id": "talk"}, optional=True),
    field("Ships", {"type": "datepicker", "action_id": "ships", "initial_date": "2026-06-03"}, optional=True),
    field("At", {"type": "timepicker", "action_id": "at"}, optional=True),
    field("Exactly", {"type": "datetimepicker", "action_id": "exactly"}, optional=True),
    field("Size", {"type": "number_input", "action_id": "size", "is_decimal_allowed": True}, optional=True),
    field("Mail", {"type": "email_text_input", "action_id": "mail"}, optional=True),
    field("Link", {"type": "url_text_input", "action_id": "link"}, optional=True),
    field("Notes", {"type": "rich_text_input", "action_id": "notes"}, optional=True),
    field("Why now?", {"type": "radio_buttons", "action_id": "now", "options": WAYS}),
    field("Agreed", {"type": "checkboxes", "action_id": "agreed", "options": WAYS}, optional=True),
    field("Readings", {"type": "file_input", "action_id": "readings", "filetypes": ["csv"]}, optional=True),
]

HOME = {
    "type": "home",
    "blocks": [
        {"type": "header", "text": plain("Good morning, Ana")},
        section("*Needs you*\nInvoice export has no reading since it shipped 40 days ago."),
        buttons(button("Record a reading", "record", style="primary"), button("Open", "open")),
        {"type": "divider"},
        TABLE,
    ],
}

MESSAGES: dict[str, list[Json]] = {
    "card": CARD,
    "table": [{"type": "header", "text": plain("What Q3 delivered")}, TABLE],
    "charts": [LINE, BAR],
    "more": [AREA, PIE],
    "mrkdwn": [section(MRKDWN)],
    "hostile": [section(HOSTILE), {"type": "header", "text": plain(HOSTILE)}, rich(line(leaf(HOSTILE)))],
    "rich": [RICH],
    "markdown": [{"type": "markdown", "text": MARKDOWN}],
    "boxes": [SMALL_CARD, CONTAINER],
    "pickers": PICKERS,
    "data": [DATA_TABLE],
    "steps": [PLAN, CAROUSEL],
}


async def answer_command(ack: Any, command: Json, client: AsyncWebClient) -> None:
    """`/release card` posts that message; `schedule` opens the modal; anything else is answered in private."""
    word, _, rest = command["text"].partition(" ")
    if word == "schedule":
        await client.views_open(trigger_id=command["trigger_id"], view=modal(*FIELDS))
        await ack()
    elif word in MESSAGES:
        await client.chat_postMessage(channel=command["channel_id"], text=word, blocks=MESSAGES[word])
        await ack()
    elif word == "private":
        await ack(text=f"Only you see {rest}", blocks=[section(f"Only you see *{rest}*"), *PICKERS])
    else:
        await ack(text=f"Planned {rest}")


async def take_modal(ack: Any, view: Json, client: AsyncWebClient, body: Json) -> None:
    """A name that is too short is refused at its field; "push" opens a second modal on top."""
    name = view["state"]["values"]["name"]["name"]["value"]
    if len(name or "") < 3:
        await ack(response_action="errors", errors={"name": "A name has at least three letters."})
    elif name == "push":
        await ack(response_action="push", view=modal(section("One more thing"), title=plain("Second view")))
    else:
        await ack()
        await client.chat_postMessage(channel="C0CHECKOUT", text=f"{name} is scheduled")


async def take_click(ack: Any, body: Json, action: Json, client: AsyncWebClient) -> None:
    """Say in the card's thread what was pressed, and put the state on the card."""
    await ack()
    if "message" not in body:
        return
    channel, ts = body["channel"]["id"], body["message"]["ts"]
    if action["action_id"] == "ship":
        await client.chat_update(channel=channel, ts=ts, text="shipped", blocks=[*CARD[:3], section("*Shipped* today")])
    elif body["container"].get("is_ephemeral") is not True:
        await client.chat_postMessage(channel=channel, thread_ts=ts, text=f"{action['action_id']} was used")


async def offer(ack: Any, payload: Json) -> None:
    names = ["Checkout conversion", "Churn", "Search time"]
    found = [name for name in names if payload["value"].casefold() in name.casefold()]
    await ack(options=[option(name, name) for name in found])


async def show_home(event: Json, client: AsyncWebClient) -> None:
    await client.views_publish(user_id=event["user"], view=HOME)


async def answer_mention(event: Json, client: AsyncWebClient) -> None:
    await client.chat_postMessage(channel=event["channel"], thread_ts=event["ts"], text="€53k verified in Q3.")


def furnish(app: Bare) -> Bare:
    """Give a bare app the gallery's listeners."""
    bolt = app.bolt
    for name in ("/release", "/value"):
        bolt.command(name)(answer_command)
    bolt.view("plan")(take_modal)
    bolt.action(re.compile(".*"))(take_click)
    bolt.options("metric")(offer)
    bolt.event("app_home_opened")(show_home)
    bolt.event("app_mention")(answer_mention)
    bolt.shortcut("attach_to_release")(open_small)
    bolt.shortcut("plan_release")(open_small)
    return app


async def open_small(ack: Any, shortcut: Json, client: AsyncWebClient) -> None:
    await ack()
    await client.views_open(trigger_id=shortcut["trigger_id"], view=modal(FIELDS[1]))


def png(width: int, height: int) -> bytes:
    """A plain picture, so that nothing has to be kept in a file."""
    rows = b"".join(b"\x00" + bytes([90, 42, 110]) * width for _ in range(height))

    def part(name: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))

    head = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + part(b"IHDR", head) + part(b"IDAT", zlib.compress(rows)) + part(b"IEND", b"")
