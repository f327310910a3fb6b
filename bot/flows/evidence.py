"""Attach a message to a release as evidence: once, however often someone tries."""

from dataclasses import dataclass
from datetime import datetime

from sqlmodel.ext.asyncio.session import AsyncSession

from bot.errors import FieldErrors
from bot.flows.caller import Caller
from bot.flows.releases.card import owe_card
from bot.flows.releases.find import release_and_team
from storage import checkins, evidence, history, posts, releases, teams
from storage.database import Database
from storage.evidence import Evidence
from storage.releases import Release


@dataclass(frozen=True, kw_only=True)
class Said:
    """A message that someone wrote."""

    channel_id: str
    ts: str
    author_id: str
    text: str
    link: str = ""


async def attach(
    database: Database, caller: Caller, release_id: int, said: Said, *, now: datetime
) -> tuple[Release, bool]:
    """Keep a message as evidence of a release; false when it was there already.

    Raises:
        FieldErrors: no release was picked.
        ReleaseGone: there is no such release any more.
    """
    if not release_id:
        raise FieldErrors({"release": "Pick a release."})
    source_key = f"message:{said.channel_id}:{said.ts}"
    async with database.writing(caller.workspace_id, arrival=caller.arrival, now=now) as session:
        release, _ = await release_and_team(session, release_id)
        if await evidence.by_source(session, release.pk, source_key) is not None:
            return release, False
        session.add(
            Evidence(
                release_id=release.pk,
                kind="message",
                source_key=source_key,
                quote=said.text[:3000],
                link=said.link,
                author_id=said.author_id,
                added_by=caller.user_id,
                added_at=now,
            )
        )
        await history.record(
            session,
            "release",
            release.pk,
            who=caller.user_id,
            what="evidence",
            old="",
            new=f"a message in {said.channel_id}",
            why="",
            at=now,
        )
        await session.flush()
        await owe_card(session, release, now=now)
    return release, True


async def spoken_for(session: AsyncSession, channel_id: str, above: int | None) -> list[Release]:
    """The releases that a message may speak for: those of the post in whose thread it stands, or else those that its
    channel's team has shipped and still looks at.
    """
    post = await posts.get(session, above) if above is not None else None
    if post is not None:
        numbers = {look.release_id for look in await checkins.asked_in(session, post.pk)}
        numbers |= {post.subject_id} if post.kind == "release_card" else set()
        found = [await releases.get(session, number) for number in sorted(numbers)]
        if meant := [release for release in found if release is not None and release.state != "cancelled"]:
            return meant
    team = await teams.by_channel(session, channel_id)
    return list(await releases.in_states(session, "shipped", "reviewing", team_id=team.pk)) if team is not None else []
