"""Attach a message to a release: the message shortcut, its form, and what comes back."""

from datetime import datetime
from typing import Any

from slack_bolt.async_app import AsyncApp
from slack_sdk.errors import SlackApiError

from bot.errors import Refusal
from bot.flows.caller import Caller
from bot.flows.evidence import Said, attach, words_of
from bot.flows.releases.find import key_of
from bot.slack import forms, render
from bot.slack.blockkit.text import within
from bot.slack.typed import unescaped
from commands.routing import on_shortcut, on_view
from storage import releases
from storage.database import Database

MOST = 100
# Of a message, what fits into a form beside its ids: each letter may take two characters there.
CARRIED = 1_400


class NoRelease(Refusal):
    """There is no release to attach it to yet. `/release plan` begins one."""


async def open_form(ack: Any, shortcut: Any, caller: Caller, database: Database, client: Any) -> None:
    """Ask to which release."""
    async with database.reading(caller.workspace_id) as session:
        found = [release for release in await releases.named(session) if release.state != "cancelled"][:MOST]
    if not found:
        raise NoRelease()
    message = shortcut["message"]
    view = render.view(
        "evidence/attach",
        releases=[(str(release.pk), words_of(release)) for release in found],
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


async def permalink(client: Any, channel_id: str, ts: str) -> str:
    """Where the message stands; empty where Payoff cannot see it."""
    try:
        answer = await client.chat_getPermalink(channel=channel_id, message_ts=ts)
    except SlackApiError:
        return ""
    return str(answer["permalink"])


async def mark(client: Any, channel_id: str, ts: str) -> None:
    """Show in the channel that the message counts; where Payoff is no member, nothing shows."""
    try:
        await client.reactions_add(channel=channel_id, timestamp=ts, name="paperclip")
    except SlackApiError:
        return


def register(app: AsyncApp) -> None:
    """Listen to the shortcut and the form."""
    on_shortcut(app, "attach_to_release", open_form)
    on_view(app, "evidence_attach", submit)
