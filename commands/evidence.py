"""Attach a message to a release: by the message shortcut and its form, or by a paperclip put on it."""

from datetime import datetime
from typing import Any

from slack_sdk.errors import SlackApiError

from bot.errors import Refusal
from bot.flows.caller import Caller
from bot.flows.evidence import Said, attach, spoken_for
from bot.flows.releases.find import choices_for, in_a_menu, key_of
from bot.slack import forms, render
from bot.slack.blockkit.text import within
from bot.slack.quoting import Quoted, message_at, permalink
from bot.slack.render import Message
from bot.slack.typed import unescaped
from commands.listening import on_action, on_event, on_options, on_shortcut, on_view
from storage.database import Database

MOST = 100
# Of a message, what fits into a form beside its ids: each letter may take two characters there.
CARRIED = 1_400


# The reaction that makes a message evidence, and marks what is.
PAPERCLIP = "paperclip"


class MessageGone(Refusal):
    """That message is not there any more."""


class NoRelease(Refusal):
    """There is no release to attach it to yet. `/release plan` begins one."""


@on_shortcut("attach_to_release")
async def open_form(ack: Any, shortcut: Any, caller: Caller, database: Database, client: Any) -> None:
    """Ask to which release."""
    async with database.reading(caller.workspace_id) as session:
        choices = await choices_for(session)
    if not choices:
        raise NoRelease()
    message = shortcut["message"]
    view = render.view(
        "evidence/attach",
        releases=choices,
        quote=unescaped(message.get("text", "")),
        author_id=message.get("user", ""),
        private={
            "channel": shortcut["channel"]["id"],
            "ts": message["ts"],
            "author": message.get("user", ""),
            "text": within(unescaped(message.get("text", "")), CARRIED),
        },
    )
    await client.views_open(trigger_id=shortcut["trigger_id"], view=view)
    await ack()


@on_options("evidence_release")
async def list_releases(caller: Caller, database: Database) -> list[tuple[str, str]]:
    """All that a message may speak for."""
    async with database.reading(caller.workspace_id) as session:
        return await choices_for(session)


@on_view("evidence_attach")
async def submit(ack: Any, view: Any, caller: Caller, database: Database, now: datetime, client: Any) -> None:
    """Keep it, mark the message, and say so."""
    filled = forms.read(view)
    kept = filled.private
    channel_id, ts = kept["channel"], kept["ts"]
    said = Said(
        channel_id=channel_id,
        ts=ts,
        author_id=kept["author"],
        text=kept["text"],
        link=await permalink(client, channel_id, ts),
    )
    release, new = await attach(database, caller, int(filled.choice("release") or 0), said, now=now)
    if new:
        await mark(client, channel_id, ts)
    done = render.view("evidence/attached", release=release, key=key_of(release), new=new)
    await ack(response_action="update", view=done)


@on_event("reaction_added")
async def clipped(event: Any, context: Any, caller: Caller, database: Database, now: datetime, client: Any) -> None:
    """Somebody put a paperclip on a message: it is evidence of the release it speaks for; of several, ask which."""
    item = event["item"]
    if event["reaction"] != PAPERCLIP or item["type"] != "message":
        return
    quoted = await message_at(client, item["channel"], item["ts"], own_id=context.bot_user_id)
    if quoted is None:
        return
    async with database.reading(caller.workspace_id) as session:
        found = await spoken_for(session, item["channel"], quoted.above)
    if len(found) == 1:
        message = await keep(database, caller, found[0].pk, item["channel"], quoted, now=now)
    else:
        # Slack sends an event again when an answer was slow: the second time there is nothing to ask.
        async with database.writing(caller.workspace_id, arrival=caller.arrival, now=now):
            context["arrived"] = True
        choices = [(f"{release.pk}:{quoted.ts}", in_a_menu(release)) for release in found[:MOST]]
        message = render.message("evidence/which", choices=choices)
    await client.chat_postEphemeral(
        channel=item["channel"],
        user=caller.user_id,
        thread_ts=quoted.thread_ts or None,
        text=message.text,
        blocks=message.blocks,
    )


async def keep(
    database: Database, caller: Caller, release_id: int, channel_id: str, quoted: Quoted, *, now: datetime
) -> Message:
    """Keep a message as evidence, and say so."""
    said = Said(channel_id=channel_id, ts=quoted.ts, author_id=quoted.author_id, text=quoted.text, link=quoted.link)
    release, new = await attach(database, caller, release_id, said, now=now)
    return render.message("evidence/kept", release=release, key=key_of(release), new=new)


@on_action("evidence_pick")
async def pick(
    ack: Any, action: Any, body: Any, respond: Any, context: Any, caller: Caller, database: Database, now: datetime,
    client: Any,
) -> None:  # fmt: skip
    """The release was picked that a message with a paperclip speaks for. The message is one of where it was asked."""
    release_id, _, ts = action["selected_option"]["value"].partition(":")
    channel_id = body["channel"]["id"]
    quoted = await message_at(client, channel_id, ts, own_id=context.bot_user_id)
    if quoted is None:
        raise MessageGone()
    message = await keep(database, caller, int(release_id), channel_id, quoted, now=now)
    await respond(**message.ephemeral(), replace_original=False)
    await ack()


async def mark(client: Any, channel_id: str, ts: str) -> None:
    """Show in the channel that the message counts; where Payoff is no member, nothing shows."""
    try:
        await client.reactions_add(channel=channel_id, timestamp=ts, name=PAPERCLIP)
    except SlackApiError:
        return
