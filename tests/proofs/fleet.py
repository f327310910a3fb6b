"""Start processes of Payoff on one database, kill them at random, and start others in their place."""

import asyncio
import os
import random
import signal
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from sqlmodel import col, func, select

from bot.app import Payoff, build
from bot.sandbox.clock import Clock
from bot.sandbox.server import Slack
from bot.sandbox.state import Channel
from bot.settings import Settings
from storage import posts
from storage.channels import Channel as ChannelRow
from storage.database import Database
from storage.posts import PACE, Post
from tests.proofs.replica import PROOF
from tests.shell import environment

# A proof that takes longer than this has come to a halt.
PATIENCE = 900.0
LOOK = 0.1


@dataclass(frozen=True, kw_only=True)
class Size:
    """How much is proved: replicas, channels, posts for each, kills, and how long a lease and a quiet time are."""

    replicas: int
    channels: int
    each: int
    kills: int
    lease: float
    quiet: float
    timeout: int


@dataclass
class Fleet:
    """Replicas of Payoff, and the Slack they speak to."""

    slack: Slack
    payoff: Payoff
    size: Size
    folder: Path
    chance: random.Random
    owed: list[int] = field(default_factory=list)
    running: list[asyncio.subprocess.Process] = field(default_factory=list)
    killed: int = 0
    # Until when channels were held, at the last, by a process that was killed.
    held: dict[str, datetime] = field(default_factory=dict)

    @property
    def channel_ids(self) -> list[str]:
        """The channels that posts are owed to."""
        return [f"C0PROOF{number:03}" for number in range(self.size.channels)]

    @property
    def workspace_id(self) -> int:
        (installed,) = self.payoff.directory.known.values()
        return installed.workspace_id

    async def owe(self) -> None:
        """Owe each channel its posts: all the first ones, then all the second ones."""
        world = self.slack.stage.world
        members = [member.id for member in world.members.values() if member.is_bot]
        for channel_id in self.channel_ids:
            world.channels[channel_id] = Channel(channel_id, channel_id.lower(), members=list(members))
        now = datetime.now(UTC)
        async with self.payoff.database.writing(self.workspace_id) as session:
            for number in range(self.size.each):
                for channel_id in self.channel_ids:
                    post = await posts.owe(
                        session,
                        key_text=f"proof:{channel_id}:{number}",
                        kind=PROOF,
                        subject_id=number,
                        channel_id=channel_id,
                        due_at=now,
                    )
                    self.owed.append(post.pk)

    async def start_one(self) -> None:
        """One more replica, in HTTP mode."""
        settings = {
            "DATABASE_URL": self.payoff.settings.database_url,
            "SLACK_API_URL": self.slack.api_url,
            "SLACK_BOT_TOKEN": self.slack.bot_token,
            "SLACK_SIGNING_SECRET": self.slack.signing_secret,
            "HOST": "127.0.0.1",
            "PORT": "0",
            "PAYOFF_SLACK_TIMEOUT_SECONDS": str(self.size.timeout),
            "PROOF_LEASE": str(self.size.lease),
            "PROOF_QUIET": str(self.size.quiet),
        }
        command = (sys.executable, "-m", "tests.proofs.replica")
        quiet = asyncio.subprocess.DEVNULL
        process = await asyncio.create_subprocess_exec(
            *command, cwd=self.folder, env=environment(settings), stdin=quiet, stdout=quiet, stderr=quiet
        )
        self.running.append(process)

    async def kill_one(self) -> None:
        """End one at any instruction; another one takes its place."""
        process = self.running.pop(self.chance.randrange(len(self.running)))
        os.kill(process.pid, signal.SIGKILL)
        await process.wait()
        self.killed += 1
        self.held |= await self.held_by(process.pid)
        await self.start_one()

    async def held_by(self, pid: int) -> dict[str, datetime]:
        """The channels in which a process was speaking, or was about to, and until when nobody else does."""
        now = datetime.now(UTC)
        async with self.payoff.database.reading(self.workspace_id) as session:
            rows = (await session.exec(select(ChannelRow).where(col(ChannelRow.next_at) > now + 2 * PACE))).all()
        # What waits for no longer than the pace was said before.
        return {row.channel_id: row.next_at for row in rows if row.lease.startswith(f"{pid}:")}

    async def run(self) -> None:
        """Start all, kill one after every so many messages, and wait until nothing is owed any more."""
        for _ in range(self.size.replicas):
            await self.start_one()
        every = len(self.owed) // (self.size.kills + 1)
        for number in range(1, self.size.kills + 1):
            await self.until_said(number * every + self.chance.randrange(max(1, every // 2)))
            await self.kill_one()
        await self.until_settled()

    async def until_said(self, count: int) -> None:
        """Until so much was said."""
        async with asyncio.timeout(PATIENCE):
            while sum(len(self.messages(channel_id)) for channel_id in self.channel_ids) < count:  # noqa: ASYNC110
                # Other processes say nothing here when they are done.
                await asyncio.sleep(LOOK)

    async def until_settled(self) -> None:
        """Until nothing is due or being sent."""
        query = select(func.count(col(Post.id))).where(col(Post.state).in_(("due", "sending")))
        async with asyncio.timeout(PATIENCE):
            while True:
                async with self.payoff.database.reading(self.workspace_id) as session:
                    if not (await session.exec(query)).one():
                        return
                await asyncio.sleep(LOOK)

    def messages(self, channel_id: str) -> list[Any]:
        """What stands in a channel, in the order in which it came."""
        return list(self.slack.stage.world.channels[channel_id].messages.values())

    async def stop(self) -> None:
        """End them all."""
        for process in self.running:
            process.terminate()
        for process in self.running:
            await process.wait()


@asynccontextmanager
async def fleet(database_url: str, size: Size, folder: Path, *, seed: int) -> AsyncIterator[Fleet]:
    """A fleet that has not started yet, with everything owed."""
    async with Slack.open(clock=Clock(datetime.now(UTC), ticking=True)) as slack:
        settings = Settings(
            _env_file=None,
            slack_bot_token=slack.bot_token,
            slack_signing_secret=slack.signing_secret,
            slack_api_url=slack.api_url,
            database_url=database_url,
        )
        payoff = build(settings, database=Database(database_url))
        await payoff.start(ticking=False)
        ships = Fleet(slack, payoff, size, folder, random.Random(seed))
        try:
            await ships.owe()
            yield ships
        finally:
            await ships.stop()
            await payoff.stop()
