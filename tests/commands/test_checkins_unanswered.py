"""Ask about a look that nobody answers three times at most, then the deputy, then once in the weekly review."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from storage import checkins, history
from tests.commands.looks import asks
from tests.commands.test_reviews import reviews
from tests.commands.test_value import answer, schedule_another
from tests.playing import card_of, plan_release, ship, shipped_release


async def give_to(person, owner="Ana Ruiz", deputy="Ben Okafor"):
    """Name the release's owner and deputy."""
    await person.type("#checkout", "/release owner REL-1")
    await person.choose("Owner", owner)
    await person.choose("Deputy", deputy)
    await person.submit()
    assert not person.errors, person.errors


async def off(payoff, person, days):
    """Someone is away."""
    (said,) = await person.type("#checkout", f"/payoff away {days}")
    assert "nobody asks, mentions or reminds you" in said.words
    return said


async def test_it_is_reminded_of_twice_in_its_thread_then_the_deputy_is_asked_then_the_review_lists_it_once(
    payoff, ana, measured
):
    await give_to(ana)
    await payoff.advance(days=7)
    (ask,) = asks(ana)

    await payoff.advance(to=datetime(2026, 4, 1, 12, tzinfo=UTC))

    second, third, deputy = ana.thread(ask)
    assert "@Ana Ruiz: One-page checkout still waits" in second.words
    assert "2nd ask of 3." in second.words
    assert "@Ana Ruiz: One-page checkout still waits" in third.words
    assert "3rd and last ask; then the deputy is asked." in third.words
    assert "@Ben Okafor: nobody has answered" in deputy.words
    assert "@Ana Ruiz" not in deputy.words
    listed = [review for review in reviews(ana) if "Did it pay off?" in review.words]
    assert len(listed) == 1
    assert float(listed[0].ts) > float(deputy.ts)


async def test_without_a_deputy_the_third_ask_is_the_last(payoff, ana, measured):
    await payoff.advance(days=7)
    (ask,) = asks(ana)

    await payoff.advance(to=datetime(2026, 4, 1, 12, tzinfo=UTC))

    assert len(ana.thread(ask)) == 2
    assert "3rd and last ask; the weekly review lists it once more." in ana.thread(ask)[1].words
    assert len([review for review in reviews(ana) if "Did it pay off?" in review.words]) == 1


async def test_however_many_months_pass_nobody_is_asked_more_often(payoff, ana, ben, measured):
    await give_to(ana)

    await payoff.advance(days=330)

    for ask in asks(ana):
        assert len(ana.thread(ask)) <= 3
    assert len(asks(ana)) == 3
    about_it = [m for m in reviews(ana) if "Did it pay off?" in m.words]
    assert len(about_it) == 3
    alone = [m.words for person in (ana, ben) for m in person.messages("@Payoff") if "Did it pay off?" in m.words]
    assert len(alone) <= 3


async def test_a_look_that_rests_is_not_reminded_of_and_its_reminders_go_on_after_it_is_back(payoff, ana, measured):
    await payoff.advance(days=7)
    (ask,) = asks(ana)
    await ana.choose("Ask me later", "Next week")
    back = datetime(2026, 3, 16, 8, 0, tzinfo=UTC)
    await payoff.advance(to=back - timedelta(minutes=1))
    assert ana.thread(ask) == []
    assert reviews(ana) == []

    await payoff.advance(to=back + timedelta(days=20))

    again, second, third = ana.thread(ask)
    assert "Did One-page checkout pay off?" in again.words
    assert "2nd ask of 3." in second.words
    # Two working days after it came back.
    assert f"{datetime.fromtimestamp(float(second.ts), UTC):%d %H:%M}" == "18 08:00"
    assert "3rd and last ask" in third.words


async def test_in_the_owners_time_off_the_deputy_is_asked_instead(payoff, ana, ben, measured):
    await give_to(ana)
    await off(payoff, ana, "9-20 Mar")
    await payoff.advance(days=7)
    (ask,) = asks(ana)

    await payoff.advance(days=3)

    assert "For @Ben Okafor" in ask.words
    assert "@Ana Ruiz" not in ask.words
    assert ["@Ben Okafor: One-page checkout still waits" in reply.words for reply in ana.thread(ask)] == [True]


