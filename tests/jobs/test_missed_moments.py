"""What was missed while nothing ran is made up for once, on a working day, and says when it was due."""

from datetime import UTC, datetime, timedelta

import pytest

from tests.commands.looks import asks
from tests.commands.test_reviews import reviews
from tests.commands.test_settings import saved
from tests.commands.test_subscriptions import digests, moments, subscribe
from tests.commands.test_value import schedule_another
from tests.playing import define_metric, plan_release, schedule, shipped_release


async def away_until(payoff, day, hour=11):
    """Nothing runs until a day of March, by the clock of UTC; Berlin is an hour ahead. Then all that is due is said."""
    payoff.clock.now = datetime(2026, 3, day, hour, tzinfo=UTC)
    await payoff.settle()


async def test_three_days_away_leave_one_late_digest_that_tells_of_all_of_them(payoff, ana):
    await subscribe(ana, "every weekday 09:00")
    await plan_release(ana)

    await away_until(payoff, 6)
    (late,) = digests(ana)
    await plan_release(ana, "Planned afterwards")
    await payoff.advance(days=4)

    assert late.words.startswith("Value, Tue 3 – Fri 6 Mar\n")
    assert "Was due Wed 4 Mar 09:00" in late.words
    assert "One-page checkout" in late.words
    assert moments(digests(ana)) == ["Fri 06 11:00", "Mon 09 08:00"]
    assert digests(ana)[1].words.startswith("Value, Fri 6 – Mon 9 Mar\n")
    assert "One-page checkout" not in digests(ana)[1].words
    assert "Planned afterwards" in digests(ana)[1].words
    assert "Was due" not in digests(ana)[1].words


async def test_a_weekly_one_that_was_missed_comes_late_and_the_next_in_its_time(payoff, ana):
    await subscribe(ana)
    await plan_release(ana)

    await away_until(payoff, 12)
    await plan_release(ana, "Guest checkout")
    await payoff.advance(to=datetime(2026, 3, 17, tzinfo=UTC))

    assert moments(digests(ana)) == ["Thu 12 11:00", "Mon 16 08:00"]
    assert "Was due Mon 9 Mar 09:00" in digests(ana)[0].words


async def test_weeks_away_leave_one(payoff, ana):
    await subscribe(ana)
    await plan_release(ana)

    await away_until(payoff, 31)

    (late,) = digests(ana)
    assert late.words.startswith("Value, Mon 2 – Mon 30 Mar\n")
    assert "Was due Mon 9 Mar 09:00" in late.words


@pytest.mark.parametrize(("minutes", "marked"), [(59, False), (61, True)])
async def test_it_comes_however_late_the_clock_ticks_and_says_so_after_an_hour(payoff, ana, minutes, marked):
    await subscribe(ana)
    await plan_release(ana)

    payoff.clock.now = datetime(2026, 3, 9, 8, tzinfo=UTC) + timedelta(minutes=minutes)
    await payoff.settle()

    (digest,) = digests(ana)
    assert ("Was due Mon 9 Mar 09:00" in digest.words) == marked


async def test_nothing_is_made_up_for_on_a_weekend_and_monday_tells_of_it(payoff, ana):
    await subscribe(ana, "every weekday 09:00")
    await plan_release(ana)

    await away_until(payoff, 7)
    on_saturday = digests(ana)
    await payoff.advance(days=3)

    assert on_saturday == []
    assert moments(digests(ana)) == ["Mon 09 08:00"]
    assert digests(ana)[0].words.startswith("Value, Tue 3 – Mon 9 Mar\n")


async def test_what_would_be_made_up_for_on_a_weekend_waits_for_the_working_days_hour(payoff, ana):
    await subscribe(ana, "weekly fri 16:00")
    await plan_release(ana)

    await away_until(payoff, 7)
    on_saturday = digests(ana)
    await payoff.advance(days=4)

    assert on_saturday == []
    assert moments(digests(ana)) == ["Mon 09 15:00"]
    assert "Was due Fri 6 Mar 16:00" in digests(ana)[0].words


async def test_a_review_that_was_missed_comes_late_once_and_the_next_in_its_time(payoff, ana):
    await plan_release(ana)

    await away_until(payoff, 11)
    await payoff.advance(days=7)

    assert moments(reviews(ana)) == ["Wed 11 11:00", "Mon 16 08:00"]
    assert "Was due Mon 9 Mar 09:00" in reviews(ana)[0].words
    assert "Was due" not in reviews(ana)[1].words


async def test_weeks_away_leave_one_review(payoff, ana):
    await plan_release(ana)

    await away_until(payoff, 26)
    await payoff.advance(days=5)

    assert moments(reviews(ana)) == ["Thu 26 11:00", "Mon 30 07:00"]
    assert "Was due Mon 9 Mar 09:00" in reviews(ana)[0].words


async def test_a_missed_review_waits_for_a_working_day(payoff, ana):
    await plan_release(ana)

    await away_until(payoff, 14)
    on_saturday = reviews(ana)
    await payoff.advance(days=4)

    # By then the next one is due, too: it stands for both.
    assert on_saturday == []
    assert moments(reviews(ana)) == ["Mon 16 08:00"]


