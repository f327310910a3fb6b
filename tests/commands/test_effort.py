"""Say what effort a release is estimated at and what it took, and hold the one against the other."""

from storage import history, releases, teams
from tests.commands.past import past_promise
from tests.playing import card_of, define_metric, plan_release, schedule, ship, shipped_release


async def said(person, text, channel="#checkout"):
    """What is answered to something typed."""
    (answer,) = await person.type(channel, text)
    return answer.words


async def test_an_estimate_is_kept_said_anew_and_held_beside_what_it_took(payoff, ana, eva):
    await define_metric(ana)
    await plan_release(ana)
    assert "nobody has said what effort it takes" in await said(ana, "/release effort REL-1")
    await said(ana, "/release effort REL-1 5 weeks")
    first = await said(ana, "/release effort REL-1 6 weeks")
    await schedule(ana)
    await said(ana, "/release effort One-page checkout 50 days")
    before = await said(eva, "/release show REL-1")
    await ship(payoff, ana)

    after = await said(ana, "/release effort REL-1 41")

    assert "effort: 30 person-days estimated." in first
    assert "/release effort REL-1 30 says what you estimate" in first.replace("`", "")
    assert "effort: 50 person-days estimated ·" in before
    assert "Effort estimated: 30 person-days → 50 person-days (@Ana Ruiz)" in before
    assert "effort: 50 person-days estimated, 41 spent." in after
    assert "/release effort REL-1 41" in await said(ana, "/release effort REL-1")
    await payoff.settle()
    assert "effort: 50 person-days estimated, 41 spent" in card_of(ana).words
    # As it stood when it was first scheduled.
    figures = await said(eva, "/value explain accuracy #checkout")
    assert "One-page checkout REL-1: 1.4×, 30 person-days estimated, 41 spent" in figures
    # What was told of the day before is told whole.
    await payoff.advance(days=1)
    await said(ana, "/release effort REL-1 42")
    assert "nobody kept" not in await said(eva, "/value explain REL-1 asof 2026-03-03")


async def test_effort_that_makes_no_sense_is_refused_and_nothing_is_written(payoff, ana):
    await plan_release(ana)
    await said(ana, "/release effort REL-1 30")

    answers = [await said(ana, f"/release effort REL-1 {typed}") for typed in ("-3", "0", "a lot", "€500", "3 months")]

    assert "Effort is person-days, more than 0" in answers[0]
    assert "Effort is person-days, more than 0" in answers[1]
    assert "“a lot” is not a number" in answers[2]
    assert "what is asked for is in person-days" in answers[3]
    assert "what is asked for is in person-days" in answers[4]
    assert "effort: 30 person-days estimated." in await said(ana, "/release effort REL-1")
    assert "nobody has said" in await said(ana, "/release effort REL-1 none")


async def test_only_those_who_plan_a_release_say_its_effort(payoff, ana, chloe):
    await plan_release(ana)

    refused = await said(chloe, "/release effort REL-1 1")

    assert "You may not schedule One-page checkout" in refused
    assert "nobody has said" in await said(ana, "/release effort REL-1")


async def test_the_form_of_the_cost_takes_effort_too_and_shows_what_is_wrong_with_it(payoff, ana):
    await plan_release(ana)
    await ana.type("#checkout", "/release cost REL-1")
    await ana.fill("Effort estimated, in person-days", "€5k")
    await ana.submit()
    wrong = dict(ana.errors)
    await ana.fill("Effort estimated, in person-days", "2 weeks")
    await ana.fill("Once", "€4k")
    await ana.submit()

    await ana.type("#checkout", "/release cost REL-1")
    shown = ana.screen()
    await ana.fill("Effort estimated, in person-days", "")
    await ana.submit()

    assert "person-days" in wrong["Effort estimated, in person-days"]
    assert "10" in shown
    assert "€4,000 once" in await said(ana, "/release show REL-1")
    assert "nobody has said" in await said(ana, "/release effort REL-1")


async def test_what_it_took_is_asked_for_with_the_answer_where_an_estimate_was_told(payoff, ana):
    await shipped_release(payoff, ana)
    await payoff.advance(days=8)
    await ana.click("Edit…")
    without = ana.screen()
    await ana.close()
    async with payoff.database.writing(payoff.workspace_id) as session:
        (await releases.by_number(session, 1)).effort_estimated = 30.0
        (await teams.by_channel(session, "C0CHECKOUT")).schedulers = ["U0BEN"]
    await ana.click("Edit…")
    of_others = ana.screen()
    await ana.close()
    async with payoff.database.writing(payoff.workspace_id) as session:
        (await teams.by_channel(session, "C0CHECKOUT")).schedulers = []

    await ana.click("Edit…")
    await ana.fill("Effort it took, in person-days", "none of your business")
    await ana.submit()
    wrong = dict(ana.errors)
    await ana.fill("Effort it took, in person-days", "8 weeks")
    await ana.submit()
    await payoff.settle()

    assert "Effort it took" not in without
    assert "Effort it took" not in of_others
    assert "is not a number" in wrong["Effort it took, in person-days"]
    assert "effort: 30 person-days estimated, 40 spent" in card_of(ana).words
    await ana.click("Change…")
    assert "Effort it took" not in ana.screen()


async def test_three_releases_say_how_a_team_estimates_effort_and_which_do_not_count(payoff, ana, eva):
    await plan_release(ana)
    async with payoff.database.writing(payoff.workspace_id) as session:
        for number, estimated, spent in [(10, 30, 33), (11, 10, 14), (12, 20, None), (13, None, 8), (14, None, None)]:
            await effort_of(payoff, session, number, estimated, spent)
    few = await said(eva, "/value accuracy #checkout", "#leadership")
    async with payoff.database.writing(payoff.workspace_id) as session:
        await effort_of(payoff, session, 15, 5, 12)

    told = await said(eva, "/value accuracy #checkout", "#leadership")
    figures = await said(eva, "/value explain accuracy #checkout", "#leadership")

    assert "Effort: too few to say: 2 of the 3 that are needed." in few
    # 1.1, 1.4 and 2.4 of what was estimated.
    assert "Effort: 1.4× of what was estimated, the middle half from 1.3× to 1.9×; three releases." in told
    assert "1.4× of what was estimated (1.3× to 1.9×)" in figures
    assert "Past 15 REL-15: 2.4×, 5 person-days estimated, 12 spent" in figures
    assert "Past 12 REL-12: nobody said what it took" in figures
    assert "Past 13 REL-13: nobody estimated it" in figures
    assert "Past 14 REL-14: nobody estimated it, nor said what it took" in figures


async def effort_of(payoff, session, number, estimated, spent):
    """A release of the past that was estimated at so much, and took so much."""
    promise = await past_promise(session, 1, number, at=payoff.clock.now)
    release = await releases.get(session, promise.release_id)
    release.effort_spent = spent
    if estimated is not None:
        release.effort_estimated = estimated
        change = {"who": "U0ANA", "what": "effort estimated", "old": "", "new": f"{estimated} person-days"}
        await history.record(session, "release", release.pk, **change, at=release.created_at)