async def test_without_a_deputy_time_off_puts_the_reminders_off(payoff, ana, measured):
    await off(payoff, ana, "9-20 Mar")
    await payoff.advance(days=7)
    (ask,) = asks(ana)
    assert "For Ana Ruiz" in ask.words
    assert "@Ana Ruiz" not in ask.words

    await payoff.advance(to=datetime(2026, 3, 25, 7, 59, tzinfo=UTC))
    assert ana.thread(ask) == []
    await payoff.advance(to=datetime(2026, 3, 25, 8, 0, tzinfo=UTC))

    (reminder,) = ana.thread(ask)
    assert "2nd ask of 3." in reminder.words


@pytest.mark.parametrize(("command", "words"), [("close", "closed"), ("pause", "paused")])
async def test_what_is_asked_already_stops_when_its_outcome_is_closed_or_paused(payoff, ana, measured, command, words):
    await payoff.advance(days=7)
    (ask,) = asks(ana)
    await ana.type("#checkout", f"/outcome {command} OUT-1")
    await ana.fill("Why?", "Sold the shop")
    await ana.submit()
    await ana.close()

    await payoff.advance(days=14)

    assert ana.thread(ask) == []
    assert f"the outcome is {words}" in asks(ana)[0].words
    assert "[Confirm: hit]" not in asks(ana)[0].words
    assert f"The outcome is {words}" in card_of(ana).words
    async with payoff.database.reading(payoff.workspace_id) as session:
        (look, *_) = await checkins.of_release(session, 1)
    assert look.state == ("cancelled" if words == "closed" else "skipped")


async def test_a_pause_with_a_last_day_ends_by_itself(payoff, ana, measured):
    await ana.type("#checkout", "/outcome pause OUT-1 until 20 Mar")
    await ana.fill("Why?", "Waiting for the audit")
    await ana.submit()
    await ana.close()
    await payoff.advance(days=8)
    assert "The outcome is paused until Fri 20 Mar" in card_of(ana).words
    assert asks(ana) == []

    await payoff.advance(to=datetime(2026, 3, 20, 23, 0, tzinfo=UTC))

    assert "paused" not in card_of(ana).words
    await payoff.advance(to=datetime(2026, 4, 2, 8, tzinfo=UTC))
    assert len(asks(ana)) == 1


async def test_a_fresh_answer_is_not_asked_again_and_the_history_says_why(payoff, ana, measured):
    await payoff.advance(to=datetime(2026, 3, 31, 8, tzinfo=UTC))
    await ana.click("Edit…", in_=asks(ana)[0])
    await ana.choose("What came of it?", "Hit")
    await ana.submit()

    await payoff.advance(to=datetime(2026, 4, 2, 8, tzinfo=UTC))

    assert len(asks(ana)) == 1
    async with payoff.database.reading(payoff.workspace_id) as session:
        (_, second, _) = await checkins.of_release(session, 1)
        (change, *_) = await history.changes_of(session, "checkin", second.pk)
    assert (change.new, change.why) == ("skipped", "its answer is fresh: of 2026-03-31")


@pytest.mark.parametrize(("days", "asked"), [("0", 2), ("10", 1)])
async def test_a_team_says_for_how_long_an_answer_is_fresh(payoff, ana, measured, days, asked):
    await ana.type("#checkout", "/payoff settings")
    await ana.fill("An answer is fresh for, days", days)
    await ana.submit()
    assert not ana.errors, ana.errors
    await ana.close_all()
    await payoff.advance(to=datetime(2026, 3, 26, 8, tzinfo=UTC))
    await ana.click("Edit…", in_=asks(ana)[0])
    await ana.choose("What came of it?", "Hit")
    await ana.submit()

    await payoff.advance(to=datetime(2026, 4, 2, 8, tzinfo=UTC))

    assert len(asks(ana)) == asked


