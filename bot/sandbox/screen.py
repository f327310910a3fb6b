"""Say in plain words what stands on the screen."""

import re
from collections.abc import Iterable
from datetime import UTC, datetime
from zoneinfo import ZoneInfo

from bot.sandbox.elements import Placed, options_of, state_values, walk
from bot.sandbox.state import Choices, Json, Message, View, World

ENTITY = re.compile(r"<([^<>\n]+)>")
# A soft hyphen beside a mark keeps it from marking anything, and is itself never seen.
CODE = re.compile(r"((?<!\u00ad)(?:```.+?```|`[^`\n]+`)(?!\u00ad))", re.DOTALL)
QUOTE = re.compile(r"^(?:&gt;|>) ?", re.MULTILINE)
MARKS = re.compile(r"(?<![\w*_~\u00ad])([*_~])(?=\S)(.+?)(?<=\S)\1(?![\w*_~\u00ad])")
SOFT_HYPHEN = "\u00ad"


class Screen:
    """What one person reads: names for ids, dates in their zone, no marks."""

    def __init__(self, world: World, reader: str) -> None:
        self.world = world
        self.reader = reader

    def mrkdwn(self, text: str) -> str:
        """Slack's markup as it is read."""
        parts = CODE.split(text)
        return "".join(
            self._entities(part.strip("`") if CODE.fullmatch(part) else unmark(QUOTE.sub("", part))) for part in parts
        ).replace(SOFT_HYPHEN, "")

    def _entities(self, text: str) -> str:
        shown = ENTITY.sub(lambda found: self._entity(found[1]), text)
        return shown.replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&")

    def _entity(self, inside: str) -> str:
        target, _, label = inside.partition("|")
        if target.startswith("@"):
            return self.name(target[1:])
        if target.startswith("#"):
            return self.place(target[1:])
        if target.startswith("!date^"):
            return self._date(target, label)
        if target.startswith("!subteam^"):
            return label or "@group"
        if target.startswith("!"):
            return f"@{target[1:]}"
        return label or target.removeprefix("mailto:")

    def name(self, user: str) -> str:
        """@Ana Ruiz."""
        member = self.world.members.get(user)
        return f"@{member.real_name}" if member else f"@{user}"

    def place(self, channel_id: str) -> str:
        """#checkout."""
        channel = self.world.channels.get(channel_id)
        return f"#{channel.name}" if channel else "#private-channel"

    def _date(self, target: str, fallback: str) -> str:
        pieces = target.split("^")
        if len(pieces) < 3 or not pieces[1].lstrip("-").isdigit():
            return fallback
        member = self.world.members.get(self.reader)
        zone = ZoneInfo(member.zone if member else "UTC")
        return local_date(int(pieces[1]), pieces[2], zone, self.world.clock.now)

    def text(self, obj: Json | str | None) -> str:
        """A text object's words."""
        if obj is None:
            return ""
        if isinstance(obj, str):
            return obj
        if obj.get("type") == "mrkdwn":
            return self.mrkdwn(obj["text"])
        return str(obj.get("text", ""))

    def blocks(self, blocks: list[Json], choices: Choices | None = None) -> str:
        """The words of blocks, a line for each."""
        return "\n".join(line for block in blocks for line in self.lines(block, choices or {}) if line)

    def lines(self, block: Json, choices: Choices) -> Iterable[str]:
        """The words of one block."""
        match block["type"]:
            case "header":
                yield self.text(block["text"])
            case "section":
                yield self.text(block.get("text"))
                yield from (self.text(f) for f in block.get("fields", []))
            case "context":
                yield " ".join(
                    e.get("alt_text", "") if e["type"] == "image" else self.text(e) for e in block["elements"]
                )
            case "image":
                yield self.text(block.get("title"))
                yield block.get("alt_text", "")
            case "markdown":
                yield block["text"]
            case "rich_text":
                yield self.rich(block)
            case "input":
                yield self.field_label(block)
            case "table" | "data_table":
                yield block.get("caption", "")
                yield from (" | ".join(self.cell(cell) for cell in row) for row in block["rows"])
            case "data_visualization":
                yield from chart_lines(block)
            case "alert":
                yield self.text(block["text"])
            case "card":
                yield from (self.text(block.get(part)) for part in ("title", "subtitle", "body", "subtext"))
            case "container":
                yield self.text(block.get("title"))
                yield from (line for child in block["child_blocks"] for line in self.lines(child, choices))
            case "carousel":
                yield from (line for child in block["elements"] for line in self.lines(child, choices))
            case "video":
                yield self.text(block["title"])
        if block["type"] not in ("container", "carousel"):
            yield " ".join(filter(None, (self.element(placed, choices) for placed in walk([block]))))
        if block["type"] == "input" and block.get("hint"):
            yield self.text(block["hint"])

    def field_label(self, block: Json) -> str:
        """An input's label, marked as Slack marks optional ones."""
        return self.text(block["label"]) + (" (optional)" if block.get("optional") else "")

    def cell(self, cell: Json) -> str:
        """A table cell's words."""
        match cell["type"]:
            case "rich_text":
                return self.rich(cell)
            case "action_cell":
                return self.text(cell["element"].get("text"))
            case _:
                return str(cell.get("text", ""))

    def rich(self, part: Json) -> str:
        """Rich text's words."""
        match part["type"]:
            case "rich_text":
                return "\n".join(self.rich(child) for child in part["elements"])
            case "rich_text_list":
                return "\n".join(f"• {self.rich(child)}" for child in part["elements"])
            case "user":
                return self.name(part["user_id"])
            case "channel":
                return self.place(part["channel_id"])
            case "link":
                return str(part.get("text") or part["url"])
            case "emoji":
                return f":{part['name']}:"
            case "broadcast":
                return f"@{part['range']}"
            case "date":
                return self._date(f"!date^{part['timestamp']}^{part['format']}", part.get("fallback", ""))
            case "text":
                return str(part["text"])
            case _:
                return "".join(self.rich(child) for child in part.get("elements", []))

    def element(self, placed: Placed, choices: Choices) -> str:
        """What an element shows: a button's label, or its value, or its placeholder."""
        element = placed.element
        if placed.type in ("button", "workflow_button"):
            return f"[{self.text(element['text'])}]"
        if placed.type == "overflow":
            return "[⋮]"
        if placed.type in ("radio_buttons", "checkboxes"):
            return " ".join(f"({self.text(option['text'])})" for option in options_of(element))
        value = self.value(placed, choices)
        return value or self.text(element.get("placeholder"))

    def value(self, placed: Placed, choices: Choices) -> str:
        """What was chosen or typed into an element, as it is shown."""
        from_state = choices.get(placed.block_id, {}).get(placed.action_id) or {}
        shown = []
        for name, value in from_state.items():
            if name == "type" or value in (None, ""):
                continue
            for one in value if isinstance(value, list) else [value]:
                shown.append(self._shown(name, one))
        return ", ".join(shown)

    def _shown(self, name: str, value: object) -> str:
        if isinstance(value, dict):
            if value.get("type") == "rich_text":
                return self.rich(value)
            return self.text(value["text"]) if "text" in value else str(value.get("name", ""))
        if "user" in name:
            return self.name(str(value))
        if "channel" in name or "conversation" in name:
            return self.place(str(value))
        return str(value)

    def message(self, message: Message) -> str:
        """A message's words: its blocks, or its text where it has none; then its files."""
        body = message.body
        choices = state_values(message.blocks, message.choices.get(self.reader, {}), message.channel)
        shown = self.blocks(message.blocks, choices)
        lines = [shown or self.mrkdwn(body.get("text") or "")]
        for attachment in body.get("attachments") or []:
            lines.append(self.blocks(attachment.get("blocks", [])) or self.mrkdwn(attachment.get("text", "")))
        lines += [file["title"] or file["name"] for file in body.get("files") or []]
        return "\n".join(line for line in lines if line)

    def view(self, view: View) -> str:
        """A modal's or home's words, with the errors at its fields."""
        body = view.body
        lines = [self.text(body.get("title"))] if body["type"] == "modal" else []
        choices = state_values(view.blocks, view.choices, view.channel)
        for block in view.blocks:
            lines += [line for line in self.lines(block, choices) if line]
            if block["block_id"] in view.errors:
                lines.append(f"⚠ {view.errors[block['block_id']]}")
        lines += [view.trouble or ""]
        lines.append(" ".join(f"[{self.text(body[part])}]" for part in ("close", "submit") if body.get(part)))
        return "\n".join(line for line in lines if line)


