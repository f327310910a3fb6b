"""Keep what people agreed: how much of what a metric moved each release gets."""

from collections.abc import Mapping
from datetime import datetime
from fractions import Fraction

from sqlmodel.ext.asyncio.session import AsyncSession

from bot.errors import FieldErrors, Refusal, person
from bot.flows.caller import Caller
from bot.flows.shares.ask import group_about, key_of
from bot.flows.shares.groups import Group
from bot.value.amounts import format_amount, format_change
from bot.value.digits import exact
from bot.value.shares import Rule, split
from storage import history, posts, promises, releases, shares, teams
from storage.database import Database
from storage.shares import Share

RULES: tuple[Rule, ...] = ("proposal", "weeks", "promise", "none")


class SharesGone(Refusal):
    """Nothing is left to share: the answers have changed since."""


class SharesMoved(Refusal):
    """The numbers have moved since this was asked. Look again: the message is up to date now."""


class NotYoursToShare(Refusal):
    """That is for the people of these releases to agree."""


async def agree(
    database: Database,
    caller: Caller,
    promise_id: int,
    rule: str,
    *,
    mark: str,
    typed: Mapping[int, float] | None = None,
    now: datetime,
) -> Group:
    """Share by a rule, or as it was typed (sizes by promise); what was agreed before stays in the history.

    Raises:
        FieldErrors: a typed share is less than 0 or more than is claimed; or all together more than was moved.
        SharesGone, SharesMoved, NotYoursToShare: as named.
    """
    async with database.writing(caller.workspace_id, arrival=caller.arrival, now=now) as session:
        group = await shared_by(session, caller, promise_id, mark=mark)
        if typed is not None:
            must_fit(group, typed)
            parts = dict(typed)
        elif rule in RULES:
            claims = [member.claim for member in group.members]
            chosen: Rule = next(each for each in RULES if each == rule)
            parts = {key: float(share) for key, share in split(group.split.moved, claims, chosen).shares.items()}
        else:
            raise SharesGone()
        edition = await shares.next_edition(session, group.among)
        before = {share.promise_id: share.size for share in group.agreed}
        for member in group.members:
            size = parts.get(member.promise.pk, 0.0)
            session.add(
                Share(
                    among=group.among,
                    promise_id=member.promise.pk,
                    edition=edition,
                    rule="typed" if typed is not None else rule,
                    size=size,
                    who=caller.user_id,
                    at=now,
                )
            )
            old = before.get(member.promise.pk)
            await history.record(
                session,
                "release",
                member.release.pk,
                who=caller.user_id,
                what="share",
                old="" if old is None else said(group, old),
                new=said(group, size),
                at=now,
            )
        asked = await posts.by_key(session, key_of(group))
        if asked is not None:
            await posts.renew(session, asked.pk, now=now)
    return group


def said(group: Group, size: float) -> str:
    """A share as history keeps it: "+2 pt of Checkout conversion"."""
    return f"{format_change(group.split.signed(Fraction(exact(size))), group.metric.unit)} of {group.metric.name}"


async def shared_by(session: AsyncSession, caller: Caller, promise_id: int, *, mark: str) -> Group:
    """The group of a promise, for someone who may say how it is shared.

    Raises:
        SharesGone, SharesMoved, NotYoursToShare: as named.
    """
    group = await group_about(session, promise_id)
    if group is None or len(group.members) < 2:
        promise = await promises.get(session, promise_id)
        release = await releases.get(session, promise.release_id) if promise is not None else None
        raise SharesGone(f"No other release claims what {release.name} moved, as things stand." if release else None)
    people: list[str] = []
    for member in group.members:
        team = await teams.get(session, member.release.team_id)
        closers = team.closers if team is not None else []
        release = member.release
        people += [release.owner_id, release.deputy_id, member.promise.promised_by, release.created_by, *closers]
    if caller.user_id not in people:
        whose = " or ".join(person(user_id) for user_id in dict.fromkeys(people) if user_id)
        raise NotYoursToShare(f"Only {whose} can agree on this.")
    if mark != group.mark:
        raise SharesMoved()
    return group


def must_fit(group: Group, typed: Mapping[int, float]) -> None:
    """Hold typed shares to what is there.

    Raises:
        FieldErrors: at each that is less than 0, more than is claimed, or at the last where all exceed what was moved.
    """
    errors: dict[str, str] = {}
    unit = group.metric.unit
    total = Fraction(0)
    for member in group.members:
        key = member.promise.pk
        size, most = Fraction(exact(typed.get(key, 0.0))), group.split.claimed[key]
        total += size
        if size < 0:
            errors[f"share_{key}"] = "A share is 0 or more."
        elif size > most:
            errors[f"share_{key}"] = f"{member.key} claims {format_amount(float(most), unit)} of it, no more."
    if not errors and total > group.split.size:
        last = f"share_{group.members[-1].promise.pk}"
        errors[last] = (
            f"Together that is {format_amount(float(total), unit)} of the "
            f"{format_amount(float(group.split.size), unit)} that it moved."
        )
    if errors:
        raise FieldErrors(errors)
