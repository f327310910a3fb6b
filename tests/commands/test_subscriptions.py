"""Subscribe to what releases were worth: it comes when it was said to, once, with what happened since the last."""

from datetime import UTC, datetime, timedelta

import pytest

from tests.commands.test_settings import saved
from tests.playing import define_metric, plan_release, schedule, shipped_release

# Berlin is one hour ahead of UTC until 29 March.
MONDAY_NINE = datetime(2026, 3, 9, 8, tzinfo=UTC)


def digests(person, channel="#checkout"):
    """The digests that everyone in a channel sees, the oldest first."""
    return [m for m in person.messages(channel) if m.words.startswith("Value, ") and not m.ephemeral]


def moments(messages):
    """When messages were said, to the minute."""
    return [f"{datetime.fromtimestamp(float(each.ts), UTC):%a %d %H:%M}" for each in messages]


async def subscribe(person, wish="weekly mon 09:00", channel="#checkout"):
    """Subscribe, and give the answer back."""
    (answer,) = await person.type(channel, f"/value subscribe {wish}")
    return answer


async def new_release(person, name):
    """Something that happens."""
    await plan_release(person, name)


async def test_the_answer_shows_the_zone_and_the_next_three_runs_and_they_come_as_told(payoff, ana):
    await plan_release(ana)
    answer = await subscribe(ana)

    for week in range(3):
        await payoff.advance(to=MONDAY_NINE + timedelta(weeks=week) - timedelta(minutes=1))
        before = len(digests(ana))
        await new_release(ana, f"Release {week}")
        await payoff.advance(minutes=1)
        assert len(digests(ana)) == before + 1

    assert "Next: Mon 9, Mon 16, Mon 23 Mar, 09:00 Europe/Berlin" in answer.words
    assert moments(digests(ana)) == ["Mon 09 08:00", "Mon 16 08:00", "Mon 23 08:00"]


async def test_a_digest_keeps_its_hour_when_the_clocks_change(payoff, ana):
    await subscribe(ana, "daily 09:00")
    await payoff.advance(to=datetime(2026, 3, 29, 12, tzinfo=UTC))
    await new_release(ana, "Guest checkout")

    await payoff.advance(days=1)

    assert moments(digests(ana)) == ["Mon 30 07:00"]


async def test_a_digest_tells_what_was_promised_what_came_of_it_and_what_changed(payoff, ana):
    await subscribe(ana, "monthly 1st 09:00")
    await shipped_release(payoff, ana, worth="120k")
    await payoff.advance(days=7)
    await ana.click("Edit…")
    await ana.choose("What came of it?", "Hit")
    await ana.submit()
    await ana.close_all()
    await plan_release(ana, "Guest checkout")
    await ana.type("#checkout", "/release schedule REL-2 13 Apr")
    await ana.choose("This release delivers", "Maintenance: it keeps things running")
    await ana.fill("What has to be kept running?", "The old database")
    await ana.choose("Why now?", "A date outside our control")
    await ana.submit()
    assert ana.modal is None, ana.errors

    await payoff.advance(to=datetime(2026, 4, 1, 7, tzinfo=UTC))

    (digest,) = digests(ana)
    assert digest.words.startswith("Value, Mon 2 Mar – Wed 1 Apr\n")
    assert "One-page checkout | +0.5 pt |" in digest.words
    assert "hit, claimed" in digest.words
    assert "Check-ins: 1 of 1 check-in answered." in digest.words
    assert "Guest checkout REL-2 is new" in digest.words
    assert "State: draft → scheduled" in digest.words


async def test_each_digest_tells_only_what_the_last_one_could_not(payoff, ana):
    await subscribe(ana, "every weekday 09:00")
    await new_release(ana, "First")
    await payoff.advance(to=datetime(2026, 3, 4, 8, tzinfo=UTC))
    await new_release(ana, "Second")

    await payoff.advance(days=1)

    first, second = digests(ana)
    assert "First" in first.words
    assert "Second" not in first.words
    assert "Second" in second.words
    assert "First" not in second.words


