"""The shapes of blocks, and which surface takes which."""

from typing import Any

from bot.sandbox.checks.data import BLOCK_ID, CHART, DATA_TABLE, TABLE
from bot.sandbox.checks.elements import ELEMENTS, IMAGE, IN_ACTIONS, IN_INPUT, IN_SECTION, image
from bot.sandbox.checks.objects import SLACK_FILE, URL, mrkdwn, plain, text
from bot.sandbox.checks.rich_text import RICH_TEXT
from bot.sandbox.checks.rules import Problems, Rule, Shape, anything, boolean, integer, listing, problem, string, typed


def says_something(value: dict[str, Any], path: str, problems: Problems) -> None:
    """A section has text or fields."""
    if value.get("text") is None and value.get("fields") is None:
        problem(problems, "must provide either text or fields", path)


def no_file_dispatch(value: dict[str, Any], path: str, problems: Problems) -> None:
    """A file input cannot tell the app at once."""
    if value.get("dispatch_action") and value["element"]["type"] == "file_input":
        problem(problems, "file_input cannot be used with dispatch_action", path)


def has_part(value: dict[str, Any], path: str, problems: Problems) -> None:
    """A card shows something."""
    if not any(value.get(name) for name in ("hero_image", "title", "actions", "body")):
        problem(problems, "must provide hero_image, title, actions or body", path)


CONTEXT_PARTS: dict[str, Rule] = {"image": IMAGE, "plain_text": plain(3000), "mrkdwn": mrkdwn(3000)}
BUTTON = ELEMENTS["button"]

BLOCKS: dict[str, Rule] = {
    "section": Shape(
        {
            **BLOCK_ID,
            "text": text(3000),
            "fields": listing(text(2000), most=10),
            "accessory": typed(ELEMENTS, IN_SECTION),
            "expand": boolean,
        },
        type_="section",
        rule=says_something,
    ),
    "divider": Shape(BLOCK_ID, type_="divider"),
    "header": Shape({**BLOCK_ID, "text!": plain(150), "level": integer(1, 4)}, type_="header"),
    "context": Shape({**BLOCK_ID, "elements!": listing(typed(CONTEXT_PARTS), most=10)}, type_="context"),
    "actions": Shape({**BLOCK_ID, "elements!": listing(typed(ELEMENTS, IN_ACTIONS), most=25)}, type_="actions"),
    "image": Shape(
        {
            **BLOCK_ID,
            "alt_text!": string(2000),
            "title": plain(2000),
            "image_url": string(3000, pattern=URL),
            "slack_file": SLACK_FILE,
        },
        type_="image",
        rule=image,
    ),
    "input": Shape(
        {
            **BLOCK_ID,
            "label!": plain(2000),
            "element!": typed(ELEMENTS, IN_INPUT),
            "hint": plain(2000),
            "optional": boolean,
            "dispatch_action": boolean,
        },
        type_="input",
        rule=no_file_dispatch,
    ),
    "rich_text": RICH_TEXT,
    "markdown": Shape({**BLOCK_ID, "text!": string(12_000)}, type_="markdown"),
    "table": TABLE,
    "data_table": DATA_TABLE,
    "data_visualization": CHART,
    "alert": Shape(
        {**BLOCK_ID, "text!": text(200), "level": string(10, among=("default", "info", "warning", "error", "success"))},
        type_="alert",
    ),
    "context_actions": Shape(
        {**BLOCK_ID, "elements!": listing(typed(ELEMENTS, ("feedback_buttons", "icon_button")), most=5)},
        type_="context_actions",
    ),
    "video": Shape(
        {
            **BLOCK_ID,
            "alt_text!": string(2000),
            "title!": plain(200),
            "thumbnail_url!": string(3000, pattern=URL),
            "video_url!": string(3000, pattern=URL),
            "author_name": string(50),
            "description": plain(200),
            "provider_icon_url": string(3000, pattern=URL),
            "provider_name": string(50),
            "title_url": string(3000, pattern=URL),
        },
        type_="video",
    ),
    "card": Shape(
        {
            **BLOCK_ID,
            "title": text(150),
            "subtitle": text(150),
            "body": text(200),
            "subtext": text(200),
            "hero_image": IMAGE,
            "icon": IMAGE,
            "slack_icon": anything,
            "actions": listing(BUTTON, most=3),
        },
        type_="card",
        rule=has_part,
    ),
    "plan": Shape({**BLOCK_ID, "title!": string(255), "tasks": anything}, type_="plan"),
    "task_card": Shape(
        {
            **BLOCK_ID,
            "task_id!": string(255),
            "title!": string(255),
            "status!": string(20, among=("pending", "in_progress", "complete", "error")),
            "details": RICH_TEXT,
            "output": RICH_TEXT,
            "sources": anything,
        },
        type_="task_card",
    ),
}
BLOCKS["carousel"] = Shape({**BLOCK_ID, "elements!": listing(BLOCKS["card"], most=10)}, type_="carousel")
IN_CONTAINER = (
    "actions",
    "context",
    "divider",
    "header",
    "image",
    "input",
    "rich_text",
    "section",
    "table",
    "video",
)
BLOCKS["container"] = Shape(
    {
        **BLOCK_ID,
        "title": text(150),
        "rich_text_title": RICH_TEXT,
        "subtitle": text(150),
        "child_blocks!": listing(typed(BLOCKS, IN_CONTAINER), most=10),
        "width": string(10, among=("narrow", "standard", "wide", "full")),
        "is_collapsible": boolean,
        "default_collapsed": boolean,
        "has_header_divider": boolean,
        "icon": anything,
    },
    type_="container",
)

EVERYWHERE = ("actions", "context", "divider", "header", "image", "input", "rich_text", "section", "video", "card")
SURFACES: dict[str, tuple[str, ...]] = {
    "message": (
        *EVERYWHERE,
        "carousel",
        "container",
        "context_actions",
        "data_table",
        "data_visualization",
        "markdown",
        "plan",
        "task_card",
        "table",
    ),
    "modal": (*EVERYWHERE, "alert"),
    "home": (*EVERYWHERE, "carousel", "data_table", "table"),
}
MOST_BLOCKS = {"message": 50, "modal": 100, "home": 100}
MOST_TABLE_CHARACTERS = {"table": 10_000, "data_table": 20_000}
