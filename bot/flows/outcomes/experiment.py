"""Count the arms of a hypothesis's experiment."""

import re
from datetime import datetime

from sqlmodel.ext.asyncio.session import AsyncSession

from bot.errors import Refusal
from bot.flows.caller import Caller
from bot.flows.experiments import Experiment, experiment_of
from bot.flows.metrics import take_metric
from bot.flows.outcomes.define import find_outcome, key_of, metric_of
from bot.value.experiment import Arm, is_arm, names_arm, parse_arm
from storage import outcomes
from storage.experiments import ArmCount
from storage.metrics import Metric
from storage.outcomes import Outcome

KEYED = re.compile(r"(?P<key>OUT-\d+)\s+(?P<arm>(?:control|variant)\b.*)", re.IGNORECASE)


class NoHypothesis(Refusal):
    """Only an outcome that is a hypothesis has an experiment."""


class WhichHypothesis(Refusal):
    """Several hypotheses are about this metric."""


async def take_arm(session: AsyncSession, text: str) -> tuple[Outcome, str, Arm] | None:
    """The hypothesis and the arm that "X control 120 of 1000" counts, X being its metric or its key.

    None where the words mean a reading.

    Raises:
        Unknown, Ambiguous: as `take_metric`, `find_outcome`.
        NotAnArm: as `bot.value.experiment.parse_arm`.
        NoHypothesis, WhichHypothesis: none, or several, are about that metric.
    """
    keyed = KEYED.fullmatch(text.strip())
    if keyed is not None:
        outcome = await find_outcome(session, keyed["key"])
        must_be_testable(outcome, await metric_of(session, outcome))
        return outcome, *parse_arm(keyed["arm"])
    if not names_arm(text):
        # A reading, as a rule: which metric it is of need not be found out twice.
        return None
    metric, rest = await take_metric(session, text)
    if not is_arm(rest):
        return None
    arm = parse_arm(rest)
    about = await outcomes.on_metric(session, metric.pk)
    meant = [outcome for outcome in about if outcome.kind == "hypothesis"]
    if not meant:
        raise NoHypothesis(
            f"No open hypothesis is about {metric.name}.", hint="`/outcome new` writes one; its kind is a hypothesis."
        )
    if len(meant) > 1:
        keys = " or ".join(f"`/metric record {key_of(each)} {rest}`" for each in meant[:3])
        raise WhichHypothesis(hint=f"Say which: {keys}.")
    must_be_testable(meant[0], metric)
    return meant[0], *arm


def must_be_testable(outcome: Outcome, metric: Metric | None) -> None:
    """Refuse to count for what no experiment can show.

    Raises:
        NoHypothesis: the outcome is none, is closed, or is not about a share.
    """
    if outcome.kind != "hypothesis":
        raise NoHypothesis(hint=f"`/outcome edit {key_of(outcome)}` makes {outcome.name} one.")
    if outcome.state == "closed":
        raise NoHypothesis(f"{outcome.name} is closed.", hint=f"`/outcome reopen {key_of(outcome)}` opens it again.")
    if metric is None or metric.unit != "%":
        unit = (metric.unit or "plain numbers") if metric is not None else "nothing"
        raise NoHypothesis(f"An experiment compares shares, in %; {outcome.name} is counted in {unit}.")


async def count_arm(
    session: AsyncSession, caller: Caller, outcome: Outcome, name: str, arm: Arm, *, now: datetime
) -> Experiment:
    """Keep one count, and say what the experiment shows with it."""
    row = ArmCount(outcome_id=outcome.pk, arm=name, hits=arm.hits, n=arm.n, known_at=now, who=caller.user_id)
    session.add(row)
    await session.flush()
    found = await experiment_of(session, outcome, await metric_of(session, outcome), now=now)
    if found is None:
        raise LookupError("A count that was kept is gone.")
    return found
