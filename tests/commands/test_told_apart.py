"""Two releases on one metric: shipped close together they are one change, far apart each has its own."""

import re
from datetime import timedelta

from tests.commands.looks import asks, read_daily
from tests.commands.test_value import schedule_another
from tests.playing import define_metric, plan_release, schedule, ship
from tests.value.effect.readings import NOISE

TOO_NEAR = "they shipped too near to be told apart"


def course(first, days, level):
    """A level with a little noise, the same each time."""
    return [round(level + NOISE[day] / 20, 2) for day in range(first, first + days)]


async def claimed(payoff, ana, *, apart, levels):
    """Two releases so many days apart, each promised to raise it by half a point; what their check-ins asked.

    The first is said to have raised it by .9, which is more than its share; the second by what was seen.
    """
    between, after = levels
    await define_metric(ana, value="")
    await read_daily(payoff, course(0, 60, 3.8))
    await plan_release(ana)
    await schedule(ana, worth="$120k")
    await plan_release(ana, "Guest checkout")
    await schedule_another(ana, "REL-2", worth="$60k")
    await ship(payoff, ana, "REL-1")
    await read_daily(payoff, course(60, apart, between), until=payoff.clock.now + timedelta(days=apart))
    await payoff.advance(days=apart)
    await ship(payoff, ana, "REL-2")
    await read_daily(payoff, course(60 + apart, 8, after), until=payoff.clock.now + timedelta(days=8))
    await payoff.advance(days=8)
    first, second = asks(ana)
    said = second.words
    for ask, now in ((first, "4.7 %"), (second, "")):
        await ana.click("Edit…", in_=ask)
        await answered(ana, now=now)
        await payoff.settle()
    (question,) = [reply for ask in (first, second) for reply in ana.thread(ask) if "claim" in reply.words]
    return said, question.words


async def answered(person, *, now):
    """The open check-in: a hit, with the value that was typed or the one that was read."""
    await person.choose("What came of it?", "Hit")
    if now:
        await person.fill("Checkout conversion now", now)
    await person.fill("Evidence", "https://dashboards.example/checkout")
    await person.submit()
    assert person.modal is None, person.screen()


def size(words, key):
    """The share of a release, as the question proposes it."""
    return float(re.search(rf"{key}: \+(\S+) pt", words)[1])


async def test_far_apart_each_has_its_own_effect_and_the_shares_come_from_one_fit_of_both(payoff, ana):
    said, question = await claimed(payoff, ana, apart=16, levels=(4.1, 4.6))

    assert TOO_NEAR not in said
    low, high = re.search(r"\+0\.\d+ pt \((\S+) to (\S+)\) goes with the release", said).groups()
    assert float(low.strip("+−")) < 0.5 < float(high.strip("+"))
    assert "How do they share it?" in question
    assert abs(size(question, "REL-1") - 0.3) < 0.1
    assert abs(size(question, "REL-2") - 0.5) < 0.1
    assert "Proposed from a fit of all of them" in question


async def test_close_together_they_are_one_change_and_the_shares_are_allocated_not_measured(payoff, ana):
    said, question = await claimed(payoff, ana, apart=1, levels=(4.6, 4.6))

    assert TOO_NEAR in said
    assert abs(size(question, "REL-1") + size(question, "REL-2") - 0.8) < 0.15
    assert "Proposed by promise × weeks live: allocated, not measured" in question
