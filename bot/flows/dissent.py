"""Tell how often a team answers otherwise than is proposed, and with whom later readings side."""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlmodel.ext.asyncio.session import AsyncSession

from bot.flows.releases.find import key_of
from bot.value.dissent import Dissent, Side, sided
from bot.value.figure import Figure, counted, few
from bot.value.verdict import LABELS
from storage import checkins, verdicts
from storage.checkins import CheckIn
from storage.releases import Release
from storage.verdicts import Verdict

WITH = {
    "person": "with the person",
    "proposal": "with the proposal",
    "neither": "with neither",
    "untold": "no later look could tell",
    "open": "a look is still to come",
}


@dataclass(frozen=True, kw_only=True)
class Dissents:
    """A team's answers that say otherwise than was proposed, with each in words."""

    counted: Dissent
    rows: Sequence[str] = ()
    # Those with which later readings side with nobody.
    left_out: Sequence[str] = ()


async def dissents_of(session: AsyncSession, team_id: int) -> Dissents:
    """What a team answered otherwise than was proposed. Of several editions of an answer the last counts."""
    given: dict[int, dict[int, tuple[Verdict, CheckIn, Release]]] = {}
    for verdict, look, release in await verdicts.of_team(session, team_id):
        given.setdefault(verdict.promise_id, {})[look.pk] = (verdict, look, release)
    looks = await checkins.of_promises(session, list(given))
    unfinished = {look.promise_id for look in looks if look.state in checkins.OPEN}
    answers, rows, left_out = 0, [], []
    sides: list[Side] = []
    for promise_id, answered in given.items():
        answers += sum(1 for verdict, _, _ in answered.values() if verdict.proposed)
        last, last_look, _ = list(answered.values())[-1]
        for verdict, look, release in answered.values():
            if not verdict.is_against:
                continue
            side: Side = "open" if promise_id in unfinished else "untold"
            if side == "untold" and look is not last_look:
                side = sided(verdict.verdict, verdict.proposed, last.proposed)
            sides.append(side)
            row = f"{release.name} {key_of(release)} +{look.day} days: said {LABELS[verdict.verdict]}, proposed "
            row += LABELS[verdict.proposed]
            if side in ("untold", "open"):
                left_out.append(f"{row}: {WITH[side]}")
            else:
                rows.append(f"{row}; +{last_look.day} days proposed {LABELS[last.proposed]}: {WITH[side]}")
    return Dissents(counted=Dissent(answers, tuple(sides)), rows=rows, left_out=left_out)


def figure_of_dissents(found: Dissents) -> Figure:
    """What stands behind how often a team answers otherwise than is proposed."""
    known = found.counted
    return Figure(
        label="against the proposal",
        value=f"{known.against} of {counted(known.answers, 'answer')}",
        formula="answers that say otherwise than was proposed ÷ answers. What is proposed at the last look sides with "
        "whichever is nearer to it, missed < partly < hit; where one could not tell, with the other if that says the "
        "same, and else with the one that could not",
        rows_in=few(found.rows),
        rows_out=few(found.left_out),
    )
