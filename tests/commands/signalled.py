"""Play what leads up to a metric that moves without a release."""

from datetime import timedelta

from tests.commands.looks import read_daily
from tests.playing import define_metric, fill_outcome, plan_release, schedule

STRAY = [0.0, 0.06, -0.06, 0.03, -0.03, 0.02, -0.02, 0.05, -0.05]


def near(level, days):
    """Readings around a level."""
    return [round(level + STRAY[day % 9], 2) for day in range(days)]


def moves(person):
    """The messages that tell of a metric that moved."""
    return [m for m in person.messages("#checkout") if "what happened?" in m.words]


async def promising(payoff, person, *, until=None, **changed):
    """A metric read for two months, and the form in which a release is to promise to move it, filled in."""
    await define_metric(person, value="")
    await read_daily(payoff, near(3.8, 60), until=until)
    await plan_release(person)
    await person.type("#checkout", "/release schedule REL-1 5 Mar")
    await fill_outcome(person, **changed)


async def promised(payoff, ana):
    """A metric that was read for sixty days, and on which a promise hangs that has not shipped."""
    await define_metric(ana, value="")
    await read_daily(payoff, near(3.8, 60), until=payoff.clock.now - timedelta(days=1))
    await plan_release(ana)
    await schedule(ana, when="30 Jun")


async def moved(payoff, ana):
    """The message that tells of it, once five days were read that are elsewhere."""
    await promised(payoff, ana)
    await payoff.advance(days=4)
    await read_daily(payoff, near(4.3, 5))
    await payoff.advance(days=3)
    (told,) = moves(ana)
    return told
