"""Look after delivery: what is owed, what was given up and why; send it again, or never."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

import structlog
from aiohttp import ClientError
from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient
from sqlmodel.ext.asyncio.session import AsyncSession

from bot.errors import Refusal
from bot.flows.caller import Caller
from bot.slack.reasons import reason_of
from bot.slack.trouble import code_of
from storage import closures, delivery, history, posts, workspaces
from storage.database import Database
from storage.delivery import Trouble

log = structlog.get_logger(__name__)

LATELY = timedelta(hours=24)
MOST = 8
# Who decides when it is whoever runs Payoff, in a shell.
OPERATOR = "operator"


class NotAdministrator(Refusal):
    """Only who administers this workspace can send these again."""


class NothingLost(Refusal):
    """All of it has been said, or is being said right now."""


@dataclass(frozen=True, kw_only=True)
class Delivery:
    """How delivery in one workspace fares."""

    due: int
    failed: int
    unknown: int
    sent: int
    # How long the longest due message has been due.
    late_minutes: int
    # What was given up, each with the reason in words.
    troubles: Sequence[tuple[Trouble, str]]
    more: int = 0


async def delivery_of(session: AsyncSession, *, now: datetime) -> Delivery:
    """How delivery in this session's workspace fares."""
    oldest = await delivery.oldest_due(session, now=now)
    found = await delivery.troubles(session)
    return Delivery(
        due=await delivery.count_due(session, now=now),
        failed=sum(trouble.count for trouble in found if trouble.state == "failed"),
        unknown=sum(trouble.count for trouble in found if trouble.state == "unknown"),
        sent=await delivery.count_sent(session, since=now - LATELY),
        late_minutes=(now - oldest) // timedelta(minutes=1) if oldest is not None else 0,
        troubles=[(trouble, reason_of(trouble.error)) for trouble in found[:MOST]],
        more=sum(trouble.count for trouble in found[MOST:]),
    )


async def administers(database: Database, client: AsyncWebClient, caller: Caller) -> bool:
    """Whether someone administers the workspace, by Slack's own word, or has installed Payoff in it."""
    async with database.reading(caller.workspace_id) as session:
        workspace = await workspaces.get(session, caller.workspace_id)
    if workspace is not None and workspace.installed_by and workspace.installed_by == caller.user_id:
        return True
    try:
        user = (await client.users_info(user=caller.user_id))["user"]
    except (SlackApiError, ClientError, TimeoutError) as error:
        log.warning("person_not_looked_up", error=code_of(error))
        return False
    return bool(user.get("is_admin") or user.get("is_owner"))


async def send_again(
    database: Database, client: AsyncWebClient, caller: Caller, post_id: int, *, now: datetime
) -> Sequence[int]:
    """Make all that is in the same trouble as this post due again; returns which posts these are.

    Raises:
        NotAdministrator: the caller may not.
        NothingLost: there is nothing to send again.
    """
    if not await administers(database, client, caller):
        raise NotAdministrator()
    async with database.writing(caller.workspace_id, arrival=caller.arrival, now=now) as session:
        post = await posts.get(session, post_id)
        if post is None or post.state not in ("failed", "unknown"):
            raise NothingLost()
        same = Trouble(channel_id=post.channel_id, state=post.state, error=post.error, count=1, post_id=post_id)
        return await retry(session, await delivery.of_trouble(session, same), who=caller.user_id, now=now)


async def retry(
    session: AsyncSession, post_ids: Sequence[int], *, who: str, now: datetime, why: str = ""
) -> Sequence[int]:
    """Make posts due now that were given up or wait; returns which these are, each with a line in its history."""
    before = {post_id: await state_of(session, post_id) for post_id in post_ids}
    changed = await delivery.try_again(session, post_ids, now=now)
    for channel_id in await delivery.channels_of(session, changed):
        closure = await closures.of(session, channel_id)
        if closure is not None:
            # It counts as open until Slack refuses anew.
            closure.tried_at = now
            session.add(closure)
    for post_id in changed:
        await history.record(
            session, "post", post_id, who=who, what="state", old=before[post_id], new="due", why=why, at=now
        )
    return changed


async def drop(session: AsyncSession, post_ids: Sequence[int], *, who: str, now: datetime, why: str) -> Sequence[int]:
    """Never send posts that were given up or wait; returns which these are, each with a line in its history."""
    before = {post_id: await state_of(session, post_id) for post_id in post_ids}
    changed = await delivery.drop(session, post_ids, now=now)
    for post_id in changed:
        await history.record(
            session, "post", post_id, who=who, what="state", old=before[post_id], new="dropped", why=why, at=now
        )
    return changed


async def state_of(session: AsyncSession, post_id: int) -> str:
    """A post's state, with the reason for it."""
    post = await posts.get(session, post_id)
    return f"{post.state} {post.error}".strip() if post is not None else ""
