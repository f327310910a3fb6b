"""Know what of other teams someone may be shown: nothing out of a private channel that they are not in."""

import json
from collections.abc import Hashable
from datetime import datetime

from slack_sdk.web.async_client import AsyncWebClient

from bot.flows.caller import Caller
from bot.slack.sight import Sight, look_for
from storage import promises
from storage.database import Database

# For so many seconds somebody who left a channel may still be shown what came of promises there.
REMEMBERED = 60


async def sight_of(database: Database, client: AsyncWebClient, caller: Caller, *, now: datetime) -> Sight:
    """The channels whose past promises someone may be shown; Slack is asked only where there are any elsewhere."""
    async with database.reading(caller.workspace_id) as session:
        places = set(await promises.channels_of_frozen(session))
    here = {caller.channel_id} & places
    if places == here:
        return Sight(channels=frozenset(here))
    question, minute = question_of(caller.workspace_id, caller.user_id), now.timestamp() // REMEMBERED
    known = database.memory.recall(question, minute)
    if known is not None:
        return Sight(channels=frozenset(json.loads(known)))
    found = await look_for(client, caller.user_id)
    if found.is_known:
        database.memory.keep(question, minute, json.dumps(sorted(found.channels & places)).encode())
    return Sight(channels=found.channels | here, is_known=found.is_known)


def look_again(database: Database, workspace_id: int, user_id: str) -> None:
    """Someone came into a channel: what was known of what they see holds no longer."""
    database.memory.forget(question_of(workspace_id, user_id))


def question_of(workspace_id: int, user_id: str) -> Hashable:
    """What it is remembered by."""
    return "sight", workspace_id, user_id