async def test_mondays_digest_covers_friday_and_the_weekend(payoff, ana):
    await subscribe(ana, "every weekday 09:00")
    await payoff.advance(to=datetime(2026, 3, 6, 15, tzinfo=UTC))
    await new_release(ana, "Planned on Friday")
    await payoff.advance(days=1)
    await new_release(ana, "Planned on Saturday")

    await payoff.advance(to=MONDAY_NINE)

    (digest,) = digests(ana)
    assert digest.words.startswith("Value, Fri 6 – Mon 9 Mar\n")
    assert "Planned on Friday" in digest.words
    assert "Planned on Saturday" in digest.words


async def test_a_holiday_moves_it_to_the_next_working_day_and_leaves_no_pile(payoff, ana):
    await saved(ana, Public_holidays_of="DE")
    await subscribe(ana, "daily 09:00")
    await payoff.advance(to=datetime(2026, 4, 2, 12, tzinfo=UTC))
    await new_release(ana, "Planned before Easter")

    await payoff.advance(to=datetime(2026, 4, 8, 12, tzinfo=UTC))

    # Good Friday is 3 April, Easter Monday the 6th.
    assert moments(digests(ana)) == ["Tue 07 07:00"]
    assert digests(ana)[0].words.startswith("Value, Thu 2 – Tue 7 Apr\n")


async def test_with_nothing_to_tell_nothing_is_said(payoff, ana):
    await subscribe(ana, "daily 09:00")
    await plan_release(ana)
    await payoff.advance(to=datetime(2026, 3, 4, 8, tzinfo=UTC))
    said = len(digests(ana))

    await payoff.advance(days=30)

    assert said == 1
    assert len(digests(ana)) == said


async def test_what_only_goes_on_waiting_is_no_news(payoff, ana):
    await shipped_release(payoff, ana)
    await subscribe(ana, "daily 09:00")
    await payoff.advance(to=datetime(2026, 3, 11, 12, tzinfo=UTC))
    said = digests(ana)

    await payoff.advance(days=5)

    assert "1 waiting" in said[-1].words
    assert len(digests(ana)) == len(said)


async def test_test_now_says_it_once_and_moves_nothing(payoff, ana):
    await plan_release(ana)
    answer = await subscribe(ana)
    await payoff.advance(minutes=1)

    await ana.click("Test now", in_=answer)
    await payoff.settle()
    (test,) = [m for m in ana.messages("#checkout") if m.words.startswith("Test: value, Mon 2 – Tue 3 Mar")]
    await payoff.advance(to=MONDAY_NINE + timedelta(days=6))

    assert moments(digests(ana)) == ["Mon 09 08:00"]
    assert "One-page checkout REL-1 is new" in test.words
    assert "One-page checkout REL-1 is new" in digests(ana)[0].words


async def test_a_test_with_nothing_to_tell_says_so(payoff, ana):
    answer = await subscribe(ana)

    await ana.click("Test now", in_=answer)
    await payoff.settle()

    assert (
        "Nothing happened Mon 2 – Tue 3 Mar: by its rhythm nothing would be said."
        in ana.messages("#checkout")[-1].words
    )


async def test_one_subscribes_for_oneself_and_nobody_else_reads_it(payoff, ana, eva):
    answer = await subscribe(eva, "weekly mon 09:00 for me")
    await plan_release(ana)

    await payoff.advance(to=MONDAY_NINE)

    assert "to you" in answer.words
    assert len(digests(eva, "@Payoff")) == 1
    assert digests(ana) == digests(ana, "@Payoff") == []


async def test_a_channel_without_a_team_hears_of_all_releases_by_the_clock_of_who_asked(payoff, ana, eva):
    answer = await subscribe(eva, "weekly mon 09:00", "#platform")
    await plan_release(ana)
    await ana.type("#growth", "/release plan Referral links")
    await ana.submit()

    await payoff.advance(to=MONDAY_NINE)

    assert "09:00 Europe/Berlin" in answer.words
    (digest,) = digests(eva, "#platform")
    assert "One-page checkout" in digest.words
    assert "Referral links" in digest.words
    assert "all releases" in digest.words


async def test_a_teams_channel_hears_of_its_own_releases_only(payoff, ana):
    await plan_release(ana)
    await subscribe(ana)
    await ana.type("#growth", "/release plan Referral links")
    await ana.submit()

    await payoff.advance(to=MONDAY_NINE)

    assert "One-page checkout" in digests(ana)[0].words
    assert "Referral links" not in digests(ana)[0].words


