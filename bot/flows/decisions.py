"""Decide what follows for a release, with the evidence as it stands: scale it, hold it, iterate on it, or stop it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlmodel.ext.asyncio.session import AsyncSession

from bot.errors import FieldErrors
from bot.flows.caller import Caller
from bot.flows.checkins.decided import decided
from bot.flows.checkins.question import Asked, question_of
from bot.flows.releases.changes import tell
from bot.flows.releases.find import choices_for, key_of, release_and_team
from bot.flows.releases.permission import must_answer_for
from bot.value.naming import clean
from storage import checkins, decisions, evidence, history, posts
from storage.database import Database
from storage.decisions import WORDS, Decision
from storage.releases import Release
from storage.teams import Team


@dataclass(frozen=True, kw_only=True)
class Form:
    """What the form shows: the release that is meant, or those there are to pick from."""

    release: Release | None
    key: str
    releases: Sequence[tuple[str, str]]


async def form_of(session: AsyncSession, release: Release | None) -> Form:
    """The form; without a release it asks for one, what has shipped first."""
    return Form(
        release=release,
        key=key_of(release) if release is not None else "",
        releases=await choices_for(session),
    )


async def decide(
    database: Database, caller: Caller, release_id: int, *, word: str, why: str, now: datetime
) -> tuple[Release, Sequence[Decision]]:
    """Write down what was decided about a release, for each of its promises, with what it rests on now.

    Raises:
        FieldErrors: none of the four was picked.
        NotYours: the caller is none of its people.
        ReleaseGone: there is no such release.
    """
    if word not in WORDS:
        raise FieldErrors({"decision": "Pick what follows."})
    async with database.writing(caller.workspace_id, arrival=caller.arrival, now=now) as session:
        release, team = await release_and_team(session, release_id)
        looked_at = await looks_of(session, release, team, now=now)
        promised_by = looked_at[0].promise.promised_by if looked_at else ""
        must_answer_for(caller, release, promised_by, team)
        before = await decisions.of_release(session, release.pk)
        given = clean(why, 300, what="a reason", needed=False)
        made = [decided(asked, word=word, why=given, who=caller.user_id, now=now) for asked in looked_at]
        if not made:
            backed = bool(await evidence.of_release(session, release.pk))
            made = [Decision(release_id=release.pk, word=word, why=given, who=caller.user_id, at=now, backed=backed)]
        session.add_all(made)
        written = await history.record(
            session,
            "release",
            release.pk,
            who=caller.user_id,
            what="decision",
            old=before[0].word if before else "",
            new=word if all(each.backed for each in made) else f"{word}, without evidence",
            why=given,
            at=now,
        )
        release.revision += 1
        session.add(release)
        await tell(session, release, [written], who=caller.user_id, now=now)
        for asked in looked_at:
            if asked.checkin.asked_in is not None:
                await posts.renew(session, asked.checkin.asked_in, now=now)
    return release, made


async def looks_of(session: AsyncSession, release: Release, team: Team, *, now: datetime) -> list[Asked]:
    """For each promise of a release that has shipped, its newest look that is due, or else its first."""
    if release.shipped_at is None:
        return []
    newest = {}
    for look in await checkins.of_release(session, release.pk):
        if look.due_at <= now or look.promise_id not in newest:
            newest[look.promise_id] = look
    return [await question_of(session, look, team, now=now) for look in newest.values()]
