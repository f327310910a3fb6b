"""Whoever administers the workspace sees in App Home how delivery fares, and sends again what was given up."""

from datetime import timedelta
from typing import Any

import pytest

from bot.flows import delivery
from storage import history, workspaces
from tests.jobs.owing import CHECKOUT, Kinds, owe, row, said


@pytest.fixture
def kinds(monkeypatch: pytest.MonkeyPatch) -> Kinds:
    return Kinds(monkeypatch)


async def give_up(payoff: Any, *numbers: int) -> list[int]:
    """Posts that failed because #checkout is archived; it no longer is, and nobody has told Payoff so."""
    fault = payoff.slack.faults.add("error", method="chat.postMessage", channel=CHECKOUT, code="is_archived")
    owed = [await owe(payoff, number) for number in numbers]
    await payoff.settle()
    payoff.slack.faults.remove(fault.id)
    return owed


async def test_an_administrator_sees_what_is_due_failed_unknown_and_sent(payoff, ana, kinds):
    # Brings a welcome, which is then no longer due.
    await ana.open_home()
    await owe(payoff, 1)
    await payoff.settle()
    await payoff.advance(hours=23)
    await give_up(payoff, 2, 3)
    await owe(payoff, 4, due_at=payoff.clock.now - timedelta(minutes=12))

    await ana.open_home()

    home = ana.screen()
    assert "Due now: 1, the oldest for 12 minutes" in home
    # The welcome, the first post, and word to Ana of those that failed.
    assert "Sent in the last 24 hours: 3" in home
    assert "Failed: 2 · Nobody knows whether it arrived: 0" in home
    assert "#checkout: two messages failed.\nWhy: the channel is archived (is_archived)" in home


async def test_what_was_sent_a_day_ago_is_not_counted(payoff, ana, kinds):
    await owe(payoff, 1)
    await payoff.settle()
    await payoff.advance(hours=25)

    await ana.open_home()

    assert "Sent in the last 24 hours: 0" in ana.screen()


async def test_what_nobody_knows_the_fate_of_is_said_to_be_looked_for_first(payoff, ana, kinds):
    payoff.slack.faults.add("hang_up", method="chat.postMessage", times=1)
    payoff.slack.faults.add("error", method="conversations.history", code="missing_scope")
    await owe(payoff, 1)
    await payoff.advance(hours=1)

    await ana.open_home()

    assert "#checkout: nobody knows whether one message arrived. Look there before you try again." in ana.screen()


async def test_nobody_else_sees_it(payoff, ben, kinds):
    await give_up(payoff, 1)

    await ben.open_home()

    assert "Delivery" not in ben.screen()
    assert "Nobody knows" not in ben.screen()


async def test_who_installed_payoff_sees_it_too(payoff, ben, kinds):
    async with payoff.database.everywhere() as session:
        workspace = await workspaces.get(session, payoff.workspace_id)
        workspace.installed_by = "U0BEN"
        session.add(workspace)

    await ben.open_home()

    assert "Delivery" in ben.screen()


async def test_without_slacks_word_for_it_nobody_is_taken_for_an_administrator(payoff, ana, kinds):
    payoff.slack.faults.add("error", method="users.info", code="missing_scope")

    await ana.open_home()

    assert "Nothing waits for you" in ana.screen()
    assert "Delivery" not in ana.screen()


async def test_a_press_sends_again_all_that_failed_there_for_that_reason_and_says_who_pressed(payoff, ana, kinds):
    failed, _ = await give_up(payoff, 1, 2)
    await ana.open_home()

    await ana.click("Try again")
    assert "Failed: 0" in ana.screen()
    await payoff.settle()

    assert said(ana) == ["Post 1.", "Post 2."]
    async with payoff.database.reading(payoff.workspace_id) as session:
        (change,) = await history.changes_of(session, "post", failed)
    assert (change.who, change.old, change.new) == ("U0ANA", "failed is_archived", "due")


async def test_a_press_on_a_home_that_is_out_of_date_says_that_nothing_is_left(payoff, ana, kinds):
    (failed,) = await give_up(payoff, 1)
    await ana.open_home()
    async with payoff.database.writing(payoff.workspace_id) as session:
        await delivery.retry(session, [failed], who="operator", now=payoff.clock.now)

    await ana.click("Try again")

    assert "All of it has been said, or is being said right now." in ana.screen()


async def test_who_no_longer_administers_cannot_send_again(payoff, ana, kinds):
    (failed,) = await give_up(payoff, 1)
    await ana.open_home()
    payoff.slack.faults.add("error", method="users.info", code="user_not_found")

    await ana.click("Try again")

    assert "Only who administers this workspace can send these again." in ana.screen()
    assert (await row(payoff, failed)).state == "failed"
