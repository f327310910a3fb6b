"""Ask what was known on a day: what came later changes nothing of it."""

import re

from tests.commands.looks import read_daily
from tests.commands.test_value import answer, schedule_another
from tests.playing import define_metric, plan_release, ship, shipped_release

ASKED = (
    "REL-1",
    "OUT-1",
    "explain REL-1",
    "explain OUT-1",
    "explain Checkout conversion",
    "Q1 2026",
    "explain Q1 2026",
    "top",
    "hit Q1 2026",
    "okr O2 KR1",
    "explain okr O2 KR1",
    "roi REL-1",
    "pipeline",
    "explain REL-2",
    "accuracy",
    "explain accuracy",
)


async def all_of(person, day=""):
    """What is told of everything, as words."""
    said = []
    for asked in ASKED:
        (message,) = await person.type("#checkout", f"/value {asked}{day}")
        said.append(message.words)
    return said


def without_ids(blocks):
    """Blocks as they were sent: Slack gives each a number of its own."""
    return re.sub(r"'block_id': '\w+'", "", str(blocks))


async def link(person, goal):
    """Say what the outcome serves."""
    await person.type("#checkout", "/outcome edit OUT-1")
    await person.choose("It serves", "An OKR")
    await person.fill("Key or name of that", goal)
    await person.fill("Why does it change?", "It serves another goal")
    await person.submit()
    assert not person.errors
    await person.close_all()


async def change_everything(payoff, ana):
    """Late data, a correction, another answer, other names and another zone, and one more release."""
    await payoff.advance(days=3)
    await ana.type("#checkout", "/metric record Checkout conversion 5.9 2026-03-09")
    await read_daily(payoff, [4.9, 5.0, 5.1])
    await ana.click("Change…")
    await ana.choose("What came of it?", "Missed")
    await ana.fill("Why does the answer change?", "The feed was wrong")
    await ana.submit()
    assert ana.modal is None, ana.errors
    await ana.type("#checkout", "/release edit REL-1")
    await ana.fill("Name", "Checkout on one page")
    await ana.submit()
    await ana.close_all()
    await ana.type("#checkout", "/outcome edit OUT-1")
    await ana.fill("Where should it be?", "6")
    await ana.fill("Why does it change?", "We want more")
    await ana.submit()
    assert not ana.errors
    await ana.close_all()
    await link(ana, "O9 KR9")
    await ana.type("#checkout", "/payoff settings")
    await ana.fill("Time zone", "America/New_York")
    await ana.fill("Currency", "EUR")
    await ana.submit()
    await ana.close_all()
    await ana.type("#checkout", "/release ship REL-1 2 Mar 2026 10:00")
    await ship(payoff, ana, "REL-2")


async def test_what_was_told_on_a_day_is_told_again_word_for_word_after_everything_has_changed(payoff, ana, eva):
    await shipped_release(payoff, ana, worth="€120k")
    await payoff.advance(days=7)
    await answer(ana)
    await link(ana, "O2 KR1")
    await plan_release(ana, "Gift wrapping")
    await schedule_another(ana, "REL-2", when="2 Apr", worth="$50k")
    await payoff.settle()
    told = await all_of(eva)
    await payoff.advance(days=1)
    (first,) = await eva.type("#checkout", "/value explain Q1 2026 asof 10 Mar")
    first = without_ids(first.blocks)

    await change_everything(payoff, ana)

    now = await all_of(eva)
    assert all(new != old for new, old in zip(now, told, strict=True))
    assert await all_of(eva, " asof 2026-03-10") == told
    (again,) = await eva.type("#checkout", "/value explain Q1 2026 asof 2026-03-10")
    assert without_ids(again.blocks) == first


async def test_one_figure_may_be_asked_for_and_one_that_is_not_there_says_which_are(payoff, ana, eva):
    await shipped_release(payoff, ana, worth="€120k")
    await payoff.advance(days=7)
    await answer(ana)

    (effect,) = await eva.type("#checkout", "/value explain effect REL-1")
    (none,) = await eva.type("#checkout", "/value explain progress REL-1")

    assert "Effect: +0.5 pt" in effect.words
    assert "Verdict:" not in effect.words
    assert "has no such figure. It has: effect, verdict, worth delivered" in " ".join(none.words.split())


async def test_a_figure_named_like_the_first_word_of_a_name_is_that_name(payoff, ana, eva):
    await define_metric(ana, "Effect size")
    await payoff.advance(hours=1)

    (why,) = await eva.type("#checkout", "/value explain Effect size")

    assert "Why these numbers: Effect size" in why.words


async def test_nothing_is_known_as_of_a_day_to_come_nor_of_what_was_not_there_yet(payoff, ana, eva):
    await payoff.advance(days=3)
    await shipped_release(payoff, ana)

    (ahead,) = await eva.type("#checkout", "/value REL-1 asof 2026-04-01")
    (before,) = await eva.type("#checkout", "/value REL-1 as of 4 Mar")

    assert "Wed 1 Apr 2026 is still to come: nothing is known as of it." in ahead.words
    assert "One-page checkout was not there yet on" in before.words
