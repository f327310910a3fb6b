"""Ask why of what is counted in lists, of what waiting costs, and of what a line or a milestone was held against."""

import re
from datetime import timedelta

from tests.commands.disputed import claim_both
from tests.commands.looks import asks, read_daily
from tests.commands.past import past_promise
from tests.commands.ruled import quoted, with_rule
from tests.commands.test_asof import without_ids
from tests.commands.test_honest import NINE
from tests.commands.test_value import answer
from tests.playing import card_of, define_metric, plan_release, schedule, ship, shipped_release


async def test_what_a_delay_costs_is_explained_from_what_was_promised_then(payoff, ana):
    await define_metric(ana)
    await plan_release(ana)
    await schedule(ana, worth="$656k")
    await payoff.settle()
    await ana.type("#checkout", "/release delay REL-1")
    assert "A week later costs about $12,600; /value explain delay REL-1 says why" in ana.screen()
    await ana.choose("Window begins", "2026-03-19")
    await ana.choose("Window ends", "2026-03-19")
    await ana.choose("Why does it move?", "Risk")
    await ana.submit()
    await payoff.settle()
    told = next(m for m in ana.thread(card_of(ana)) if "later costs about $25,200" in m.words)
    await payoff.advance(days=1)
    await ana.type("#checkout", "/release worth REL-1")
    await ana.fill("Worth a year, if it works", "$9M")
    await ana.submit()

    (why,) = await ana.click("Why?", in_=told)

    assert "Cost of delay: about $12,600 for a week" in why.words
    assert "In: Fewer people give up while paying: $656,000 a year × 7 ÷ 365 = $12,580.82" in why.words
    assert "In: moved 2026-03-05 → 2026-03-19, 14 days later: $25,200" in why.words


async def test_a_line_that_was_crossed_is_explained_by_the_readings_beyond_it(payoff, ana):
    await define_metric(ana)
    await ana.type("#checkout", "/metric alert Checkout conversion < 3 %")
    for value in ("2.9", "2.7"):
        await payoff.advance(hours=1)
        await ana.type("#checkout", f"/metric record Checkout conversion {value}")
    await payoff.settle()
    told = next(m for m in ana.messages("#checkout") if "below 3 %: since" in m.words)

    (why,) = await ana.click("Why?", in_=told)

    assert "Line below 3 %: 2.7 %: beyond it" in why.words
    assert "In: newest: 2026-03-03 12:00: 2.7 %" in why.words
    assert "In: 2026-03-03 11:00: 2.9 %" in why.words
    assert "one on the line itself is not beyond it" in why.words
    day = payoff.clock.now.date()
    (then,) = await ana.type("#checkout", f"/value explain Checkout conversion asof {day}")
    assert "nobody kept the lines that were drawn for it" in then.words


async def test_a_milestone_says_which_reading_passed_it(payoff, ana):
    await shipped_release(payoff, ana)
    await ana.type("#checkout", "/outcome milestone OUT-1 4.1% by 30 Jun")
    await ana.type("#checkout", "/outcome milestone OUT-1 4.4% by 30 Jul")
    await payoff.advance(hours=1)
    await ana.type("#checkout", "/metric record Checkout conversion 4.2")
    await payoff.settle()
    told = next(m for m in ana.messages("#checkout") if "passed 4.1 %" in m.words)

    (why,) = await ana.click("Why?", in_=told)

    assert "Milestones: 1 of 2 passed" in why.words
    assert "In: 4.1 %: passed by the reading 2026-03-03 11:00: 4.2 %" in why.words
    assert "Left out: 4.4 %: not there yet" in why.words


async def test_where_an_outcome_stands_has_a_button_that_says_why(payoff, ana):
    await shipped_release(payoff, ana)
    await payoff.advance(hours=1)
    await ana.type("#checkout", "/metric record Checkout conversion 4.15")
    (shown,) = await ana.type("#checkout", "/outcome show OUT-1")
    assert "50 % of the way" in shown.words

    await ana.click("Why?", in_=shown)

    assert "Progress: 50 %" in shown.words


async def test_how_much_of_a_movement_each_gets_is_explained_from_the_question(payoff, ana):
    question = await claim_both(payoff, ana)

    (why,) = await ana.click("Why?", in_=question)

    told = re.findall(r"\*?One-page checkout\*? REL-1: (\+[\d.]+ pt)", question.words)
    assert told
    assert f"Share: {told[0]} of " in why.words
    assert "together never more than it moved" in why.words
    (ledger,) = await ana.type("#checkout", "/value ledger")
    assert "/value explain share REL-" in ledger.words


