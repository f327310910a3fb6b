"""Ask a team once a week what its plan leaves open; with nothing to ask, say nothing."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from sqlmodel.ext.asyncio.session import AsyncSession

from bot.flows.checkins.question import Asked, questions_of
from bot.flows.kinds import About, Desk, Kind
from bot.flows.releases.sheet import Sheet, sheet_of
from bot.flows.teams import calendar_of
from bot.flows.weekly import owe_review
from bot.slack import render
from bot.slack.render import Message
from storage import checkins, history, releases, teams
from storage.checkins import CheckIn
from storage.history import Change
from storage.posts import Post
from storage.teams import Team

# A window this near, with criteria still open, is worth a word.
NEAR = timedelta(days=14)
WEEK = timedelta(days=7)
# What a promise is held to; another wording of the outcome changes no promise.
MEASURED = ("metric", "baseline", "target", "due")
DAY, SILENCE = timedelta(days=1), timedelta(days=21)


@dataclass(frozen=True, kw_only=True)
class Review:
    """What a team's plan leaves open this week."""

    team: Team
    today: date
    without_outcome: Sequence[Sheet]
    criteria_open: Sequence[Sheet]
    due: Sequence[Asked]
    changed: Sequence[tuple[Sheet, Sequence[Change]]]

    @property
    def is_empty(self) -> bool:
        """Whether there is nothing to ask."""
        return not (self.without_outcome or self.criteria_open or self.due or self.changed)


async def review_of(session: AsyncSession, team: Team, now: datetime) -> Review:
    """What there is to ask a team now."""
    today = calendar_of(team).local(now).date()
    in_sight = await releases.in_states(session, "draft", "planned", "scheduled", team_id=team.pk)
    sheets = [await sheet_of(session, release) for release in in_sight]
    due = [look for look in await checkins.due_in(session, team.pk, now) if is_still_asked(look, now)]
    return Review(
        team=team,
        today=today,
        without_outcome=[sheet for sheet in sheets if not sheet.lines and not sheet.release.maintenance],
        criteria_open=[sheet for sheet in sheets if is_near(sheet, today) and sheet.waiting],
        due=await questions_of(session, due, team, now=now),
        changed=await changed_promises(session, team, now),
    )


def is_still_asked(look: CheckIn, now: datetime) -> bool:
    """Whether a look waits since yesterday or longer; after three weeks nobody is asked again."""
    return look.state == "asked" and look.asked_at is not None and now - SILENCE < look.asked_at < now - DAY


def is_near(sheet: Sheet, today: date) -> bool:
    """Whether a scheduled release's window begins within two weeks, or has begun."""
    begins = sheet.release.window_from
    return sheet.release.state == "scheduled" and begins is not None and begins <= today + NEAR


async def changed_promises(session: AsyncSession, team: Team, now: datetime) -> list[tuple[Sheet, Sequence[Change]]]:
    """Promises whose outcome came to mean another number in the last week, after they were made."""
    found: list[tuple[Sheet, Sequence[Change]]] = []
    for release in await releases.in_states(session, "planned", "scheduled", team_id=team.pk):
        sheet = await sheet_of(session, release)
        changes = [
            change
            for line in sheet.lines
            for change in await history.changes_of(session, "outcome", line.outcome.pk, limit=20)
            if change.what in MEASURED and change.at > max(now - WEEK, line.promise.promised_at)
        ]
        if changes:
            found.append((sheet, changes))
    return found


async def compose_review(desk: Desk, post: Post) -> Message | None:
    """This week's prompt; None when there is nothing to ask."""
    async with desk.database.reading(post.workspace_id) as session:
        team = await teams.get(session, post.subject_id)
        if team is None:
            return None
        review = await review_of(session, team, desk.now)
    return None if review.is_empty else render.message("reviews/weekly", review=review)


async def after_review(session: AsyncSession, post: Post, now: datetime) -> None:
    """Said or silent: next week's is owed."""
    team = await teams.get(session, post.subject_id)
    if team is not None:
        await owe_review(session, team, now=now)


async def about_team(session: AsyncSession, post: Post) -> About | None:
    """The team, and whoever brought it."""
    team = await teams.get(session, post.subject_id)
    return About(people=(team.created_by,)) if team is not None else None


REVIEW = Kind(
    name="review", compose=compose_review, about=about_team, after_sent=after_review, after_dropped=after_review
)
