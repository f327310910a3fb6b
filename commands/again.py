"""Run a read command again from a button: the next page, another quarter, or the same shared with the channel."""

from datetime import datetime
from typing import Any

from bot.flows.caller import Caller
from bot.slack.answers import answer as answer_at
from commands.listening import on_action
from commands.routing import answer, gather


@on_action("run")
async def run(ack: Any, action: Any, body: Any, respond: Any, context: Any, client: Any) -> None:
    """Show the answer in place of the one whose button was clicked, or beside it where others read along."""
    message = await answer(action["value"], gather(context, client))
    container = body.get("container", {})
    if container.get("is_ephemeral"):
        await answer_at(respond, message, replace_original=True)
    else:
        await answer_at(respond, message, replace_original=False, thread_ts=container.get("thread_ts"))
    await ack()


@on_action("share")
async def share(ack: Any, action: Any, respond: Any, context: Any, client: Any, caller: Caller, now: datetime) -> None:
    """Post the answer for everyone in the channel, with today's numbers."""
    message = await answer(action["value"], gather(context, client))
    # What everyone sees is said once, however often Slack sends the click.
    async with context["database"].writing(caller.workspace_id, arrival=caller.arrival, now=now):
        pass
    await answer_at(respond, message.shared_by(caller.user_id), in_channel=True, replace_original=False)
    await ack()
