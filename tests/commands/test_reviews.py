"""Ask a team once a week what its plan leaves open, at its hour; with nothing to ask, say nothing."""

from datetime import UTC, datetime

import pytest

from storage.releases import Criterion
from tests.commands.test_settings import saved, set_up
from tests.playing import define_metric, plan_release, schedule, shipped_release

QUESTION = "What outcome will this release deliver?"


def reviews(person, channel="#checkout"):
    """The weekly prompts that everyone in a channel sees."""
    return [m for m in person.messages(channel) if m.words.startswith("What the plan leaves open") and not m.ephemeral]


async def test_the_review_comes_by_itself_on_monday_at_nine_and_asks_the_question(payoff, ana):
    await plan_release(ana)

    # 09:00 in Berlin is 08:00 UTC.
    await payoff.advance(to=datetime(2026, 3, 9, 7, 59, tzinfo=UTC))
    before = len(reviews(ana))
    await payoff.advance(to=datetime(2026, 3, 9, 8, 0, tzinfo=UTC))

    (review,) = reviews(ana)
    assert before == 0
    assert f"One-page checkout REL-1 · @Ana Ruiz\n{QUESTION}" in review.words
    await ana.click("Say it…", in_=review)
    assert QUESTION in ana.screen()


async def test_the_review_comes_every_week_as_long_as_there_is_something_to_ask(payoff, ana):
    await define_metric(ana)
    await plan_release(ana)
    await payoff.advance(to=datetime(2026, 3, 17, 12, tzinfo=UTC))
    asked_twice = len(reviews(ana))
    await schedule(ana, when="27 Apr")

    await payoff.advance(to=datetime(2026, 4, 7, 12, tzinfo=UTC))
    silent_weeks = len(reviews(ana)) - asked_twice
    await plan_release(ana, "Guest checkout")
    await payoff.advance(days=7)

    assert asked_twice == 2
    assert silent_weeks == 0
    assert "Guest checkout" in reviews(ana)[-1].words


async def test_a_team_chooses_its_day_and_hour(payoff, ana):
    await saved(ana, Weekly_review_on="Thursday", Review_at="16:30", Time_zone="America/New_York")
    await plan_release(ana)

    # 16:30 in New York, before the clocks change there.
    await payoff.advance(to=datetime(2026, 3, 5, 21, 29, tzinfo=UTC))
    before = len(reviews(ana))
    await payoff.advance(to=datetime(2026, 3, 5, 21, 30, tzinfo=UTC))

    assert (before, len(reviews(ana))) == (0, 1)
    assert "Every week on Thursday at 16:30, America/New_York" in reviews(ana)[0].words


async def test_a_changed_day_moves_the_review_that_waits(payoff, ana):
    await plan_release(ana)
    await saved(ana, Weekly_review_on="Friday")

    await payoff.advance(to=datetime(2026, 3, 9, 12, tzinfo=UTC))

    (review,) = reviews(ana)
    assert review.ts.startswith(str(int(datetime(2026, 3, 6, 8, tzinfo=UTC).timestamp())))


@pytest.mark.parametrize(
    "off",
    [
        {"Days_off_besides": "2026-03-09"},
        {"Working_days": ["Tuesday", "Wednesday", "Thursday", "Friday"]},
    ],
)
async def test_on_a_day_off_the_review_waits_for_the_next_working_day(payoff, ana, off):
    await saved(ana, **off)
    await plan_release(ana)

    await payoff.advance(to=datetime(2026, 3, 10, 7, 59, tzinfo=UTC))
    before = len(reviews(ana))
    await payoff.advance(to=datetime(2026, 3, 10, 8, 0, tzinfo=UTC))

    assert (before, len(reviews(ana))) == (0, 1)


async def test_the_next_three_reviews_are_told_and_come_as_told(payoff, ana):
    await plan_release(ana)
    await set_up(ana, Days_off_besides="2026-03-16", Review_at="10:15")
    told = ana.screen()
    await ana.close_all()

    await payoff.advance(to=datetime(2026, 3, 24, 12, tzinfo=UTC))

    assert "Weekly review next: Mon 9 Mar 2026, Tue 17 Mar 2026 and Mon 23 Mar 2026, at 10:15" in told
    came = [datetime.fromtimestamp(float(review.ts), UTC) for review in reviews(ana)]
    assert [f"{moment:%d %H:%M}" for moment in came] == ["09 09:15", "17 09:15", "23 09:15"]


