"""Bad days: whoever typed or clicked is told in human words, keeps what was typed, and nothing is half saved."""

import errno
from contextlib import asynccontextmanager
from typing import Any

import pytest

from storage import durable
from storage.database import Database
from tests.playing import card_of, define_metric, fill_outcome, plan_release, schedule
from tests.trouble import full_disk, is_sqlite, locked_by_another, wait_less

TYPED = "/metric record Checkout conversion 4.3% yesterday"
# What any of these tests writes to.
TABLES = ("arrival", "metric", "outcome", "release", "checkin", "post")


@asynccontextmanager
async def locked(database: Database):
    await wait_less(database)
    async with locked_by_another(database, *TABLES):
        yield


@asynccontextmanager
async def full(database: Database):
    if not is_sqlite(database):
        pytest.skip("A disk of PostgreSQL's cannot be filled by a test.")
    async with full_disk(database):
        yield


BUSY, FULL = "Payoff is busy, and nothing was saved.", "Payoff has no room left to write to."
TROUBLES = pytest.mark.parametrize(("trouble", "says"), [(locked, BUSY), (full, FULL)], ids=["locked", "full"])


@pytest.fixture
async def metric(payoff: Any, ana: Any) -> None:
    await define_metric(ana)


async def shown(person: Any) -> str:
    """What the metric's page says."""
    (answer,) = await person.type("#checkout", "/metric show Checkout conversion")
    return answer.words


@TROUBLES
async def test_who_typed_a_command_is_told_and_given_back_what_was_typed(payoff, ana, metric, trouble, says):
    before = await shown(ana)
    async with trouble(payoff.database):
        (answer,) = await ana.type("#checkout", TYPED)

    assert answer.ephemeral
    assert says in answer.words
    assert TYPED in answer.words.splitlines()
    assert await shown(ana) == before


@TROUBLES
async def test_what_was_given_back_can_be_typed_again(payoff, ana, metric, trouble, says):
    async with trouble(payoff.database):
        (answer,) = await ana.type("#checkout", TYPED)

    (again,) = await ana.type("#checkout", answer.words.strip().splitlines()[-1])

    assert "4.3 %" in again.words
    assert "two readings" in await shown(ana)


@TROUBLES
async def test_who_submitted_a_form_is_told_over_it_and_finds_all_that_was_typed(payoff, ana, metric, trouble, says):
    await plan_release(ana)
    await ana.type("#checkout", "/release schedule REL-1 5 Mar")
    await fill_outcome(ana, worth="€120k")
    await ana.choose("Why now?", "It is ready and worth it")
    async with trouble(payoff.database):
        await ana.submit()
        assert says in ana.screen()
    await ana.close()

    await ana.submit()

    assert ana.modal is None, (ana.errors, ana.screen())
    await payoff.settle()
    words = card_of(ana).words
    assert "+0.5 pt (0.2 to 0.8)" in words
    assert "€120k a year" in words


@TROUBLES
async def test_a_form_that_could_not_be_saved_leaves_nothing_behind(payoff, ana, metric, trouble, says):
    await plan_release(ana)
    await ana.type("#checkout", "/release schedule REL-1 5 Mar")
    await fill_outcome(ana)
    await ana.choose("Why now?", "It is ready and worth it")
    async with trouble(payoff.database):
        await ana.submit()

    (listed,) = await ana.type("#checkout", "/outcome list")
    await payoff.settle()
    assert "Fewer people give up" not in listed.words
    assert "draft" in card_of(ana).words


@TROUBLES
async def test_who_clicked_is_told_in_private_and_may_click_again(payoff, ana, ben, trouble, says):
    await define_metric(ana)
    await plan_release(ana)
    await schedule(ana)
    await payoff.settle()
    async with trouble(payoff.database):
        (answer,) = await ana.click("Mark shipped", in_=card_of(ana))
    assert answer.ephemeral
    assert says in answer.words
    assert not any(says in message.words for message in ben.messages("#checkout"))

    await ana.click("Mark shipped", in_=card_of(ana))

    await payoff.settle()
    assert "shipped" in card_of(ana).words


