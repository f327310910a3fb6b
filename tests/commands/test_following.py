"""Follow a release: one message for what changes, with old, new and why; none for what one changed oneself."""

import pytest

from tests.commands.test_release_people import delay, told
from tests.playing import card_of, define_metric, plan_release, schedule, ship


@pytest.fixture
async def followed(payoff, ana, eva):
    """Ana's release, with a date; Eva follows it."""
    await define_metric(ana)
    await plan_release(ana)
    await schedule(ana, when="3-14 Apr, medium")
    await payoff.settle()
    (answer,) = await eva.type("#checkout", "/release follow One-page checkout")
    assert "You follow One-page checkout REL-1" in answer.words
    await payoff.advance(minutes=5)


async def test_each_change_is_one_message_to_each_follower_with_old_new_and_why(payoff, ana, eva, followed):
    await delay(ana)
    await payoff.settle()

    (said,) = told(eva)
    assert said.startswith("One-page checkout REL-1")
    assert "Window: 3–14 Apr 2026 → Mon 20 Apr 2026: risk (@Ana Ruiz)" in said


async def test_nobody_is_told_of_what_they_changed_themselves(payoff, ana, eva, followed):
    await delay(ana)
    await ship(payoff, ana)
    await payoff.advance(days=7)
    await ana.click("Edit…")
    await ana.choose("What came of it?", "Hit")
    await ana.submit()
    await payoff.advance(minutes=5)

    assert [words for words in told(ana) if "@Ana Ruiz" in words] == []
    assert [words for words in told(ana) if "closed" in words] == []
    assert len(told(eva)) > 1


async def test_what_changes_within_a_minute_is_one_message(payoff, ana, eva, followed):
    await delay(ana, day="2026-04-20")
    await payoff.advance(seconds=30)
    at_once = told(eva)
    await ana.type("#checkout", "/release owner REL-1 @ben")
    await ana.submit()
    await payoff.advance(seconds=29)
    (said,) = told(eva)
    await delay(ana, day="2026-04-27", why="Feedback")

    await payoff.advance(minutes=2)
    first_minute = told(eva)
    await ana.type("#checkout", "/release owner REL-1 @dev")
    await ana.submit()
    await payoff.advance(minutes=2)

    assert "Window: 3–14 Apr 2026 → Mon 20 Apr 2026: risk" in at_once[0]
    assert "Owner" not in at_once[0]
    assert "Window: 3–14 Apr 2026 → Mon 20 Apr 2026: risk" in said
    assert "Owner: @Ana Ruiz → @Ben Okafor" in said
    assert len(first_minute) == 1
    assert "Window: Mon 20 Apr 2026 → Mon 27 Apr 2026: feedback" in first_minute[0]
    assert len(told(eva)) == 2
    assert "Owner: @Ben Okafor → @Dev Patel" in told(eva)[1]
    assert "Window" not in told(eva)[1]


@pytest.mark.parametrize("typed", ["/release unfollow REL-1", "/release unfollow One-page checkout"])
async def test_whoever_stops_following_is_told_nothing_more(payoff, ana, eva, followed, typed):
    (answer,) = await eva.type("#checkout", typed)
    assert "You no longer follow One-page checkout" in answer.words

    await delay(ana)
    await payoff.settle()

    assert told(eva) == []


async def test_what_changed_before_one_stopped_is_not_told_afterwards(payoff, ana, eva, followed):
    await delay(ana)
    await eva.type("#checkout", "/release unfollow REL-1")

    await payoff.settle()

    assert told(eva) == []


async def test_following_twice_is_following_once(payoff, ana, eva, followed):
    (again,) = await eva.type("#checkout", "/release follow REL-1")

    await delay(ana)
    await payoff.settle()

    assert "You follow One-page checkout REL-1" in again.words
    assert len(told(eva)) == 1


async def test_whoever_does_not_follow_can_stop_all_the_same(ana, ben, followed):
    (answer,) = await ben.type("#checkout", "/release unfollow REL-1")

    assert "You no longer follow One-page checkout" in answer.words


async def test_a_promise_that_is_made_and_one_that_changes_are_told(payoff, ana, eva):
    await define_metric(ana)
    await plan_release(ana)
    await eva.type("#checkout", "/release follow REL-1")
    await schedule(ana, when="20 Apr")
    await payoff.settle()
    await payoff.advance(minutes=5)
    await ana.type("#checkout", "/outcome edit OUT-1")
    await ana.fill("Where should it be?", "4.2")
    await ana.fill("Why does it change?", "The campaign was cut")
    await ana.submit()
    assert not ana.errors, ana.errors

    await payoff.settle()

    made, changed = told(eva)
    assert "Promise: – → Checkout conversion +0.5 pt (@Ana Ruiz)" in made
    assert "State: draft → scheduled" in made
    assert "Target: 4.5 % → 4.2 %: The campaign was cut (@Ana Ruiz)" in changed


async def test_another_wording_of_the_outcome_changes_no_promise(payoff, ana, eva, followed):
    await ana.type("#checkout", "/outcome edit OUT-1")
    await ana.fill("What gets better, and for whom?", "Fewer shoppers give up")
    await ana.fill("Why does it change?", "Plainer words")
    await ana.submit()
    assert not ana.errors, ana.errors

    await payoff.settle()

    assert told(eva) == []


async def test_an_answer_is_told(payoff, ana, eva, followed):
    await ship(payoff, ana)
    await payoff.advance(days=7)
    before = len(told(eva))
    await ana.click("Edit…")
    await ana.choose("What came of it?", "Hit")
    await ana.submit()

    await payoff.advance(minutes=5)

    assert "Verdict: – → hit, claimed; proposed: too early (@Ana Ruiz)" in told(eva)[before]


async def test_a_criterion_that_is_agreed_is_told(payoff, ana, eva, followed):
    await ana.type("#checkout", "/release criteria REL-1")
    await ana.click("Change the list…")
    await ana.fill("More", "Load test passes")
    await ana.submit()
    await payoff.advance(minutes=5)
    await ana.type("#checkout", "/release criteria REL-1")
    await ana.click("Agree")

    await payoff.advance(minutes=5)

    assert "Criterion “Load test passes”: open → agreed (@Ana Ruiz)" in told(eva)[-1]


async def test_another_moment_of_shipping_is_told_and_the_card_says_it(payoff, ana, eva, followed):
    await ship(payoff, ana)
    await payoff.advance(minutes=5)
    before = len(told(eva))

    await ana.type("#checkout", "/release ship REL-1 yesterday 17:00")
    await payoff.settle()

    assert "Shipped: Tue 3 Mar 2026 10:05 → Mon 2 Mar 2026 17:00 (@Ana Ruiz)" in told(eva)[before]
    assert "Mon 2 Mar" in card_of(ana).words
