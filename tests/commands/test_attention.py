"""Spend people's attention with care: a budget a week, one digest for the rest, silence in their time off."""

from datetime import UTC, datetime, timedelta

import pytest

from tests.commands.looks import asks
from tests.commands.test_reviews import reviews
from tests.playing import card_of, plan_release, shipped_release


async def change(payoff, person, count, begin=0):
    """Change REL-1 so many times, an hour apart: each is news to its followers."""
    for number in range(begin, begin + count):
        await person.type("#checkout", "/release edit REL-1")
        await person.fill("What ships", f"Version {number}")
        await person.submit()
        assert not person.errors, person.errors
        await payoff.advance(hours=1)


async def spoken_to(person, **fields):
    """Fill in the form of what reaches someone; `fields` are labels with underscores for spaces."""
    await person.type("#checkout", "/payoff away")
    for label, value in fields.items():
        fill = person.fill if label.startswith("At_most") else person.choose
        named = {"At_most": "At most, messages and mentions a week"}.get(label, label)
        await fill(named.replace("__", ", ").replace("_", " "), value)
    await person.submit()
    assert not person.errors, person.errors
    await person.close_all()


def alone(person):
    """What Payoff said to someone alone."""
    return [message.words for message in person.messages("@Payoff") if not message.ephemeral]


@pytest.fixture
async def followed(payoff, ana, ben):
    """A release of Ana's that Ben follows."""
    await plan_release(ana)
    await ben.type("#checkout", "/release follow REL-1")


async def test_what_is_more_than_a_weeks_budget_comes_as_one_message_on_monday_which_counts(payoff, ana, ben, followed):
    await change(payoff, ana, 8)
    in_the_first_week = alone(ben)
    await payoff.advance(to=datetime(2026, 3, 9, 7, 59, tzinfo=UTC))
    assert len(alone(ben)) == 5

    await payoff.advance(to=datetime(2026, 3, 9, 8, 1, tzinfo=UTC))

    (digest,) = alone(ben)[5:]
    assert len(in_the_first_week) == 5
    assert digest.startswith("3 things, 2 minutes")
    assert [f"Version {number}" in digest for number in range(4, 8)] == [True, True, True, True]
    await change(payoff, ana, 6, begin=8)
    # The digest and four more.
    assert len(alone(ben)) == 5 + 5


async def test_a_mention_beyond_the_budget_is_a_name_and_what_it_asked_comes_on_monday(payoff, ana):
    await shipped_release(payoff, ana)
    await plan_release(ana, "Guest checkout")
    await spoken_to(ana, At_most="1")
    await payoff.advance(to=datetime(2026, 3, 10, 8, 1, tzinfo=UTC))
    (review,) = reviews(ana)
    (ask,) = asks(ana)

    await payoff.advance(to=datetime(2026, 3, 16, 8, 1, tzinfo=UTC))

    assert "@Ana Ruiz" in review.words
    assert "For Ana Ruiz ·" in ask.words
    assert "@Ana Ruiz" not in ask.words
    assert ana.thread(ask) == []
    (digest,) = (message for message in ana.messages("@Payoff") if "minute" in message.words)
    assert "One-page checkout REL-1\nDid it pay off?" in digest.words
    await ana.click("Answer…", in_=digest)
    await ana.choose("What came of it?", "Hit")
    await ana.submit()
    await payoff.settle()
    (answered,) = (message for message in ana.messages("@Payoff") if "minute" in message.words)
    assert "One-page checkout REL-1\nDone for now." in answered.words
    assert "[Answer…]" not in answered.words
    await ana.click("Record…", in_=answered)
    await ana.fill("Value", "4.1")
    await ana.submit()
    await ana.close_all()
    await payoff.settle()
    (answered,) = (message for message in ana.messages("@Payoff") if "minute" in message.words)
    assert "Checkout conversion\nDone for now." in answered.words
    assert answered.words.splitlines()[0] == digest.words.splitlines()[0]
    # The digest was all there was for the second week.
    (_, second) = reviews(ana)
    assert "@Ana Ruiz" not in second.words


