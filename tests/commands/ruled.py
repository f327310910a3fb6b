"""Play what leads up to the day of a team's own rule."""

from datetime import timedelta

from tests.commands.looks import read_daily
from tests.playing import card_of, define_metric, fill_outcome, plan_release, ship

DOES, WHEN, LINE, DAY = "If it does not work, we will…", "…when", "…this line", "…by day"
QUOTE = "If the change is below +0.2 pt by day 30, we will: switch it off"


async def with_rule(payoff, ana, *, when="the change is below", line="0.2", day="30", before=None):
    """A release with a rule, after 40 days of readings: at 3.8 unless told."""
    await define_metric(ana, value="")
    await read_daily(payoff, before or [3.8, 3.7, 3.9, 3.8] * 10)
    await plan_release(ana)
    await ana.type("#checkout", "/release schedule REL-1 5 Mar")
    await fill_outcome(ana)
    await ana.fill(DOES, "switch it off")
    await ana.choose(WHEN, when)
    await ana.fill(LINE, line)
    await ana.fill(DAY, day)
    await ana.choose("Why now?", "It is ready and worth it")
    await ana.submit()
    assert ana.modal is None, ana.errors
    await payoff.settle()


async def read_after(payoff, value, *, days=30):
    """Readings of one value from shipping on."""
    await read_daily(payoff, [value] * days, until=payoff.clock.now + timedelta(days=days, hours=-1))


def quoted(person):
    """The messages that quote the rule, in the thread of the card."""
    return [message for message in person.thread(card_of(person)) if QUOTE in message.words]


async def on_its_day(payoff, ana):
    """The day of a rule has come, and it applies."""
    await with_rule(payoff, ana)
    await ship(payoff, ana)
    await read_after(payoff, 3.87)
    await payoff.advance(days=31)
