"""Ask why of what is told besides a verdict: each message carries a way to ask, and the answer counts it again."""

import re
from datetime import timedelta
from statistics import fmean, median

import pytest

from commands.routing import NotReadable, answer
from storage.promises import Promise
from tests.commands.looks import asks, read_daily
from tests.commands.past import past_promise
from tests.commands.ruled import quoted, with_rule
from tests.commands.signalled import moved, near, promising
from tests.commands.test_forecasts import judged as judged_before
from tests.commands.test_forecasts import rows as every
from tests.commands.test_honest import NINE, plan_release_elsewhere
from tests.playing import card_of, define_metric, fill_outcome, plan_release, schedule, ship

NUMBER = r"[+−]?[\d.]+"


def number(text):
    """A number as it is shown."""
    return float(text.replace("−", "-").replace(",", ""))


def rows(words, pattern):
    """The numbers of each row that reads like this, `#` being one of them."""
    found = re.findall(re.escape(pattern).replace("\\#", f"({NUMBER})"), words)
    return [tuple(map(number, row if isinstance(row, tuple) else (row,))) for row in found]


async def test_the_honest_number_on_a_card_shows_each_past_promise_and_those_left_out(payoff, ana):
    await define_metric(ana)
    await plan_release(ana)
    await plan_release_elsewhere(ana)
    async with payoff.database.writing(payoff.workspace_id) as session:
        for place, effect in enumerate(NINE, 10):
            await past_promise(session, 1, place, effect=effect, metric_id=1, at=payoff.clock.now)
        await past_promise(session, 1, 30, effect=5.0, verified=False, at=payoff.clock.now)
        await past_promise(session, 1, 31, effect=None, word="unmeasurable", at=payoff.clock.now)
        await past_promise(session, 2, 40, effect=0.25, at=payoff.clock.now)
    await schedule(ana, worth="$120k")
    await payoff.settle()
    card = card_of(ana)
    await payoff.advance(days=1)
    # What comes later is no part of what the card said.
    async with payoff.database.writing(payoff.workspace_id) as session:
        await past_promise(session, 1, 50, effect=0.0, at=payoff.clock.now)

    (told,) = await ana.click("Why?", in_=card)

    why = told.words
    shares = [seen / promised for seen, promised, _ in rows(why, "# pt of # pt promised = #×")]
    assert len(shares) == 9
    assert f"expect ${120 * median(shares):.0f}k a year" in card.words
    assert "Expected by past claims: $55k a year ($20k to $132k), 0.46× of what is promised" in why
    assert shares == sorted(shares)
    assert f"In brackets × {min(shares):.2g} and × {max(shares):.2g}, the lowest and the highest of them" in why
    assert "the next one lies between those 80 times of 100" in why
    assert "In: this team's last 9, the lowest first:" in why
    assert "Left out: Past 30 REL-30: claimed, nobody brought evidence" in why
    assert "Left out: Past 31 REL-31: unmeasurable" in why
    assert "Left out: 1 promise of other teams: this team has enough of its own" in why
    assert "Europe/Berlin" in why
    (now,) = await ana.type("#checkout", "/value explain honest REL-1")
    assert "In: this team's last 10, the lowest first:" in now.words


async def test_a_team_with_too_few_is_told_whose_promises_were_taken(payoff, ana):
    await define_metric(ana)
    await plan_release(ana)
    await plan_release_elsewhere(ana)
    async with payoff.database.writing(payoff.workspace_id) as session:
        for place, effect in enumerate(NINE[:4], 10):
            await past_promise(session, 1, place, effect=effect, at=payoff.clock.now)
        await past_promise(session, 2, 40, effect=0.25, at=payoff.clock.now)
    await schedule(ana)

    (why,) = await ana.type("#checkout", "/value explain honest REL-1")

    assert "the workspace's last 5, as this team has 4 of the 5 that are needed, the lowest first:" in why.words
    assert "Past 40 REL-40: +0.25 of +0.5 promised = 0.5×" in why.words


