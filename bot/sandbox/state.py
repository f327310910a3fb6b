"""Hold what there is in the workspace: people, channels, messages, files and views."""

import asyncio
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from bot.sandbox.clock import Watch

TEAM = "T0PAYOFF"
BOT_USER = "U0PAYOFF"
SLACKBOT = "USLACKBOT"

# What a parent says about its thread.
SUMMARY = ("thread_ts", "reply_count", "reply_users_count", "latest_reply", "reply_users", "is_locked")

Json = dict[str, Any]
# What a person chose or typed into a message or view: block id, action id, Slack's state value.
Choices = dict[str, dict[str, Json]]


@dataclass
class Member:
    """A person, or the app's own user."""

    id: str
    handle: str
    real_name: str
    title: str = ""
    zone: str = "Europe/Berlin"
    color: str = "9e9ea6"
    is_bot: bool = False
    deleted: bool = False
    # Sees nothing but the channels that it was let into.
    is_guest: bool = False


@dataclass
class Message:
    """A message; one with a reader is seen by that person alone."""

    channel: str
    body: Json
    reader: str | None = None
    choices: dict[str, Choices] = field(default_factory=dict)
    trouble: dict[str, str] = field(default_factory=dict)

    @property
    def ts(self) -> str:
        return str(self.body["ts"])

    @property
    def thread_ts(self) -> str | None:
        return self.body.get("thread_ts")

    @property
    def is_reply(self) -> bool:
        return self.thread_ts is not None and self.thread_ts != self.ts

    @property
    def blocks(self) -> list[Json]:
        return list(self.body.get("blocks") or [])


@dataclass
class Channel:
    """A channel or a conversation."""

    id: str
    name: str
    # channel, private, im or mpim
    kind: str = "channel"
    topic: str = ""
    purpose: str = ""
    members: list[str] = field(default_factory=list)
    archived: bool = False
    created: int = 0
    creator: str = ""
    previous_names: list[str] = field(default_factory=list)
    messages: dict[str, Message] = field(default_factory=dict)

    def replies(self, thread_ts: str) -> list[Message]:
        """The replies to a message that everyone sees, oldest first."""
        return [m for m in self.messages.values() if m.is_reply and m.thread_ts == thread_ts and m.reader is None]


@dataclass
class File:
    """A file that was uploaded, or is about to be."""

    id: str
    name: str
    user: str
    created: int
    content: bytes = b""
    title: str = ""
    uploaded: bool = False
    complete: bool = False
    channels: list[str] = field(default_factory=list)


@dataclass
class View:
    """A modal or home as one person has it before them."""

    id: str
    user: str
    body: Json
    hash: str
    root_id: str
    previous_id: str | None = None
    channel: str | None = None
    choices: Choices = field(default_factory=dict)
    errors: dict[str, str] = field(default_factory=dict)
    trouble: str | None = None

    @property
    def blocks(self) -> list[Json]:
        return list(self.body["blocks"])


