"""Say where an outcome is heading, beside where it stands."""

import re
from datetime import UTC, datetime, timedelta

from tests.commands.looks import read_daily
from tests.commands.signalled import near, promised
from tests.playing import define_metric, plan_release, schedule, ship


async def test_an_outcome_says_what_it_is_on_course_for_and_why(payoff, ana):
    await define_metric(ana, value="")
    await read_daily(payoff, near(3.8, 60))
    await plan_release(ana)
    await schedule(ana)
    await ship(payoff, ana)
    (before,) = await ana.type("#checkout", "/outcome show OUT-1")
    await payoff.advance(days=13)
    await read_daily(payoff, near(3.9, 13))

    (during,) = await ana.type("#checkout", "/outcome show OUT-1")
    (value,) = await ana.type("#checkout", "/value OUT-1")
    (why,) = await ana.type("#checkout", "/value explain outlook OUT-1")

    assert "Today 3.82 %: 2.9 % of the way. On course for 3." in before.words
    assert "target 4.5 %: under 1 % likely by Wed 30 Sep 2026." in before.words
    assert "still being taken up" not in before.words
    assert "A release is still being taken up: if that grows faster and faster, this is too low." in during.words
    assert "On course for" in value.words
    assert "73 days read" in why.words
    assert "by 2026-09-30: " in why.words


async def test_under_four_readings_an_outcome_says_nothing_of_its_course(payoff, ana):
    await define_metric(ana, value="")
    await read_daily(payoff, near(3.8, 3))
    await plan_release(ana)
    await schedule(ana)

    (few,) = await ana.type("#checkout", "/outcome show OUT-1")
    await read_daily(payoff, [3.8], until=payoff.clock.now - timedelta(days=4))
    (enough,) = await ana.type("#checkout", "/outcome show OUT-1")

    assert "On course" not in few.words
    assert "On course" in enough.words


async def test_the_weekly_review_tells_once_of_an_outcome_that_turned(payoff, ana):
    await promised(payoff, ana)
    await payoff.advance(to=datetime(2026, 3, 9, 12, tzinfo=UTC))
    await read_daily(payoff, near(4.6, 12))
    before = [m.words for m in ana.messages("#checkout") if "to reach its target, and is" in m.words]

    await payoff.advance(days=15)

    told = [m.words for m in ana.messages("#checkout") if "to reach its target, and is" in m.words]
    assert before == []
    assert len(told) == 1
    assert "Fewer people give up while paying OUT-1 was unlikely to reach its target, and is " in told[0]

    # As it was when it was told, though more was read since.
    (message,) = [m for m in ana.messages("#checkout") if m.words == told[0]]
    await read_daily(payoff, near(3.8, 5))
    (why,) = await ana.click("Why?", in_=message)
    ((course, chance),) = re.findall(r"On course for (.*), target 4.5 %: (.*) likely by", told[0])
    assert f"Outlook: {course} by 2026-09-30, {chance} likely to reach 4.5 %" in why.words
    assert "target 4.5 %: " in told[0]
    (shown,) = await ana.type("#checkout", "/outcome show OUT-1")
    assert "Outlook: unlikely → " in shown.words