async def test_whoever_wants_a_digest_is_not_called_and_an_answer_does_not_change_that(payoff, ana):
    await shipped_release(payoff, ana)
    await spoken_to(ana, When="One digest, on Monday at 09:00")
    await payoff.advance(to=datetime(2026, 3, 16, 8, 1, tzinfo=UTC))
    (ask,) = asks(ana)
    assert "@Ana Ruiz" not in ask.words
    assert ana.thread(ask) == []
    (digest,) = alone(ana)
    assert "Did it pay off?" in digest

    await ana.click("Edit…", in_=ask)
    await ana.choose("What came of it?", "Hit")
    await ana.submit()
    await ana.open_home()

    assert "One digest on Monday at 09:00." in ana.screen()


async def test_what_someone_wants_always_comes_at_once_and_does_not_count(payoff, ana, ben, followed):
    await spoken_to(ben, At_most="1", At_once__whatever_the_rest=["News of releases that I follow"])

    await change(payoff, ana, 4)

    assert sum("Version" in words for words in alone(ben)) == 4
    await ben.open_home()
    assert "at most 1 messages and mentions a week; 0 so far this week." in ben.screen()
    assert "Whatever that says, at once: news of releases that I follow." in ben.screen()
    # Time off is time off.
    await ben.type("#checkout", "/payoff away today to 20 Mar")
    await change(payoff, ana, 1, begin=4)
    assert sum("Version" in words for words in alone(ben)) == 4


async def test_check_ins_that_are_wanted_always_and_left_unanswered_are_kept_like_any(payoff, ana):
    await shipped_release(payoff, ana)
    await plan_release(ana, "Guest checkout")
    await spoken_to(ana, At_most="1", At_once__whatever_the_rest=["Check-ins of my releases"])
    await payoff.advance(days=7)
    # The week's one mention.
    assert "@Ana Ruiz" in reviews(ana)[0].words
    (ask,) = asks(ana)

    await payoff.advance(days=103)

    assert "@Ana Ruiz" in ask.words
    assert any("You left 3 unanswered" in words for words in alone(ana))
    await ana.open_home()
    assert "Whatever that says" not in ana.screen()


async def test_a_digest_shows_which_release_has_said_what_it_will_deliver(payoff, ana):
    await plan_release(ana)
    await spoken_to(ana, When="One digest, on Monday at 09:00")
    await payoff.advance(to=datetime(2026, 3, 16, 8, 1, tzinfo=UTC))
    digest = next(message for message in ana.messages("@Payoff") if "[Say it…]" in message.words)

    await ana.click("Say it…", in_=digest)
    await ana.choose("This release delivers", "Maintenance: it keeps things running")
    await ana.fill("What has to be kept running?", "The database version loses support in May")
    await ana.choose("Why now?", "It is ready and worth it")
    await ana.choose("Window begins", "2026-04-20")
    await ana.submit()
    assert ana.modal is None, ana.errors
    await payoff.settle()

    assert not [message for message in ana.messages("@Payoff") if "[Say it…]" in message.words]
    assert [words for words in alone(ana) if "One-page checkout REL-1\nDone for now." in words]


async def three_unanswered(payoff, ana):
    """Leave three asks in a row unanswered."""
    await shipped_release(payoff, ana)
    await payoff.advance(days=110)


async def test_after_three_unanswered_asks_they_are_kept_for_a_digest_and_that_is_told_once(payoff, ana):
    await three_unanswered(payoff, ana)

    told = [words for words in alone(ana) if words.startswith("You left")]
    await ana.open_home()

    assert len(told) == 1
    assert told[0].startswith("You left 3 unanswered: from now on Payoff keeps them for a Monday digest.")
    assert "[Keep asking me]" in told[0]
    assert "One digest on Monday at 09:00, since asks were left unanswered." in ana.screen()


async def test_keep_asking_me_turns_it_back(payoff, ana):
    await three_unanswered(payoff, ana)
    (told,) = (message for message in ana.messages("@Payoff") if message.words.startswith("You left"))

    await ana.click("Keep asking me", in_=told)

    await ana.open_home()
    assert "As it happens, at most 5 messages and mentions a week" in ana.screen()


