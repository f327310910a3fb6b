"""Change outcomes version by version, close them, and open them again."""

import pytest

from storage import outcomes
from tests.commands.looks import asks
from tests.commands.outcome_form import TARGET, shown, write_outcome
from tests.playing import card_of, define_metric, plan_release, schedule, ship


@pytest.fixture
async def metric(payoff, ana):
    """A metric to move."""
    await define_metric(ana)


async def test_an_edit_is_a_new_version_that_keeps_the_old_one_and_says_why(payoff, ana, ben, metric):
    await write_outcome(ana)
    await ana.type("#checkout", "/outcome edit OUT-1")
    assert "4.5" in ana.screen()
    await ana.fill(TARGET, "4.2")
    await ana.choose("Defined with, from support", ["Chloe Martin"])
    await ana.choose("Owner", "Ben Okafor")
    await ana.choose("By when?", "2026-12-31")
    await ana.fill("Why does it change?", "The campaign was cut")

    await ana.submit()

    assert "version 2" in ana.screen()
    await ana.close()
    words = await shown(ben)
    assert "Target: 4.5 % → 4.2 %: The campaign was cut (@Ana Ruiz)" in words
    assert "Due: Wed 30 Sep 2026 → Thu 31 Dec 2026" in words
    assert "Owner: @Ana Ruiz → @Ben Okafor" in words
    assert "Definers: – → @Chloe Martin (support)" in words
    async with payoff.database.reading(payoff.workspace_id) as session:
        first = await outcomes.version(session, 1, 1)
        second = await outcomes.version(session, 1, 2)
    assert (first.target, second.target) == (4.5, 4.2)
    assert second.why == "The campaign was cut"


async def test_how_an_effect_is_expected_to_come_is_kept_with_the_version(payoff, ana, metric):
    await write_outcome(ana)
    await ana.type("#checkout", "/outcome edit OUT-1")
    assert "Bit by bit, until its day" in ana.screen()
    await ana.choose("How is it expected to come?", "Fast at first, then slower")
    await ana.fill("Why does it change?", "Everyone sees it in the first week")

    await ana.submit()

    await ana.close()
    words = await shown(ana)
    assert "Curve: bit by bit, until its day → fast at first, then slower: Everyone sees it" in words
    async with payoff.database.reading(payoff.workspace_id) as session:
        kept = [(await outcomes.version(session, 1, number)).curve for number in (1, 2)]
    assert kept == ["linear", "saturating"]


async def test_an_edit_that_changes_nothing_or_says_no_why_writes_no_version(ana, metric):
    await write_outcome(ana)
    await ana.type("#checkout", "/outcome edit OUT-1")
    await ana.fill(TARGET, "4.2")
    await ana.submit()
    assert list(ana.errors) == ["Why does it change?"]
    await ana.fill(TARGET, "4.5")
    await ana.fill("Why does it change?", "A slip")

    await ana.submit()

    assert "Nothing has changed" in ana.errors["Why does it change?"]
    await ana.close()
    assert "version 1" in await shown(ana)


async def test_a_shipped_release_keeps_the_version_that_it_promised(payoff, ana, metric):
    await plan_release(ana)
    await schedule(ana)
    await ship(payoff, ana)
    await ana.type("#checkout", "/outcome edit OUT-1")
    await ana.fill(TARGET, "6")
    await ana.fill("Why does it change?", "We aim higher now")
    await ana.submit()
    await ana.close()

    (release,) = await ana.type("#checkout", "/release show REL-1")

    assert "4.5 %" in release.words
    assert "6 %" not in release.words
    assert "3.8 % → 6 %" in await shown(ana)


async def aim_at(person, target, why):
    """Change the outcome's target."""
    await person.type("#checkout", "/outcome edit OUT-1")
    await person.fill(TARGET, target)
    await person.fill("Why does it change?", why)
    await person.submit()
    assert not person.errors, person.errors
    await person.close_all()


async def test_until_it_ships_a_release_follows_its_outcome_and_from_then_on_looks_keep_that_version(
    payoff, ana, metric
):
    await plan_release(ana)
    await schedule(ana)
    await aim_at(ana, "4.8", "More is possible")
    await ship(payoff, ana)
    assert "3.8 % → 4.8 %" in card_of(ana).words
    await aim_at(ana, "6", "We aim higher now")

    await payoff.advance(days=7)

    (ask,) = asks(ana)
    assert "Target 4.8 % by Wed 30 Sep 2026" in ask.words
    assert "3.8 % → 4.8 %" in card_of(ana).words
    (value,) = await ana.type("#checkout", "/value REL-1")
    assert "4.8 % by Wed 30 Sep 2026" in value.words
    (explained,) = await ana.type("#checkout", "/value explain REL-1")
    assert "outcome version 2" in explained.words
    (explained,) = await ana.type("#checkout", "/value explain OUT-1")
    assert "outcome version 3" in explained.words


async def test_a_closed_outcome_leaves_the_list_keeps_its_reason_and_is_opened_again_by_undo(ana, metric):
    await write_outcome(ana)
    await ana.type("#checkout", "/outcome close OUT-1")
    await ana.fill("Why?", "Reached, and holding")
    await ana.submit()
    (still_open,) = await ana.type("#checkout", "/outcome list")
    (closed,) = await ana.type("#checkout", "/outcome list closed")

    assert "Fewer people" not in still_open.words
    assert "Fewer people" in closed.words
    assert "closed: Reached, and holding" in await shown(ana)

    await ana.click("Undo")

    assert "is open again" in ana.screen()
    (listed,) = await ana.type("#checkout", "/outcome list")
    assert "Fewer people" in listed.words
    assert "State: closed → open" in await shown(ana)


async def test_closing_what_is_closed_and_opening_what_is_open_are_told_apart_from_success(ana, metric):
    await write_outcome(ana)

    (open_already,) = await ana.type("#checkout", "/outcome reopen OUT-1")

    assert "is open already" in open_already.words
    assert open_already.ephemeral


async def test_an_outcome_that_was_closed_meanwhile_takes_no_edit(payoff, ana, ben, metric):
    await write_outcome(ana)
    await ana.type("#checkout", "/outcome edit OUT-1")
    await ana.fill(TARGET, "4.2")
    await ana.fill("Why does it change?", "The campaign was cut")
    await ben.type("#checkout", "/outcome close OUT-1")
    await ben.fill("Why?", "The shop was sold")
    await ben.submit()

    await ana.submit()

    assert "closed" in ana.screen()
    await ana.close_all()
    assert "version 1" in await shown(ana)
