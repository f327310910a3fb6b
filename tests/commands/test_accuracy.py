"""Hold a team's estimates against what came of them."""

from datetime import timedelta

from storage.rules import Rule
from tests.commands.past import past_promise
from tests.playing import define_metric, plan_release, schedule


async def test_estimates_are_held_against_what_came_with_bias_and_spread(payoff, ana, eva):
    await plan_release(ana)
    async with payoff.database.writing(payoff.workspace_id) as session:
        for number, (effect, late) in enumerate([(0.1, 0), (0.25, 3), (0.2, 4), (0.5, 10), (0.6, -5)], 10):
            promise = await past_promise(session, 1, number, effect=effect, late=late, at=payoff.clock.now)
            state = {"state": "overridden" if number == 10 else "honoured", "settled_at": payoff.clock.now}
            about = {"promise_id": promise.pk, "release_id": promise.release_id}
            if number < 13:
                session.add(Rule(**about, measure="change", side="below", line=0.2, day=30, **state))

    (found,) = await eva.type("#leadership", "/value accuracy #checkout")

    # Of what was promised: 0.2, 0.4, 0.5, 1 and 1.2; late: −5, 0, 3, 4 and 10 days.
    assert "Value: 0.5× of what was promised, the middle half from 0.4× to 1×; five verified looks." in found.words
    assert "Dates: 3 days late, the middle half from 0 to 4 days; five releases" in found.words
    assert "Own rules: 2 of 3 kept to, 67 %." in found.words
    assert "Forecasts: too few to say: 0 of the 5" in found.words


async def test_fewer_than_three_are_too_few(payoff, ana):
    await plan_release(ana)
    async with payoff.database.writing(payoff.workspace_id) as session:
        for number in (10, 11):
            await past_promise(session, 1, number, at=payoff.clock.now)

    (found,) = await ana.type("#checkout", "/value accuracy")

    assert "Value: too few to say: 2 of the 3 that are needed." in found.words
    assert "Dates: too few to say: 2 of the 3" in found.words


async def test_changes_that_were_learned_from_data_are_told_with_the_time_from_signal_to_change(payoff, ana):
    await define_metric(ana)
    await plan_release(ana)
    await schedule(ana)
    for days, reason in ((2, "Value data"), (1, "Value data"), (1, "Risk"), (3, "Value data")):
        await payoff.advance(days=days)
        await ana.type("#checkout", "/release delay REL-1")
        day = (payoff.clock.now + timedelta(days=14)).date().isoformat()
        await ana.choose("Window begins", day)
        await ana.choose("Window ends", day)
        await ana.choose("Why does it move?", reason)
        await ana.submit()
        assert ana.modal is None, ana.errors

    (found,) = await ana.type("#checkout", "/value accuracy")

    # The only reading was taken at the beginning: 2, 3 and 7 days before.
    assert "Learning: 3 of four changes of plan made for value data, 3 days after the newest reading." in found.words


async def test_a_team_that_is_not_there_is_refused_with_the_nearest(payoff, ana):
    await plan_release(ana)

    (answer,) = await ana.type("#checkout", "/value accuracy chekout")

    assert "checkout" in answer.words
    assert "team" in answer.words
