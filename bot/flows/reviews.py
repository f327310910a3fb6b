"""Ask a team once a week what its plan leaves open; with nothing to ask, say nothing."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta

from sqlmodel.ext.asyncio.session import AsyncSession

from bot.flows.attention.known import addressee
from bot.flows.checkins.question import Asked, questions_of
from bot.flows.checkins.remind import is_put_off
from bot.flows.faded import Faded, faded_of, note_told
from bot.flows.kinds import About, Desk, Kind, Thing
from bot.flows.outcomes.define import MEASURED
from bot.flows.outcomes.turned import Turned, note_turned, turned_of
from bot.flows.releases.sheet import Sheet, sheet_of
from bot.flows.rhythm import made_up_at, moment_of, was_due
from bot.flows.teams import calendar_of
from bot.flows.weekly import after_review
from bot.slack import render
from bot.slack.render import Message
from storage import checkins, history, posts, releases, teams
from storage.checkins import CheckIn
from storage.history import Change
from storage.posts import Post
from storage.teams import Team

# A window this near, with criteria still open, is worth a word.
NEAR = timedelta(days=14)
WEEK = timedelta(days=7)
DAY, SILENCE = timedelta(days=1), timedelta(days=21)
# As many unanswered looks as one prompt lists; the others are in the next.
LISTED = 6
# Under which a post keeps where outcomes were heading: by their row numbers, what was told last and what is now.
SEEN = "outlook"


@dataclass(frozen=True, kw_only=True)
class Review:
    """What a team's plan leaves open this week."""

    team: Team
    today: date
    without_outcome: Sequence[Sheet]
    criteria_open: Sequence[Sheet]
    due: Sequence[Asked]
    changed: Sequence[tuple[Sheet, Sequence[Change]]]
    # Who is to be asked about a release, by its number: its deputy, in its owner's time off.
    to: Mapping[int, str] = field(default_factory=dict)
    # What shipped and has faded, each at most once a month.
    faded: Sequence[Faded] = ()
    # Outcomes that came to be likelier, or less likely, to reach their targets.
    turned: Sequence[Turned] = ()
    # When it was looked at.
    now: datetime

    @property
    def is_empty(self) -> bool:
        """Whether there is nothing to ask."""
        return not (self.without_outcome or self.criteria_open or self.due or self.changed or self.faded or self.turned)


async def review_of(
    session: AsyncSession,
    team: Team,
    now: datetime,
    *,
    unasked: bool = False,
    fading: bool = True,
    turned: Sequence[Turned] = (),
) -> Review:
    """What there is to ask a team now; `unasked`, by the clock, only the looks that are listed once after all asks.

    What has faded takes a while to find: `fading` is False where it is not told. So does where outcomes are heading,
    which is `turned`.
    """
    today = calendar_of(team).local(now).date()
    in_sight = await releases.in_states(session, "draft", "planned", "scheduled", team_id=team.pk)
    sheets = [await sheet_of(session, release) for release in in_sight]
    due = await to_list(session, team, now) if unasked else await still_asked(session, team, now)
    in_words = {sheet.release.pk: await addressee_of(session, sheet, now) for sheet in sheets}
    return Review(
        team=team,
        today=today,
        without_outcome=[sheet for sheet in sheets if not sheet.lines and not sheet.release.maintenance],
        criteria_open=[sheet for sheet in sheets if is_near(sheet, today) and sheet.waiting],
        due=await questions_of(session, due, team, now=now),
        changed=await changed_promises(session, sheets, now),
        to=in_words,
        faded=await faded_of(session, team, now=now) if fading else (),
        turned=[each for each in turned if each.is_news],
        now=now,
    )


async def addressee_of(session: AsyncSession, sheet: Sheet, now: datetime) -> str:
    """Who is to be asked about a release."""
    return await addressee(session, sheet.release.owner_id, sheet.release.deputy_id, now)


async def still_asked(session: AsyncSession, team: Team, now: datetime) -> list[CheckIn]:
    """The looks that wait since yesterday or longer; after three weeks none is shown."""
    return [
        look
        for look in await checkins.due_in(session, team.pk, now)
        if look.state == "asked" and look.asked_at is not None and now - SILENCE < look.asked_at < now - DAY
    ]


async def to_list(session: AsyncSession, team: Team, now: datetime) -> list[CheckIn]:
    """The looks that nobody answered however often they were asked, and that were not listed yet."""
    due = await checkins.due_in(session, team.pk, now)
    return [look for look in due if look.asked_out_at and not look.listed_at and not is_put_off(look, now)][:LISTED]


async def list_once(session: AsyncSession, team: Team, now: datetime) -> None:
    """What was listed is not asked again."""
    for look in await to_list(session, team, now):
        look.listed_at = now
        session.add(look)