async def test_what_can_be_seen_is_explained_while_promising_and_on_the_card(payoff, ana):
    await promising(payoff, ana)
    asked = ana.screen()
    await ana.click("Why these numbers?")
    over = ana.screen()
    await ana.close()
    await ana.choose("Why now?", "It is ready and worth it")
    await ana.submit()
    await payoff.settle()
    card = card_of(ana)

    (why,) = await ana.click("Why?", in_=card)

    ((week, _),) = rows(asked, "a change of # pt shows after seven days, one of # pt")
    ((_, off, shows),) = [row for row in rows(over, "In: # days after shipping: off by up to ±# pt, so # pt shows")
                          if row[0] == 7]  # fmt: skip
    assert 1.43 * off == pytest.approx(shows, rel=0.01)
    assert shows == pytest.approx(week, rel=0.02)
    assert "In: 60 days read, 2026-01-03 to 2026-03-03" in over
    assert "In: season: weekday" in over
    assert "In: likeliest noise: " in over
    assert "a change of +0.5 pt shows after one day" in card.words
    assert "What can be seen: a change of 0.5 pt shows after 1 day" in why.words
    ((first,),) = [row[1:2] for row in rows(why.words, "In: # day after shipping: off by up to ±# pt, so # pt shows")]
    assert 1.43 * first <= 0.5


async def test_promises_like_this_one_are_listed_in_the_question(payoff, ana):
    await define_metric(ana)
    await plan_release(ana)
    async with payoff.database.writing(payoff.workspace_id) as session:
        await past_promise(session, 1, 10, effect=0.1, word="missed", metric_id=1, at=payoff.clock.now)
    await ana.type("#checkout", "/release schedule REL-1 5 Mar")
    await fill_outcome(ana)
    assert "One release promised something like this" in ana.screen()

    await ana.click("Why these numbers?")

    assert "Promises like this: 1 release: 1 missed" in ana.screen()
    assert "In: Past 10 REL-10: promised +0.5 pt; +0.1 pt, missed" in ana.screen()


async def test_a_move_without_a_release_is_explained_as_it_was_seen_whatever_came_later(payoff, ana):
    told = await moved(payoff, ana)
    (why,) = await ana.click("Why?", in_=told)
    first = why.words
    await payoff.advance(hours=2)
    await read_daily(payoff, [9.9, 9.9])

    (again,) = await ana.click("Why?", in_=told)

    assert again.words == first
    since = [value for _, value in rows(first, "In: 2026-03-#: # %")]
    ((seen, expected),) = rows(told.words, "It is # % on average since then; we would expect # %")
    assert fmean(since) == pytest.approx(seen, abs=0.01)
    assert f"Move: {seen:g} % instead of {expected:g} %" in first
    assert "Europe/Berlin" in first
    assert "In: likeliest noise: " in first


async def test_what_does_not_come_as_promised_is_explained_as_it_was_told(payoff, ana):
    await promising(payoff, ana, until=payoff.clock.now - timedelta(days=1), due="2026-03-20")
    await ana.choose("Why now?", "It is ready and worth it")
    await ana.submit()
    await ship(payoff, ana)
    for value in near(3.8, 16):
        await read_daily(payoff, [value])
        await payoff.advance(days=1)
    (told,) = [m for m in ana.thread(card_of(ana)) if "of what was expected by day" in m.words]

    (answered,) = await ana.click("Why these numbers?", in_=told)

    why = answered.words
    (share,) = re.findall(rf"is at ({NUMBER} %) of what was expected", told.words)
    (change, expected) = re.findall(
        rf"Checkout conversion ({NUMBER} pt) \(.*\), expected ({NUMBER} pt) by now", told.words
    )[0]
    assert f"Pace: {share} of what was expected by now" in why
    assert f"In: change seen: {change} (" in why
    assert f"In: expected by now: {expected}, " in why
    assert "of +0.5 pt promised, to come bit by bit until 2026-03-20" in why


async def test_the_change_a_rule_was_held_against_is_explained_as_it_was_read_on_its_day(payoff, ana):
    await with_rule(payoff, ana)
    await ship(payoff, ana)
    await read_daily(payoff, [3.87] * 30, until=payoff.clock.now + timedelta(days=30, hours=-3))
    await payoff.advance(days=31)
    (told,) = quoted(ana)
    (why,) = await ana.click("Why?", in_=told)
    first = why.words
    await read_daily(payoff, [9.9] * 5)
    await ana.click("We do it", in_=told)
    await payoff.settle()
    (told,) = quoted(ana)

    (again,) = await ana.click("Why?", in_=told)

    assert again.words == first
    ((seen,),) = rows(told.words, "The change of Checkout conversion is # pt")
    ((before,),), ((after,),) = rows(first, "In: before: # %"), rows(first, "In: after: # %")
    assert after - before == pytest.approx(seen, abs=0.006)
    assert f"Rule: +{seen:g} pt, so it applies" in first
    assert "held against “the change is below +0.2 pt by day 30”; on the line itself it does not apply" in first
    assert "days read since shipping" in first
    (later,) = await ana.type("#checkout", "/value explain rule REL-1")
    assert f"Rule: +{seen:g} pt: it applies" in later.words
    assert "Left out: readings that came later: what was read on the day stays" in later.words


