"""Hold what a release brings against what it costs."""

import re

import pytest

from tests.commands.test_value import answer
from tests.playing import define_metric, plan_release, schedule, shipped_release


async def looked_at(payoff, person, *, days=7, **answered):
    """Time passes, and the look that is due is answered."""
    await payoff.advance(days=days)
    await answer(person, **answered)


async def test_a_release_returns_what_verified_looks_saw_on_what_it_cost_by_then(payoff, ana, eva):
    await shipped_release(payoff, ana, worth="€36,500")
    (said,) = await ana.type("#checkout", "/release cost REL-1 €350 + €365 a month")
    await looked_at(payoff, ana)

    (roi,) = await eva.type("#checkout", "/value roi REL-1")

    # €100 a day for seven days; 350 once and 12 a day.
    assert "One-page checkout REL-1 costs €350 once + €365 a month." in said.words
    assert "+61 % so far: €700 brought in, €434 spent, seven days after it shipped." in roi.words
    assert "It had paid back on Sat 7 Mar 2026, four days after it shipped." in roi.words
    assert "Planned, first year\n+672 %, paid back after four days" in roi.words
    assert "Realised\n100 % of €700 promised for the same days" in roi.words
    (drawn,) = [block for block in roi.blocks if block["type"] == "data_visualization"]
    assert drawn["title"] == "Value since it shipped, EUR"
    lines = {line["name"]: [(at["label"], at["value"]) for at in line["data"]] for line in drawn["chart"]["series"]}
    assert lines["value so far"][4:] == [("day 4 · paid back", 400), ("day 5", 500), ("day 6", 600), ("day 7", 700)]
    assert lines["cost"][4:6] == [("day 4 · paid back", 398), ("day 5", 410)]


async def test_what_has_not_paid_back_says_when_it_will_or_that_it_will_not(payoff, ana, eva):
    await shipped_release(payoff, ana, worth="€36,500")
    await ana.type("#checkout", "/release cost REL-1 €5k")
    await looked_at(payoff, ana)

    (later,) = await eva.type("#checkout", "/value roi REL-1")
    await ana.type("#checkout", "/release cost REL-1 €36,501")
    (never,) = await eva.type("#checkout", "/value roi REL-1")

    assert "−86 % so far" in later.words
    assert "had not paid back; going on like that, it does on Wed 22 Apr 2026, 50 days after it shipped" in later.words
    assert "going on like that, it does not within the year that was priced" in never.words
    assert "not paid back within it" in never.words


@pytest.mark.parametrize(
    ("cost", "evidence", "why"),
    [
        ("", "https://dashboards.example/checkout", "no cost is known"),
        ("0", "https://dashboards.example/checkout", "a cost of 0 has no return"),
        ("$5k", "https://dashboards.example/checkout", "the cost is in USD, what it brings in EUR"),
        ("€5k", "", "nothing is verified yet"),
    ],
)
async def test_without_a_cost_or_a_verified_look_the_return_is_not_available_and_says_why(
    payoff, ana, eva, cost, evidence, why
):
    await shipped_release(payoff, ana, worth="€36,500")
    if cost:
        await ana.type("#checkout", f"/release cost REL-1 {cost}")
    await looked_at(payoff, ana, evidence=evidence)

    (roi,) = await eva.type("#checkout", "/value roi REL-1")
    (explained,) = await eva.type("#checkout", "/value explain roi REL-1") if cost else (roi,)

    assert f"Return so far: n/a, {why}." in roi.words
    assert why in explained.words
    assert ("`/release cost REL-1 40k`" in roi.words or "/release cost REL-1 40k says" in roi.words) == (not cost)


async def test_before_it_ships_only_the_plan_has_a_return(payoff, ana, eva):
    await define_metric(ana)
    await plan_release(ana)
    await schedule(ana, worth="€40k, €75k, €110k")
    await ana.type("#checkout", "/release cost REL-1 €40k")

    (roi,) = await eva.type("#checkout", "/value roi One-page checkout")

    assert "Return so far: n/a, nothing is verified yet." in roi.words
    assert "Planned, first year\n+88 %, paid back after 195 days" in roi.words


