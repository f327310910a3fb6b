"""Set values to pass on an outcome's way, and be told once when one is passed."""

import pytest

from tests.playing import define_metric, plan_release, schedule


@pytest.fixture
async def wanted(payoff, ana):
    """An outcome that is to rise from 3.8 % to 4.5 %."""
    await define_metric(ana)
    await plan_release(ana)
    await schedule(ana)
    await payoff.advance(hours=1)


def told(person):
    """What the channel was told of milestones."""
    return [m.words for m in person.messages("#checkout") if not m.ephemeral and " passed " in m.words]


async def test_a_milestone_passes_exactly_at_its_value_and_is_told_once_in_the_channel(payoff, ana, wanted):
    (made,) = await ana.type("#checkout", "/outcome milestone OUT-1 4.1% by 30 Jun")
    await ana.type("#checkout", "/outcome milestone Fewer people give up while paying 4.4")
    await ana.type("#checkout", "/metric record Checkout conversion 4.09")
    await payoff.settle()
    before = told(ana)
    for value in ("4.1", "4.0", "4.2"):
        await payoff.advance(hours=1)
        await ana.type("#checkout", f"/metric record Checkout conversion {value}")
    await payoff.settle()

    (shown,) = await ana.type("#checkout", "/outcome show OUT-1")

    assert "told when Checkout conversion reaches 4.1 %, which is to be by Tue 30 Jun 2026" in made.words
    assert before == []
    (passed,) = told(ana)
    assert passed.startswith(
        "Checkout conversion passed 4.1 %: 4.1 % on Tue 3 Mar 2026, which was to be by Tue 30 Jun 2026."
    )
    ladder = "✓ 4.1 % by Tue 30 Jun 2026, passed Tue 3 Mar 2026\n– 4.4 %"
    assert ladder in passed
    assert ladder in shown.words
    assert "Milestone: – → 4.1 % passed: 4.1 %" in shown.words


async def test_on_the_way_down_it_passes_from_above(payoff, ana):
    await define_metric(ana, "Support cases", unit="cases", value="300", direction="Down")
    await plan_release(ana)
    await schedule(ana, metric="Support cases", baseline="300", target="200", size="20, 50, 80")
    await ana.type("#checkout", "/outcome milestone OUT-1 250")
    await payoff.advance(hours=1)
    await ana.type("#checkout", "/metric record Support cases 251")
    await payoff.settle()
    before = told(ana)
    await payoff.advance(hours=1)
    await ana.type("#checkout", "/metric record Support cases 250")
    await payoff.settle()

    assert before == []
    assert len(told(ana)) == 1


async def test_a_milestone_may_be_moved_taken_away_and_set_again_and_history_keeps_it(payoff, ana, wanted):
    await ana.type("#checkout", "/outcome milestone OUT-1 4.1 by 30 Jun")
    (moved,) = await ana.type("#checkout", "/outcome milestone OUT-1 4.1 by 31 Jul")
    (gone,) = await ana.type("#checkout", "/outcome milestone OUT-1 4.1 off")
    await ana.type("#checkout", "/metric record Checkout conversion 4.2")
    await payoff.settle()
    (none,) = await ana.type("#checkout", "/outcome milestone OUT-1")
    (again,) = await ana.type("#checkout", "/outcome milestone OUT-1 off 4.1")
    (there,) = await ana.type("#checkout", "/outcome milestone OUT-1 4.1")
    (shown,) = await ana.type("#checkout", "/outcome show OUT-1")

    assert "no longer by Tue 30 Jun 2026" in moved.words
    assert "is taken away" in gone.words
    assert "No milestone yet." in none.words
    assert "has no milestone at 4.1 %." in again.words
    assert "is at 4.1 % already: 4.2 %." in there.words
    assert told(ana) == []
    assert "Milestone: 4.1 % by 2026-06-30 → 4.1 % by 2026-07-31" in shown.words


async def test_what_lies_behind_the_baseline_or_has_no_number_is_refused(payoff, ana, wanted):
    (behind,) = await ana.type("#checkout", "/outcome milestone OUT-1 3.8")
    (past,) = await ana.type("#checkout", "/outcome milestone OUT-1 4 by 2026-01-01")
    (wrong,) = await ana.type("#checkout", "/outcome milestone OUT-1 4 days")

    assert "A milestone lies on the way to the target." in behind.words
    assert "past" in past.words or "passed" in past.words
    assert "what is asked for is in %" in wrong.words
