"""Take the answer to a check-in: confirmed with one tap, edited, or changed later."""

from dataclasses import dataclass
from datetime import datetime

from sqlmodel.ext.asyncio.session import AsyncSession

from bot.errors import FieldErrors, Refusal, person
from bot.flows.attention.backoff import responded
from bot.flows.attention.renew import seen_to
from bot.flows.caller import Caller
from bot.flows.checkins.around import days_since
from bot.flows.checkins.decided import decided
from bot.flows.checkins.question import Asked, question_of
from bot.flows.forecasts.opened import open_with_verdict
from bot.flows.releases.card import owe_card
from bot.flows.releases.changes import change, tell
from bot.flows.releases.effort import Effort, write_effort
from bot.flows.releases.permission import must_answer_for, must_be_allowed
from bot.flows.shares.ask import ask_to_share
from bot.value.digits import difference
from bot.value.naming import clean
from bot.value.verdict import LABELS
from bot.value.worth import delivered, delivered_between
from storage import checkins, history, posts, teams
from storage import evidence as stored_evidence
from storage.checkins import CheckIn
from storage.database import Database
from storage.decisions import WORDS as DECISIONS
from storage.evidence import Evidence
from storage.releases import Release
from storage.teams import Team
from storage.verdicts import WORDS, Verdict


class CheckInGone(Refusal):
    """This check-in no longer exists; its promise was withdrawn, or its outcome closed."""


class AnsweredAlready(Refusal):
    """This check-in has its answer already."""


@dataclass(frozen=True, kw_only=True)
class Answer:
    """An answer as it is typed into the form."""

    verdict: str
    after: float | None = None
    evidence: str = ""
    learned: str = ""
    follows: str = ""
    why: str = ""
    # What the release took, if that was said with it.
    effort: Effort | None = None


async def confirm(database: Database, caller: Caller, checkin_id: int, *, shown: str, now: datetime) -> Verdict:
    """Answer with the verdict that was proposed.

    Args:
        shown: the word on the button; when today's numbers propose another, nothing is saved and the new one is shown.

    Raises:
        AnsweredAlready: someone was faster.
        CheckInGone, NotYours: as named.
        ProposalMoved: the numbers have moved since the button was drawn.
    """
    async with database.writing(caller.workspace_id, arrival=caller.arrival, now=now) as session:
        checkin, team = await open_checkin(session, checkin_id)
        asked = await question_of(session, checkin, team, now=now)
        must_be_theirs(caller, asked, team)
        if asked.verdict is not None:
            raise AnsweredAlready(
                f"{person(asked.verdict.who)} answered this already.",
                hint="“Change…” edits the answer, and keeps the old one.",
            )
        if asked.proposal.word != shown:
            raise ProposalMoved()
        return await save(session, asked, team, caller, Answer(verdict=shown), now=now)


class ProposalMoved(Refusal):
    """The numbers have moved since this was asked. Look at the check-in again: it is up to date now."""


async def answer(database: Database, caller: Caller, checkin_id: int, given: Answer, *, now: datetime) -> Verdict:
    """Answer, or change an answer: the old one stays in the history.

    Raises:
        FieldErrors: no verdict, or something that is none; a change without a reason.
        CheckInGone, NotYours: as named.
    """
    errors = {}
    if given.verdict not in WORDS:
        errors["verdict"] = "Pick what came of it."
    if given.follows and given.follows not in DECISIONS:
        errors["follows"] = "Pick what follows, or leave it open."
    if errors:
        raise FieldErrors(errors)
    async with database.writing(caller.workspace_id, arrival=caller.arrival, now=now) as session:
        checkin, team = await open_checkin(session, checkin_id)
        asked = await question_of(session, checkin, team, now=now)
        must_be_theirs(caller, asked, team)
        if asked.verdict is not None and not given.why:
            raise FieldErrors({"why": "Say why the answer changes."})
        return await save(session, asked, team, caller, given, now=now)