async def test_an_answer_turns_it_back(payoff, ana):
    await three_unanswered(payoff, ana)
    await ana.click("Edit…", in_=asks(ana)[-1])
    await ana.choose("What came of it?", "Hit")
    await ana.submit()

    await ana.open_home()

    assert "As it happens, at most 5 messages and mentions a week" in ana.screen()


async def test_an_answer_between_means_that_they_were_not_in_a_row(payoff, ana):
    await shipped_release(payoff, ana)
    await payoff.advance(days=40)
    await ana.click("Edit…", in_=asks(ana)[0])
    await ana.choose("What came of it?", "Too early to say")
    await ana.submit()

    await payoff.advance(days=70)

    assert [words for words in alone(ana) if words.startswith("You left")] == []


async def test_in_time_off_direct_messages_wait_for_the_first_working_day_and_come_as_one(payoff, ana, ben, followed):
    (said,) = await ben.type("#checkout", "/payoff away 4-13 Mar")
    assert "Away from Wed 4 Mar 2026 until Fri 13 Mar 2026" in said.words
    await payoff.advance(days=1)
    await change(payoff, ana, 2)
    await payoff.advance(days=7)
    await change(payoff, ana, 1, begin=2)
    assert alone(ben) == []
    # Saturday to Monday.
    await payoff.advance(to=datetime(2026, 3, 16, 7, 59, tzinfo=UTC))
    assert alone(ben) == []

    await payoff.advance(to=datetime(2026, 3, 16, 8, 1, tzinfo=UTC))

    (digest,) = alone(ben)
    assert digest.startswith("3 things, 2 minutes")


async def test_whoever_comes_back_early_gets_what_waited_at_once_and_once(payoff, ana, ben, followed):
    await ben.type("#checkout", "/payoff away 3-13 Mar")
    await change(payoff, ana, 2)
    assert alone(ben) == []

    (said,) = await ben.type("#checkout", "/payoff back")
    await payoff.settle()

    assert "No time off." in said.words
    (digest,) = alone(ben)
    assert digest.startswith("2 things, 1 minute")
    await payoff.advance(days=20)
    assert len(alone(ben)) == 1


async def test_in_time_off_a_card_names_its_owner_without_a_mention(payoff, ana, ben):
    await ben.type("#checkout", "/payoff away 3-13 Mar")
    await ana.type("#checkout", "/release plan One-page checkout")
    await ana.choose("Owner", "Ben Okafor")
    await ana.submit()
    await payoff.settle()

    assert "Owned by" in card_of(ana).words
    posted = [call for call in payoff.slack.calls if call.method == "chat.postMessage"]
    assert not [call for call in posted if "<@U0BEN>" in str(call.arguments)]


@pytest.mark.parametrize(
    ("typed", "refused"),
    [
        ("soon", "is no date that Payoff understands"),
        ("12/01/2027", "12 Jan 2027"),
        ("2 Mar 2026", "2 Mar"),
        ("3 Mar 2026 to 5 Mar 2027", "Time off is a year at most"),
    ],
)
async def test_time_off_is_read_by_the_strict_grammar_of_dates(payoff, ana, typed, refused):
    (answer,) = await ana.type("#checkout", f"/payoff away {typed}")

    assert refused in answer.words
    await ana.open_home()
    assert "No time off." in ana.screen()


async def test_nobody_comes_back_who_is_not_away(ana):
    (answer,) = await ana.type("#checkout", "/payoff back")

    assert "It is not your time off" in answer.words


@pytest.mark.parametrize(
    ("label", "value", "error"),
    [
        ("At most, messages and mentions a week", "0", "From 1"),
        ("At most, messages and mentions a week", "two", "is no number of messages"),
        ("Time off, from", "2026-03-09", "Time off has a first and a last day."),
    ],
)
async def test_the_form_says_at_the_field_what_is_wrong(ana, label, value, error):
    await ana.type("#checkout", "/payoff away")
    await (ana.fill if label.startswith("At most") else ana.choose)(label, value)

    await ana.submit()

    assert error in " ".join(ana.errors.values())


