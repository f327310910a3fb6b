"""Answer otherwise than is proposed: it is kept and told, and later readings show who was right."""

from storage.history import Change
from storage.verdicts import Verdict
from tests.commands.looks import asks, read_daily
from tests.commands.past import rows
from tests.playing import card_of


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