async def test_the_review_keeps_its_hour_when_the_clocks_change(payoff, ana):
    await plan_release(ana)
    await payoff.advance(to=datetime(2026, 3, 29, 12, tzinfo=UTC))
    before = len(reviews(ana))

    # Berlin is two hours ahead from 29 March on.
    await payoff.advance(to=datetime(2026, 3, 30, 7, 0, tzinfo=UTC))

    assert len(reviews(ana)) == before + 1


async def test_each_team_is_asked_in_its_own_channel_about_its_own_releases(payoff, ana):
    await plan_release(ana)
    await ana.type("#growth", "/release plan Referral links")
    await ana.submit()

    await payoff.advance(days=7)

    assert "Referral links" not in reviews(ana, "#checkout")[0].words
    assert "One-page checkout" not in reviews(ana, "#growth")[0].words
    assert "Referral links" in reviews(ana, "#growth")[0].words


async def test_a_window_that_nears_with_criteria_open_is_named_with_whom_it_waits_for(payoff, ana):
    await define_metric(ana)
    await plan_release(ana)
    await schedule(ana, when="13 Mar")
    async with payoff.database.writing(payoff.workspace_id) as session:
        session.add(Criterion(release_id=1, position=1, text="Load test passes", owner_id="U0BEN"))

    (review,) = await ana.type("#checkout", "/release review")
    assert "ships Fri 13 Mar\n0 of 1 agreed; Load test passes waits for @Ben Okafor." in review.words

    await ana.click("See them", in_=review)

    assert "Load test passes" in review.words
    assert "What the plan leaves open" not in review.words


async def test_a_look_that_nobody_answered_is_asked_again_with_a_button(payoff, ana):
    await shipped_release(payoff, ana)
    await payoff.advance(days=9)

    (review,) = await ana.type("#checkout", "/release review")
    await ana.click("Answer…", in_=review)

    assert "Did it pay off? Asked Tue 10 Mar 2026, not answered." in review.words
    assert "What came of it?" in ana.screen()


async def test_a_promise_that_was_changed_is_told_with_old_and_new(payoff, ana):
    await define_metric(ana)
    await plan_release(ana)
    await schedule(ana, when="20 Apr")
    (before,) = await ana.type("#checkout", "/release review")
    await payoff.advance(hours=1)
    await ana.type("#checkout", "/outcome edit OUT-1")
    await ana.fill("Where should it be?", "4.2")
    await ana.fill("Why does it change?", "The campaign was cut")
    await ana.submit()
    assert not ana.errors, ana.errors
    await ana.close_all()

    (after,) = await ana.type("#checkout", "/release review")
    await payoff.advance(days=15)
    (later,) = await ana.type("#checkout", "/release review")

    assert "Nothing is open" in before.words
    assert "One-page checkout REL-1: the promise changed" in after.words
    assert "Target: 4.5 % → 4.2 %: The campaign was cut (@Ana Ruiz)" in after.words
    assert "Nothing is open" in later.words


async def test_asking_for_the_review_answers_only_whoever_asked(payoff, ana, eva):
    await plan_release(ana)
    seen = len(eva.messages("#checkout"))

    (review,) = await ana.type("#checkout", "/release review")

    assert review.ephemeral
    assert len(eva.messages("#checkout")) == seen


async def test_with_nothing_open_the_review_says_so_when_asked_and_is_silent_by_the_clock(payoff, ana):
    await define_metric(ana)
    await plan_release(ana)
    await schedule(ana, when="27 Apr")

    (review,) = await ana.type("#checkout", "/release review")
    await payoff.advance(days=7)

    assert "Nothing is open" in review.words
    assert reviews(ana) == []


async def test_a_channel_that_plans_nothing_has_no_review(ana):
    (refused,) = await ana.type("#platform", "/release review")

    assert refused.ephemeral
    assert "team's channel" in refused.words


def moments(found):
    """When prompts came, to the minute."""
    return [f"{datetime.fromtimestamp(float(each.ts), UTC):%a %d %H:%M}" for each in found]


