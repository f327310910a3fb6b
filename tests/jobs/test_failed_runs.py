"""What comes again and again does not end with one that could not be said."""

from datetime import UTC, datetime

from tests.commands.test_reviews import reviews
from tests.commands.test_status import statuses
from tests.commands.test_subscriptions import digests, moments, subscribe
from tests.jobs.owing import CHECKOUT
from tests.playing import plan_release

FAULT = {"method": "chat.postMessage", "channel": CHECKOUT, "times": 1}


async def test_the_next_digest_comes_and_tells_what_the_failed_one_could_not(payoff, ana):
    await subscribe(ana)
    await plan_release(ana)
    await ana.type("#checkout", "/release review off")
    await payoff.settle()
    payoff.slack.faults.add("error", code="msg_too_long", **FAULT)

    await payoff.advance(to=datetime(2026, 3, 17, tzinfo=UTC))

    assert moments(digests(ana)) == ["Mon 16 08:00"]
    assert "One-page checkout" in digests(ana)[0].words


async def test_the_next_review_comes_after_one_that_failed(payoff, ana):
    await plan_release(ana)
    await payoff.settle()
    payoff.slack.faults.add("error", code="invalid_blocks", **FAULT)

    await payoff.advance(to=datetime(2026, 3, 17, tzinfo=UTC))

    assert moments(reviews(ana)) == ["Mon 16 08:00"]


async def test_the_status_goes_on_after_news_that_failed(payoff, ana):
    await plan_release(ana)
    await ana.type("#checkout", "/release review off")
    await ana.type("#checkout", "/release status every mon 09:00")
    await plan_release(ana, "Guest checkout")
    await payoff.settle()
    (status,) = statuses(ana)
    payoff.slack.faults.add("error", code="msg_too_long", **FAULT)

    await payoff.advance(to=datetime(2026, 3, 17, tzinfo=UTC))

    assert moments(ana.thread(status)) == ["Mon 16 08:00"]


async def test_what_was_kept_for_someone_is_kept_for_their_next_digest(payoff, ana, ben):
    await ben.type("#checkout", "/payoff away 3 Mar - 8 Mar")
    await plan_release(ana)
    await ben.type("#checkout", "/release follow REL-1")
    await ana.type("#checkout", "/release cancel REL-1")
    if ana.modal is not None:
        await ana.fill("Why?", "No longer needed")
        await ana.submit()
    payoff.slack.faults.add("error", code="msg_too_long", method="chat.postMessage", channel="U0BEN", times=1)

    await payoff.advance(to=datetime(2026, 3, 17, tzinfo=UTC))

    told = [message for message in ben.messages("@Payoff") if "No longer needed" in message.words]
    assert moments(told) == ["Mon 16 08:00"]
