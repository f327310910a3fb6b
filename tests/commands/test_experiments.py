"""Count an experiment's control and variant: validated, invalidated, inconclusive, or too few to say."""

import pytest

from tests.commands.looks import asks
from tests.playing import define_metric, plan_release, schedule, ship


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