@pytest.mark.parametrize(
    ("typed", "told", "came"),
    [
        ("every thu 16:30", "weekly thu 16:30 Europe/Berlin", ["Thu 05 15:30", "Thu 12 15:30", "Thu 19 15:30"]),
        ("every thu 16:30 weekly", "weekly thu 16:30 Europe/Berlin", ["Thu 05 15:30", "Thu 12 15:30", "Thu 19 15:30"]),
        ("every mon 09:00 2 weeks", "every 2 weeks mon 09:00 Europe/Berlin", ["Mon 09 08:00", "Mon 23 08:00"]),
        ("every 2 weeks", "every 2 weeks mon 09:00 Europe/Berlin", ["Mon 09 08:00", "Mon 23 08:00"]),
        ("every off", "No review by itself", []),
        ("off", "No review by itself", []),
    ],
)
async def test_a_team_chooses_its_rhythm_and_it_comes_as_told(payoff, ana, typed, told, came):
    await plan_release(ana)

    (answer,) = await ana.type("#checkout", f"/release review {typed}")
    await payoff.advance(to=datetime(2026, 3, 24, tzinfo=UTC))

    assert answer.ephemeral
    assert told in answer.words
    days = ", ".join(f"{moment[:4]}{int(moment[4:6])}" for moment in came[:2])
    assert ("Next: " in answer.words) == bool(came)
    assert days in answer.words
    assert moments(reviews(ana)) == came


async def test_the_rhythm_is_kept_through_settings_and_said_beneath_the_prompt(payoff, ana):
    await plan_release(ana)
    await ana.type("#checkout", "/release review every 2 weeks fri 16:00")
    await saved(ana, Time_zone="America/New_York")

    await payoff.advance(to=datetime(2026, 3, 21, tzinfo=UTC))

    # 16:00 in New York, before and after its clocks changed.
    assert moments(reviews(ana)) == ["Fri 06 21:00", "Fri 20 20:00"]
    assert "Every 2 weeks on Friday at 16:00, America/New_York" in reviews(ana)[0].words


async def test_a_week_that_had_its_review_has_no_other_when_the_day_changes(payoff, ana):
    await plan_release(ana)
    await payoff.advance(to=datetime(2026, 3, 9, 12, tzinfo=UTC))

    await ana.type("#checkout", "/release review every fri 16:00")
    await payoff.advance(to=datetime(2026, 3, 21, tzinfo=UTC))

    assert moments(reviews(ana)) == ["Mon 09 08:00", "Fri 20 15:00"]


async def test_test_now_asks_once_and_moves_nothing(payoff, ana):
    await plan_release(ana)
    (answer,) = await ana.type("#checkout", "/release review every mon 09:00")
    await ana.click("Test now", in_=answer)
    await payoff.settle()
    tested = moments(reviews(ana))

    await payoff.advance(days=7)

    assert tested == ["Tue 03 09:00"]
    assert moments(reviews(ana)) == [*tested, "Mon 09 08:00"]


async def test_a_test_with_nothing_to_ask_says_so(payoff, ana):
    await define_metric(ana)
    await plan_release(ana)
    await schedule(ana, when="27 Apr")
    (answer,) = await ana.type("#checkout", "/release review every mon 09:00")

    await ana.click("Test now", in_=answer)
    await payoff.settle()

    said = [message.words for message in ana.messages("#checkout") if not message.ephemeral]
    assert said[-1].startswith("Nothing is open")


async def test_switched_off_and_on_again_it_comes_as_before(payoff, ana):
    await plan_release(ana)
    await ana.type("#checkout", "/release review off")
    await set_up(ana)
    saved_words = ana.screen()
    await ana.close_all()
    await payoff.advance(days=10)
    silent = reviews(ana)

    await ana.type("#checkout", "/release review every mon 09:00")
    await payoff.advance(days=7)

    assert "No weekly review" in saved_words
    assert silent == []
    assert moments(reviews(ana)) == ["Mon 16 08:00"]


@pytest.mark.parametrize(
    ("typed", "says"),
    [
        ("/release review every day", "once in one or more weeks"),
        ("/release review every mon, thu", "once in one or more weeks"),
        ("/release review every mon 09:00 America/Chicago", "the team's clock, Europe/Berlin"),
        ("/release review every mnday", "Did you mean weekly mon 09:00?"),
    ],
)
async def test_no_other_rhythm_is_a_review(payoff, ana, typed, says):
    await plan_release(ana)

    (refused,) = await ana.type("#checkout", typed)

    assert says in refused.words