async def test_a_cost_is_changed_in_its_form_and_every_change_stays_in_the_history(payoff, ana, eva, chloe):
    await shipped_release(payoff, ana, worth="€36,500")
    await ana.type("#checkout", "/release cost REL-1 €350")
    await ana.type("#checkout", "/release cost REL-1")
    assert "€350" in ana.screen()
    await ana.fill("Each month", "a few")
    await ana.submit()
    assert "not a number" in ana.errors["Each month"]
    await ana.fill("Each month", "$12")
    await ana.submit()
    assert "one currency" in ana.errors["Each month"]
    await ana.fill("Each month", "12")
    await ana.fill("Why does it change?", "The licence")

    await ana.submit()

    assert ana.modal is None, ana.errors
    (shown,) = await eva.type("#checkout", "/release show REL-1")
    assert "Cost\n€350 once + €12 a month" in shown.words
    assert "Cost: – → €350 once" in shown.words
    assert "Cost: €350 once → €350 once + €12 a month: The licence" in shown.words
    (refused,) = await chloe.type("#checkout", "/release cost REL-1 €1")
    assert "You may not schedule One-page checkout" in refused.words
    (gone,) = await ana.type("#checkout", "/release cost REL-1 none")
    assert "Nobody knows what One-page checkout" in gone.words


async def test_a_form_that_shows_an_older_cost_saves_nothing(payoff, ana):
    await plan_release(ana)
    await ana.type("#checkout", "/release cost REL-1")
    await payoff.slack.as_("ana").type("#checkout", "/release cost REL-1 €5k")
    await ana.fill("Once", "€7k")

    await ana.submit()

    assert "has changed since the form was opened" in ana.screen()


async def test_the_return_is_explained_with_what_went_in(payoff, ana, eva):
    await shipped_release(payoff, ana, worth="€36,500")
    await ana.type("#checkout", "/release cost REL-1 €350 + €365 a month")
    await looked_at(payoff, ana)
    (roi,) = await eva.type("#checkout", "/value roi REL-1")

    await eva.click("Why these numbers?", in_=roi)

    why = eva.messages("#checkout")[-1].words
    assert "ROI so far: +61 %\n(what it brings − cost) ÷ cost" in why
    assert "In: what it brings: €700\nIn: cost of 7 days: €434\nIn: cost: €350 once + €365 a month" in why
    assert "ROI as planned: +672 %" in why
    assert "Realisation: 100 %" in why
    assert "Payback: 2026-03-07, 4 days after shipping" in why


async def test_what_telemetry_saw_counts_with_its_range(payoff, ana, eva, measured):
    await ana.type("#checkout", "/release cost REL-1 $1k")
    await payoff.advance(days=7)
    await ana.click("Confirm: hit")

    (roi,) = await eva.type("#checkout", "/value roi REL-1")
    (value,) = await eva.type("#checkout", "/value REL-1")
    (quarter,) = await eva.type("#checkout", "/value this quarter")

    range_of = re.compile(r"\$[\d.]+k(?: evidenced)? \(\$[\d.]+k–\$[\d.]+k\)")
    ranges = [range_of.findall(said.words) for said in (roi, value, quarter)]
    assert [len(found) for found in ranges] == [1, 1, 1], ranges
    assert "at least" in roi.words


async def test_as_of_a_day_the_cost_and_the_worth_of_that_day_count(payoff, ana, eva):
    await define_metric(ana)
    await plan_release(ana)
    await schedule(ana, when="16 Mar", worth="€80k")
    await ana.type("#checkout", "/release cost REL-1 €40k")
    await payoff.advance(days=2)
    await ana.type("#checkout", "/release cost REL-1 €50k + €100 a month")
    await ana.type("#checkout", "/release worth REL-1")
    await ana.fill("Worth a year, if it works", "€60k")
    await ana.submit()

    (before,) = await eva.type("#checkout", "/value explain REL-1 asof 2026-03-03")
    (now,) = await eva.type("#checkout", "/value explain REL-1")

    assert "Worth a year: €80,000, 60 %" in before.words
    assert "ROI as planned: +100 %" in before.words
    assert "Worth a year: €60,000, 60 %" in now.words
    assert "ROI as planned: +17 %" in now.words