def is_near(sheet: Sheet, today: date) -> bool:
    """Whether a scheduled release's window begins within two weeks, or has begun."""
    begins = sheet.release.window_from
    return sheet.release.state == "scheduled" and begins is not None and begins <= today + NEAR


async def changed_promises(
    session: AsyncSession, sheets: Sequence[Sheet], now: datetime
) -> list[tuple[Sheet, Sequence[Change]]]:
    """Promises whose outcome came to mean another number in the last week, after they were made."""
    found: list[tuple[Sheet, Sequence[Change]]] = []
    for sheet in sheets:
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
    """This week's prompt; None when there is nothing to ask, or when it waits for a working day."""
    async with desk.database.reading(post.workspace_id) as session:
        team = await teams.get(session, post.subject_id)
        if team is None or team.review_post_id != post.pk:
            return None
        if made_up_at(calendar_of(team), moment_of(post), team.review_time, now=desk.now) is not None:
            return None
        turned = await turned_of(session, team, now=desk.now)
        if not turned and not await releases.has_any(session, team.pk):
            # Most channels plan nothing: there is nothing to look for.
            return None
        review = await review_of(session, team, desk.now, unasked=True, turned=turned)
    seen = {str(each.outcome.pk): [each.before, each.word] for each in turned}
    if seen != post.details.get(SEEN, {}):
        # Kept, so that what follows does not have to look ahead again.
        post.details = {**post.details, SEEN: seen}
        async with desk.database.writing(post.workspace_id) as session:
            await posts.remember(session, post.pk, post.details)
    return None if review.is_empty else said(review, late=was_due(post, now=desk.now))


async def compose_test(desk: Desk, post: Post) -> Message | None:
    """The prompt as it would be now; with nothing to ask it says that."""
    async with desk.database.reading(post.workspace_id) as session:
        team = await teams.get(session, post.subject_id)
        if team is None:
            return None
        turned = await turned_of(session, team, now=desk.now)
        review = await review_of(session, team, desk.now, turned=turned)
    return render.message("reviews/nothing", review=review) if review.is_empty else said(review)


def said(review: Review, late: datetime | None = None) -> Message:
    """The prompt in words; `late` is the moment at which it should have come."""
    return render.message("reviews/weekly", review=review, was_due=late)


async def after_said(session: AsyncSession, post: Post, now: datetime) -> None:
    """The next one is owed."""
    team = await teams.get(session, post.subject_id)
    if team is not None:
        await list_once(session, team, now)
        await note_told(session, await faded_of(session, team, now=now), now=now)
        await note_turned(session, post.details.get(SEEN, {}), now=now)
        await after_review(session, team, post, now=now, said=True)


async def after_silent(session: AsyncSession, post: Post, now: datetime) -> None:
    """The next one is owed, as if this had been said."""
    team = await teams.get(session, post.subject_id)
    if team is not None:
        # What is told for the first time is no news; what is news waits until it is said.
        first = {number: told for number, told in post.details.get(SEEN, {}).items() if not told[0]}
        await note_turned(session, first, now=now)
        await after_review(session, team, post, now=now, said=False)


async def after_failed(session: AsyncSession, post: Post, now: datetime) -> None:
    """What could not be asked is asked next week, if it is still open then."""
    team = await teams.get(session, post.subject_id)
    if team is not None:
        await after_review(session, team, post, now=now, said=True)


async def things_open(session: AsyncSession, post: Post, user_id: str, now: datetime) -> list[Thing]:
    """What of it one person is to do: say what their releases will deliver, and what they delivered."""
    team = await teams.get(session, post.subject_id)
    if team is None:
        return []
    review = await review_of(session, team, now, fading=False)
    unsaid = [sheet for sheet in review.without_outcome if sheet.release.owner_id == user_id]
    return [
        *(Thing(about="outcome", name=one.release.name, key=one.key, value=one.release.pk) for one in unsaid),
        *(
            Thing(about="checkin", name=one.release.name, key=one.key, value=one.checkin.pk)
            for one in review.due
            if one.release.owner_id == user_id
        ),
    ]


async def about_team(session: AsyncSession, post: Post) -> About | None:
    """The team, and whoever brought it."""
    team = await teams.get(session, post.subject_id)
    return About(people=(team.created_by,)) if team is not None else None


REVIEW = Kind(
    name="review",
    compose=compose_review,
    about=about_team,
    after_sent=after_said,
    after_dropped=after_silent,
    after_failed=after_failed,
    things=things_open,
)
REVIEW_TEST = Kind(name="review_test", compose=compose_test, about=about_team)