async def test_app_home_shows_how_one_is_spoken_to_and_changes_it(payoff, ana, ben, followed):
    await change(payoff, ana, 2)
    await ben.open_home()
    assert "As it happens, at most 5 messages and mentions a week; 2 so far this week." in ben.screen()
    assert "No time off." in ben.screen()

    await ben.click("Choose…")
    await ben.fill("At most, messages and mentions a week", "3")
    await ben.choose("Time off, from", "2026-03-09")
    await ben.choose("Until", "2026-03-13")
    await ben.submit()
    assert not ben.errors, ben.errors
    assert "at most 3 messages" in ben.screen()
    await ben.close_all()

    await ben.open_home()
    assert "at most 3 messages and mentions a week; 2 so far this week." in ben.screen()
    assert "Away from Mon 9 Mar 2026 until Fri 13 Mar 2026" in ben.screen()


async def test_payoff_says_how_many_messages_it_sends_for_each_answer(payoff, ana, ben):
    (nothing,) = await ana.type("#checkout", "/value noise")
    await shipped_release(payoff, ana)
    await ben.type("#checkout", "/release follow REL-1")
    await payoff.advance(days=10)
    await ana.click("Edit…", in_=asks(ana)[0])
    await ana.choose("What came of it?", "Hit")
    await ana.submit()
    await payoff.settle()

    (score,) = await ana.type("#checkout", "/value noise")
    await payoff.advance(days=200)
    (later,) = await ana.type("#checkout", "/value noise")

    assert "Payoff sent nothing of its own accord in the last 90 days." in nothing.words
    assert "Check-ins | 1 | – | –" in score.words
    assert "Reminders | 1 | 1 | 1" in score.words
    assert "for each useful answer" in score.words
    assert "one check-in answered." in score.words
    assert "Payoff sent nothing of its own accord in the last 90 days." in later.words


async def test_a_message_that_asks_for_nothing_new_calls_nobody_again(payoff, ana):
    await shipped_release(payoff, ana)
    await spoken_to(ana, At_most="1")
    await payoff.advance(days=7)
    (before,) = asks(ana)
    await ana.click("Edit…", in_=before)
    await ana.choose("What came of it?", "Hit")
    await ana.submit()

    await payoff.advance(to=payoff.clock.now + timedelta(days=1))

    (after,) = asks(ana)
    assert "Hit, claimed" in after.words


@pytest.mark.parametrize("fault", ["server_error", "hang_up"])
async def test_what_was_tried_calls_nobody_whose_time_off_began_before_it_was_said(payoff, ana, ben, followed, fault):
    # Nobody knows whether it was said, until somebody has looked twice.
    payoff.slack.faults.add(fault, method="chat.postMessage", channel="U0BEN", times=1)
    await ana.type("#checkout", "/release edit REL-1")
    await ana.fill("What ships", "Version 2")
    await ana.submit()
    met = payoff.slack.faults.active[0]
    while met.left:
        await payoff.advance(seconds=10)
    await ben.type("#checkout", "/payoff away 3-13 Mar")

    await payoff.advance(hours=2)
    in_time_off = alone(ben)
    await payoff.advance(to=datetime(2026, 3, 16, 8, 1, tzinfo=UTC))

    told = alone(ben)
    # What was said before Slack hung up stands there, and is not told again.
    assert [len(in_time_off), len(told)] == ([0, 1] if fault == "server_error" else [1, 1])
    assert "Version 2" in told[0]


async def test_a_digest_that_was_tried_waits_for_the_end_of_time_off_that_began_before_it_was_said(
    payoff, ana, ben, followed
):
    await change(payoff, ana, 8)
    payoff.slack.faults.add("server_error", method="chat.postMessage", channel="U0BEN", times=1)
    await payoff.advance(to=datetime(2026, 3, 9, 8, 0, 5, tzinfo=UTC))
    await ben.type("#checkout", "/payoff away 9-13 Mar")

    await payoff.advance(to=datetime(2026, 3, 16, 7, 59, tzinfo=UTC))
    in_time_off = alone(ben)
    await payoff.advance(minutes=2)

    (digest,) = alone(ben)[5:]
    assert len(in_time_off) == 5
    assert digest.startswith("3 things, 2 minutes")