async def test_a_missed_review_of_friday_comes_on_monday(payoff, ana):
    await ana.type("#checkout", "/release plan One-page checkout")
    await ana.submit()
    await ana.type("#checkout", "/release review every fri 16:00")

    await away_until(payoff, 7)
    on_saturday = reviews(ana)
    await payoff.advance(days=7)

    assert on_saturday == []
    assert moments(reviews(ana)) == ["Mon 09 15:00", "Fri 13 15:00"]
    assert "Was due Fri 6 Mar 16:00" in reviews(ana)[0].words


async def test_check_ins_that_were_missed_are_asked_late_once(payoff, ana):
    await shipped_release(payoff, ana)

    await away_until(payoff, 13)

    (ask,) = asks(ana)
    assert "was due Tue 10 Mar 09:00" in ask.words


async def test_check_ins_that_were_missed_wait_for_a_working_day(payoff, ana):
    await shipped_release(payoff, ana)

    await away_until(payoff, 14)
    on_saturday = asks(ana)
    await payoff.advance(days=2)

    assert on_saturday == []
    assert moments(asks(ana)) == ["Mon 16 08:00"]
    assert "was due Tue 10 Mar 09:00" in asks(ana)[0].words


async def test_a_reminder_that_was_missed_and_meets_a_day_off_comes_on_the_next_working_day(payoff, ana):
    await shipped_release(payoff, ana)
    await payoff.advance(days=7)
    (ask,) = asks(ana)

    await away_until(payoff, 14)
    on_saturday = ana.thread(ask)
    await payoff.advance(to=datetime(2026, 3, 17, 12, tzinfo=UTC))

    assert on_saturday == []
    assert moments(ana.thread(ask)) == ["Mon 16 08:00"]


async def test_a_reminder_that_nobody_knew_to_be_unsaid_until_a_day_off_comes_on_the_next_working_day(payoff, ana):
    # Shipped and asked about on a Wednesday: the first reminder is due on Friday at 09:00.
    await payoff.advance(days=1)
    await shipped_release(payoff, ana)
    await payoff.advance(days=7)
    (ask,) = asks(ana)
    await payoff.advance(to=datetime(2026, 3, 13, 7, 30, tzinfo=UTC))
    fault = payoff.slack.faults.add("server_error", method="chat.postMessage")
    await payoff.advance(to=datetime(2026, 3, 14, 1, tzinfo=UTC))
    payoff.slack.faults.remove(fault.id)

    await payoff.advance(to=datetime(2026, 3, 17, 12, tzinfo=UTC))

    assert moments(ana.thread(ask)) == ["Mon 16 08:00"]


async def test_what_was_due_shortly_before_a_day_off_and_comes_late_is_not_said_on_it(payoff, ana):
    await subscribe(ana, "every weekday 23:45")
    await payoff.advance(to=datetime(2026, 3, 6, 22, tzinfo=UTC))
    await plan_release(ana)

    # It is Saturday in Berlin, since a few minutes.
    await away_until(payoff, 6, hour=23)
    on_saturday = moments(digests(ana))
    await payoff.advance(to=datetime(2026, 3, 10, tzinfo=UTC))

    assert on_saturday == []
    assert moments(digests(ana)) == ["Mon 09 22:45"]
    assert "One-page checkout" in digests(ana)[0].words


async def test_what_was_on_its_way_at_midnight_is_said(payoff, ana):
    await subscribe(ana, "every weekday 23:59")
    await payoff.advance(to=datetime(2026, 3, 6, 22, tzinfo=UTC))
    await plan_release(ana)

    payoff.clock.now = datetime(2026, 3, 6, 23, 0, 30, tzinfo=UTC)
    await payoff.settle()

    assert moments(digests(ana)) == ["Fri 06 23:00"]


async def test_what_was_missed_waits_past_a_moment_at_which_the_team_asks_no_more(payoff, ana):
    await define_metric(ana)
    await plan_release(ana)
    await schedule(ana)
    # An ask for Monday the ninth, at nine; then one for three o'clock, then one for Friday the sixth.
    await ana.type("#checkout", "/release ship REL-1 2 Mar 09:00")
    await saved(ana, At="15:00")
    await ana.type("#checkout", "/release ship REL-1 27 Feb 09:00")

    await away_until(payoff, 8)
    await payoff.advance(to=datetime(2026, 3, 11, tzinfo=UTC))

    assert moments(asks(ana)) == ["Mon 09 14:00"]


async def test_what_shipped_long_ago_is_asked_about_at_once_however_soon_after_another(payoff, ana):
    await define_metric(ana)
    for name in ("One-page checkout", "Guest checkout"):
        await plan_release(ana, name)
    await schedule(ana)
    await schedule_another(ana, "REL-2")
    for key in ("REL-1", "REL-2"):
        await ana.type("#checkout", f"/release ship {key} 20 Feb 09:00")
        await payoff.settle()

    first, second = asks(ana)
    assert "Did One-page checkout pay off?" in first.words
    assert "Did Guest checkout pay off?" in second.words
