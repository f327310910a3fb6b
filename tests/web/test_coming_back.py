"""A workspace removes Payoff, or takes its token back, and comes back: nothing is sent meanwhile, nothing is lost."""

from typing import Any

import pytest
from structlog.testing import capture_logs

from storage import workspaces
from tests.conftest import Running
from tests.playing import card_of, define_metric, plan_release, schedule, ship
from tests.web.test_oauth import install


@pytest.fixture
async def payoff(process: Any, browser: Any) -> Running:
    """A Payoff that Northwind installed."""
    await install(process, browser)
    running = Running(process.app, process.slack, process.clock, process.url)
    await running.settle()
    return running


@pytest.fixture
async def scheduled(payoff: Running) -> Any:
    """Ana, whose release has a date."""
    ana = payoff.slack.as_("ana")
    await define_metric(ana)
    await plan_release(ana)
    await schedule(ana)
    await payoff.settle()
    return ana


async def describe(person: Any, words: str) -> None:
    """Change the release, which is news for its channel."""
    await person.type("#checkout", "/release edit REL-1")
    await person.fill("What ships", words)
    await person.submit()


def warnings(logs: Any) -> list[str]:
    """What whoever runs Payoff is warned of."""
    return [line["event"] for line in logs if line["log_level"] in ("warning", "error")]


def notes(person: Any) -> list[str]:
    """What stands in the thread of the card."""
    return [message.words for message in person.thread(card_of(person))]


@pytest.mark.parametrize("goes", ["uninstall", "revoke"])
async def test_once_slack_says_so_nothing_is_sent_and_nobody_is_troubled(
    payoff: Running, scheduled: Any, goes: str
) -> None:
    await ship(payoff, scheduled)
    await getattr(payoff.slack, goes)()
    before = len(payoff.slack.calls)

    with capture_logs() as logs:
        await payoff.advance(days=40)

    assert payoff.slack.calls[before:] == []
    assert warnings(logs) == []


@pytest.mark.parametrize("goes", ["uninstall", "revoke"])
async def test_what_is_still_worth_saying_is_said_once_after_coming_back(
    payoff: Running, scheduled: Any, browser: Any, goes: str
) -> None:
    await ship(payoff, scheduled)
    await describe(scheduled, "Pay on one page")
    await getattr(payoff.slack, goes)()
    await payoff.advance(days=10)

    await install(browser.process, browser)
    await payoff.settle()
    await payoff.advance(hours=1)

    asked = [message.words for message in scheduled.messages("#checkout") if "pay off?" in message.words]
    assert len(asked) == 1
    assert "was due Tue 10 Mar 09:00" in asked[0]
    assert card_of(scheduled)
    # That was news ten days ago; the card and the history have it.
    assert not any("Pay on one page" in note for note in notes(scheduled))
    (shown,) = await scheduled.type("#growth", "/release show REL-1")
    assert "Pay on one page" in shown.words


async def test_what_is_a_day_old_is_news_still(payoff: Running, scheduled: Any, browser: Any) -> None:
    await describe(scheduled, "Pay on one page")
    await payoff.slack.uninstall()
    await payoff.advance(days=1)

    await install(browser.process, browser)
    await payoff.settle()

    assert sum("Pay on one page" in note for note in notes(scheduled)) == 1


async def test_a_token_that_slack_refuses_is_warned_of_once_and_the_next_installation_sends_at_once(
    payoff: Running, scheduled: Any, browser: Any
) -> None:
    for words in ("Pay on one page", "Pay on one short page"):
        await describe(scheduled, words)
    await plan_release(scheduled, "Guest checkout")
    # No event tells of it.
    payoff.slack.stage.app.revoked = True

    with capture_logs() as logs:
        await payoff.advance(minutes=50)
    await install(browser.process, browser)
    await payoff.settle()

    assert warnings(logs) == ["workspace_paused"]
    assert sum("Pay on one" in note for note in notes(scheduled)) == 2
    assert card_of(scheduled, "Guest checkout")


async def test_what_failed_for_want_of_a_permission_is_said_after_the_next_installation(
    payoff: Running, scheduled: Any, browser: Any
) -> None:
    payoff.slack.faults.add("error", method="chat.postMessage", channel="C0CHECKOUT", times=1, code="missing_scope")
    await describe(scheduled, "Pay on one page")
    await payoff.settle()
    before = notes(scheduled)

    await install(browser.process, browser)
    await payoff.settle()

    assert not any("Pay on one page" in note for note in before)
    assert sum("Pay on one page" in note for note in notes(scheduled)) == 1


async def test_a_token_that_nobody_can_open_sends_nothing_and_loses_nothing(
    payoff: Running, scheduled: Any, browser: Any
) -> None:
    async with payoff.database.everywhere() as session:
        workspace = await workspaces.by_slack_id(session, "T0PAYOFF")
        assert workspace is not None
        workspace.sealed_token = "v1.lost"
        session.add(workspace)
    await describe(scheduled, "Pay on one page")
    payoff.app.directory.forget("T0PAYOFF")
    await payoff.advance(minutes=30)
    before = notes(scheduled)

    await install(browser.process, browser)
    await payoff.settle()

    assert not any("Pay on one page" in note for note in before)
    assert sum("Pay on one page" in note for note in notes(scheduled)) == 1
