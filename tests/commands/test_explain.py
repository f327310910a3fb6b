"""Ask any figure why: formula, rows in, rows left out, version."""

from datetime import UTC, datetime, timedelta

from bot.flows.caller import Caller
from bot.flows.metrics import record
from storage import metrics
from tests.commands.test_asof import link
from tests.commands.test_value import answer, schedule_another
from tests.playing import define_metric, plan_release, schedule, ship, shipped_release


async def test_a_release_is_explained_by_the_answer_that_counts(payoff, ana, eva):
    await shipped_release(payoff, ana, worth="€120k")
    await payoff.advance(days=7)
    await answer(ana)
    await payoff.advance(days=3)
    await ana.type("#checkout", "/metric record Checkout conversion 5.9")

    (value,) = await eva.type("#checkout", "/value REL-1")
    (why,) = await eva.type("#checkout", "/value explain REL-1")

    assert "€2.3k evidenced" in value.words
    assert (
        "Effect: +0.5 pt\nafter − before\nIn: before: 3.8 %\nIn: after: 4.3 %\nIn: as answered on 2026-03-10, edition 1"
    ) in why.words
    assert "Verdict: hit, verified" in why.words
    assert "In: 1 piece of evidence" in why.words
    assert "Worth delivered: €2,301.37" in why.words
    assert "worth a year × (change seen ÷ change promised) × days since shipping ÷ 365" in why.words
    assert "In: 7 days since shipping" in why.words
    # Each figure names the version it was counted by, and the zone.
    assert why.words.count("\nv1 · outcome version 1 · Europe/Berlin") >= 3


async def test_readings_that_are_used_and_those_left_out_are_counted(payoff, ana, eva):
    await define_metric(ana, value="")
    await plan_release(ana)
    await schedule(ana)
    await ship(payoff, ana)
    caller = Caller(workspace_id=payoff.workspace_id, user_id="U0ANA")
    now = payoff.clock.now
    async with payoff.database.writing(payoff.workspace_id) as session:
        metric = await metrics.by_folded(session, "checkout conversion")
        # The last one is of the day on which it shipped, from before it did.
        for hours in [*range(-40 * 24 + 1, 10 * 24, 24), -1]:
            at = now + timedelta(hours=hours)
            await record(session, caller, metric, value=3.8 if hours < 0 else 4.3, at=at, now=now + timedelta(days=10))
    await payoff.advance(days=10)

    (why,) = await eva.type("#checkout", "/value explain REL-1")

    assert "Effect: +0.5 pt" in why.words
    assert "In: 40 days read before shipping" in why.words
    assert "In: 10 days read since shipping" in why.words
    assert "In: season: weekday" in why.words
    assert "In: likeliest noise: " in why.words
    assert "Left out: 1 reading of the day in which it shipped" in why.words


async def test_a_claim_says_why_it_counts_for_nothing(payoff, ana, eva):
    await shipped_release(payoff, ana, worth="€120k")
    await payoff.advance(days=7)
    await answer(ana, evidence="")

    (why,) = await eva.type("#checkout", "/value explain REL-1")
    (quarter,) = await eva.type("#checkout", "/value explain this quarter")

    assert "Worth delivered: –" in why.words
    assert "Left out: the verdict is claimed, not verified: it counts for nothing" in why.words
    assert "Evidenced: €0" in quarter.words
    assert "Left out: One-page checkout REL-1: hit, claimed: it counts for nothing without evidence" in quarter.words


async def test_a_quarter_is_explained_from_its_own_button_and_leads_back(payoff, ana, eva):
    await shipped_release(payoff, ana, worth="€120k")
    await plan_release(ana, "Guest checkout")
    await schedule_another(ana, "REL-2")
    await ship(payoff, ana, "REL-2")
    await payoff.advance(days=7)
    await answer(ana, near="One-page checkout")
    (shown,) = await eva.type("#checkout", "/value this quarter")

    await eva.click("Why these numbers?", in_=shown)

    assert "Evidenced: €2,301.37" in shown.words
    assert "In: One-page checkout REL-1: €2,301.37" in shown.words
    assert "Left out: Guest checkout REL-2: nobody has looked yet" in shown.words
    assert "Left out: Guest checkout REL-2: nobody put money on it" in shown.words
    assert "Releases that moved a metric: 1 of 2" in shown.words

    await eva.click("Back", in_=shown)

    assert "What Q1 2026 delivered" in shown.words


