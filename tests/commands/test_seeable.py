"""Tell, while someone promises, what the metric's noise lets be seen at all."""

from tests.commands.looks import read_daily
from tests.commands.signalled import near, promising
from tests.playing import card_of, define_metric, fill_outcome, plan_release


async def test_a_promise_is_made_beside_what_its_metric_can_show_and_the_card_keeps_it(payoff, ana):
    await promising(payoff, ana)
    asked = ana.screen()
    await ana.choose("Why now?", "It is ready and worth it")
    await ana.submit()
    await payoff.settle()

    (shown,) = await ana.type("#checkout", "/release show REL-1")

    assert "With this metric's noise, a change of 0.0" in asked
    assert " pt shows after seven days, one of 0.0" in asked
    assert "With this metric's noise, a change of +0.5 pt shows after one day." in card_of(ana).words
    assert "a change of +0.5 pt shows after one day." in shown.words


async def test_one_that_is_too_small_to_be_seen_gets_a_line_and_goes_through(payoff, ana):
    await promising(payoff, ana, size="0.001, 0.002, 0.003")
    await ana.choose("Why now?", "It is ready and worth it")
    await ana.submit()
    await payoff.settle()

    card = card_of(ana).words

    assert "A change of +0.002 pt is too small to show by the last check-in, 90 days in: " in card
    assert "scheduled" in card


async def test_under_four_readings_nothing_is_said_of_what_can_be_seen(payoff, ana):
    await define_metric(ana, value="")
    await read_daily(payoff, near(3.8, 3))
    await plan_release(ana)
    await ana.type("#checkout", "/release schedule REL-1 5 Mar")
    await fill_outcome(ana)

    assert "noise" not in ana.screen()
