"""Read what a message says: text, blocks, attachments and metadata, each checked as Slack checks it."""

import re
from dataclasses import dataclass
from typing import Any

from bot.sandbox.backstage import Backstage
from bot.sandbox.checks import check_blocks, length_of, uses_charts
from bot.sandbox.installation import APP_ID
from bot.sandbox.normal import complete
from bot.sandbox.screen import Screen
from bot.sandbox.state import BOT_USER, TEAM, Json
from bot.sandbox.web_api.arguments import Arguments
from bot.sandbox.web_api.errors import Failure

LONGEST_TEXT = 40_000
LONGEST_UPDATE = 4_000
# Blocks that are each short enough are refused together beyond this; met in practice, not documented.
LONGEST_BLOCKS = 13_200
MOST_ATTACHMENTS = 100
LONGEST_METADATA = 8_000


@dataclass
class Content:
    """What a message says."""

    text: str = ""
    blocks: list[Json] | None = None
    attachments: list[Json] | None = None
    metadata: Json | None = None

    @property
    def is_empty(self) -> bool:
        return not (self.text or self.blocks or self.attachments)


def read_content(stage: Backstage, args: Arguments, *, channel: str | None = None) -> Content:
    """The content of a message, complete with ids.

    Raises:
        Failure: Slack would not take it.
    """
    text = args.text("text")
    if args.text("markdown_text"):
        if text or args.given.get("blocks"):
            raise Failure("markdown_text_conflict")
        text = args.text("markdown_text")
        if len(text) > 12_000:
            raise Failure("msg_too_long")
    if len(text) > LONGEST_TEXT:
        text = text[:LONGEST_TEXT]
    blocks = read_blocks(stage, args.json("blocks"), channel=channel)
    attachments = read_attachments(stage, args.json("attachments"))
    return Content(text=text, blocks=blocks, attachments=attachments, metadata=read_metadata(args))


def read_blocks(stage: Backstage, given: Any, *, channel: str | None = None) -> list[Json] | None:
    """A message's blocks, checked and completed; None if there are none."""
    if given is None:
        return None
    if not isinstance(given, list) or not all(isinstance(block, dict) for block in given):
        raise Failure("invalid_blocks_format")
    problems = check_blocks(given, "message") or check_files(stage, given)
    if problems:
        raise Failure("invalid_blocks", *problems, errors=[p.removeprefix("[ERROR] ") for p in problems])
    if uses_charts(given) and stage.faults.take("no_charts", channel=channel):
        raise Failure("invalid_blocks", "[ERROR] unsupported type: data_visualization [json-pointer:/blocks]")
    if length_of(given) > LONGEST_BLOCKS:
        raise Failure("msg_blocks_too_long")
    return complete(given)


def read_attachments(stage: Backstage, given: Any) -> list[Json] | None:
    """A message's attachments, which Slack numbers."""
    if given is None:
        return None
    if not isinstance(given, list) or not all(isinstance(one, dict) for one in given):
        raise Failure("invalid_attachments")
    if len(given) > MOST_ATTACHMENTS:
        raise Failure("too_many_attachments")
    attachments = []
    for number, one in enumerate(given, start=1):
        whole = {"id": number, "fallback": "[no preview available]"} | one
        if "blocks" in one:
            whole["blocks"] = read_blocks(stage, one["blocks"])
        attachments.append(whole)
    return attachments


def read_metadata(args: Arguments) -> Json | None:
    """A message's metadata."""
    metadata = args.json("metadata")
    if metadata is None:
        return None
    if not isinstance(metadata, dict):
        raise Failure("invalid_metadata_format")
    if "entities" in metadata and "event_type" not in metadata:
        return metadata
    event_type, payload = metadata.get("event_type"), metadata.get("event_payload")
    if not isinstance(event_type, str) or not re.fullmatch(r"\w{1,255}", event_type) or not isinstance(payload, dict):
        raise Failure("invalid_metadata_format")
    if not all(is_flat(value) for value in payload.values()):
        raise Failure("invalid_metadata_schema")
    if len(str(payload)) > LONGEST_METADATA:
        raise Failure("metadata_too_large")
    return {"event_type": event_type, "event_payload": payload}


def is_flat(value: Any, depth: int = 0) -> bool:
    """Whether a metadata value is a scalar, or a list or object of scalars."""
    match value:
        case str() | int() | float():
            return True
        case list():
            return depth < 2 and all(is_flat(item, depth + 1) for item in value)
        case dict():
            return depth < 2 and all(is_flat(item, depth + 1) for item in value.values())
    return False


def check_files(stage: Backstage, blocks: list[Json]) -> list[str]:
    """Images of files that are not there, or are no images."""
    problems = []
    for number, block in enumerate(blocks):
        given = block.get("slack_file") if block["type"] == "image" else None
        if given is None:
            continue
        file = stage.world.files.get(str(given.get("id") or given.get("url", "").split("-")[-1].split("/")[0]))
        if file is None or not file.complete or not file.name.casefold().endswith((".png", ".jpg", ".jpeg", ".gif")):
            problems.append(f"[ERROR] invalid slack file [json-pointer:/blocks/{number}/slack_file]")
    return problems


def bot_message(stage: Backstage, content: Content, ts: str) -> Json:
    """The message object that Slack makes of content from the app."""
    text = content.text
    if not text and content.blocks:
        text = Screen(stage.world, BOT_USER).blocks(content.blocks)
    body: Json = {
        "user": BOT_USER,
        "type": "message",
        "ts": ts,
        "bot_id": stage.app.bot_id,
        "app_id": APP_ID,
        "text": text,
        "team": TEAM,
        "bot_profile": bot_profile(stage),
    }
    if content.blocks is not None:
        body["blocks"] = content.blocks
    if content.attachments is not None:
        body["attachments"] = content.attachments
    if content.metadata is not None:
        body["metadata"] = content.metadata
    return body


def bot_profile(stage: Backstage) -> Json:
    """How Slack introduces the app beside its messages."""
    return {
        "id": stage.app.bot_id,
        "app_id": APP_ID,
        "user_id": BOT_USER,
        "name": stage.app.name,
        "icons": {},
        "deleted": False,
        "updated": 1_700_000_000,
        "team_id": TEAM,
    }