async def test_a_subscription_has_a_zone_of_its_own_if_one_was_typed(payoff, ana):
    await plan_release(ana)
    answer = await subscribe(ana, "every mon 09:00 America/Chicago")

    await payoff.advance(days=7)

    assert "Next: Mon 9, Mon 16, Mon 23 Mar, 09:00 America/Chicago" in answer.words
    # The clocks of Chicago changed on 8 March.
    assert moments(digests(ana)) == ["Mon 09 14:00"]
    assert "weekly mon 09:00, America/Chicago" in digests(ana)[0].words


async def test_compact_is_one_line_and_detailed_is_not(payoff, ana):
    await shipped_release(payoff, ana, worth="120k")
    answer = await subscribe(ana, "every mon 09:00, compact")
    await payoff.advance(to=MONDAY_NINE)
    (compact,) = digests(ana)
    await ana.click("Make it detailed", in_=answer)

    await payoff.advance(weeks=1)

    assert "compact" in answer.words
    assert [line for line in compact.words.splitlines() if line != "[Why?]"] == compact.words.splitlines()[:1]
    assert "1 not looked at; five changes" in compact.words
    assert len(digests(ana)[-1].words.splitlines()) > 3


async def test_every_second_week_stays_every_second_week(payoff, ana):
    answer = await subscribe(ana, "every 2 weeks mon 09:00")

    for day in range(30):
        await new_release(ana, f"Release {day}")
        await payoff.advance(days=1)

    assert "Next: Mon 9, Mon 23 Mar, Mon 6 Apr" in answer.words
    assert moments(digests(ana)) == ["Mon 09 08:00", "Mon 23 08:00"]


@pytest.mark.parametrize(
    ("settings", "expected"),
    [
        ({"Time_zone": "America/New_York"}, "Mon 09 13:00"),
        ({"Days_off_besides": "2026-03-09"}, "Tue 10 08:00"),
        ({"Working_days": ["Wednesday", "Thursday"]}, "Wed 11 08:00"),
    ],
)
async def test_a_changed_zone_or_day_moves_the_one_that_waits(payoff, ana, settings, expected):
    await plan_release(ana)
    await subscribe(ana)
    await define_metric(ana)
    await saved(ana, **settings)

    await payoff.advance(to=datetime(2026, 3, 12, 12, tzinfo=UTC))

    assert moments(digests(ana)) == [expected]


async def test_a_zone_of_its_own_stays_when_the_teams_zone_changes(payoff, ana):
    await plan_release(ana)
    await subscribe(ana, "weekly mon 09:00 Europe/London")
    await saved(ana, Time_zone="America/New_York")

    await payoff.advance(days=7)

    assert moments(digests(ana)) == ["Mon 09 09:00"]


async def test_a_digest_of_a_release_that_is_scheduled_names_old_and_new(payoff, ana):
    await define_metric(ana)
    await plan_release(ana)
    await schedule(ana, when="20 Apr")
    await subscribe(ana)
    await ana.type("#checkout", "/release delay REL-1")
    await ana.choose("Window begins", "2026-04-27")
    await ana.choose("Window ends", "2026-04-27")
    await ana.choose("Why does it move?", "Risk")
    await ana.submit()

    await payoff.advance(days=7)

    assert "Window: Mon 20 Apr 2026 → Mon 27 Apr 2026: risk" in digests(ana)[0].words


async def test_where_payoff_cannot_speak_the_answer_says_how_to_mend_that(ana, eva):
    answer = await subscribe(eva, "weekly mon 09:00", "#leadership")

    assert "Next: Mon 9, Mon 16, Mon 23 Mar" in answer.words
    assert "Payoff cannot post in #leadership" in answer.words
    assert "/invite @Payoff" in answer.words


async def test_a_channel_that_was_archived_and_opened_again_hears_of_it_all_and_then_as_before(payoff, ana):
    await subscribe(ana)
    await plan_release(ana)
    await payoff.settle()
    await payoff.slack.archive("#checkout")
    await payoff.advance(to=MONDAY_NINE + timedelta(days=1))
    await payoff.slack.unarchive("#checkout")
    await payoff.settle()
    await payoff.advance(days=1)
    late = moments(digests(ana))
    await new_release(ana, "Guest checkout")

    await payoff.advance(to=MONDAY_NINE + timedelta(days=7))

    assert len(late) == 1
    assert moments(digests(ana)) == [*late, "Mon 16 08:00"]
