"""Tell a team once a month what has faded of what it shipped."""

import re
from datetime import timedelta
from zoneinfo import ZoneInfo

import pytest

from bot.flows.faded import by_week
from bot.value.effect import Control, Point, estimate
from tests.commands.looks import read_daily
from tests.commands.test_value import answer
from tests.playing import define_metric, plan_release, schedule, ship
from tests.value.effect.readings import NOISE, SHIPPED


async def test_what_gives_less_than_half_of_what_it_gave_is_told_once_a_month_beside_its_upkeep(payoff, ana):
    await define_metric(ana, value="")
    await read_daily(payoff, [3.8, 3.7, 3.9, 3.8] * 15)
    await plan_release(ana)
    await schedule(ana, worth="$120k")
    await ana.type("#checkout", "/release cost REL-1")
    await ana.fill("Each month", "$5k")
    await ana.submit()
    await ship(payoff, ana)
    stray = [0.0, 0.1, -0.1, 0.05, -0.05]
    gone = [3.8 + 0.6 * 2 ** (-day / 40) + stray[day % 5] for day in range(1, 141)]
    await read_daily(payoff, gone, until=payoff.clock.now + timedelta(days=140), day_by_day=True)
    for days in (7, 23, 60):
        await payoff.advance(days=days)
        await answer(ana, now="", evidence="")
        await payoff.settle()
    await payoff.settle()
    await ana.type("#growth", "/release plan Referral links")
    await ana.submit()

    await payoff.advance(days=40)

    told = [m.words for m in ana.messages("#checkout") if "less than half of what it gave" in m.words]
    assert len(told) == 2
    of_another_team = [m.words for m in ana.messages("#growth") if "What the plan leaves open" in m.words]
    assert of_another_team
    assert not any("less than half" in words for words in of_another_team)
    assert "One shipped thing now gives less than half of what it gave" in told[0]
    assert "One-page checkout REL-1: Checkout conversion +0." in told[0]
    assert "upkeep $5k a month, worth $" in told[0]
    assert "It costs more than it gives: is it time to retire it?" in told[0]

    asked = next(m for m in ana.messages("#checkout") if m.words == told[0])
    (why,) = await ana.click("Why?", in_=asked)

    (now, first, days) = re.findall(
        r"Checkout conversion \+([\d.]+) pt of \+([\d.]+) pt, halved every (\d+) days", told[0]
    )[0]
    assert f"Half-life: {days} days: +{now} pt of +{first} pt is left" in why.words
    weeks = re.findall(r"In: day ([\d.]+): [+−]([\d.]+) pt seen, \+([\d.]+) pt fitted", why.words)
    assert len(weeks) == 12
    for day, _, fitted in weeks:
        assert float(first) * 2 ** (-float(day) / int(days)) == pytest.approx(float(fitted), rel=0.05)
    (gives,) = re.findall(r"upkeep \$5k a month, worth (\$[\d.,]+k?) a month", told[0])
    (likely, left, promised, money) = re.findall(
        r"gives: \$([\d,]+) a year ÷ 12 × \+([\d.]+) pt ÷ \+([\d.]+) pt = \$([\d,.]+)", why.words
    )[0]
    amount = float(money.replace(",", ""))
    assert float(likely.replace(",", "")) / 12 * float(left) / float(promised) == pytest.approx(amount, rel=0.01)
    assert gives in (f"${amount / 1000:.1f}k", f"${amount:.0f}")
    assert "Upkeep: $5,000 a month, against $" in why.words


async def faded_with_visits(payoff, ana, *, read):
    """What is told of a release whose metric falls with visits since it shipped, which are read for so many days."""
    visits = [100 + 4 * NOISE[day % 97] - max(0, day - 59) / 8 for day in range(200)]
    bought = [0.038 * each + NOISE[day % 89 + 60] / 50 + 0.6 * (day > 59) for day, each in enumerate(visits)]
    await define_metric(ana, "Visits", value="")
    await define_metric(ana, value="")
    await ana.type("#checkout", "/metric edit Checkout conversion")
    await ana.choose("Compare with", "Visits")
    await ana.fill("Why does it change?", "They go together")
    await ana.submit()
    await ana.close_all()
    await read_daily(payoff, bought[:60])
    await plan_release(ana)
    await schedule(ana)
    await ship(payoff, ana)
    end = payoff.clock.now + timedelta(days=140)
    until = end - timedelta(days=140 - read)
    await read_daily(payoff, visits[: 60 + read], name="visits", until=until)
    await read_daily(payoff, bought[60:], until=end, day_by_day=True)
    for days in (7, 23, 60):
        await payoff.advance(days=days)
        await answer(ana, now="", evidence="")
        await payoff.settle()

    await payoff.advance(days=40)

    return [m for m in ana.messages("#checkout") if "less than half of what it gave" in m.words]


async def test_what_fades_with_another_metric_has_not_faded_by_itself(payoff, ana):
    assert await faded_with_visits(payoff, ana, read=140) == []


async def test_where_the_other_metric_was_read_too_little_it_is_measured_alone_and_says_so(payoff, ana):
    told = await faded_with_visits(payoff, ana, read=40)

    assert told
    said = r"halved every \d+ days\. Not compared with Visits: not read in the newest 28 days\."
    assert re.search(said, told[0].words)
    (why,) = await ana.click("Why?", in_=told[0])
    half_life = why.words[why.words.index("Half-life:") :]
    assert "Left out: Not compared with Visits: not read in the newest 28 days" in half_life


def test_of_a_week_in_which_the_other_was_read_on_some_days_only_these_days_count():
    def read(level, first, days):
        return [Point(SHIPPED + timedelta(days=day, hours=12), level + NOISE[60 + day]) for day in range(first, days)]

    # On the first three days of the second week something else happened, and nobody read the other metric.
    points = [*read(100, -60, 0), *read(105, 0, 7), *read(190, 7, 10), *read(105, 10, 21)]
    other = Control("Visits", [point for point in read(50, -60, 21) if not 7 <= (point.at - SHIPPED).days < 10])
    now = SHIPPED + timedelta(days=21)
    effect = estimate(points, shipped_at=SHIPPED, now=now, controls=[other])

    weeks = by_week(points, effect, SHIPPED, now, ZoneInfo("UTC"))

    assert effect.compared_with == ("Visits",)
    assert [day for day, _ in weeks] == [3.5, 10.5, 17.5]
    assert all(abs(gives - 5) < 2 for _, gives in weeks)
