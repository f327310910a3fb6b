"""Decide what follows for a release: with the evidence quoted, or flagged where there is none."""

from tests.commands.looks import asks
from tests.commands.past import rows
from tests.playing import card_of, plan_release, shipped_release


async def test_a_decision_quotes_its_evidence_on_the_card_and_in_the_history(payoff, ana, eva, measured):
    await payoff.advance(days=7)
    await ana.click("Confirm: hit")
    await payoff.settle()

    (said,) = await ana.type("#checkout", "/value decide REL-1 invest Half of all orders use it")
    await payoff.settle()

    assert said.ephemeral
    assert "One-page checkout REL-1: scale." in said.words
    (value,) = await eva.type("#checkout", "/value REL-1")
    assert "Next: scale: Half of all orders use it" in value.words
    assert "It rests on +0.5" in value.words
    assert ", hit." in value.words
    assert "without evidence" not in value.words
    # The message that asked shows the same, for one place keeps it.
    assert "Next: scale: Half of all orders use it" in asks(ana)[0].words
    assert any("Decision: – → scale: Half of all orders" in reply.words for reply in ana.thread(card_of(ana)))


async def test_a_decision_without_evidence_is_kept_and_flagged(payoff, ana, eva):
    await shipped_release(payoff, ana)

    (said,) = await ana.type("#checkout", "/value decide REL-1 stop")

    assert "stop, decided without evidence" in said.words
    (value,) = await eva.type("#checkout", "/value REL-1")
    assert "Next: stop, decided without evidence." in value.words
    (shown,) = await eva.type("#checkout", "/release show REL-1")
    assert "Decision: – → stop, without evidence" in shown.words


async def test_a_later_decision_takes_the_place_of_an_earlier_one_and_both_are_kept(payoff, ana, eva):
    from storage.decisions import Decision

    await plan_release(ana)
    await ana.type("#checkout", "/value decide REL-1 hold")
    await ana.type("#checkout", "/value decide")
    await ana.choose("Release", "One-page checkout (REL-1)")
    await ana.submit()
    assert "Decision" in ana.errors
    await ana.choose("Decision", "Iterate on it")
    await ana.fill("Why?", "The form is too long")

    await ana.submit()

    assert "iterate, decided without evidence" in ana.screen()
    await ana.close_all()
    (value,) = await eva.type("#checkout", "/value REL-1")
    assert "Next: iterate, decided without evidence: The form is too long" in value.words
    async with payoff.database.reading(payoff.workspace_id) as session:
        assert [each.word for each in await rows(session, Decision)] == ["hold", "iterate"]


async def test_what_is_no_decision_is_refused_and_only_its_people_decide(payoff, ana, chloe):
    await shipped_release(payoff, ana)

    (misspelt,) = await ana.type("#checkout", "/value decide REL-1 stpo")
    (others,) = await chloe.type("#checkout", "/value decide REL-1 stop")

    assert "Did you mean /value decide REL-1 stop?" in misspelt.words
    assert "Only @Ana Ruiz can answer for One-page checkout" in others.words
