"""Make the blocks that people read: headings, text, fields, quotes, pictures, and rows of buttons."""

import copy
import re
from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

from bot.slack.blockkit import limits
from bot.slack.blockkit.elements import Json, elements_of, plain_text
from bot.slack.blockkit.limits import TemplateFault, at_most, no_longer
from bot.slack.blockkit.marks import BLOCK, FIELD, collect, mark, prose_only
from bot.slack.blockkit.text import (
    NOTHING,
    REFERENCE,
    SOFT_HYPHEN,
    Mrkdwn,
    cut,
    cut_mrkdwn,
    one_line,
    plain,
    safe,
    tidy,
    unescape,
    verbatim,
)

# The body of a tag, rendered.
Body = Callable[[], str]
EMPTY = Mrkdwn("")

ALERT_LEVELS = ("default", "info", "warning", "error", "success")


def mrkdwn(text: str, limit: int) -> Json:
    """Text with formatting; `verbatim` keeps Slack from finding links and mentions of its own."""
    return {"type": "mrkdwn", "text": cut_mrkdwn(text, limit), "verbatim": True}


def header(body: Body) -> Mrkdwn:
    """A heading: plain text, on one line."""
    text = one_line(prose_only(body()))
    return mark(BLOCK, {"type": "header", "text": plain_text(Mrkdwn(text), limits.HEADER)}) if text else EMPTY


def section(body: Body, *, accessory: object = None) -> Mrkdwn:
    """Prose. Lines stay lines; without words there is no block."""
    text = tidy(prose_only(body()))
    if not text:
        return EMPTY
    block: Json = {"type": "section", "text": mrkdwn(text, limits.SECTION)}
    for element in elements_of([accessory]):
        block["accessory"] = element
    return mark(BLOCK, block)


def context(body: Body) -> Mrkdwn:
    """The small print, in one paragraph."""
    text = one_line(prose_only(body()))
    return mark(BLOCK, {"type": "context", "elements": [mrkdwn(text, limits.CONTEXT)]}) if text else EMPTY


def field(body: Body, label: object = None) -> Mrkdwn:
    """One of a section's fields, under a label in bold."""
    text = tidy(prose_only(body())) or NOTHING
    if label is not None:
        text = f"*{one_line(safe(label))}*\n{text}"
    return mark(FIELD, mrkdwn(text, limits.FIELD))


def fields(body: Body) -> Mrkdwn:
    """Fields in two columns; without any there is no block."""
    listed = [content for _, content in collect(body(), FIELD)]
    at_most(limits.FIELDS, "fields", len(listed))
    return mark(BLOCK, {"type": "section", "fields": listed}) if listed else EMPTY


def quote(body: Body) -> Mrkdwn:
    """Someone's own words, set off: Slack parses nothing in them."""
    text = tidy(prose_only(body()))
    return rich("rich_text_quote", rich_parts(text, limits.SECTION)) if text else EMPTY


def code(body: Body) -> Mrkdwn:
    """A formula or a query, exactly as it is."""
    text = verbatim(prose_only(body()))
    whole = cut(unescape(text.replace(SOFT_HYPHEN, "")), limits.SECTION)
    return rich("rich_text_preformatted", [{"type": "text", "text": whole}]) if whole.strip() else EMPTY


def rich(kind: str, parts: list[Json]) -> Mrkdwn:
    """A rich text block of one part."""
    return mark(BLOCK, {"type": "rich_text", "elements": [{"type": kind, "elements": parts}]})


def rich_parts(text: str, limit: int) -> list[Json]:
    """Escaped text as rich text: what the template made becomes an element, all else is never parsed."""
    parts: list[Json] = []
    # Every other piece of the split is the inside of a reference.
    for index, piece in enumerate(REFERENCE.split(cut_mrkdwn(text, limit))):
        if index % 2:
            parts.append(rich_reference(piece))
        elif piece:
            parts.append({"type": "text", "text": unescape(piece.replace(SOFT_HYPHEN, ""))})
    return parts


