"""What waits moves with what it is about: another day of shipping, another zone, hour, working day or holiday."""

from datetime import UTC, datetime, timedelta

import pytest

from tests.commands.looks import asks
from tests.commands.test_reviews import reviews
from tests.commands.test_settings import saved
from tests.commands.test_subscriptions import digests, moments, subscribe
from tests.playing import define_metric, plan_release, schedule, ship, shipped_release


async def said_by(payoff, until):
    """Let time pass up to a day."""
    await payoff.advance(to=until)


async def threads(person):
    """What was said beneath the asks."""
    return [reply.words for ask in asks(person) for reply in person.thread(ask) if reply.ts != ask.ts]


async def test_a_release_that_is_shipped_later_is_asked_about_later_and_not_before(payoff, ana):
    await define_metric(ana)
    await plan_release(ana)
    await schedule(ana)
    await ana.type("#checkout", "/release ship REL-1 2 Mar 09:00")
    await payoff.advance(to=datetime(2026, 3, 6, 9, tzinfo=UTC))
    await ana.type("#checkout", "/release ship REL-1 5 Mar 09:00")

    await payoff.advance(to=datetime(2026, 3, 12, 7, 59, tzinfo=UTC))
    before = asks(ana)
    await payoff.advance(to=datetime(2026, 3, 12, 8, 0, tzinfo=UTC))

    assert before == []
    assert moments(asks(ana)) == ["Thu 12 08:00"]
    (looks,) = await ana.type("#checkout", "/value check-ins")
    assert "Tue 7 Apr 2026" in looks.words or "Mon 6 Apr 2026" in looks.words


async def test_a_release_that_was_shipped_earlier_than_said_is_asked_about_earlier(payoff, ana):
    await shipped_release(payoff, ana)
    await ana.type("#checkout", "/release ship REL-1 27 Feb 09:00")

    await payoff.advance(to=datetime(2026, 3, 6, 8, 0, tzinfo=UTC))

    assert moments(asks(ana)) == ["Fri 06 08:00"]
    await payoff.advance(to=datetime(2026, 3, 11, tzinfo=UTC))
    assert len(asks(ana)) == 1


async def test_a_release_that_turns_out_to_have_shipped_later_takes_its_ask_back(payoff, ana):
    await define_metric(ana)
    await plan_release(ana)
    await schedule(ana)
    await ana.type("#checkout", "/release ship REL-1 27 Feb 09:00")
    await payoff.advance(to=datetime(2026, 3, 6, 9, tzinfo=UTC))
    asked_too_early = moments(asks(ana))
    await ana.type("#checkout", "/release ship REL-1 5 Mar 09:00")
    await payoff.settle()

    (taken_back,) = asks(ana)
    await payoff.advance(to=datetime(2026, 3, 12, 7, 59, tzinfo=UTC))
    nagged = await threads(ana)
    await payoff.advance(minutes=1)

    assert asked_too_early == ["Fri 06 08:00"]
    assert "[Confirm: too early]" not in taken_back.words
    assert "Asked too early: it shipped Thu 5 Mar 2026. This look comes Thu 12 Mar 2026 09:00" in taken_back.words
    assert nagged == []
    assert moments(asks(ana)) == ["Fri 06 08:00", "Thu 12 08:00"]


async def test_a_release_that_is_delayed_or_cancelled_leaves_no_ask_behind(payoff, ana):
    await define_metric(ana)
    await plan_release(ana)
    await schedule(ana)
    await ana.type("#checkout", "/release delay REL-1")
    await ana.choose("Window begins", "2026-04-27")
    await ana.choose("Window ends", "2026-04-27")
    await ana.choose("Why does it move?", "Risk")
    await ana.submit()
    await ana.type("#checkout", "/release cancel REL-1")
    await ana.fill("Why?", "The provider closed")
    await ana.submit()

    await payoff.advance(days=100)

    assert asks(ana) == []
    assert [m for m in ana.messages("#checkout") if "REL-1" in m.words and "leaves open" in m.words] == []


async def test_a_release_that_was_restored_and_shipped_is_asked_about_once(payoff, ana):
    await define_metric(ana)
    await plan_release(ana)
    await schedule(ana)
    await ana.type("#checkout", "/release cancel REL-1")
    await ana.fill("Why?", "The provider closed")
    await ana.submit()
    await payoff.settle()
    await ana.close_all()
    await ana.click("Restore")
    await ship(payoff, ana)

    await payoff.advance(days=8)

    assert moments(asks(ana)) == ["Tue 10 08:00"]