class World:
    """Everything that is remembered, and who wants to know of changes."""

    def __init__(self, clock: Watch) -> None:
        self.clock = clock
        self.members: dict[str, Member] = {}
        self.channels: dict[str, Channel] = {}
        self.files: dict[str, File] = {}
        self.stacks: dict[str, list[View]] = {}
        self.homes: dict[str, View] = {}
        self.read: dict[tuple[str, str], str] = {}
        self.version = 0
        self._listeners: set[asyncio.Event] = set()
        self.last_ts = 0
        self.counts: dict[str, int] = {}

    def changed(self) -> None:
        """Tell everyone who looks that there is something new."""
        self.version += 1
        for event in self._listeners:
            event.set()

    def listen(self) -> asyncio.Event:
        """An event that is set on each change."""
        event = asyncio.Event()
        self._listeners.add(event)
        return event

    def unlisten(self, event: asyncio.Event) -> None:
        self._listeners.discard(event)

    def next_ts(self) -> str:
        """A timestamp that no other message has, later than all."""
        self.last_ts = max(round(self.clock.now.timestamp() * 1_000_000), self.last_ts + 100)
        return f"{self.last_ts // 1_000_000}.{self.last_ts % 1_000_000:06d}"

    def next_id(self, prefix: str) -> str:
        """A new id as Slack's look: a letter and capitals."""
        self.counts[prefix] = number = self.counts.get(prefix, 0) + 1
        return f"{prefix}{number:09X}"

    @property
    def seconds(self) -> int:
        return int(self.clock.now.timestamp())

    def find_member(self, name: str) -> Member | None:
        """A person by id, handle or name."""
        bare = name.removeprefix("@").casefold()
        return self.members.get(name) or next(
            (m for m in self.members.values() if bare in (m.handle.casefold(), m.real_name.casefold())),
            None,
        )

    def find_channel(self, name: str, *, of: str = "") -> Channel | None:
        """A channel by id or name; "@Payoff" is the direct messages of `of` with the app."""
        if name in self.channels:
            return self.channels[name]
        bare = name.removeprefix("#")
        for channel in self.channels.values():
            if channel.kind in ("channel", "private") and channel.name == bare:
                return channel
        other = self.find_member(name)
        if other is not None and of:
            return self.direct(of, other.id)
        return None

    def direct(self, one: str, other: str) -> Channel:
        """The direct messages of two people, opened at need."""
        pair = {one, other}
        for channel in self.channels.values():
            if channel.kind == "im" and set(channel.members) == pair:
                return channel
        person = one if other == BOT_USER else other
        id_ = f"D{person[1:]}" if BOT_USER in pair else self.next_id("D")
        channel = Channel(id=id_, name="", kind="im", members=[one, other], created=self.seconds)
        self.channels[id_] = channel
        return channel

    def group(self, people: list[str]) -> Channel:
        """The conversation of several people, opened at need."""
        everyone = set(people)
        for channel in self.channels.values():
            if channel.kind == "mpim" and set(channel.members) == everyone:
                return channel
        handles = "--".join(self.members[p].handle for p in people)
        id_ = self.next_id("G")
        channel = Channel(id=id_, name=f"mpdm-{handles}-1", kind="mpim", members=list(people), created=self.seconds)
        self.channels[id_] = channel
        return channel

    def visible(self, channel: Channel, reader: str) -> Iterator[Message]:
        """The messages and replies of a channel that this person can see, oldest first."""
        return (m for m in channel.messages.values() if m.reader is None or m.reader == reader)

    def add(self, message: Message) -> Message:
        """Put a message into its channel."""
        self.channels[message.channel].messages[message.ts] = message
        if message.is_reply and message.reader is None:
            self.count_replies(message.channel, str(message.thread_ts))
        self.changed()
        return message

    def remove(self, message: Message) -> None:
        """Take a message out of its channel."""
        self.channels[message.channel].messages.pop(message.ts, None)
        if message.is_reply and message.reader is None:
            self.count_replies(message.channel, str(message.thread_ts))
        self.changed()

    def count_replies(self, channel_id: str, thread_ts: str) -> None:
        """Keep a parent's summary of its thread true."""
        channel = self.channels[channel_id]
        parent = channel.messages.get(thread_ts)
        if parent is None:
            return
        replies = channel.replies(thread_ts)
        if not replies:
            for name in SUMMARY:
                parent.body.pop(name, None)
            return
        authors = list(dict.fromkeys(m.body["user"] for m in replies))
        values = (thread_ts, len(replies), len(authors), replies[-1].ts, authors[:5], False)
        parent.body.update(zip(SUMMARY, values, strict=True))

    def stack(self, user: str) -> list[View]:
        """A person's open modals, the lowest first."""
        return self.stacks.setdefault(user, [])

    def find_view(self, *, view_id: str = "", external_id: str = "") -> View | None:
        """An open modal, or a home."""
        everything = [view for stack in self.stacks.values() for view in stack] + list(self.homes.values())
        for view in everything:
            if (view_id and view.id == view_id) or (external_id and view.body.get("external_id") == external_id):
                return view
        return None
