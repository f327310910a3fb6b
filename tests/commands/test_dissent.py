"""Answer otherwise than is proposed: it is kept and told, and later readings show who was right."""

from datetime import timedelta

from storage.history import Change
from storage.verdicts import Verdict
from tests.commands.looks import asks, read_daily
from tests.commands.past import answered_early, past_promise, rows
from tests.playing import card_of, plan_release


async def answer(payoff, person, verdict, *, why=""):
    """Answer the newest look in the form."""
    await person.click("Edit…", in_=asks(person)[-1])
    await person.choose("What came of it?", verdict)
    if why:
        await person.fill("Why, if you say otherwise than proposed?", why)
    await person.submit()
    assert person.modal is None, person.errors
    await payoff.settle()


async def kept(payoff, table):
    """All rows of a table."""
    async with payoff.database.reading(payoff.workspace_id) as session:
        return await rows(session, table)


async def test_an_answer_against_the_proposal_is_kept_and_said_with_the_reason(payoff, ana, eva, measured):
    await payoff.advance(days=7)
    await ana.click("Edit…")
    assert "Proposed: hit, as the change reaches the promised likely" in ana.screen()
    await ana.close()

    await answer(payoff, ana, "Partly", why="Half of it is the <!channel> campaign")

    (ask,) = asks(eva)
    assert "Partly, verified, says @Ana Ruiz." in ask.words
    said = "Payoff proposed hit; @Ana Ruiz said partly: Half of it is the <!channel> campaign"
    assert said in ask.words
    (value,) = await eva.type("#checkout", "/value REL-1")
    assert said in value.words
    (why,) = await eva.type("#checkout", "/value explain verdict REL-1")
    assert "In: answered against the proposal of then: hit" in why.words
    (verdict,) = await kept(payoff, Verdict)
    assert (verdict.verdict, verdict.proposed) == ("partly", "hit")
    (change,) = [change for change in await kept(payoff, Change) if change.what == "verdict"]
    assert (change.old, change.new) == ("", "partly, verified; proposed: hit")
    assert change.why == "Half of it is the <!channel> campaign"


async def test_an_answer_as_proposed_keeps_the_proposal_and_says_nothing_of_it(payoff, ana, measured):
    await payoff.advance(days=7)

    await ana.click("Confirm: hit")
    await payoff.settle()

    (verdict,) = await kept(payoff, Verdict)
    assert (verdict.verdict, verdict.proposed) == ("hit", "hit")
    assert "Payoff proposed" not in asks(ana)[0].words
    (change,) = [change for change in await kept(payoff, Change) if change.what == "verdict"]
    assert change.new == "hit, verified"


async def test_an_answer_that_is_changed_is_held_against_what_is_proposed_by_then(payoff, ana, measured):
    await payoff.advance(days=7)
    await answer(payoff, ana, "Partly")
    assert "Payoff proposed hit; @Ana Ruiz said partly." in asks(ana)[0].words
    # What came since: nothing is left of it.
    await payoff.advance(days=14)
    await read_daily(payoff, [3.8] * 14)

    await ana.click("Change…", in_=asks(ana)[0])
    await ana.choose("What came of it?", "Missed")
    await ana.fill("Why does the answer change?", "It was the campaign")
    await ana.submit()
    await payoff.settle()

    first, second = await kept(payoff, Verdict)
    assert (first.verdict, first.proposed) == ("partly", "hit")
    assert (second.verdict, second.proposed) == ("missed", "missed")
    assert "Payoff proposed" not in asks(ana)[0].words
    assert "missed, verified" in card_of(ana).words


async def test_later_readings_side_with_the_proposal_once_nobody_will_look_again(payoff, ana, eva, measured):
    (before,) = await eva.type("#leadership", "/value accuracy #checkout")
    await payoff.advance(days=7)
    await answer(payoff, ana, "Partly")
    (early,) = await eva.type("#leadership", "/value accuracy #checkout")
    day = payoff.clock.now.date().isoformat()
    for days in (23, 60):
        await read_daily(payoff, [4.3, 4.4] * (days // 2), until=payoff.clock.now + timedelta(days=days))
        await payoff.advance(days=days)
        await ana.click("Confirm: hit", in_=asks(ana)[-1])
        await payoff.settle()

    (found,) = await eva.type("#leadership", "/value accuracy #checkout")
    (why,) = await eva.type("#leadership", "/value explain accuracy #checkout")

    assert "Said against the proposal: nobody has answered yet." in before.words
    assert "Said against the proposal: 1 of 1 answer. 1 open: a look is to come." in early.words
    said = "Said against the proposal: 1 of 3 answers. Later readings sided with the person 0 times, "
    assert f"{said}with the proposal 1 time.\n" in found.words
    assert "Against the proposal: 1 of 3 answers" in why.words
    row = "In: One-page checkout REL-1 +7 days: said partly, proposed hit; +90 days proposed hit: with the proposal"
    assert row in why.words
    (then,) = await eva.type("#leadership", f"/value explain accuracy #checkout asof {day}")
    assert "Against the proposal: 1 of 1 answer\n" in then.words
    assert "+7 days: said partly, proposed hit: a look is still to come" in then.words


async def test_each_answer_against_its_proposal_counts_by_what_the_last_look_proposed(payoff, ana, eva):
    await plan_release(ana)
    at = payoff.clock.now
    async with payoff.database.writing(payoff.workspace_id) as session:
        for number, (said, proposed, last) in enumerate(
            [
                ("hit", "partly", "hit"),
                ("missed", "too_early", "missed"),
                ("hit", "partly", "missed"),
                ("hit", "missed", "partly"),
                ("hit", "partly", "too_early"),
                ("hit", "hit", "missed"),
            ],
            10,
        ):
            promise = await past_promise(session, 1, number, word=last, proposed=last, at=at)
            await answered_early(session, promise, said, proposed, at=at)
        # Changed since to what was proposed; and one to which nothing was.
        promise = await past_promise(session, 1, 16, at=at)
        await answered_early(session, promise, "hit", "missed", at=at)
        await answered_early(session, promise, "missed", "missed", at=at, edition=2)
        # Nobody looked again.
        await past_promise(session, 1, 17, word="hit", proposed="missed", at=at)

    (found,) = await eva.type("#leadership", "/value accuracy #checkout")
    (why,) = await eva.type("#leadership", "/value explain accuracy #checkout")

    said = "Said against the proposal: 6 of 14 answers. Later readings sided with the person 2 times, "
    assert f"{said}with the proposal 1 time, with neither 1 time. For 2 no later look could tell." in found.words
    for row in (
        "In: Past 10 REL-10 +30 days: said hit, proposed partly; +90 days proposed hit: with the person",
        "In: Past 12 REL-12 +30 days: said hit, proposed partly; +90 days proposed missed: with the proposal",
        "In: Past 13 REL-13 +30 days: said hit, proposed missed; +90 days proposed partly: with neither",
        "Left out: Past 14 REL-14 +30 days: said hit, proposed partly: no later look could tell",
        "Left out: Past 17 REL-17 +90 days: said hit, proposed missed: no later look could tell",
    ):
        assert row in why.words
