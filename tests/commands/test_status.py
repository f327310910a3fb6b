"""One message says how a team's releases stand: updated in place, with what changed in its thread."""

from datetime import UTC, datetime

import pytest

from tests.commands.test_settings import saved
from tests.playing import define_metric, plan_release, schedule, ship

FRIDAY_FOUR = datetime(2026, 3, 6, 15, tzinfo=UTC)


def statuses(person, channel="#checkout"):
    """The status messages that everyone in a channel sees."""
    return [m for m in person.messages(channel) if m.words.startswith("How our releases stand") and not m.ephemeral]


def news(person):
    """What the status message's thread says."""
    (message,) = statuses(person)
    return [reply.words for reply in person.thread(message) if reply.ts != message.ts]


def channel_of(person):
    """What everyone reads in the channel."""
    return [message.words for message in person.messages("#checkout") if not message.ephemeral]


async def delay(person, day):
    await person.type("#checkout", "/release delay REL-1")
    await person.choose("Window begins", day)
    await person.choose("Window ends", day)
    await person.choose("Why does it move?", "Risk")
    await person.submit()
    assert person.modal is None, person.errors


@pytest.fixture
async def scheduled(payoff, ana):
    """A release with a promise and a date, and one without."""
    await define_metric(ana)
    await plan_release(ana)
    await schedule(ana, when="20 Apr")
    await plan_release(ana, "Guest checkout")
    await payoff.settle()


async def test_the_status_says_how_each_release_stands(payoff, ana, scheduled):
    (answer,) = await ana.type("#checkout", "/release status")
    await payoff.settle()

    (status,) = statuses(ana)
    assert "Scheduled\nREL-1 One-page checkout · Mon 20 Apr 2026 · Checkout conversion +0.5 pt" in status.words
    assert "Without a date\nREL-2 Guest checkout · no outcome yet" in status.words
    assert "As of Tue 3 Mar 2026 10:00, Europe/Berlin" in status.words
    assert answer.ephemeral
    assert "/release status every fri 16:00" in answer.words


async def test_a_second_run_edits_and_does_not_post(payoff, ana, scheduled):
    await ana.type("#checkout", "/release status")
    await payoff.settle()
    (before,) = statuses(ana)
    await delay(ana, "2026-04-27")

    await payoff.advance(minutes=5)
    await ana.type("#checkout", "/release status")
    await payoff.settle()

    (after,) = statuses(ana)
    assert after.ts == before.ts
    assert "Mon 27 Apr 2026" in after.words


async def test_each_run_edits_the_message_and_tells_in_its_thread_what_changed(payoff, ana, scheduled):
    (answer,) = await ana.type("#checkout", "/release status every fri 16:00")
    await payoff.settle()
    seen = len(channel_of(ana))
    await payoff.advance(days=1)
    await delay(ana, "2026-04-27")
    await payoff.advance(to=FRIDAY_FOUR)
    first = news(ana)
    await payoff.advance(days=5)
    await delay(ana, "2026-05-04")

    await payoff.advance(to=datetime(2026, 3, 13, 15, tzinfo=UTC))

    assert "Next: Fri 6, Fri 13, Fri 20 Mar, 16:00 Europe/Berlin" in answer.words
    (status,) = statuses(ana)
    assert "Mon 4 May 2026" in status.words
    assert "As of Fri 13 Mar 2026 16:00" in status.words
    assert "weekly fri 16:00 Europe/Berlin" in status.words
    assert [words for words in first if "Tue 3 – Fri 6 Mar" in words] == first
    assert "Window: Mon 20 Apr 2026 → Mon 27 Apr 2026: risk" in first[0]
    assert len(news(ana)) == 2
    assert "What changed, Fri 6 – Fri 13 Mar" in news(ana)[1]
    assert "Window: Mon 27 Apr 2026 → Mon 4 May 2026: risk" in news(ana)[1]
    assert [words for words in channel_of(ana)[seen:] if "What changed" in words or "How our" in words] == []


async def test_a_run_without_changes_says_nothing_in_the_thread_and_as_of_when_in_the_message(payoff, ana, scheduled):
    await ana.type("#checkout", "/release status every fri 16:00")

    await payoff.advance(to=FRIDAY_FOUR)

    assert news(ana) == []
    assert "As of Fri 6 Mar 2026 16:00" in statuses(ana)[0].words


async def test_another_rhythm_takes_the_place_of_the_first(payoff, ana, scheduled):
    await ana.type("#checkout", "/release status every fri 16:00")
    await ana.type("#checkout", "/release status every 2 weeks mon 09:00")
    (listed,) = await ana.type("#checkout", "/value subscriptions")
    await delay(ana, "2026-04-27")

    await payoff.advance(days=14)

    assert "fri" not in listed.words.casefold().replace("friday", "")
    assert "every 2 weeks mon 09:00" in listed.words
    assert len(news(ana)) == 1
    assert "As of Mon 9 Mar 2026 09:00" in statuses(ana)[0].words


async def test_off_leaves_the_message_as_it_is(payoff, ana, scheduled):
    await ana.type("#checkout", "/release status every fri 16:00")
    await payoff.settle()
    (said,) = await ana.type("#checkout", "/release status off")
    await delay(ana, "2026-04-27")

    await payoff.advance(days=14)

    assert said.words.startswith("Stopped: Status of the releases of #checkout")
    assert news(ana) == []
    assert "As of Tue 3 Mar" in statuses(ana)[0].words


async def test_test_now_brings_it_up_to_date_and_moves_nothing(payoff, ana, scheduled):
    (answer,) = await ana.type("#checkout", "/release status every fri 16:00")
    await delay(ana, "2026-04-27")
    await payoff.advance(days=1)

    await ana.click("Test now", in_=answer)
    await payoff.settle()

    assert "As of Wed 4 Mar" in statuses(ana)[0].words
    assert news(ana) == []
    await payoff.advance(to=FRIDAY_FOUR)
    assert len(news(ana)) == 1


async def test_a_holiday_moves_the_run(payoff, ana, scheduled):
    await ana.type("#checkout", "/release status every fri 16:00")
    await saved(ana, Days_off_besides="2026-03-06")

    await payoff.advance(to=FRIDAY_FOUR)
    before = statuses(ana)[0].words
    await payoff.advance(to=datetime(2026, 3, 9, 15, tzinfo=UTC))

    assert "As of Tue 3 Mar" in before
    assert "As of Mon 9 Mar 2026 16:00" in statuses(ana)[0].words


async def test_what_has_shipped_stands_with_its_verdict(payoff, ana, scheduled):
    await ship(payoff, ana)

    await ana.type("#checkout", "/release status")
    await payoff.settle()

    status = statuses(ana)[0].words
    assert "Shipped, and looked at\nREL-1 One-page checkout · Tue 3 Mar 2026" in status
    assert "not looked at yet" in status


@pytest.mark.parametrize(
    ("channel", "typed", "says"),
    [
        ("#platform", "/release status", "team's channel"),
        ("#platform", "/release status every fri 16:00", "team's channel"),
        ("#checkout", "/release status off", "No status comes here by itself."),
        ("#checkout", "/release status every fryday", "Did you mean weekly fri 09:00?"),
    ],
)
async def test_what_cannot_be_is_refused(payoff, ana, channel, typed, says):
    await plan_release(ana)

    (refused,) = await ana.type(channel, typed)

    assert refused.ephemeral
    assert says in refused.words
