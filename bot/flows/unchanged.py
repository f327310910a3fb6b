"""Answer a question as it was answered before, as long as nothing has changed in its workspace."""

import json
from collections.abc import Awaitable, Callable, Hashable
from dataclasses import replace
from datetime import datetime

from bot.flows.caller import Caller
from bot.slack.render import Message
from storage.database import Database

# What all that is said of time is exact to.
MINUTE = 60

Ask = Callable[[Database, Caller], Awaitable[Message | None]]


async def unchanged(
    database: Database, caller: Caller, question: Hashable, ask: Ask, *, now: datetime
) -> Message | None:
    """What `ask` answers, or has answered to this person in this channel in the same minute and state of the workspace.

    It is given a database that cannot write, and a caller that knows nothing of this one request.
    """
    asked = (question, caller.workspace_id, caller.user_id, caller.channel_id)
    # Asked before all else: what is found afterwards is of this state, or of a later one that nobody takes it for.
    state = (await database.revision(caller.workspace_id), now.timestamp() // MINUTE)
    said = database.memory.recall(asked, state)
    if said is not None:
        return Message(**json.loads(said))
    async with database.snapshot(caller.workspace_id) as snapshot:
        message = await ask(snapshot, replace(caller, arrival=""))
        if message is not None and snapshot.transaction.is_counted:
            database.memory.keep(asked, state, json.dumps({"text": message.text, "blocks": message.blocks}).encode())
    return message