async def test_what_is_counted_apart_of_a_time_says_which_releases_they_are(payoff, ana):
    await shipped_release(payoff, ana)
    await plan_release(ana, "Database upgrade")
    await ana.type("#checkout", "/release schedule REL-2 6 Mar")
    await ana.choose("This release delivers", "Maintenance: it keeps things running")
    await ana.fill("What has to be kept running?", "Support ends in May")
    await ana.choose("Why now?", "A date outside our control")
    await ana.submit()
    assert ana.modal is None, ana.errors
    await ship(payoff, ana, "REL-2")
    (shown,) = await ana.type("#checkout", "/value this quarter")
    assert "maintenance exempted: 1 of 2 releases (50 %)" in shown.words

    await ana.click("Why these numbers?", in_=shown)

    assert "Maintenance: 1 of 2 releases, 50 %" in shown.words
    assert "In: Database upgrade REL-2: Support ends in May" in shown.words
    assert "Driven by a deadline: 1 of 2 releases, 50 %" in shown.words


async def test_what_payoff_itself_costs_is_the_quotient_of_its_rows(payoff, ana):
    await shipped_release(payoff, ana)
    await payoff.advance(days=7)
    await answer(ana)
    await payoff.advance(days=23)
    (shown,) = await ana.type("#checkout", "/value noise")
    (told,) = re.findall(r"([\d.]+) messages? for each useful answer", shown.words)

    await ana.click("Why?", in_=shown)

    rows = [tuple(map(int, row)) for row in re.findall(r"In: .*: (\d+) messages?, (\d+) answers?", shown.words)]
    sent, answers = (sum(column) for column in zip(*rows, strict=True))
    assert f"{sent / answers:g}" == told
    assert f"Messages for each useful answer: {told}" in shown.words


async def answer_last(person, word):
    """Answer the newest look."""
    await person.click("Edit…", in_=asks(person)[-1])
    await person.choose("What came of it?", word)
    await person.submit()
    assert person.modal is None, person.errors


async def test_how_a_team_estimates_is_reprinted_byte_for_byte_after_everything_has_changed(payoff, ana, ben, eva):
    await with_rule(payoff, ana)
    await ben.type("#checkout", "/value forecast REL-1")
    await ben.fill("How likely is a hit, in %?", "70")
    await ben.submit()
    await ben.close_all()
    await ship(payoff, ana)
    await read_daily(payoff, [3.87] * 30, until=payoff.clock.now + timedelta(days=30, hours=-3), day_by_day=True)
    async with payoff.database.writing(payoff.workspace_id) as session:
        for place, effect in enumerate(NINE[:4], 10):
            await past_promise(session, 1, place, effect=effect, late=place - 10, metric_id=1, at=payoff.clock.now)
    await payoff.advance(days=31)
    await answer_last(ana, "Missed")
    (told,) = await eva.type("#checkout", "/value explain accuracy")
    (shown,) = await eva.type("#checkout", "/value accuracy")
    day = payoff.clock.now.date()
    await payoff.advance(days=1)

    await ana.click("We do it", in_=quoted(ana)[0])
    await payoff.advance(days=60)
    await answer_last(ana, "Hit")
    await payoff.settle()
    # What was forecast has opened since, a rule was kept to, and a release has another name and another day.
    (team,) = await eva.type("#checkout", "/value accuracy")
    assert "Own rules: 1 of 1 kept to" in team.words
    assert "Own rules: none has come to its day" in shown.words
    await ana.type("#checkout", "/release edit REL-1")
    await ana.fill("Name", "Checkout on one page")
    await ana.submit()
    await ana.close_all()

    (now,) = await eva.type("#checkout", "/value explain accuracy")
    (then,) = await eva.type("#checkout", f"/value explain accuracy asof {day}")
    assert ("In: 1 promise" in now.words, "In: 1 promise" in told.words) == (True, False)
    assert ("Own rules: 1 of 1" in now.words, "Own rules: –" in told.words) == (True, True)
    assert then.words == told.words
    (earlier,) = await eva.type("#checkout", f"/value accuracy asof {day}")
    assert earlier.words == shown.words
    (again,) = await eva.type("#checkout", f"/value explain accuracy #checkout asof {day}")
    assert without_ids(again.blocks) == without_ids(then.blocks)
