"""Take one claimed post to its end: compose it from today's numbers, send it once, settle what became of it."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta

import structlog
from aiohttp import ClientError
from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient
from sqlmodel.ext.asyncio.session import AsyncSession

from bot.flows.kinds import Desk, Kind
from bot.flows.undelivered import tell
from bot.jobs import refused
from bot.jobs.kinds import KINDS
from bot.meter import OTHER, Meter
from bot.slack.posting import find_again, send
from bot.slack.refusals import OF_INSTALLATIONS, Meaning, Outcome, Reach, what_it_means
from bot.slack.render import Message
from bot.slack.workspaces import Directory
from storage import closures, posts
from storage.database import Database, DatabaseTrouble
from storage.posts import CAUGHT_UP, PACE, LeaseLost, Post

log = structlog.get_logger(__name__)

# How long an unanswered call may still turn up in the channel's history; it is looked for twice, so far apart.
QUIET = timedelta(seconds=20)
NOT_THERE = "not_there"
# After a fault of ours: 5, 10, 20 minutes and so on, for half a day.
MEND = timedelta(minutes=5)
MAX_FAULTS = 8
# While nobody knows what becomes of a call: twice as long each time, up to an hour, for the better part of a day.
LONGEST = timedelta(hours=1)
MAX_DOUBTS = 48
# While Slack cannot be reached, another message of the same channel tries again as soon.
SILENT_AT_MOST = timedelta(minutes=1)


@dataclass
class Delivery:
    """Delivers claimed posts."""

    database: Database
    directory: Directory
    time: Callable[[], datetime]
    meter: Meter

    async def take(self, post: Post) -> None:
        """Deliver one post, and let nothing that goes wrong with it keep the others from their channels."""
        try:
            await self.deliver(post)
        except LeaseLost:
            log.info("post_in_other_hands", kind=post.kind, post=post.id)
        except DatabaseTrouble as trouble:
            # Its lease runs out, and then it is taken up again: looked for first, if it was being sent.
            log.warning("post_not_saved", kind=post.kind, post=post.id, trouble=type(trouble).__name__)
        except Exception:
            log.exception("delivery_failed", kind=post.kind, post=post.id)

    async def deliver(self, post: Post) -> None:
        """Take one claimed post to its end, or put it off."""
        now = self.time()
        client = await self.directory.client_of(post.workspace_id)
        kind = KINDS.get(post.kind)
        if client is None:
            await refused.pause(self.database, post, refused.NOBODY_SPEAKS, now, in_doubt=is_in_doubt(post))
            return
        if kind is None:
            # A newer Payoff's, beside which this one still runs.
            await self.not_composed(post, now, "unknown_kind")
            return
        if (hindrance := await refused.hindrance_of(self.database, post, kind, now)) is not None:
            await self.keep_back(post, kind, hindrance.code, now)
            return
        try:
            message = await kind.compose(Desk(database=self.database, client=client, now=now), post)
        except DatabaseTrouble:
            raise
        except Exception:
            log.exception("compose_failed", kind=post.kind, post=post.id)
            await self.not_composed(post, now, "compose_failed")
            return
        if message is None and not is_in_doubt(post):
            await self.drop(post, kind, now)
            return
        try:
            await self.say(client, post, kind, message)
        except (SlackApiError, ClientError, TimeoutError) as error:
            now = self.time()
            await self.not_sent(client, post, what_it_means(error, channel_id=post.channel_id, now=now), now)

    async def drop(self, post: Post, kind: Kind, now: datetime) -> None:
        """There is nothing left to say."""
        async with self.database.writing(post.workspace_id) as session:
            await posts.drop(session, post, now=now)
            if kind.after_dropped is not None:
                await kind.after_dropped(session, post, now)

    async def keep_back(self, post: Post, kind: Kind, code: str, now: datetime) -> None:
        """It cannot be said, as is known without asking Slack."""
        if not code or await self.is_nobodys(post, kind):
            await self.drop(post, kind, now)
            return
        self.meter.not_sent(kind.name, "never", code)
        await (self.unknown if is_in_doubt(post) else self.fail)(post, now, code)

    async def is_nobodys(self, post: Post, kind: Kind) -> bool:
        """Whether nobody answers for it any more, as for a digest that was stopped: then it is not held, either.

        What stands in the channel, or may, is still brought up to date once that is open.
        """
        if kind.about is None or post.ts or is_in_doubt(post):
            return False
        async with self.database.reading(post.workspace_id) as session:
            return await kind.about(session, post) is None

    async def say(self, client: AsyncWebClient, post: Post, kind: Kind, message: Message | None) -> None:
        """Say it once, and remember what Slack answered; without a message only find out whether it was said."""
        now = self.time()
        async with self.database.writing(post.workspace_id, in_turn=False) as session:
            thread = await posts.thread_of(session, post)
            if thread is not None and not thread.ts:
                await self.wait_for(session, thread, post, now)
                return
            in_doubt = is_in_doubt(post)
            await (posts.take_up if in_doubt else posts.begin_sending)(session, post, now=now)
        thread_ts = thread.ts if thread is not None else ""
        if in_doubt:
            if not await self.is_missing(client, post, kind, thread_ts):
                return
            # It is said for the first time, and much may have come about since it was tried.
            desk = Desk(database=self.database, client=client, now=self.time(), is_unsaid=True)
            message = await kind.compose(desk, post)
        if message is None:
            await self.drop(post, kind, self.time())
            return
        if self.time() >= (post.leased_until or now):
            # This process stood still meanwhile. Whoever holds the post now decides.
            raise LeaseLost(f"Post {post.pk} was held for too long.")
        await self.sent(post, kind, *await send(client, post, message, thread_ts=thread_ts))

    async def is_missing(self, client: AsyncWebClient, post: Post, kind: Kind, thread_ts: str) -> bool:
        """Look for what may have been said. History can lag: it is missing when two looks have not found it."""
        try:
            found = await find_again(client, post, thread_ts=thread_ts)
        except (SlackApiError, ClientError, TimeoutError) as error:
            self.meter.looked("not_looked")
            now = self.time()
            await self.not_found_out(post, what_it_means(error, channel_id=post.channel_id, now=now), now)
            return False
        if found is not None:
            self.meter.looked("found")
            await self.sent(post, kind, *found)
            return False
        self.meter.looked("missing")
        now = self.time()
        async with self.database.writing(post.workspace_id, in_turn=False) as session:
            if post.error != NOT_THERE:
                await posts.doubt(session, post, until=now + QUIET, error=NOT_THERE, now=now)
                return False
            await posts.begin_sending(session, post, now=now, taken_up=True)
        return True

    async def not_found_out(self, post: Post, meaning: Meaning, now: datetime) -> None:
        """Nobody can look, or not now: it is not said again before somebody has looked."""
        if meaning.outcome is Outcome.PAUSE:
            await refused.pause(self.database, post, meaning, now, in_doubt=True)
            return
        log.warning("post_not_looked_for", kind=post.kind, post=post.id, error=meaning.code)
        if meaning.outcome in (Outcome.NEVER, Outcome.ANEW) or post.attempts >= MAX_DOUBTS:
            await self.unknown(post, now, meaning.code)
            return
        until = now + max(meaning.wait, longer(QUIET, post.attempts))
        async with self.database.writing(post.workspace_id) as session:
            await posts.doubt(session, post, until=until, error=meaning.code, now=now)

    async def wait_for(self, session: AsyncSession, thread: Post, post: Post, now: datetime) -> None:
        """A reply whose thread has not begun: the post that begins it is sent first; where it never is, nor is this."""
        if thread.state in ("due", "sending"):
            after = max(thread.due_at, thread.leased_until or now, now)
            await posts.put_off(session, post, until=after + PACE, error="thread_not_begun", now=now)
        else:
            await posts.settle_failed(session, post, error=thread.error or "thread_not_begun", now=now)

    async def sent(self, post: Post, kind: Kind, channel: str, ts: str) -> None:
        """It is in the channel: write that down with what follows from it, or else alone: it is never said twice."""
        now, lease = self.time(), post.lease
        # What stands there already is only brought up to date.
        late_seconds = (now - post.due_at).total_seconds() if not post.ts else None
        try:
            # Where nothing follows from it, only the post and its channel change, and its lease keeps both.
            async with self.database.writing(post.workspace_id, in_turn=kind.after_sent is not None) as session:
                await posts.settle_sent(session, post, channel=channel, ts=ts, now=now)
                if kind.after_sent is not None:
                    await kind.after_sent(session, post, now)
        except DatabaseTrouble:
            raise
        except LeaseLost:
            # Whoever holds it now may say it, too.
            async with self.database.writing(post.workspace_id, in_turn=False) as session:
                await posts.suspect(session, post.pk, said_at=now, look_at=now + CAUGHT_UP)
            raise
        except Exception:
            log.exception("after_sent_failed", kind=post.kind, post=post.id)
            post.lease = lease
            async with self.database.writing(post.workspace_id, in_turn=False) as session:
                await posts.settle_sent(session, post, channel=channel, ts=ts, now=now)
        self.meter.sent(kind.name, late_seconds=late_seconds)
        log.info("post_sent", kind=post.kind, post=post.id, workspace=post.workspace_id)

    async def not_sent(self, client: AsyncWebClient, post: Post, meaning: Meaning, now: datetime) -> None:
        """A definite "later", a definite "never", or nobody knows."""
        if meaning.outcome is Outcome.PAUSE:
            self.meter.not_sent(known(post.kind), meaning.outcome.value, meaning.code)
            await refused.pause(self.database, post, meaning, now)
            return
        log.warning("post_not_sent", kind=post.kind, post=post.id, error=meaning.code, means=meaning.outcome.value)
        self.meter.not_sent(known(post.kind), meaning.outcome.value, meaning.code)
        if meaning.outcome is Outcome.LATER:
            await self.later(post, now, meaning)
        elif meaning.outcome is Outcome.ANEW and (post.ts or post.thread_id is not None):
            await refused.stand_alone(self.database, post, KINDS.get(post.kind), now)
        elif meaning.reach is Reach.PERSON:
            await refused.nobody_there(self.database, client, post, meaning, now)
        elif meaning.outcome in (Outcome.NEVER, Outcome.ANEW):
            await self.fail(post, now, meaning.code)
        elif post.attempts >= MAX_DOUBTS:
            await self.unknown(post, now, meaning.code)
        else:
            # Stays `sending`: after a quiet time the channel is searched for it before it is sent again.
            async with self.database.writing(post.workspace_id) as session:
                until = now + longer(QUIET, post.attempts)
                await posts.doubt(session, post, until=until, error=meaning.code, now=now)

    async def not_composed(self, post: Post, now: datetime, error: str) -> None:
        """It cannot be written here: tried again for a while, in case that passes, then given up."""
        self.meter.not_sent(known(post.kind), "never", error)
        put_off = posts.doubt if post.state == "sending" else posts.put_off
        async with self.database.writing(post.workspace_id) as session:
            await posts.take_up(session, post, now=now)
            if post.attempts < MAX_FAULTS:
                until = now + MEND * 2 ** (post.attempts - 1)
                await put_off(session, post, until=until, error=error, now=now)
        if post.attempts >= MAX_FAULTS:
            await self.fail(post, now, error)

    async def later(self, post: Post, now: datetime, meaning: Meaning) -> None:
        """Slack said when, or could not be reached at all: it is never given up for that."""
        wait = meaning.wait if meaning.code == "ratelimited" else longer(meaning.wait, post.attempts)
        async with self.database.writing(post.workspace_id) as session:
            silent_until = now + min(wait, SILENT_AT_MOST) if meaning.code != "ratelimited" else now + wait
            await posts.put_off(session, post, until=now + wait, error=meaning.code, now=now, silent_until=silent_until)

    async def fail(self, post: Post, now: datetime, error: str) -> None:
        """Slack will never take it: whose it is learns that."""
        async with self.database.writing(post.workspace_id) as session:
            await posts.settle_failed(session, post, error=error, now=now)
            if refused.closes(post, error):
                await closures.close(session, post.channel_id, error, now=now)
            elif error not in OF_INSTALLATIONS:
                await self.go_on(session, post, now)
            await self.tell_of(session, post, now)

    async def unknown(self, post: Post, now: datetime, error: str) -> None:
        """It may have been said, and nobody can look: whose it is learns that."""
        async with self.database.writing(post.workspace_id) as session:
            await posts.settle_unknown(session, post, error=error, now=now)
            await self.go_on(session, post, now)
            await self.tell_of(session, post, now)

    async def go_on(self, session: AsyncSession, post: Post, now: datetime) -> None:
        """What comes again and again comes again, though nothing will happen by which this one is sent after all."""
        kind = KINDS.get(post.kind)
        if kind is not None and kind.after_failed is not None:
            await kind.after_failed(session, post, now)

    async def tell_of(self, session: AsyncSession, post: Post, now: datetime) -> None:
        """Owe a word to whoever can mend it."""
        kind = KINDS.get(post.kind)
        about = await kind.about(session, post) if kind is not None and kind.about is not None else None
        if about is not None:
            await tell(session, post, about, now=now)


def is_in_doubt(post: Post) -> bool:
    """Whether it may stand in its channel, and nobody has looked."""
    return post.state == "sending" and not post.ts


def known(kind: str) -> str:
    """A kind's name; one word for all that only a newer Payoff knows."""
    return kind if kind in KINDS else OTHER


def longer(wait: timedelta, attempts: int) -> timedelta:
    """Twice as long after each attempt, up to an hour."""
    doublings = min(max(0, attempts - 1), 12)
    return min(wait * (1 << doublings), LONGEST)
