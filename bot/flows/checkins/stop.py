"""Stop asking about an outcome that is closed or paused: in its check-ins, in their messages, and on the cards."""

from datetime import datetime

from sqlmodel.ext.asyncio.session import AsyncSession

from bot.flows.releases.card import owe_card
from storage import checkins, history, posts, promises, releases
from storage.outcomes import Outcome


async def stop_asking(session: AsyncSession, outcome: Outcome, *, who: str, now: datetime) -> None:
    """Put aside what is asked of an outcome that is closed or paused, and show its state where it is shown.

    What is still to come is put aside when its time has come, unless the outcome is open again by then.
    """
    state = "cancelled" if outcome.state == "closed" else "skipped"
    for promise in await promises.on_outcome(session, outcome.pk):
        for look in await checkins.of_promise(session, promise.pk):
            if outcome.state == "open" or look.state != "asked":
                continue
            why = f"the outcome is {outcome.state}"
            look.state, look.skipped_why, look.snoozed_until = state, why, None
            session.add(look)
            await history.record(
                session, "checkin", look.pk, who=who, what="state", old="asked", new=state, why=why, at=now
            )
            if look.asked_in is not None:
                await posts.renew(session, look.asked_in, now=now)
        release = await releases.get(session, promise.release_id)
        if release is not None and release.state != "draft":
            await owe_card(session, release, now=now)
