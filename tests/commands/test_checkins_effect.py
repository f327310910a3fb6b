"""Read what happened as someone who has never heard of statistics: how sure, when it could show, and whose it is."""

import re
from datetime import timedelta

from tests.commands.looks import asks, read_daily
from tests.commands.test_value import schedule_another
from tests.playing import card_of, define_metric, plan_release, schedule, ship

NOISE = [0.0, 0.5, -0.4, 0.1, -0.5, 0.3, 0.6, -0.2, -0.6, 0.2]


async def shipped(payoff, ana, readings):
    """A release that shipped after these readings."""
    await define_metric(ana, value="")
    await read_daily(payoff, readings)
    await plan_release(ana)
    await schedule(ana, worth="$120k")
    await ship(payoff, ana)


async def test_a_change_that_chance_would_make_too_is_too_early_with_the_day_on_which_it_could_show(payoff, ana):
    await shipped(payoff, ana, [round(3.8 + 1.1 * each, 2) for each in NOISE] * 6)
    await read_daily(payoff, [4.3, 3.7, 4.4, 3.6, 4.5, 3.9, 3.6], until=payoff.clock.now + timedelta(days=7))

    await payoff.advance(days=7)

    (ask,) = asks(ana)
    assert "too early to say" in ask.words
    assert "Chance alone would do this 1 time in " in ask.words
    assert re.search(r"A change as large as promised could show by \w{3} (\d+) Mar", ask.words)
    assert "[Confirm: too early]" in ask.words


async def test_where_noise_drowns_the_promise_it_says_so(payoff, ana):
    await shipped(payoff, ana, [38 + 20 * each for each in NOISE] * 6)
    await read_daily(payoff, [40.0, 37, 44, 36, 45, 39, 36], until=payoff.clock.now + timedelta(days=7))

    await payoff.advance(days=7)

    (ask,) = asks(ana)
    assert "This number varies so much that a change as large as promised does not show" in ask.words


async def test_a_change_that_is_there_is_said_with_how_rarely_chance_does_it(payoff, ana, measured):
    await payoff.advance(days=7)

    (ask,) = asks(ana)
    assert "Chance alone would do this less than 1 time in 100" in ask.words


async def test_releases_that_shipped_too_near_are_one_change_and_no_ones_hit(payoff, ana):
    await define_metric(ana, value="")
    await read_daily(payoff, [3.8, 3.7, 3.9, 3.8] * 10)
    await plan_release(ana)
    await schedule(ana, worth="$120k")
    await plan_release(ana, "Guest checkout")
    await schedule_another(ana, "REL-2")
    await ship(payoff, ana, "REL-1")
    await ship(payoff, ana, "REL-2")
    await read_daily(payoff, [4.3, 4.4, 4.3, 4.4, 4.3, 4.4, 4.3], until=payoff.clock.now + timedelta(days=7))
    await payoff.advance(days=7)
    ask = asks(ana)[-1]
    assert "It is the change of Guest checkout too: they shipped too near to be told apart" in ask.words
    assert "[Confirm: partly]" in ask.words

    await ana.click("Confirm: partly", in_=ask)
    await payoff.settle()

    assert "partly, claimed" in card_of(ana).words


async def test_an_earlier_release_that_was_to_move_the_same_number_is_flagged_in_the_picture(payoff, ana):
    await define_metric(ana, value="")
    await read_daily(payoff, [3.8, 3.7, 3.9, 3.8] * 10)
    await plan_release(ana)
    await schedule(ana)
    await ship(payoff, ana, "REL-1")
    await payoff.advance(days=20)
    await plan_release(ana, "Guest checkout")
    await schedule_another(ana, "REL-2")
    await ship(payoff, ana, "REL-2")
    await read_daily(payoff, [4.1, 4.0, 4.2, 4.1] * 6, until=payoff.clock.now + timedelta(days=7))

    await payoff.advance(days=7)

    (image,) = [block for block in asks(ana)[-1].blocks if block["type"] == "image"]
    assert "REL-2 on 23 Mar 2026; other release REL-1 on 3 Mar 2026" in image["alt_text"]