def rich_reference(inside: str) -> Json:
    """A mention, date or link as an element of rich text."""
    if inside.startswith("@"):
        return {"type": "user", "user_id": inside[1:]}
    if inside.startswith("#"):
        return {"type": "channel", "channel_id": inside[1:]}
    target, _, words = inside.partition("|")
    said = unescape(words.replace(SOFT_HYPHEN, ""))
    if target.startswith("!date^"):
        _, moment, shape = target.split("^", 2)
        return {"type": "date", "timestamp": int(moment), "format": shape, "fallback": said}
    return {"type": "link", "url": unescape(target), "text": said}


def alert(body: Body, level: str = "default") -> Mrkdwn:
    """A notice in a modal: info, warning, error or success."""
    if level not in ALERT_LEVELS:
        raise TemplateFault(f"An alert's level is one of {', '.join(ALERT_LEVELS)}, not {level}.")
    text = one_line(prose_only(body()))
    return mark(BLOCK, {"type": "alert", "text": mrkdwn(text, limits.ALERT), "level": level}) if text else EMPTY


def actions(*given: object) -> Mrkdwn:
    """A row of buttons and menus; without any there is no block."""
    listed = elements_of(given)
    at_most(limits.ACTIONS, "buttons and menus in a row", len(listed))
    return mark(BLOCK, {"type": "actions", "elements": listed}) if listed else EMPTY


def divider() -> Mrkdwn:
    """A line across."""
    return mark(BLOCK, {"type": "divider"})


def image(source: str, alt: object, *, title: object = None) -> Mrkdwn:
    """A picture, by its address or by the id of an uploaded file; `alt` says what is to be seen in it."""
    block: Json = {"type": "image", "alt_text": plain(alt, limits.IMAGE_ALT)}
    if source.startswith("https://"):
        block["image_url"] = no_longer(limits.URL, "URL", source)
    else:
        block["slack_file"] = {"id": source}
    if title is not None:
        block["title"] = plain_text(title, limits.IMAGE_TITLE)
    return mark(BLOCK, block)


def user(user_id: object) -> Mrkdwn:
    """A mention of a person; a dash for nobody."""
    return mention("@", user_id, r"[UW][A-Z0-9]+")


def channel(channel_id: object) -> Mrkdwn:
    """A channel that can be clicked."""
    return mention("#", channel_id, r"[CGD][A-Z0-9]+")


def mention(sign: str, slack_id: object, form: str) -> Mrkdwn:
    """A reference by id; what is no id stays words."""
    if isinstance(slack_id, str) and re.fullmatch(form, slack_id):
        return Mrkdwn(f"<{sign}{slack_id}>")
    return safe(slack_id or None)


def link(url: object, label: object) -> Mrkdwn:
    """A link to a web page; any other address stays words."""
    words = Mrkdwn(one_line(safe(label)).replace("|", "¦"))
    if not isinstance(url, str) or not re.match(r"https?://[^\s/]", url) or len(url) > limits.URL:
        return words
    address = re.sub(r"[\s<>|\"\x00-\x1f\x7f]", lambda found: f"%{ord(found[0]):02X}", url).replace("&", "&amp;")
    return Mrkdwn(f"<{address}|{words}>") if words else Mrkdwn(f"<{address}>")


def local_date(moment: datetime, shape: str = "{date_short_pretty} {time}", fallback: object = None) -> Mrkdwn:
    """A moment in each reader's own zone; `fallback` is for where Slack cannot say it."""
    said = safe(fallback if fallback is not None else f"{moment.astimezone(UTC):%Y-%m-%d %H:%M} UTC")
    return Mrkdwn(f"<!date^{int(moment.timestamp())}^{shape}|{one_line(said).replace('|', '¦')}>")


def blocks(message: Any) -> Mrkdwn:
    """The blocks of another message, where this one is to show them."""
    return Mrkdwn("").join(mark(BLOCK, copy.deepcopy(block)) for block in message.blocks)
