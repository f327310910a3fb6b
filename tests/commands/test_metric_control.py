"""Compare a metric with another that moves with it: what moves both is no effect of a release."""

import re
from datetime import timedelta

import pytest

from storage import metrics as stored
from storage import promises
from tests.commands.looks import asks, read_daily
from tests.commands.test_metric_edit import change, said
from tests.commands.test_value import answer, schedule_another
from tests.playing import card_of, define_metric, plan_release, schedule, ship
from tests.value.effect.readings import NOISE

DAYS, SINCE = 60, 7
# Visits go up and down by themselves, and jump when the release ships; of a hundred about four buy.
VISITS = [round(100 + 4 * NOISE[day] + 20 * (day >= DAYS)) for day in range(DAYS + SINCE)]
COMPARE, EFFECT = "Compare with", "/value explain effect REL-1"


def bought(added=0.0):
    """What follows the visits, and to which the release added something."""
    return [round(each * 0.038 + NOISE[80 + day] / 50 + added * (day >= DAYS), 3) for day, each in enumerate(VISITS)]


async def compare(person, name="Checkout conversion", beside="Visits"):
    """Choose what a metric is compared with."""
    await person.type("#checkout", f"/metric edit {name}")
    await person.choose(COMPARE, beside)
    await person.fill("Why does it change?", "They go together")
    await person.submit()
    assert not person.errors, person.errors
    saved = person.screen()
    await person.close_all()
    return saved


async def both(ana):
    """A metric and another that it may be compared with."""
    await define_metric(ana, "Visits", unit="visits", value="")
    await define_metric(ana, value="")


async def looked_at(payoff, ana, *, added=0.0, visits=range(DAYS + SINCE), beside="Visits", meanwhile=None):
    """The check-in of a release a week after it shipped, both metrics having been read each day, visits on some."""
    await both(ana)
    start = payoff.clock.now
    await read_daily(payoff, bought()[:DAYS])
    await plan_release(ana)
    await schedule(ana)
    if beside:
        await compare(ana, beside=beside)
    if meanwhile:
        await meanwhile()
    await ship(payoff, ana)
    until = start + timedelta(days=SINCE)
    await read_daily(payoff, bought(added)[DAYS:], until=until)
    last = start + timedelta(days=visits.stop - DAYS)
    await read_daily(payoff, [VISITS[day] for day in visits], until=last, name="visits")
    await payoff.advance(days=SINCE)
    return asks(ana)[0].words


def ends(words):
    """The range of the change that a check-in or an explanation tells."""
    low, high = re.search(r"^Effect: \S+ pt \((\S+) to (\S+)\)", words, re.MULTILINE).groups()
    return float(low.replace("−", "-")), float(high.replace("−", "-"))


async def test_what_moves_both_is_an_effect_only_while_nothing_is_compared(payoff, ana):
    alone = await looked_at(payoff, ana, beside="")
    assert "Compared with" not in alone
    seen = ends(await said(ana, EFFECT))

    saved = await compare(ana)

    why = await said(ana, EFFECT)
    low, high = ends(why)
    assert seen[0] > 0.4
    assert low < 0 < high < 0.2
    assert "Compared with: – → Visits: They go together" in saved
    assert "From now on what a release changed is measured beside Visits: what moves both is no effect." in saved
    assert "compared with Visits: 60 days of it before shipping, 7 days since" in why
    shown = await said(ana, "/metric show Checkout conversion")
    assert "· compared with Visits" in shown
    assert "Compared with: – → Visits: They go together (@Ana Ruiz)" in shown


async def test_an_effect_that_is_there_stays_and_the_check_in_says_what_it_was_compared_with(payoff, ana):
    ask = await looked_at(payoff, ana, added=0.5)

    low, high = ends(await said(ana, EFFECT))
    assert 0.3 < low < 0.5 < high < 0.7
    assert "Compared with Visits. Chance alone would do this less than 1 time in 100." in ask


async def test_what_was_hardly_read_is_not_compared_with_and_why_is_told(payoff, ana):
    ask = await looked_at(payoff, ana, visits=range(DAYS + 2))

    told = await said(ana, EFFECT)
    assert "Left out: Visits, which it is to be compared with: read in only 2 of 7 days since shipping" in told
    assert ends(told)[0] > 0.4
    assert "Compared with" not in ask


async def promise_visits(person):
    """Plan a release that is to move what the other is compared with."""
    moves = {"name": "More people come", "metric": "Visits", "baseline": "100", "target": "130", "size": "5, 10, 15"}
    await plan_release(person, "Newspaper ads")
    await schedule(person, "REL-2", **moves)


async def test_what_the_same_release_is_to_move_takes_nothing_from_its_effect(payoff, ana):
    async def promised_too():
        await promise_visits(ana)
        async with payoff.database.writing(payoff.workspace_id) as session:
            (made,) = await promises.of_release(session, 2)
            made.release_id = 1
            session.add(made)

    await looked_at(payoff, ana, added=0.5, meanwhile=promised_too)

    why = await said(ana, EFFECT)
    assert "Left out: Visits, which it is to be compared with: REL-1 promised to move it" in why
    assert ends(why)[0] > 1