MOVED = [
    ({"Time_zone": "America/New_York"}, "Mon 09 13:00", "Tue 10 13:00"),
    ({"Days_off_besides": "2026-03-09\n2026-03-10"}, "Wed 11 08:00", "Wed 11 08:00"),
    ({"Working_days": ["Wednesday", "Thursday"]}, "Wed 11 08:00", "Wed 11 08:00"),
    ({"At": "11:30", "Review_at": "11:30"}, "Mon 09 10:30", "Tue 10 10:30"),
]


@pytest.mark.parametrize(("settings", "monday", "tuesday"), MOVED)
async def test_asks_and_reviews_that_wait_move_to_how_the_team_works_now(payoff, ana, settings, monday, tuesday):
    await shipped_release(payoff, ana)
    await plan_release(ana, "Guest checkout")
    await saved(ana, **settings)

    await payoff.advance(to=datetime(2026, 3, 13, tzinfo=UTC))

    assert moments(reviews(ana)) == [monday]
    assert moments(asks(ana)) == [tuesday]


async def test_a_holiday_calendar_moves_all_that_waits(payoff, ana):
    await saved(ana, **{"Check-ins,_days_after_shipping": "34"})
    await shipped_release(payoff, ana)
    await subscribe(ana)
    await payoff.advance(to=datetime(2026, 4, 1, tzinfo=UTC))
    await plan_release(ana, "Guest checkout")
    before = len(reviews(ana)), len(digests(ana))
    await saved(ana, Public_holidays_of="DE")

    await payoff.advance(to=datetime(2026, 4, 8, tzinfo=UTC))

    # Easter Monday is 6 April.
    assert moments(reviews(ana)[before[0] :]) == ["Tue 07 07:00"]
    assert moments(digests(ana)[before[1] :]) == ["Tue 07 07:00"]
    assert moments(asks(ana)) == ["Tue 07 07:00"]


async def test_there_and_back_again_leaves_everything_where_it_was(payoff, ana):
    await shipped_release(payoff, ana)
    await plan_release(ana, "Guest checkout")
    await subscribe(ana)
    await saved(ana, Time_zone="Pacific/Auckland")
    await saved(ana, Time_zone="Europe/Berlin")

    await payoff.advance(to=datetime(2026, 3, 12, tzinfo=UTC))

    assert moments(reviews(ana)) == moments(digests(ana)) == ["Mon 09 08:00"]
    assert moments(asks(ana)) == ["Tue 10 08:00"]


async def test_a_reminder_that_waits_moves_too(payoff, ana):
    await shipped_release(payoff, ana)
    await payoff.advance(days=8)
    await saved(ana, Time_zone="America/New_York")

    await payoff.advance(to=datetime(2026, 3, 12, 12, 59, tzinfo=UTC))
    before = await threads(ana)
    await payoff.advance(minutes=1)

    assert before == []
    assert len(await threads(ana)) == 1


@pytest.mark.parametrize(
    ("settings", "moment"),
    [
        ({"Time_zone": "America/New_York"}, datetime(2026, 3, 20, 13, tzinfo=UTC)),
        # A Friday; the next working day is a Monday.
        ({"Days_off_besides": "2026-03-20"}, datetime(2026, 3, 23, 8, tzinfo=UTC)),
    ],
)
async def test_a_reminder_that_waits_for_the_end_of_time_off_moves_too(payoff, ana, settings, moment):
    await shipped_release(payoff, ana)
    await payoff.advance(days=8)
    await ana.type("#checkout", "/payoff away 12-17 Mar")
    await payoff.advance(to=datetime(2026, 3, 18, 12, tzinfo=UTC))
    await saved(ana, **settings)

    await payoff.advance(to=moment - timedelta(minutes=1))
    before = await threads(ana)
    await payoff.advance(minutes=1)

    assert before == []
    assert len(await threads(ana)) == 1


async def test_nothing_that_was_moved_is_left_to_be_said(payoff, ana):
    await shipped_release(payoff, ana)
    await plan_release(ana, "Guest checkout")
    await subscribe(ana)
    for zone in ("America/New_York", "Asia/Tokyo", "Europe/London", "Asia/Kolkata"):
        await saved(ana, Time_zone=zone)

    await payoff.advance(to=datetime(2026, 3, 13, tzinfo=UTC))

    # 09:00 in Kolkata.
    assert moments(reviews(ana)) == moments(digests(ana)) == ["Mon 09 03:30"]
    assert moments(asks(ana)) == ["Tue 10 03:30"]