async def test_an_outcome_and_a_metric_explain_their_progress(payoff, ana, eva):
    await shipped_release(payoff, ana)
    await payoff.advance(hours=1)
    await ana.type("#checkout", "/metric record Checkout conversion 4.15")

    (outcome,) = await eva.type("#checkout", "/value explain OUT-1")
    (metric,) = await eva.type("#checkout", "/value explain Checkout conversion")

    for why in (outcome, metric):
        assert "Progress: 50 %" in why.words
        assert "(newest reading − baseline) ÷ (target − baseline)" in why.words
        assert "In: newest reading: 4.15 %" in why.words


async def test_what_has_not_shipped_has_no_effect_to_explain(ana, eva):
    await define_metric(ana)
    await plan_release(ana)
    await schedule(ana)

    (why,) = await eva.type("#checkout", "/value explain REL-1")

    assert "Worth a year: –" in why.words
    assert "Effect" not in why.words


async def test_every_list_of_figures_has_a_button_that_says_why(payoff, ana):
    await shipped_release(payoff, ana, worth="€120k")
    await payoff.advance(days=7)
    await answer(ana)
    await link(ana, "O2 KR1")

    told = {}
    for asked in ("top", "hit", "okr O2 KR1", "roi REL-1", "pipeline", "accuracy"):
        (shown,) = await ana.type("#checkout", f"/value {asked}")
        await ana.click("Why these numbers?", in_=shown)
        told[asked] = ana.screen()

    assert "In: One-page checkout REL-1: €2,301.37" in told["top"]
    assert "Hit: 1 of 1 promise" in told["hit"]
    assert "Why these numbers: O2 KR1" in told["okr O2 KR1"]
    assert "In: One-page checkout REL-1: €2,301.37" in told["okr O2 KR1"]
    assert "Worth a year" in told["roi REL-1"]
    assert "CD3" in told["pipeline"]
    assert "In: One-page checkout REL-1: 1×" in told["accuracy"]


async def test_a_digest_is_explained_by_what_it_covered_of_its_team(payoff, ana):
    await shipped_release(payoff, ana, worth="€120k")
    await ana.type("#checkout", "/value subscribe weekly wed 09:00")
    await ana.type("#growth", "/value subscribe weekly wed 09:00 compact")
    await payoff.advance(days=7)
    await answer(ana)
    await payoff.advance(days=2)
    detailed, compact = (
        next(each for each in reversed(ana.messages(channel)) if each.words.startswith("Value, "))
        for channel in ("#checkout", "#growth")
    )

    await ana.click("Why these numbers?", in_=detailed)
    explained = ana.messages("#checkout")[-1].words

    assert "Why these numbers: digest of #checkout" in explained
    assert "In: One-page checkout REL-1: €2,301.37" in explained
    assert "[Why?]" in compact.words


async def test_the_day_of_an_answer_is_that_of_the_teams_zone(payoff, ana, eva):
    await shipped_release(payoff, ana, worth="€120k")
    await payoff.advance(to=datetime(2026, 3, 10, 23, 30, tzinfo=UTC))
    await answer(ana)
    await payoff.advance(hours=1)
    await ana.type("#checkout", "/metric record Checkout conversion 5.9")

    (why,) = await eva.type("#checkout", "/value explain REL-1")

    assert "In: as answered on 2026-03-11, edition 1" in why.words


async def test_what_payoff_costs_is_explained_of_now_only(payoff, ana):
    await plan_release(ana)

    (why,) = await ana.type("#checkout", "/value explain noise asof 2026-03-02")

    assert "That is told as it is known now, of no other day." in why.words