async def test_what_a_neighbour_promised_to_move_is_not_compared_with(payoff, ana):
    async def neighbour():
        await promise_visits(ana)
        await ship(payoff, ana, "REL-2")

    ask = await looked_at(payoff, ana, meanwhile=neighbour)

    assert "Left out: Visits, which it is to be compared with: REL-2 promised to move it" in await said(ana, EFFECT)
    assert "Compared with" not in ask


async def test_what_is_archived_is_compared_with_nothing_from_then_on(payoff, ana):
    await looked_at(payoff, ana)
    async with payoff.database.writing(payoff.workspace_id) as session:
        visits = await stored.by_folded(session, "visits")
        visits.archived_at = payoff.clock.now
        session.add(visits)

    why = await said(ana, EFFECT)

    assert "Left out: Visits, which it is to be compared with: it is archived" in why
    assert ends(why)[0] > 0.4


async def test_an_answer_and_a_day_are_told_by_what_was_compared_then(payoff, ana):
    await looked_at(payoff, ana, added=0.6)
    day = f"{EFFECT} asof {payoff.clock.now:%Y-%m-%d}"
    await ana.click("Confirm: hit", in_=asks(ana)[0])
    await payoff.settle()
    before, then = await said(ana, EFFECT), await said(ana, day)
    await payoff.advance(days=1)

    await compare(ana, beside="Nothing")

    assert "compared with Visits" in before
    assert "compared with Visits" in then
    # Down to the day on which it is asked.
    assert (await said(ana, EFFECT)).partition("known by")[0] == before.partition("known by")[0]
    assert await said(ana, day) == then


async def test_visits_of_days_that_are_still_being_filled_up_are_not_compared(payoff, ana):
    await looked_at(payoff, ana)
    await change(ana, "Visits", Hours_until_a_reading_is_complete="48")
    await ana.close_all()

    why = await said(ana, EFFECT)

    assert "compared with Visits: 60 days of it before shipping, 5 days since" in why
    assert "Left out: 2 readings of days in which Visits was not read" in why
    assert ends(why)[0] < 0 < ends(why)[1]


@pytest.mark.parametrize(
    ("typed", "says"),
    [("itself", "It cannot be compared with itself."), ("999", "There is no such metric any more.")],
)
async def test_what_no_menu_offers_is_refused_at_the_field(payoff, ana, monkeypatch, typed, says):
    await both(ana)
    async with payoff.database.reading(payoff.workspace_id) as session:
        metric = await stored.by_folded(session, "checkout conversion")
    await ana.type("#checkout", "/metric edit Checkout conversion")
    await ana.fill("Why does it change?", "To try")

    courier = payoff.slack.stage.courier
    deliver = courier.deliver

    async def forged(kind, payload, **more):
        if "view" in payload:
            state = payload["view"]["state"]["values"]["control"]["control"]
            state["selected_option"]["value"] = str(metric.pk) if typed == "itself" else typed
        return await deliver(kind, payload, **more)

    monkeypatch.setattr(courier, "deliver", forged)
    await ana.submit()

    assert ana.errors == {COMPARE: says}
    await ana.close_all()
    assert "compared with" not in await said(ana, "/metric show Checkout conversion")


@pytest.mark.parametrize("beside", ["", "Visits"])
async def test_a_fall_of_both_is_no_harm_that_the_release_did(payoff, ana, beside):
    await both(ana)
    await read_daily(payoff, bought()[:DAYS])
    await read_daily(payoff, VISITS[:DAYS], name="visits")
    await plan_release(ana)
    await schedule(ana, when="30 Jun")
    if beside:
        await compare(ana)
    await ship(payoff, ana)

    for day in range(DAYS, DAYS + 5):
        await payoff.advance(days=1)
        # As many fewer come as came more.
        await read_daily(payoff, [VISITS[day] - 40], name="visits")
        await read_daily(payoff, [bought()[day] - 40 * 0.038])
    await payoff.advance(days=1)

    harm = [m for m in ana.thread(card_of(ana)) if "the wrong way" in m.words]
    assert len(harm) == (0 if beside else 1)


async def test_releases_share_no_more_than_what_is_left_of_it(payoff, ana):
    async def another():
        await plan_release(ana, "Guest checkout")
        await schedule_another(ana, "REL-2")
        await ship(payoff, ana, "REL-2")

    await looked_at(payoff, ana, added=0.5, meanwhile=another)
    for name in ("One-page checkout REL-1 · @Ana", "Guest checkout REL-2 · @Ana"):
        await answer(ana, now="", near=name)
        await payoff.settle()

    why = await said(ana, "/value explain share REL-1")

    moved = float(re.search(r"Checkout conversion moved \+(\S+) pt", why)[1])
    # By itself it moved 1.25 pt.
    assert 0.4 < moved < 0.6