async def save(
    session: AsyncSession, asked: Asked, team: Team, caller: Caller, given: Answer, *, now: datetime
) -> Verdict:
    """Write a verdict with what it rests on, and let whoever should know know."""
    checkin, release = asked.checkin, asked.release
    brought = [await bring(session, asked, caller, given.evidence, now)] if given.evidence.strip() else []
    rateable = given.verdict not in ("too_early", "unmeasurable")
    verified = rateable and (asked.backs(given.verdict) or bool(brought))
    effect = asked.effect
    after = given.after if given.after is not None else effect.after
    # What is typed has no range, and no sum over the days.
    as_read = given.after is None or given.after == effect.after
    change_seen = effect.change if as_read else None
    if not as_read and after is not None and effect.before is not None:
        change_seen = difference(after, effect.before)
    days, total = days_since(release, team.zone, now), effect.total if as_read else None
    worth = delivered(
        asked.worth_a_year,
        asked.promised,
        change_seen,
        days=days,
        word=given.verdict,
        verified=verified,
        total=total,
    )
    between = delivered_between(
        asked.worth_a_year,
        asked.promised,
        effect.low if as_read else None,
        effect.high if as_read else None,
        days=days,
        word=given.verdict,
        verified=verified,
        total=total,
    )
    verdict = Verdict(
        checkin_id=checkin.pk,
        promise_id=asked.promise.pk,
        release_id=release.pk,
        outcome_version=asked.promise.outcome_version,
        edition=asked.verdict.edition + 1 if asked.verdict is not None else 1,
        verdict=given.verdict,
        proposed=asked.proposal.word,
        verified=verified,
        before=effect.before,
        after=after,
        effect=change_seen,
        effect_low=effect.low if as_read else None,
        effect_high=effect.high if as_read else None,
        worth=worth.minor if worth is not None else None,
        worth_low=between[0].minor if between is not None else None,
        worth_high=between[1].minor if between is not None else None,
        currency=worth.currency if worth is not None else "",
        learned=clean(given.learned, limit=3000) if given.learned.strip() else "",
        why=given.why,
        who=caller.user_id,
        at=now,
    )
    session.add(verdict)
    await session.flush()
    if given.follows:
        session.add(decided(asked, word=given.follows, who=caller.user_id, now=now, verdict=verdict))
    for piece in brought:
        piece.verdict_id = verdict.pk
        session.add(piece)
    written = await history.record(
        session,
        "checkin",
        checkin.pk,
        who=caller.user_id,
        what="verdict",
        old=spoken(asked.verdict),
        new=spoken(verdict),
        why=given.why,
        at=now,
    )
    checkin.state, checkin.answered_by, checkin.answered_at = "answered", caller.user_id, now
    checkin.snoozed_until = None
    session.add(checkin)
    await responded(session, caller.user_id)
    changes = [written]
    if given.effort is not None:
        must_be_allowed("schedule", caller, release, team)
        changes += await write_effort(session, release, given.effort, who=caller.user_id, now=now)
    # The message that asked says it for the channel.
    await tell(session, release, changes, who=caller.user_id, now=now, note=False)
    await news(session, checkin, release, by=caller.user_id, now=now)
    await ask_to_share(session, asked.promise, asked.meaning.metric_id, team, thread_id=checkin.asked_in, now=now)
    return verdict


async def news(session: AsyncSession, checkin: CheckIn, release: Release, *, by: str, now: datetime) -> None:
    """The message that asked shows the answer, and so does the card; the last answer closes the release."""
    if checkin.asked_in is not None:
        await posts.renew(session, checkin.asked_in, now=now)
    await seen_to(session, "checkin", checkin.pk, (release.owner_id, release.deputy_id), now=now)
    await session.flush()
    if not await looked_through(session, checkin, release, by=by, now=now) and release.state == "shipped":
        await change(session, release, who="", now=now, note=False, untold=(by,), state="reviewing")
    await owe_card(session, release, now=now)


async def looked_through(
    session: AsyncSession, checkin: CheckIn, release: Release, *, by: str = "", now: datetime
) -> bool:
    """Open what was forecast of a promise after its last look, and close a release after its last; tells the latter."""
    await open_with_verdict(session, checkin.promise_id, now=now)
    looks = await checkins.of_release(session, release.pk)
    if release.state not in ("shipped", "reviewing") or any(look.state in checkins.OPEN for look in looks):
        return False
    await change(session, release, who="", now=now, note=False, untold=(by,), state="closed", closed_at=now)
    return True


async def bring(session: AsyncSession, asked: Asked, caller: Caller, text: str, now: datetime) -> Evidence:
    """Keep what was typed as evidence; the same twice is one."""
    text = clean(text, limit=3000)
    is_link = text.startswith(("https://", "http://")) and " " not in text
    source_key = f"{'link' if is_link else 'words'}:{text}"[:500]
    known = await stored_evidence.by_source(session, asked.release.pk, source_key)
    if known is not None:
        return known
    piece = Evidence(
        release_id=asked.release.pk,
        kind="link" if is_link else "words",
        source_key=source_key,
        quote="" if is_link else text,
        link=text if is_link else "",
        author_id=caller.user_id,
        added_by=caller.user_id,
        added_at=now,
    )
    session.add(piece)
    return piece


async def open_checkin(session: AsyncSession, checkin_id: int) -> tuple[CheckIn, Team]:
    """A check-in that may still be answered: asked, planned, late, missed or skipped, all count.

    Raises:
        CheckInGone: it was cancelled.
    """
    checkin = await checkins.get(session, checkin_id)
    team = await teams.get(session, checkin.team_id) if checkin is not None else None
    if checkin is None or team is None or checkin.state == "cancelled":
        raise CheckInGone()
    return checkin, team


def must_be_theirs(caller: Caller, asked: Asked, team: Team) -> None:
    """Only those who own the promise answer for it; others bring evidence.

    Raises:
        NotYours: and says whose it is.
    """
    must_answer_for(caller, asked.release, asked.promise.promised_by, team)


def spoken(verdict: Verdict | None) -> str:
    """A verdict as history keeps it: "hit, claimed", and "hit, claimed; proposed: partly" where it says otherwise."""
    if verdict is None:
        return ""
    word = LABELS[verdict.verdict]
    if verdict.verdict not in ("too_early", "unmeasurable"):
        word += f", {'verified' if verdict.verified else 'claimed'}"
    return f"{word}; proposed: {LABELS[verdict.proposed]}" if verdict.is_against else word
