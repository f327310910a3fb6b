"""Prometheus learns what is owed, what becomes of it, and what was refused; from labels of which there are few."""

import tomllib
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from aiohttp import ClientSession
from prometheus_client.parser import text_string_to_metric_families

from bot.meter import MOST_CODES, Meter
from tests.jobs.owing import CHECKOUT, Kinds, owe
from tests.trouble import locked_by_another, wait_less


@pytest.fixture
def kinds(monkeypatch: pytest.MonkeyPatch) -> Kinds:
    return Kinds(monkeypatch)


async def scrape(payoff: Any) -> dict[str, float]:
    """Each figure by its name, with its labels' values in the order of their names: "payoff_posts failed"."""
    async with ClientSession() as session, session.get(f"{payoff.url}/metrics") as answer:
        assert answer.status == 200
        text = await answer.text()
    return {
        " ".join([sample.name, *(value for _, value in sorted(sample.labels.items()) if value)]): sample.value
        for family in text_string_to_metric_families(text)
        for sample in family.samples
    }


async def test_what_was_sent_is_counted_by_kind_with_how_late_it_was(payoff, ana, kinds):
    await owe(payoff, 1)
    await owe(payoff, 2, channel="C0GROWTH", due_at=payoff.clock.now - timedelta(seconds=45))
    await payoff.settle()

    figures = await scrape(payoff)

    assert figures["payoff_sends_total plain sent"] == 2
    assert figures["payoff_send_late_seconds_bucket 1.0"] == 1
    assert figures["payoff_send_late_seconds_bucket 30.0"] == 1
    assert figures["payoff_send_late_seconds_bucket 60.0"] == 2


async def test_what_was_not_sent_is_counted_by_what_it_means_and_by_slacks_code(payoff, ana, kinds):
    payoff.slack.faults.add("ratelimited", method="chat.postMessage", times=1, seconds=30)
    await owe(payoff, 1)
    await payoff.advance(minutes=1)
    payoff.slack.faults.add("error", method="chat.postMessage", channel=CHECKOUT, times=1, code="is_archived")
    await owe(payoff, 2)
    await payoff.settle()
    await owe(payoff, 3, kind="from_the_future", channel="C0GROWTH")
    await payoff.settle()

    figures = await scrape(payoff)

    assert figures["payoff_sends_total ratelimited plain later"] == 1
    assert figures["payoff_sends_total is_archived plain never"] == 1
    # A kind that only a newer Payoff knows has no label of its own.
    assert figures["payoff_sends_total unknown_kind other never"] == 1


@pytest.mark.parametrize(
    ("fault", "looked"), [("hang_up", {"found": 1, "missing": 0}), ("refuse", {"found": 0, "missing": 2})]
)
async def test_each_look_for_what_may_have_been_said_is_counted(payoff, ana, kinds, fault, looked):
    payoff.slack.faults.add(fault, method="chat.postMessage", times=1)
    await owe(payoff)
    await payoff.advance(minutes=5)

    figures = await scrape(payoff)

    assert {result: figures[f"payoff_reconciles_total {result}"] for result in looked} == looked
    assert figures["payoff_reconciles_total not_looked"] == 0
    (unknown,) = [value for name, value in figures.items() if name.startswith("payoff_sends_total") and "unk" in name]
    assert unknown == 1


async def test_a_look_that_slack_did_not_allow_is_counted_apart(payoff, ana, kinds):
    payoff.slack.faults.add("hang_up", method="chat.postMessage", times=1)
    payoff.slack.faults.add("error", method="conversations.history", code="missing_scope")
    await owe(payoff)
    await payoff.advance(minutes=5)

    figures = await scrape(payoff)

    assert figures["payoff_reconciles_total not_looked"] == 1
    assert figures["payoff_posts unknown"] == 1


async def test_a_twin_that_was_deleted_is_counted(payoff, ana, kinds):
    payoff.slack.faults.add("hang_up", method="chat.postMessage", times=1)
    payoff.slack.faults.add("lag", channel="#checkout", times=2)
    await owe(payoff)
    await payoff.advance(hours=1)

    figures = await scrape(payoff)

    assert figures["payoff_twins_deleted_total"] == 1


async def test_what_is_owed_is_counted_by_state_with_how_much_is_due_and_since_when(payoff, ana, kinds):
    payoff.slack.faults.add("error", method="chat.postMessage", channel=CHECKOUT, times=1, code="is_archived")
    await owe(payoff, 1)
    await payoff.settle()
    await owe(payoff, 2, due_at=payoff.clock.now + timedelta(hours=1))
    await owe(payoff, 3, due_at=payoff.clock.now - timedelta(seconds=90))

    figures = await scrape(payoff)

    assert {name: value for name, value in figures.items() if name.startswith("payoff_posts ")} == {
        "payoff_posts due": 2,
        "payoff_posts sending": 0,
        "payoff_posts failed": 1,
        "payoff_posts unknown": 0,
    }
    assert figures["payoff_posts_due_now"] == 1
    assert figures["payoff_posts_oldest_due_seconds"] == 90


async def test_sweeps_are_counted_with_what_they_took_up_and_when_the_last_one_ended(payoff, ana, kinds):
    before = await scrape(payoff)
    await owe(payoff, 1)
    await owe(payoff, 2, channel="C0GROWTH")
    await payoff.app.postman.deliver_due()

    figures = await scrape(payoff)

    assert before["payoff_last_sweep_timestamp_seconds"] == 0
    assert figures["payoff_sweep_seconds_count"] == before["payoff_sweep_seconds_count"] + 1
    assert figures["payoff_sweep_claimed_total"] == 2
    assert figures["payoff_last_sweep_timestamp_seconds"] == payoff.clock.now.timestamp()


async def test_a_request_that_came_again_and_did_nothing_is_counted(payoff, ana):
    await ana.type("#checkout", "/release plan One-page checkout")
    await ana.submit()
    submission = payoff.slack.deliveries[-1]
    await payoff.slack.stage.courier.deliver(
        "interactive", submission.arguments, name=submission.method, user=submission.user, retry=(1, "http_timeout")
    )

    figures = await scrape(payoff)

    assert figures["payoff_requests_repeated_total"] == 1
    assert figures["payoff_request_seconds_count view_submission"] == 2


async def test_what_the_database_did_not_do_is_counted(payoff, ana):
    await ana.type("#checkout", "/release plan One-page checkout")
    await wait_less(payoff.database)
    async with locked_by_another(payoff.database, "arrival"):
        await ana.submit()

    figures = await scrape(payoff)

    assert figures["payoff_database_troubles_total busy"] == 1
    assert figures["payoff_database_troubles_total gone"] == 0


async def test_it_says_which_payoff_this_is(payoff):
    project = tomllib.loads((Path(__file__).parents[2] / "pyproject.toml").read_text())["project"]

    assert (await scrape(payoff))[f"payoff_build_info {project['version']}"] == 1


def test_codes_that_slack_may_yet_invent_cannot_swell_the_figures() -> None:
    meter = Meter()
    for number in range(3 * MOST_CODES):
        meter.not_sent("release_card", "never", f"code_{number}")

    assert len(meter.codes) == MOST_CODES
    others = {"kind": "release_card", "outcome": "never", "code": "other"}
    assert meter.registry.get_sample_value("payoff_sends_total", others) == 2 * MOST_CODES
