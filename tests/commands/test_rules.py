"""Hold a team to its own words: quoted once, on the day it named, with what was read then; kept to, or set aside."""

import re
from datetime import timedelta

import pytest

from bot.errors import FieldErrors
from bot.flows.caller import Caller
from bot.flows.rules.answer import settle
from storage.rules import Rule
from tests.commands.looks import asks, read_daily
from tests.commands.past import rows
from tests.commands.ruled import DAY, DOES, LINE, QUOTE, WHEN, quoted, read_after, with_rule
from tests.commands.test_metric_control import compare
from tests.playing import card_of, define_metric, fill_outcome, plan_release, ship
from tests.value.effect.readings import NOISE


async def kept_rule(payoff):
    """The rule as it is kept."""
    async with payoff.database.reading(payoff.workspace_id) as session:
        (rule,) = await rows(session, Rule)
    return rule


@pytest.fixture
async def applies(payoff, ana):
    """The day of a rule has come, and it applies."""
    await with_rule(payoff, ana)
    assert QUOTE in card_of(ana).words
    await ship(payoff, ana)
    await read_after(payoff, 3.85)
    await payoff.advance(days=29)
    assert quoted(ana) == []
    await payoff.advance(days=2)


async def test_a_rule_is_quoted_once_on_its_day_and_kept_to_for_all_to_see(payoff, ana, applies):
    await payoff.advance(days=9)
    (asked,) = quoted(ana)
    assert "you wrote:" in asked.words
    assert "The change of Checkout conversion is +0.0" in asked.words
    assert "it applies now" in card_of(ana).words
    await ana.click("We do it", in_=asked)

    (second,) = await ana.click("We do it", in_=asked)
    await payoff.settle()

    assert second.ephemeral
    assert "has answered for One-page checkout: we did it" in second.words
    (said,) = quoted(ana)
    assert "We do it, says @Ana Ruiz" in said.words
    assert "[We do it]" not in said.words
    assert "done, says @Ana Ruiz" in card_of(ana).words
    (shown,) = await ana.type("#checkout", "/release show REL-1")
    assert "Rule: asked → honoured (@Ana Ruiz)" in shown.words
    rule = await kept_rule(payoff)
    assert (rule.state, rule.settled_by) == ("honoured", "U0ANA")
    assert rule.seen == pytest.approx(0.05, abs=0.02)


async def test_a_rule_is_set_aside_by_the_releases_people_only_and_with_a_reason(payoff, ana, chloe, applies):
    (asked,) = quoted(ana)
    for label in ("We do it", "Not this time…", "Ask again in a week"):
        (answer,) = await chloe.click(label, in_=quoted(chloe)[0])
        assert "can answer for One-page checkout" in answer.words
    await ana.click("Not this time…", in_=asked)
    assert QUOTE in ana.screen()
    await ana.fill("Why not?", "  ")
    await ana.submit()
    assert "Why not?" in ana.errors
    caller = Caller(workspace_id=payoff.workspace_id, user_id="U0ANA")
    with pytest.raises(FieldErrors):
        await settle(payoff.database, caller, 1, honoured=False, why=" ", now=payoff.clock.now)

    await ana.fill("Why not?", "The campaign starts on Monday")
    await ana.submit()
    await payoff.settle()

    (said,) = quoted(ana)
    assert "Not this time, says @Ana Ruiz: The campaign starts on Monday" in said.words
    assert "not this time, says @Ana Ruiz: The campaign starts on Monday" in card_of(ana).words


async def test_a_rule_may_be_asked_again_in_a_week_with_what_is_read_then(payoff, ana, applies):
    (asked,) = quoted(ana)
    (told,) = await ana.click("Ask again in a week", in_=asked)
    await payoff.settle()
    assert "Asked again Fri 10 Apr" in told.words
    (first,) = quoted(ana)
    assert "[We do it]" not in first.words
    await read_daily(payoff, [3.95] * 8, until=payoff.clock.now + timedelta(days=8, hours=-4))

    await payoff.advance(days=8)

    first, second = quoted(ana)
    assert "is +0.0" in first.words
    assert "Fri 10 Apr" in second.words
    await ana.click("We do it", in_=second)
    await payoff.settle()
    assert "We do it, says" not in quoted(ana)[0].words


