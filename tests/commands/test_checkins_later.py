"""What becomes of a look that nobody answers at once: put off, skipped, reminded of, missed, and answered after all."""

from datetime import UTC, datetime, timedelta

from tests.commands.looks import asks
from tests.playing import card_of


async def test_a_snoozed_look_comes_back_when_asked_to_and_is_not_reminded_before(payoff, ana, measured):
    await payoff.advance(days=7)
    (ask,) = asks(ana)
    await ana.choose("Ask me later", "Next week")
    back = datetime(2026, 3, 16, 8, 0, tzinfo=UTC)

    await payoff.advance(to=back - timedelta(minutes=1))
    assert ana.thread(ask) == []
    await payoff.advance(to=back)

    (again,) = ana.thread(ask)
    assert "Did One-page checkout pay off?" in again.words


async def test_a_skipped_look_says_why_and_is_not_late(payoff, ana, measured):
    await payoff.advance(days=7)
    await ana.choose("Ask me later", "Skip this one…")
    await ana.fill("Why?", "The shop was closed that week")
    await ana.submit()
    await payoff.settle()

    (ask,) = asks(ana)
    (waiting,) = await ana.type("#checkout", "/value waiting")

    assert "The shop was closed that week" in ask.words
    assert "Did it pay off?" not in waiting.words


async def test_an_answer_stops_the_reminders(payoff, ana, measured):
    await payoff.advance(days=7)
    (ask,) = asks(ana)
    await ana.click("Confirm: hit")

    await payoff.advance(days=14)

    assert ana.thread(ask) == []


async def test_a_missed_look_may_be_answered_any_time_later_and_counts(payoff, ana, measured):
    await payoff.advance(days=25)
    (ask,) = asks(ana)

    await ana.click("Edit…", in_=ask)
    await ana.choose("What came of it?", "Hit")
    await ana.submit()
    await payoff.settle()

    assert "hit, verified" in card_of(ana).words


async def test_a_look_still_unanswered_at_the_next_is_missed_and_waits_nowhere_but_may_be_answered(
    payoff, ana, measured
):
    await payoff.advance(days=8)
    first = asks(ana)[0]
    (waiting,) = await ana.type("#checkout", "/value waiting")
    assert waiting.words.count("Did it pay off?") == 1

    await payoff.advance(to=datetime(2026, 4, 2, 8, 0, tzinfo=UTC))

    (waiting,) = await ana.type("#checkout", "/value waiting")
    assert waiting.words.count("Did it pay off?") == 1
    assert "2 Apr" in waiting.words
    await ana.click("Confirm: hit", in_=first)
    await payoff.settle()
    assert "says @Ana Ruiz" in asks(ana)[0].words
    assert "says @Ana Ruiz" not in asks(ana)[1].words


async def test_a_snooze_that_ends_when_a_reminder_is_due_asks_once_and_reminds_two_working_days_later(
    payoff, ana, measured
):
    await payoff.advance(days=7)
    (ask,) = asks(ana)
    await payoff.advance(to=datetime(2026, 3, 11, 11, tzinfo=UTC))
    await ana.choose("Ask me later", "Tomorrow")

    await payoff.advance(to=datetime(2026, 3, 13, 20, tzinfo=UTC))

    (again,) = ana.thread(ask)
    assert "Did One-page checkout pay off?" in again.words
    await payoff.advance(to=datetime(2026, 3, 16, 8, 1, tzinfo=UTC))
    (_, reminder) = ana.thread(ask)
    assert "still waits" in reminder.words
