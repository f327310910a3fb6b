"""Decide whether a release may get a date, or ship, on whatever route it comes."""

from sqlmodel.ext.asyncio.session import AsyncSession

from bot.errors import Refusal
from bot.flows.releases.find import key_of
from bot.flows.releases.sheet import lines_of
from bot.value.gate import (
    QUESTION,
    Action,
    CriterionFacts,
    GateResult,
    Mode,
    Override,
    PromiseFacts,
    ReleaseFacts,
    decide,
)
from storage import releases
from storage.releases import Release
from storage.teams import Team


class GateClosed(Refusal):
    """A release gets no date, and does not ship, before the question is answered."""

    def __init__(self, release: Release, result: GateResult) -> None:
        self.release_id = release.pk
        self.result = result
        what = f"{release.name} lacks {' and '.join(result.missing)}."
        first = f"{QUESTION} " if result.asks_outcome else ""
        super().__init__(f"{first}{what}", hint=f"`/release schedule {key_of(release)}` asks for it.")


async def check(session: AsyncSession, release: Release, team: Team, *, action: Action = "schedule") -> GateResult:
    """What the gate says of a release, as it stands in the caller's transaction."""
    facts = ReleaseFacts(
        promises=[
            PromiseFacts(
                outcome=line.outcome.name,
                has_metric=line.outcome.metric_id is not None,
                has_baseline=line.outcome.baseline is not None,
                has_target=line.outcome.target is not None,
                has_due=line.outcome.due is not None,
                roles=[definer.get("role", "") for definer in line.outcome.definers],
            )
            for line in await lines_of(session, release)
        ],
        criteria=[
            CriterionFacts(text=criterion.text, agreed=criterion.agreed_at is not None)
            for criterion in await releases.criteria_of(session, release.pk)
        ],
        maintenance=release.maintenance,
        exempt_why=release.exempt_why,
        why_now=release.why_now,
        has_window=release.window_from is not None,
    )
    # Kept on the release only after the role was checked, by the flow that wrote it.
    override = Override(who=release.override_by, why=release.override_why, may=True) if release.override_by else None
    mode: Mode = "warn" if team.gate == "warn" else "block"
    return decide(action, facts, mode=mode, override=override)


async def must_pass(session: AsyncSession, release: Release, team: Team, *, action: Action) -> GateResult:
    """What the gate says, where it lets pass.

    Raises:
        GateClosed: it does not.
    """
    result = await check(session, release, team, action=action)
    if not result.allowed:
        raise GateClosed(release, result)
    return result
