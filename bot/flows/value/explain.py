"""Say why a number is what it is: formula, rows in, rows left out, version."""

from datetime import datetime

from sqlmodel.ext.asyncio.session import AsyncSession

from bot.flows.checkins.question import Asked, question_of
from bot.value.figure import Figure
from bot.value.verdict import verdict_figure
from bot.value.worth import delivered_figure
from storage import checkins, teams
from storage.releases import Release


async def figures_of_release(
    session: AsyncSession, release: Release, *, now: datetime
) -> list[tuple[Asked, list[Figure]]]:
    """For each promise of a release, what stands behind its figures; nothing before it has shipped."""
    team = await teams.get(session, release.team_id)
    newest = {look.promise_id: look for look in await checkins.of_release(session, release.pk) if look.due_at <= now}
    first = {look.promise_id: look for look in reversed(await checkins.of_release(session, release.pk))}
    found = []
    for look in (first | newest).values():
        if team is not None:
            asked = await question_of(session, look, team, now=now)
            found.append((asked, figures_of(asked)))
    return found


def figures_of(asked: Asked) -> list[Figure]:
    """What stands behind the figures of one check-in: the effect, the verdict, the money."""
    unit = asked.metric.unit if asked.metric is not None else ""
    word = asked.verdict.verdict if asked.verdict is not None else asked.proposal.word
    verified = asked.verdict.verified if asked.verdict is not None else asked.is_verified
    return [
        asked.effect.figure(unit),
        verdict_figure(asked.proposal, asked.promised, asked.effect if asked.metric is not None else None, unit),
        delivered_figure(
            asked.worth_a_year,
            asked.promised,
            asked.effect.change,
            days=asked.days_in,
            word=word,
            verified=verified,
            unit=unit,
        ),
    ]
