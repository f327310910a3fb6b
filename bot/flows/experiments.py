"""Say what an experiment shows of a hypothesis."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlmodel.ext.asyncio.session import AsyncSession

from bot.value.experiment import Arm, Compared, compare
from bot.value.figure import Figure, counted
from storage import experiments
from storage.experiments import ArmCount
from storage.metrics import Metric
from storage.outcomes import Outcome


@dataclass(frozen=True, kw_only=True)
class Experiment:
    """An outcome's experiment: the newest count of each arm, and what they show once there are both."""

    outcome: Outcome
    arms: dict[str, Arm]
    # How many counts were replaced by later ones.
    replaced: int
    compared: Compared | None

    @property
    def key(self) -> str:
        """OUT-3."""
        return f"OUT-{self.outcome.number}"

    @property
    def figures(self) -> list[Figure]:
        """What stands behind what it shows; nothing before there are both arms."""
        if self.compared is None:
            return []
        more = f"{counted(self.replaced, 'earlier count')}: each arm is counted from the beginning"
        return [self.compared.figure((more,) if self.replaced else ())]


async def experiment_of(
    session: AsyncSession, outcome: Outcome | None, metric: Metric | None, *, now: datetime
) -> Experiment | None:
    """What an outcome's experiment shows by what was counted until now; None for what is no hypothesis, and where
    nobody counted.
    """
    if outcome is None or outcome.kind != "hypothesis":
        return None
    counts: Sequence[ArmCount] = await experiments.of_outcome(session, outcome.pk)
    rows = [row for row in counts if row.known_at <= now]
    if not rows:
        return None
    arms = {row.arm: Arm(row.hits, row.n) for row in reversed(rows)}
    both = len(arms) == 2
    return Experiment(
        outcome=outcome,
        arms=arms,
        replaced=len(rows) - len(arms),
        compared=compare(
            arms["control"], arms["variant"], "down" if metric is not None and metric.direction == "down" else "up"
        )
        if both
        else None,
    )