@TROUBLES
async def test_reading_goes_on_while_nothing_can_be_written(payoff, ana, metric, trouble, says):
    async with trouble(payoff.database):
        assert "3.8 %" in await shown(ana)


@pytest.mark.parametrize("fault", ["server_error", "hang_up", "ratelimited"])
async def test_who_gets_no_form_is_told_and_given_back_what_was_typed(payoff, ana, fault):
    payoff.slack.faults.add(fault, method="views.open", times=1)

    (answer,) = await ana.type("#checkout", "/release plan One-page checkout")

    assert "Slack did not answer as it should" in answer.words
    assert "/release plan One-page checkout" in answer.words.splitlines()


async def test_who_clicked_for_a_form_and_gets_none_is_told(payoff, ana, metric):
    await plan_release(ana)
    await payoff.settle()
    payoff.slack.faults.add("server_error", method="views.open")

    (answer,) = await ana.click("Schedule…")

    assert answer.ephemeral
    assert "Slack did not answer as it should" in answer.words


async def test_who_used_a_shortcut_and_can_be_shown_nothing_is_told_by_payoff_itself(payoff, ana):
    payoff.slack.faults.add("server_error", method="views.open")

    await ana.shortcut("Plan a release")

    (told,) = ana.messages("@Payoff")
    assert "Slack did not answer as it should" in told.words


async def test_an_answer_that_its_response_url_does_not_take_is_given_beside_it(payoff, ana, ben, metric):
    await plan_release(ana)
    await schedule(ana)
    await payoff.settle()
    payoff.slack.faults.add("server_error", method="response_url", times=1)

    (answer,) = await ana.click("Mark shipped", in_=card_of(ana))

    assert answer.ephemeral
    assert "Its promise is frozen." in answer.words
    assert not any("Its promise is frozen." in message.words for message in ben.messages("#checkout"))


async def test_a_refusal_that_its_response_url_does_not_take_is_given_beside_it(payoff, ana, metric):
    await plan_release(ana)
    await schedule(ana)
    await payoff.settle()
    card = card_of(ana)
    await ana.type("#checkout", "/release cancel REL-1")
    await ana.fill("Why?", "Nobody wants it.")
    await ana.submit()
    assert not ana.errors
    await ana.close()
    payoff.slack.faults.add("server_error", method="response_url")

    (answer,) = await ana.click("Mark shipped", in_=card)

    assert answer.ephemeral
    assert "cancelled" in answer.words


async def test_what_was_to_be_shared_and_was_not_is_told_to_who_shared_it(payoff, ana, ben, metric):
    await shown(ana)
    payoff.slack.faults.add("server_error", method="response_url")

    (answer,) = await ana.click("Share to channel")

    assert answer.ephemeral
    assert "Slack did not answer as it should" in answer.words
    assert not ben.messages("#checkout")


async def test_a_question_that_slack_does_not_let_be_answered_is_told_in_private(payoff, ana, metric):
    payoff.slack.faults.add("server_error", method="chat.postMessage", times=1)

    said = await ana.type("#checkout", "@Payoff Checkout conversion last 30 days")

    assert said[-1].ephemeral
    assert "Slack did not answer as it should" in said[-1].words


async def test_when_the_disk_fails_after_it_was_saved_nobody_is_told_that_it_was_not(payoff, ana, metric, monkeypatch):
    if not is_sqlite(payoff.database):
        pytest.skip("PostgreSQL puts on the disk what it commits.")

    def fail(_: int) -> None:
        raise OSError(errno.EIO, "The disk is broken.")

    with monkeypatch.context() as broken:
        broken.setattr(durable, "put_on_disk", fail)
        (answer,) = await ana.type("#checkout", TYPED)

    assert answer.ephemeral
    assert "may or may not have been saved" in answer.words
    assert "othing was saved" not in answer.words
    assert "two readings" in await shown(ana)