def unmark(text: str) -> str:
    """Bold, italic and struck text without its marks."""
    while (plain := MARKS.sub(r"\2", text)) != text:
        text = plain
    return text


def chart_lines(block: Json) -> Iterable[str]:
    """A native chart's title and numbers."""
    yield block["title"]
    chart = block["chart"]
    for series in chart.get("series", []):
        yield f"{series['name']}: " + ", ".join(f"{p['label']} {p['value']}" for p in series["data"])
    for segment in chart.get("segments", []):
        yield f"{segment['label']} {segment['value']}"


def local_date(seconds: int, pattern: str, zone: ZoneInfo, now: datetime) -> str:
    """Slack's `<!date^…>` in the reader's zone."""
    moment = datetime.fromtimestamp(seconds, UTC).astimezone(zone)
    month, day, year = moment.strftime("%B"), moment.day, moment.year
    suffix = "th" if 10 <= day % 100 <= 20 else {1: "st", 2: "nd", 3: "rd"}.get(day % 10, "th")
    dates = {
        "date_num": f"{moment:%Y-%m-%d}",
        "date_slash": f"{moment:%m/%d/%Y}",
        "date_long": f"{moment:%A}, {month} {day}{suffix}, {year}",
        "date_long_full": f"{moment:%A}, {month} {day}{suffix}, {year}",
        "date_short": f"{month[:3]} {day}, {year}",
        "date": f"{month} {day}{suffix}, {year}",
    }
    apart = (moment.date() - now.astimezone(zone).date()).days
    near = {0: "today", 1: "tomorrow", -1: "yesterday"}.get(apart)
    pretty = {f"{name}_pretty": near or shown for name, shown in dates.items()}
    times = {"time": f"{moment:%H:%M}", "time_secs": f"{moment:%H:%M:%S}", "ago": f"{-apart} days ago"}
    every = dates | pretty | times
    return re.sub(r"\{(\w+)\}", lambda found: every.get(found[1], found[0]), pattern)
