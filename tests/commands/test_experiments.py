"""Count an experiment's control and variant: validated, invalidated, inconclusive, or too few to say."""

import pytest

from tests.commands.looks import asks
from tests.commands.test_value import schedule_another
from tests.playing import card_of, define_metric, plan_release, schedule, ship


async def hypothesis(payoff, person, *, kind="A hypothesis to test"):
    """A release that promises to move a hypothesis, shipped."""
    await define_metric(person)
    await plan_release(person)
    await schedule(person)
    await person.type("#checkout", "/outcome edit OUT-1")
    await person.choose("What kind of outcome is it?", kind)
    await person.fill("Why does it change?", "It is a bet")
    await person.submit()
    assert not person.errors
    await person.close_all()
    await ship(payoff, person)


async def count(person, what):
    """What is answered to a count of one arm."""
    (said,) = await person.type("#checkout", f"/metric record {what}")
    return said.words


async def test_an_experiment_is_told_once_both_arms_are_counted_and_a_later_count_replaces_the_first(payoff, ana):
    await hypothesis(payoff, ana)

    one = await count(ana, "Checkout conversion control 120 of 1000")
    both = await count(ana, "Checkout conversion variant 150 of 1,010")
    later = await count(ana, "OUT-1 variant 170 of 1010")
    (shown,) = await ana.type("#checkout", "/outcome show OUT-1")
    told = shown.words
    await ana.click("Why?", in_=shown)

    assert "Experiment, control: 120 of 1,000, 12 %. /metric record OUT-1 variant N of M counts the other arm." in one
    assert "+2.9 pt (−0.13 to +5.8): inconclusive, it may be chance." in both
    assert "the change caused +4.8 pt (1.8 to 7.9): validated. With it 170 of 1,010, 17 %" in later
    assert "the change caused +4.8 pt (1.8 to 7.9): validated" in told
    assert "Newcombe's hybrid score method (1998)" in ana.screen()
    assert "In: control: 120 of 1,000, 12 %" in ana.screen()
    assert "Left out: 1 earlier count" in ana.screen()


async def test_a_check_in_of_a_hypothesis_says_caused_only_with_an_experiment(payoff, ana):
    await hypothesis(payoff, ana)
    await count(ana, "Checkout conversion control 170 of 1000")
    await count(ana, "Checkout conversion variant 120 of 1000")
    await ana.type("#checkout", "/metric record Checkout conversion 4.3")
    await payoff.advance(days=7)

    (ask,) = asks(ana)
    await ana.click("Why?", in_=ask)

    assert "In an experiment the change caused −5 pt" in ask.words
    assert "invalidated" in ask.words
    assert "goes with the release" in ask.words
    assert "What an experiment shows was caused by what its variant had" in ana.screen()


async def test_an_experiment_is_the_evidence_of_the_verdict_that_it_shows(payoff, ana):
    await hypothesis(payoff, ana)
    await count(ana, "Checkout conversion control 120 of 1000")
    await count(ana, "Checkout conversion variant 170 of 1010")
    await ana.type("#checkout", "/metric record Checkout conversion 3.9")
    await payoff.advance(days=7)
    (ask,) = asks(ana)

    await ana.click("Confirm: hit", in_=ask)
    await payoff.settle()

    assert "too early to say" in ask.words
    assert (
        "validated. With it 170 of 1,010, 17 %; without it 120 of 1,000, 12 %. By that it is what you promised."
        in ask.words
    )
    assert "hit, verified" in card_of(ana).words
    (why,) = await ana.type("#checkout", "/value explain verdict REL-1")
    assert "Verdict: hit, verified" in why.words
    assert "In: evidence: the experiment" in why.words
    assert "In: proposed by the experiment: hit, in an experiment the change reaches the promised likely" in why.words
    assert (
        "In: experiment: +4.8 pt (1.8 to 7.9), validated, so hit, which stands where the readings are too early"
        in why.words
    )


async def test_an_experiment_is_no_evidence_of_what_it_does_not_show_nor_of_what_was_answered_before(payoff, ana):
    await hypothesis(payoff, ana)
    await ana.type("#checkout", "/metric record Checkout conversion 3.9")
    await payoff.advance(days=7)
    await answered(payoff, ana, "Hit")
    await count(ana, "Checkout conversion control 170 of 1000")
    await count(ana, "Checkout conversion variant 120 of 1000")
    (before,) = await ana.type("#checkout", "/value explain verdict REL-1")

    await ana.click("Change…", in_=asks(ana)[0])
    await ana.choose("What came of it?", "Hit")
    await ana.fill("Why does the answer change?", "There is an experiment")
    await ana.submit()
    await payoff.settle()

    assert "experiment" not in before.words.replace("without an experiment", "")
    assert "hit, claimed" in card_of(ana).words
    (after,) = await ana.type("#checkout", "/value explain verdict REL-1")
    assert "In: no other evidence" in after.words
    assert "invalidated, so missed" in after.words


async def answered(payoff, person, word):
    """The first look answered in its form."""
    await person.click("Edit…", in_=asks(person)[0])
    await person.choose("What came of it?", word)
    await person.submit()
    assert person.modal is None, person.errors
    await payoff.settle()


async def test_two_releases_that_were_to_do_it_share_no_experiment(payoff, ana):
    await hypothesis(payoff, ana)
    await plan_release(ana, "Guest checkout")
    await schedule_another(ana, "REL-2")
    await ship(payoff, ana, "REL-2")
    await count(ana, "OUT-1 control 120 of 1000")
    await count(ana, "OUT-1 variant 170 of 1010")
    await payoff.advance(days=7)

    words = "\n".join(m.words for m in ana.messages("#checkout") if not m.ephemeral)

    assert "the change caused +4.8 pt" in words
    assert "By that it is" not in words
    assert "Confirm: hit" not in words


async def test_too_few_people_show_nothing(payoff, ana):
    await hypothesis(payoff, ana)
    await count(ana, "Checkout conversion control 1 of 99")

    said = await count(ana, "Checkout conversion variant 99 of 100")

    assert "too few to say, each arm needs 100" in said
    assert "caused" not in said


@pytest.mark.parametrize(
    ("typed", "refused"),
    [
        ("Checkout conversion control", "Say how many of how many. Like control 120 of 1000"),
        ("Checkout conversion control 12 %", "Say how many of how many."),
        ("Checkout conversion variant 30 of 20", "30 is more than all 20 of them."),
        ("OUT-1 variant 0 of 0", "Of 0 there is no share."),
        ("Time to pay control 1 of 200", "No open hypothesis is about Time to pay."),
    ],
)
async def test_what_is_no_count_is_refused_and_says_how_it_goes(payoff, ana, typed, refused):
    await hypothesis(payoff, ana)
    await define_metric(ana, "Time to pay", unit="s", value="3")

    said = await count(ana, typed)

    assert refused in " ".join(said.split())


async def test_an_outcome_that_is_no_hypothesis_has_no_experiment(payoff, ana):
    await hypothesis(payoff, ana, kind="A business outcome")

    by_metric = await count(ana, "Checkout conversion control 120 of 1000")
    by_key = await count(ana, "OUT-1 control 120 of 1000")

    assert "No open hypothesis is about Checkout conversion." in by_metric
    assert "Only an outcome that is a hypothesis has an experiment." in by_key