async def test_what_is_late_says_so_in_the_list_of_check_ins_and_in_app_home(payoff, ana, measured):
    await payoff.advance(days=9)

    (listed,) = await ana.type("#checkout", "/value check-ins")
    await ana.open_home()

    assert "Due since Tue 10 Mar 2026 09:00, Europe/Berlin · late 2 d" in listed.words
    assert "Did it pay off? · late 2 d" in ana.screen()


async def test_a_look_that_the_next_one_replaced_is_missed_and_one_answered_late_is_late(payoff, ana, measured):
    await payoff.advance(to=datetime(2026, 4, 2, 8, tzinfo=UTC))
    (before,) = await ana.type("#checkout", "/value check-ins")
    await ana.click("Edit…", in_=asks(ana)[0])
    await ana.choose("What came of it?", "Hit")
    await ana.submit()

    (after,) = await ana.type("#checkout", "/value check-ins")

    assert "· missed" in before.words
    assert "· on time" in before.words
    assert "Answered lately" in after.words
    assert "· late 23 d" in after.words


@pytest.fixture
async def used_to_half_past_two(payoff, ana):
    """Ana, who answers at that hour as a rule, and was asked on the first of June; her deputy is Ben."""
    names = ["One-page checkout", "Guest checkout", "Gift cards"]
    await shipped_release(payoff, ana)
    for key, name in zip(("REL-2", "REL-3"), names[1:], strict=True):
        await plan_release(ana, name)
        await schedule_another(ana, key)
        await ship(payoff, ana, key)
    for moment in (datetime(2026, 3, 10, 13, 40, tzinfo=UTC), datetime(2026, 4, 2, 12, 40, tzinfo=UTC)):
        await payoff.advance(to=moment)
        for name in names:
            await answer(ana, near=name)
    await give_to(ana)
    await payoff.advance(to=datetime(2026, 6, 2, 12, tzinfo=UTC))
    return ana


async def reminded_at(payoff, person):
    """When somebody is reminded of the newest ask, on the clock of Berlin, and in which words."""
    while not person.thread(asks(person)[-1]):
        await payoff.advance(minutes=30)
    (said,) = person.thread(asks(person)[-1])
    return payoff.clock.now.astimezone(ZoneInfo("Europe/Berlin")), said.words


async def test_someone_is_reminded_at_the_hour_at_which_they_answer_as_a_rule(payoff, used_to_half_past_two):
    moment, words = await reminded_at(payoff, used_to_half_past_two)

    # Not at the team's nine.
    assert f"{moment:%d %b %H:%M}" == "03 Jun 14:30"
    assert "@Ana Ruiz: " in words


@pytest.mark.parametrize("how", ["time off", "handed over", "left"])
async def test_who_is_called_instead_is_called_at_the_teams_hour(payoff, used_to_half_past_two, how):
    ana = used_to_half_past_two
    if how == "time off":
        await off(payoff, ana, "3 Jun - 20 Jun")
    elif how == "handed over":
        await give_to(ana, owner="Ben Okafor", deputy="Ana Ruiz")
    else:
        await payoff.slack.deactivate("ana")

    moment, words = await reminded_at(payoff, ana)

    assert f"{moment:%d %b %H:%M}" == "03 Jun 09:00"
    assert "@Ben Okafor: " in words


async def test_who_is_back_early_is_reminded_at_their_own_hour_again(payoff, used_to_half_past_two):
    await off(payoff, used_to_half_past_two, "3 Jun - 20 Jun")
    await used_to_half_past_two.type("#checkout", "/payoff back")

    moment, words = await reminded_at(payoff, used_to_half_past_two)

    assert f"{moment:%d %b %H:%M}" == "03 Jun 14:30"
    assert "@Ana Ruiz: " in words


async def test_an_hour_that_is_over_when_somebody_else_is_called_is_the_next_days(payoff, used_to_half_past_two):
    await payoff.advance(to=datetime(2026, 6, 3, 10, tzinfo=UTC))
    await give_to(used_to_half_past_two, owner="Ben Okafor", deputy="Ana Ruiz")

    moment, words = await reminded_at(payoff, used_to_half_past_two)

    assert f"{moment:%d %b %H:%M}" == "04 Jun 09:00"
    assert "@Ben Okafor: " in words