async def test_a_rule_that_does_not_apply_is_one_quiet_line_in_the_check_in(payoff, ana):
    await with_rule(payoff, ana, day="29")
    await ship(payoff, ana)
    await read_after(payoff, 4.3)

    await payoff.advance(days=31)

    assert not any("we will: switch it off" in message.words for message in ana.thread(card_of(ana)))
    assert "your rule for day 29 did not apply: +0.5 pt" in asks(ana)[-1].words
    await ana.click("Why?", in_=asks(ana)[-1])
    assert "Rule: +0.5 pt: it did not apply" in ana.screen()
    assert "In: as read on its day, 2026-04-01: +0.5 pt" in ana.screen()
    assert (await kept_rule(payoff)).state == "spared"


async def test_without_a_reading_nothing_is_judged_and_the_team_is_asked(payoff, ana):
    await with_rule(payoff, ana)
    await ship(payoff, ana)

    await payoff.advance(days=31)

    (asked,) = quoted(ana)
    assert "Nothing has been read that could be held against it, so it is for you to say" in asked.words
    assert "We do it" in asked.words


async def test_a_rule_moves_with_the_day_on_which_it_shipped(payoff, ana):
    await with_rule(payoff, ana)
    await ship(payoff, ana)
    await payoff.advance(days=10)
    await ana.type("#checkout", "/release ship REL-1 2026-03-10 10:00")

    await payoff.advance(days=26)
    assert quoted(ana) == []
    await payoff.advance(days=4)

    assert len(quoted(ana)) == 1


async def test_a_rule_goes_with_a_release_that_is_cancelled_and_with_a_closed_outcome(payoff, ana):
    await with_rule(payoff, ana)
    await ship(payoff, ana)
    await ana.type("#checkout", "/outcome close OUT-1")
    await ana.fill("Why?", "Sold the shop")
    await ana.submit()
    await ana.close()

    await payoff.advance(days=40)

    assert quoted(ana) == []
    assert (await kept_rule(payoff)).state == "cancelled"


async def test_a_rule_that_makes_no_sense_is_refused_at_its_field(payoff, ana):
    await define_metric(ana)
    await plan_release(ana)
    await ana.type("#checkout", "/release schedule REL-1 5 Mar")
    await fill_outcome(ana)
    await ana.choose("Why now?", "It is ready and worth it")
    await ana.choose(WHEN, "the change is below")
    await ana.fill(LINE, "2")
    await ana.fill(DAY, "0")
    await ana.submit()
    assert set(ana.errors) == {DOES, DAY}
    await ana.fill(DOES, "switch it off")
    await ana.fill(DAY, "30")

    await ana.submit()

    assert "would apply whatever happens" in ana.errors[LINE]


async def test_what_moves_another_metric_too_spares_no_team_from_its_rule(payoff, ana):
    # Visits jump by a fifth after shipping, and four of a hundred buy: the number rises, and not by the release.
    visits = [100 + 4 * NOISE[day] + 20 * (day >= 40) for day in range(70)]
    bought = [0.038 * each + NOISE[80 + day] / 50 for day, each in enumerate(visits)]
    await define_metric(ana, "Visits", value="")
    await with_rule(payoff, ana, before=bought[:40])
    await compare(ana)
    await ship(payoff, ana)
    until = payoff.clock.now + timedelta(days=30, hours=-1)
    await read_daily(payoff, bought[40:], until=until)
    await read_daily(payoff, visits, until=until, name="visits")

    await payoff.advance(days=31)

    (asked,) = quoted(ana)
    assert re.search(r"The change of Checkout conversion is [+−]0\.0\d", asked.words)
    assert "[We do it]" in asked.words
    await compare(ana, beside="Nothing")
    (alone,) = await ana.type("#checkout", "/value explain effect REL-1")
    assert re.search(r"^Effect: \+0\.[5-9]", alone.words, re.MULTILINE)
