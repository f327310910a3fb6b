"""Route what is typed after a slash to the function that does it."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from slack_bolt.async_app import AsyncApp

from bot.errors import Refusal
from bot.flows.caller import Caller
from bot.flows.unchanged import unchanged
from bot.slack import render
from bot.slack.answers import acknowledge
from bot.slack.render import Message
from bot.slack.typed import as_typed, user_ids
from bot.value.naming import nearest
from commands.listening import Listener, needs
from storage.database import Database

HELP = ("help", "?")
# Of a word that is no command, characters.
SHOWN = 40

# What an answer may depend on, and be remembered.
KNOWN = {"text", "caller", "now", "database"}


class UnknownCommand(Refusal):
    """There is no such command."""


class NotReadable(Refusal):
    """Only commands that show something can be shared or asked again."""


@dataclass(frozen=True)
class Subcommand:
    """One thing a command does, as help shows it."""

    name: str
    usage: str
    says: str
    example: str
    read: bool
    listener: Listener
    needs: frozenset[str]

    async def call(self, given: Mapping[str, Any]) -> Message | None:
        """Run it with the arguments that it names; what only reads is not run again while nothing has changed."""
        if not (self.read and "database" in self.needs <= KNOWN):
            return await self.run(given)

        async def ask(database: Database, caller: Caller) -> Message | None:
            return await self.run({**given, "database": database, "caller": caller})

        question = (self.listener, given["text"] if "text" in self.needs else "")
        return await unchanged(given["database"], given["caller"], question, ask, now=given["now"])

    async def run(self, given: Mapping[str, Any]) -> Message | None:
        """Run it."""
        answer: Message | None = await self.listener(**{name: given[name] for name in self.needs})
        return answer


@dataclass
class Router:
    """A slash command and its subcommands, in the order in which help lists them."""

    command: str
    says: str
    # The subcommand for words that are none: `/value REL-7` shows REL-7.
    default: str = ""
    # `/payoff release schedule …` is `/release schedule …`.
    passes_on: bool = False
    subcommands: dict[str, Subcommand] = field(default_factory=dict)
    aliases: dict[str, str] = field(default_factory=dict)

    def __post_init__(self) -> None:
        ROUTERS[self.command] = self

    def sub(
        self,
        name: str,
        *,
        usage: str = "",
        says: str,
        example: str = "",
        read: bool = False,
        aliases: tuple[str, ...] = (),
    ) -> Callable[[Listener], Listener]:
        """Register a subcommand; one that only reads may be shared, paged and asked by mention."""

        def register(listener: Listener) -> Listener:
            self.subcommands[name] = Subcommand(name, usage, says, example, read, listener, needs(listener))
            self.aliases.update(dict.fromkeys(aliases, name))
            return listener

        return register

    def find(self, text: str) -> tuple[Subcommand, str]:
        """The subcommand that the first words of `text` name, and the words after it.

        Raises:
            UnknownCommand: they name none, and the command has no default.
        """
        words = text.split()
        # The longest name first: "last quarter" before "last".
        for count in (2, 1):
            name = " ".join(words[:count]).casefold()
            name = self.aliases.get(name, name)
            if name in self.subcommands:
                rest = text.split(None, count)[count:]
                return self.subcommands[name], "".join(rest).strip()
        if self.default:
            return self.subcommands[self.default], text.strip()
        typed = words[0]
        others = [name for name in ROUTERS if name != self.command] if self.passes_on else []
        guess = nearest(typed, [*self.subcommands, *self.aliases, *others, "help"])
        hint = f"Did you mean `/{self.command} {guess}`?" if guess else f"`/{self.command} help` lists what there is."
        shown = typed if len(typed) <= SHOWN else f"{typed[:SHOWN]}…"
        raise UnknownCommand(f"There is no `/{self.command} {shown}`.", hint=hint)

    async def run(self, text: str, given: Mapping[str, Any]) -> Message | None:
        """Do what `text` asks, or show help."""
        first, _, rest = text.strip().partition(" ")
        if self.passes_on and first.casefold() in ROUTERS and first.casefold() != self.command:
            return await ROUTERS[first.casefold()].run(rest, given)
        asked = text.split() or ([] if self.default else ["help"])
        if asked and asked[0].casefold() in HELP:
            named = [word for word in asked if word.casefold() not in HELP]
            if named:
                # "help plan" asks what "plan help" does.
                return await self.run(f"{' '.join(named)} help", given)
            if "help" not in self.subcommands:
                return render.message("help/command", router=self)
            text = "help"
        subcommand, rest = self.find(text)
        if rest.casefold() == "help":
            return render.message("help/subcommand", router=self, subcommand=subcommand)
        return await subcommand.call({**given, "text": rest})


ROUTERS: dict[str, Router] = {}


async def answer(text: str, given: Mapping[str, Any]) -> Message:
    """What a read command would answer: "release show REL-7", for buttons, sharing and mentions.

    Raises:
        NotReadable: the command changes something, or opens a modal.
    """
    command, _, rest = text.strip().lstrip("/").partition(" ")
    router = ROUTERS.get(command)
    if router is None:
        raise UnknownCommand(f"There is no `/{command}`.")
    if rest.strip().casefold() != "help":
        subcommand, _ = router.find(rest)
        if not subcommand.read:
            raise NotReadable()
    message = await router.run(rest, given)
    if message is None:
        raise NotReadable()
    return message


def on_commands(app: AsyncApp) -> None:
    """Listen to every slash command, and answer the one who typed it.

    All have one listener: Bolt asks one after the other whether a request is theirs, and each takes its time to say no.
    """

    async def listen(ack: Any, command: Any, context: Any, client: Any, respond: Any) -> None:
        text = command.get("text", "")
        given = {**gather(context, client), "trigger_id": command["trigger_id"], "ack": ack, "respond": respond}
        router = ROUTERS[command["command"].removeprefix("/")]
        message = await router.run(as_typed(text), given | {"mentioned": user_ids(text)})
        if message is not None:
            await acknowledge(ack, respond, message)
        elif ack.response is None:
            await ack()

    app.command(re.compile(f"^/({'|'.join(ROUTERS)})$"))(listen)


def gather(context: Mapping[str, Any], client: Any) -> dict[str, Any]:
    """What every subcommand may name, out of Bolt's context."""
    return {name: context[name] for name in ("caller", "now", "database", "settings")} | {"client": client}


def paged(text: str) -> tuple[str, int]:
    """The words, and the page they end with: "scheduled page 2"."""
    words = text.split()
    if len(words) >= 2 and words[-2].casefold() == "page" and words[-1].isascii() and words[-1].isdigit():
        return " ".join(words[:-2]), min(int(words[-1]), 10_000)
    return " ".join(words), 1
