"""Say beforehand by how much a promise moves: opened with the verdict, held against what came, and counted."""

import pytest

from storage.promises import Promise
from tests.commands.looks import asks
from tests.commands.past import forecast_of, past_promise, rows
from tests.commands.test_forecasts import CHANCE, OPEN, SIZE, forecast, judge
from tests.playing import card_of, define_metric, plan_release, schedule, ship

OPENED = "Two of them said +0.45 pt (0.15 to 0.75); it was +0.1 pt, outside."


@pytest.fixture
async def missed(payoff, ana, ben, eva):
    """A release of which three forecast, two of them its size, and which moved 0.1 points."""
    await define_metric(ana)
    await plan_release(ana)
    await schedule(ana)
    await payoff.settle()
    await forecast(ana, "90", "0.2, 0.5, 0.8")
    await forecast(ben, "70", "0.1, 0.4, 0.7")
    await forecast(eva, "80")
    await payoff.settle()
    await ship(payoff, ana)
    await judge(payoff, ana, 7, "Missed")
    await judge(payoff, ana, 23, "Missed")


async def test_the_form_says_what_low_to_high_is_meant_to_hold(payoff, ana):
    await define_metric(ana)
    await plan_release(ana)
    await schedule(ana)
    await payoff.settle()

    await ana.click(OPEN, in_=card_of(ana))

    assert {CHANCE, SIZE} <= set(ana.labels())
    assert "Low to high is meant to hold what comes 4 times of 5." in ana.screen()


async def test_what_was_said_of_the_size_opens_with_the_final_verdict(payoff, ana, ben, eva, missed):
    (early,) = await ben.type("#checkout", "/value forecasts")
    (before,) = await eva.type("#checkout", "/value REL-1")
    day = payoff.clock.now.date().isoformat()
    await payoff.advance(days=60)
    await ana.click("Edit…", in_=asks(ana)[-1])
    await ana.choose("What came of it?", "Missed")
    await ana.fill("Checkout conversion now", "3.9 %")
    await ana.submit()
    await payoff.settle()

    (value,) = await eva.type("#checkout", "/value REL-1")
    (bens,) = await ben.type("#checkout", "/value forecasts")
    (why,) = await eva.type("#checkout", "/value explain REL-1")
    assert OPENED in asks(eva)[-1].words
    assert OPENED in value.words
    assert "by how much, said by 2: +0.45 pt (0.15 to 0.75), came to +0.1 pt: outside" in why.words
    assert "Brier 0.49 · +0.4 pt (0.1 to 0.7); it was +0.1 pt, within" in bens.words
    assert "One range of yours has an answer: too few to say how often they hold." in bens.words
    (then,) = await eva.type("#checkout", f"/value explain accuracy asof {day}")
    (now,) = await eva.type("#checkout", "/value explain accuracy")
    assert "Ranges: 0 of 1" in now.words
    assert "Ranges: –" in then.words
    assert "0.45" not in then.words
    # Nobody reads another's, nor their own before.
    assert "0.8" not in bens.words
    assert "0.4" not in early.words + before.words


async def test_a_size_of_what_nobody_measured_is_told_and_counts_for_nothing(payoff, ana, ben, eva, missed):
    await payoff.advance(days=60)
    await ana.click("Edit…", in_=asks(ana)[-1])
    await ana.choose("What came of it?", "Cannot be measured")
    await ana.fill("Checkout conversion now", "3.9 %")
    await ana.submit()
    await payoff.settle()

    (bens,) = await ben.type("#checkout", "/value forecasts")
    (why,) = await eva.type("#checkout", "/value explain accuracy")
    assert "Two of them said +0.45 pt (0.15 to 0.75); what came was not measured." in asks(eva)[-1].words
    assert "+0.4 pt (0.1 to 0.7); what came was not measured" in bens.words
    assert "of yours has an answer: too few to say how often" not in bens.words
    assert "Left out: One-page checkout REL-1: +0.45 pt (0.15 to 0.75), not measured" in why.words


async def test_a_person_and_a_team_see_how_often_their_ranges_held(payoff, ana, ben, eva):
    await define_metric(ana)
    await plan_release(ana)
    async with payoff.database.writing(payoff.workspace_id) as session:
        for number, effect in enumerate((0.1, 0.2, 0.5, 0.8, 0.9, -0.1, 0.7), 10):
            await past_promise(session, 1, number, effect=effect, metric_id=1, at=payoff.clock.now)
        for promise in await rows(session, Promise):
            session.add(forecast_of(promise, "U0ANA", size=(0.2, 0.5, 0.8)))
            if promise.pk < 5:
                # With Ana's that makes 0 to 0.8: 0.1 lies within what the team said.
                session.add(forecast_of(promise, "U0BEN", size=(-0.2, 0.5, 0.8)))

    (own,) = await ana.type("#checkout", "/value forecasts")
    (bens,) = await ben.type("#checkout", "/value forecasts")
    (teams,) = await eva.type("#leadership", "/value accuracy #checkout")
    (why,) = await eva.type("#leadership", "/value explain accuracy #checkout")

    assert "What came lay within your ranges 4 of 7 times; low to high is meant to hold 80 %." in own.words
    assert "Four ranges of yours have an answer: too few" in bens.words
    assert "Ranges: what came lay within the team's ranges 5 of 7 times; low to high is meant to hold" in teams.words
    assert "Ranges: 5 of 7" in why.words
    assert "In: Past 10 REL-10: +0.5 pt (0 to 0.8), came to +0.1 pt: within" in why.words
    assert "In: Past 15 REL-15: +0.5 pt (0.2 to 0.8), came to −0.1 pt: outside" in why.words


async def test_ranges_that_hold_far_too_little_are_called_too_narrow(payoff, ana):
    await define_metric(ana)
    await plan_release(ana)
    async with payoff.database.writing(payoff.workspace_id) as session:
        for number in range(10, 15):
            await past_promise(session, 1, number, effect=0.1, metric_id=1, at=payoff.clock.now)
        for promise in await rows(session, Promise):
            session.add(forecast_of(promise, "U0ANA", size=(0.2, 0.5, 0.8)))

    (own,) = await ana.type("#checkout", "/value forecasts")
    (teams,) = await ana.type("#checkout", "/value accuracy")

    for told in (own, teams):
        assert "0 of 5 times; low to high is meant to hold 80 %: they are too narrow." in told.words
