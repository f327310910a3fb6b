"""Bring readings from files that are too large to wait for: promised at once, told of when they are kept."""

from datetime import UTC, datetime, timedelta

import pytest

from storage import metrics, readings
from tests.playing import define_metric, hand_in


@pytest.fixture
async def conversion(payoff, ana):
    """A metric in percent without a reading."""
    await define_metric(ana, value="")


def hourly(count):
    """A file of as many hours; more than 4,000 are too large to be imported while someone waits."""
    first = datetime(2010, 1, 1, tzinfo=UTC)
    rows = (f"{first + timedelta(hours=hour):%Y-%m-%d %H:%M},{hour % 97}" for hour in range(count))
    return "\n".join(["date,value", *rows]).encode()


async def count(payoff):
    """How many readings are kept, corrections included."""
    async with payoff.database.reading(payoff.workspace_id) as session:
        metric = await metrics.by_folded(session, "checkout conversion")
        return await readings.count(session, metric.pk)


def told(person):
    """The newest direct message of Payoff's."""
    return person.messages("@Payoff")[-1].words


async def test_a_hundred_thousand_rows_are_promised_at_once_and_told_of_when_they_are_kept(payoff, ana, conversion):
    content = hourly(100_000) + b"\ntomorrow,4"

    await hand_in(ana, content)
    promised = ana.screen()
    await ana.close()
    await payoff.settle()
    once = told(ana)
    await hand_in(ana, content)
    await ana.close()
    await payoff.settle()

    assert "You get a message" in promised
    assert "Checkout conversion: 100,000 new, 0 corrected, 0 known already." in once
    assert "1 left out:\nLine 100002: " in once
    assert "0 new, 0 corrected, 100,000 known already." in told(ana)
    assert await count(payoff) == 100_000


async def test_a_large_file_that_is_none_is_refused_in_a_message(payoff, ana, conversion):
    await hand_in(ana, b"\x89PNG" + bytes(200_000))
    await ana.close()
    await payoff.settle()

    assert "Your file was not imported: nothing has changed." in told(ana)
    assert "a picture" in told(ana)


async def test_a_message_that_has_to_be_sent_again_still_tells_of_the_one_import(payoff, ana, conversion):
    await hand_in(ana, hourly(10_000))
    await ana.close()
    payoff.slack.faults.add("ratelimited", method="chat.postMessage", times=1, seconds=5)

    await payoff.settle()
    await payoff.advance(minutes=5)

    assert "10,000 new" in told(ana)


async def test_a_slack_that_does_not_give_the_file_out_is_asked_again(payoff, ana, conversion):
    payoff.slack.faults.add("server_error", method="files.info", times=2)
    await hand_in(ana, b"date,value\n2026-02-01,3.8\n")
    promised = ana.screen()
    await ana.close()

    await payoff.settle()
    await payoff.advance(minutes=30)

    assert "You get a message" in promised
    assert "1 new" in told(ana)


async def test_a_file_that_never_comes_is_told_of(payoff, ana, conversion):
    payoff.slack.faults.add("server_error", method="files.info")
    await hand_in(ana, hourly(10_000))
    await ana.close()

    await payoff.settle()
    await payoff.advance(hours=2)

    assert "Slack does not give this file out. Upload it again." in told(ana).replace("\n", " ")
    assert await count(payoff) == 0


async def test_a_metric_that_was_put_away_before_its_file_came_to_its_turn_gets_no_readings(
    payoff, ana, ben, conversion
):
    await hand_in(ana, hourly(10_000))
    await ana.close()
    await ben.type("#checkout", "/metric archive Checkout conversion")

    await payoff.settle()

    assert "Your file was not imported: nothing has changed." in told(ana)
    assert "Checkout conversion is archived." in told(ana)
    assert await count(payoff) == 0