@pytest.fixture
async def judged(payoff, ana, ben):
    """A release that two people forecast, and that missed."""
    await define_metric(ana)
    await plan_release(ana)
    await schedule(ana)
    await payoff.settle()
    await forecast(payoff, ana, "90")
    await forecast(payoff, ben, "70")
    await ship(payoff, ana)
    for days in (7, 23, 60):
        await payoff.advance(days=days)
        await answer_last(payoff, ana, "Missed")


async def forecast(payoff, person, chance):
    """Seal one."""
    await person.type("#checkout", "/value forecast REL-1")
    await person.fill("How likely is a hit, in %?", chance)
    await person.submit()
    await person.close_all()
    await payoff.settle()


async def answer_last(payoff, person, word):
    """Answer the newest look."""
    await person.click("Edit…", in_=asks(person)[-1])
    await person.choose("What came of it?", word)
    await person.submit()
    assert person.modal is None, person.errors
    await payoff.settle()


async def test_each_sees_why_their_own_forecasts_score_as_they_do_and_nobody_elses(payoff, ana, ben, judged):
    (own,) = await ben.type("#checkout", "/value forecasts")
    await ben.click("Why?", in_=own)
    over = ben.screen()
    await ben.close_all()

    (why,) = await ben.type("#checkout", "/value explain forecasts")

    assert why.ephemeral
    for words in (over, why.words):
        assert "In: One-page checkout REL-1: you said 70 %, missed: (0.7 − 0)² = 0.49" in words
        assert "Brier score: –" in words
        assert "90" not in words
        assert "Europe/Berlin" in words
        assert "nly you see this" in words
    assert "[Share" not in why.words
    told = {call.arguments.get("trigger_id") for call in payoff.slack.calls if "you said 70 %" in str(call.arguments)}
    assert len(told) == 1


async def test_a_score_is_the_mean_of_its_rows_and_as_of_a_day_it_is_what_was_known(payoff, ana, ben, judged):
    async with payoff.database.writing(payoff.workspace_id) as session:
        (made,) = [each for each in await every(session, Promise) if each.release_id == 1]
        for place in range(8):
            word = "hit" if place < 5 else "missed"
            await judged_before(session, made, place, word, payoff.clock.now, chance=80)
    await payoff.advance(days=1)
    (own,) = await ana.type("#checkout", "/value forecasts")
    (why,) = await ana.type("#checkout", "/value explain forecasts")
    day = payoff.clock.now.date()
    await payoff.advance(days=1)
    async with payoff.database.writing(payoff.workspace_id) as session:
        await judged_before(session, made, 9, "hit", payoff.clock.now, chance=30)

    (then,) = await ana.type("#checkout", f"/value explain forecasts asof {day}")

    scores = [score for *_, score in rows(why.words.split("What you called")[0], "you said # %, hit: (# − #)² = #")]
    scores += [score for *_, score in rows(why.words.split("What you called")[0], "you said # %, missed: (# − #)² = #")]
    assert len(scores) == 9
    assert f"Brier score {fmean(scores):.2f} over nine forecasts" in own.words
    assert f"Brier score: {fmean(scores):.2f} over 9 forecasts" in why.words
    assert "What you called 80 %: 63 % came true, 5 of 8" in why.words
    assert then.words == why.words


async def test_what_a_team_said_of_a_promise_is_explained_without_telling_who_said_what(payoff, ana, eva, judged):
    assert "Team said 80 % (two forecasts), result: missed. Brier 0.64." in asks(ana)[-1].words

    (why,) = await eva.type("#checkout", "/value explain forecast REL-1")
    await ana.click("Why?", in_=asks(ana)[-1])

    for words in (why.words, ana.screen()):
        assert "80 %, result: missed, Brier 0.64" in words
        assert "In: two forecasts" in words or "In: 2 forecasts, on average 80 %" in words
        assert "(0.8 − 0)² = 0.64" in words
        assert "Left out: what each of them said" in words
        assert "70" not in words
        assert "90 %" not in words


async def test_ones_own_score_is_explained_to_oneself_alone():
    with pytest.raises(NotReadable):
        await answer("value explain forecasts", {})
    with pytest.raises(NotReadable):
        await answer("value why forecasts", {})
