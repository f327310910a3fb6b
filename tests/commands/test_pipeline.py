"""What is promised and has not shipped: by quarter and release, raw and weighted, each currency for itself."""

import pytest

from tests.commands.past import past_promise
from tests.commands.test_value import schedule_another
from tests.playing import define_metric, plan_release, schedule, ship


@pytest.fixture
async def pipeline(payoff, ana):
    """Six releases: two with euros, one with dollars, one without money, one of maintenance, one without an outcome."""
    await define_metric(ana)
    for name in ("One-page checkout", "Wallet", "Gift cards", "Search", "Upgrade", "Loose end"):
        await plan_release(ana, name)
    await schedule(ana, "REL-1", "9 Mar", worth="€36.5k, €73k, €110k")
    await ana.type("#checkout", "/release schedule REL-5 5 Mar")
    await ana.choose("This release delivers", "Maintenance: it keeps things running")
    await ana.fill("What has to be kept running?", "PostgreSQL 12 loses support")
    await ana.choose("Why now?", "A date outside our control")
    await ana.submit()
    await promise(ana, "REL-2", "schedule REL-2 6-16 Apr", worth="€146k", sure="30 %: worth a try")
    await promise(ana, "REL-3", "promise REL-3", worth="$300k", sure="50 %: a coin")
    await promise(ana, "REL-4", "schedule REL-4 5 Mar")


async def promise(person, key, command, *, worth="", sure="60 %: more likely than not"):
    """Promise on the outcome that is there already."""
    await person.type("#checkout", f"/release {command}")
    await person.choose("Outcome", "Fewer people give up while paying (OUT-1)")
    await person.fill("How much of it will this release move?", "0.2, 0.5, 0.8")
    await person.choose("How sure are you?", sure)
    if worth:
        await person.fill("Worth a year, if it works", worth)
    if "promise" not in command:
        await person.choose("Why now?", "It is ready and worth it")
    await person.submit()
    assert person.modal is None, person.errors


async def test_the_pipeline_adds_raw_and_weighted_worth_by_quarter_and_lists_what_is_not_quantified(
    payoff, ana, eva, pipeline
):
    (shown,) = await eva.type("#leadership", "/value pipeline")

    assert "€219k + $300k a year, if all goes as is likely; €88k + $150k weighted" in shown.words
    assert "Q1 2026: €73k, weighted €44k, one release" in shown.words
    assert "Q2 2026: €146k, weighted €44k, one release" in shown.words
    assert "No date: $300k, weighted $150k, one release" in shown.words
    assert "Search REL-4: nobody put money on it" in shown.words
    assert "Upgrade REL-5: maintenance, exempt" in shown.words
    assert "Loose end REL-6: no outcome promised" in shown.words
    assert "$0" not in shown.words
    assert "€0" not in shown.words


async def test_what_costs_most_to_delay_for_its_length_comes_first(payoff, ana, eva, pipeline):
    (shown,) = await eva.type("#leadership", "/value pipeline")

    rows = [line for line in shown.words.splitlines() if " | " in line]
    # €73k are €1,400 a week, for one week; €146k are €2,800 a week, for 45 days.
    assert rows[1] == "One-page checkout | Mon 9 Mar | €36k–€73k–€110k, 60 % | €44k | €1.4k | €1.4k"
    assert rows[2] == "Wallet | 6–16 Apr | €146k, 30 % | €44k | €2.8k | €436"
    assert rows[3] == "Gift cards | – | $300k, 50 % | $150k | $5.8k | –"


async def test_the_sums_are_explained_row_by_row_with_what_was_left_out(payoff, ana, eva, pipeline):
    (shown,) = await eva.type("#leadership", "/value pipeline")

    await eva.click("Why these numbers?", in_=shown)

    why = eva.messages("#leadership")[-1].words
    assert "Likely, not shipped yet: €219,000 + $300,000" in why
    assert "In: Wallet REL-2: €146,000 × 30 %" in why
    assert "Left out: Upgrade REL-5: maintenance, exempt" in why
    assert "CD3: One-page checkout REL-1 first" in why
    assert "In: One-page checkout REL-1: €1,400 ÷ (7 days ÷ 7) = €1,400" in why
    assert "Left out: Gift cards REL-3: no date" in why


async def test_what_has_shipped_or_was_cancelled_is_no_longer_in_the_pipeline(payoff, ana, eva):
    await define_metric(ana)
    await plan_release(ana)
    await schedule(ana, worth="€36.5k")
    await plan_release(ana, "Wallet")
    await schedule_another(ana, "REL-2", worth="€10k")
    await ship(payoff, ana)
    await ana.type("#checkout", "/release cancel REL-2")
    await ana.fill("Why?", "Nobody wants it")
    await ana.submit()

    (shown,) = await eva.type("#leadership", "/value pipeline")

    assert "Nobody has put money on what is still to ship." in shown.words
    assert "Not quantified" not in shown.words


async def test_the_pipeline_says_what_past_claims_let_expect_and_of_which_releases_they_say_nothing(
    payoff, ana, eva, pipeline
):
    await ana.type("#growth", "/release plan Referrals")
    await ana.submit()
    await promise(ana, "REL-7", "promise REL-7", worth="€11k")
    (before,) = await eva.type("#leadership", "/value pipeline")
    async with payoff.database.writing(payoff.workspace_id) as session:
        for number, effect in enumerate((0.05, 0.1, 0.25, 0.3, 0.4), 20):
            await past_promise(session, 1, number, effect=effect, at=payoff.clock.now)

    (shown,) = await eva.type("#leadership", "/value pipeline")
    told = shown.words
    await eva.click("Why these numbers?", in_=shown)

    # Half of what was promised: of €73k, €146k and €11k, and of $300k.
    assert "past claims" not in before.words
    assert "By what past claims came to, expect €115k + $150k a year." in told
    assert "Expected by past claims: €115,000 + $150,000" in eva.screen()
    assert "In: Wallet REL-2: €146,000 × 0.5×, this team's last 5" in eva.screen()
    assert "In: Referrals REL-7: €11,000 × 0.5×, the workspace's last 5" in eva.screen()
