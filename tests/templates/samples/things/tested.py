"""Experiments that show each of what one can show."""

from bot.flows.experiments import Experiment
from bot.value.experiment import Arm, compare
from tests.templates.samples.things.plans import outcome


def experiment(control=None, variant=None, direction="up"):
    """An experiment with one arm or both."""
    arms = {name: Arm(*arm) for name, arm in (("control", control), ("variant", variant)) if arm}
    return Experiment(
        outcome=outcome(kind="hypothesis"),
        arms=arms,
        replaced=2,
        compared=compare(arms["control"], arms["variant"], direction) if len(arms) == 2 else None,
    )


EXPERIMENTS = [
    experiment((120, 1000), (170, 1010)),
    experiment((120, 1000), (170, 1010), "down"),
    experiment((120, 1000), (150, 1010)),
    experiment((1, 12), (0, 99)),
    experiment((120, 1000)),
    experiment(variant=(1_200_000, 2_000_000)),
]
