"""Agree on what makes a release good enough to ship."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlmodel.ext.asyncio.session import AsyncSession

from bot.errors import FieldErrors, Refusal
from bot.flows.caller import Caller
from bot.flows.kinds import About, Desk, Kind
from bot.flows.releases.card import owe_card
from bot.flows.releases.changes import tell
from bot.flows.releases.find import release_and_team
from bot.flows.releases.permission import must_be_allowed
from bot.flows.releases.plan import MAX_CRITERIA
from bot.flows.since import must_be_as_shown
from bot.slack import render
from bot.slack.render import Message
from storage import history, posts, releases
from storage.database import Database
from storage.posts import Post
from storage.releases import Criterion, Release


class CriterionGone(Refusal):
    """This criterion is no longer on the list."""


@dataclass(frozen=True, kw_only=True)
class Wanted:
    """A criterion as it stands in the form; `criterion_id` is None for a new one."""

    criterion_id: int | None
    text: str
    owner_id: str = ""
    evidence: str = ""


def listed(criteria: Sequence[Criterion]) -> tuple[object, ...]:
    """What the form shows."""
    return tuple((each.pk, each.text, each.owner_id, each.evidence) for each in criteria)


async def set_criteria(
    database: Database, caller: Caller, release_id: int, wanted: Sequence[Wanted], *, mark: str = "", now: datetime
) -> Release:
    """Write the list anew: a changed wording has to be agreed again, an emptied one goes.

    Raises:
        FieldErrors: too many, or too long.
        NotAllowed: whoever may not schedule it sets no bar for it either.
        ChangedSince: the form showed another list.
    """
    async with database.writing(caller.workspace_id, arrival=caller.arrival, now=now) as session:
        release, team = await release_and_team(session, release_id)
        must_be_allowed("schedule", caller, release, team)
        kept = [want for want in wanted if want.text]
        if len(kept) > MAX_CRITERIA:
            raise FieldErrors(
                {"more": f"{len(kept)} are more than anyone checks. Keep the {MAX_CRITERIA} that matter."}
            )
        changes = []
        found = await releases.criteria_of(session, release_id)
        must_be_as_shown(mark, *listed(found))
        present = {criterion.pk: criterion for criterion in found}
        for position, want in enumerate(kept):
            criterion = present.pop(want.criterion_id, None) if want.criterion_id is not None else None
            old = criterion.text if criterion is not None else ""
            owner_id = want.owner_id or release.owner_id
            if criterion is None:
                criterion = Criterion(release_id=release_id, text=want.text, owner_id=owner_id)
            if old != want.text:
                criterion.agreed_by, criterion.agreed_at = "", None
            changes += [
                ("criterion", old, want.text),
                (f"owner of “{want.text}”", criterion.owner_id, owner_id),
                (f"evidence for “{want.text}”", criterion.evidence, want.evidence),
            ]
            criterion.text, criterion.position = want.text, position
            criterion.owner_id, criterion.evidence = owner_id, want.evidence
            session.add(criterion)
        for gone in present.values():
            await session.delete(gone)
            changes.append(("criterion", gone.text, ""))
        written = [
            await history.record(
                session, "release", release.pk, who=caller.user_id, what=what, old=old, new=new, at=now
            )
            for what, old, new in changes
            if old != new
        ]
        if written:
            release.revision += 1
            session.add(release)
            await tell(session, release, written, who=caller.user_id, now=now)
        else:
            await owe_card(session, release, now=now)
    return release


async def agree(database: Database, caller: Caller, criterion_id: int, *, wish: str, now: datetime) -> Release:
    """Agree that a criterion is met, or take that back; the card shows how many are.

    Args:
        wish: "agreed" or "open"; what is so already stays as it is.
    """
    async with database.writing(caller.workspace_id, arrival=caller.arrival, now=now) as session:
        criterion, release = await criterion_and_release(session, criterion_id)
        met = wish == "agreed"
        if met == (criterion.agreed_at is not None):
            return release
        criterion.agreed_by, criterion.agreed_at = (caller.user_id, now) if met else ("", None)
        session.add(criterion)
        written = await history.record(
            session,
            "release",
            release.pk,
            who=caller.user_id,
            what=f"criterion “{criterion.text}”",
            old="open" if met else "agreed",
            new="agreed" if met else "open",
            at=now,
        )
        await tell(session, release, [written], who=caller.user_id, now=now, note=False)
    return release


async def discuss(database: Database, caller: Caller, criterion_id: int, *, now: datetime) -> Release:
    """Ask the criterion's owner to talk about it, in the thread of the release's card."""
    async with database.writing(caller.workspace_id, arrival=caller.arrival, now=now) as session:
        criterion, release = await criterion_and_release(session, criterion_id)
        card = await owe_card(session, release, now=now)
        await posts.owe(
            session,
            key_text=f"discuss:criterion:{criterion.pk}:{caller.user_id}:{now.date()}",
            kind="criterion_discuss",
            subject_id=criterion.pk,
            channel_id=card.channel_id,
            thread_id=card.pk,
            details={"asked_by": caller.user_id},
            due_at=now,
        )
    return release


async def criterion_and_release(session: AsyncSession, criterion_id: int) -> tuple[Criterion, Release]:
    """A criterion that is still there, with its release."""
    criterion = await releases.criterion(session, criterion_id)
    if criterion is None:
        raise CriterionGone()
    release, _ = await release_and_team(session, criterion.release_id)
    return criterion, release


async def compose_discuss(desk: Desk, post: Post) -> Message | None:
    """What the criterion's owner is asked, in the card's thread."""
    async with desk.database.reading(post.workspace_id) as session:
        criterion = await releases.criterion(session, post.subject_id)
    if criterion is None:
        return None
    return render.message("releases/discuss", criterion=criterion, asked_by=post.details["asked_by"])


async def about_criterion(session: AsyncSession, post: Post) -> About | None:
    """The criterion, and whoever wanted to talk about it."""
    criterion = await releases.criterion(session, post.subject_id)
    return About(people=(post.details["asked_by"],), name=criterion.text) if criterion is not None else None


DISCUSS = Kind(name="criterion_discuss", compose=compose_discuss, about=about_criterion)
