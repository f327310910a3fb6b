"""Live a release's life with good days and bad: no line of the log holds a secret, or a word that somebody said."""

import io
import logging
from collections.abc import Callable, Iterator
from typing import Any

import pytest
import structlog

from bot import log
from bot.commandline import parser
from bot.commandline.arguments import with_action
from bot.commandline.posts import carry_out
from bot.flows.kinds import Kind
from bot.jobs.kinds import KINDS
from storage import delivery
from tests.playing import define_metric, fill_outcome, plan_release, ship
from tests.trouble import locked_by_another, wait_less

# Each is typed somewhere, and is nothing that Payoff would say by itself.
METRIC, RELEASE, OUTCOME = "Quokka rate", "Axolotl checkout", "Fewer wombats leave"
LEARNED, EVIDENCE, QUESTION = "Pangolins like it", "Said by a narwhal", "how is the okapi doing?"
TYPED = (METRIC, RELEASE, OUTCOME, LEARNED, EVIDENCE, "okapi", "63.17")
# What Payoff says, to whom, and who they are beyond their ids.
SAID = ("What outcome will this release deliver", "Did it pay off", "Ana Ruiz", "northwind.example")
EVENTS = (
    "slack_failed",
    "response_url_failed",
    "post_sent",
    "post_not_sent",
    "post_not_looked_for",
    "bug",
    "compose_failed",
)
# Of the two faults that quote what was typed: where they come from, and what they are called.
FAULTS = ("stumble", "ValueError", "KeyError")


@pytest.fixture(params=["json", "text", "json with every level of every logger"])
def logged(request: pytest.FixtureRequest) -> Iterator[Callable[[], str]]:
    """Everything that was logged since, as it was written."""
    style, _, everything = request.param.partition(" ")
    stream = io.StringIO()
    before = logging.root.handlers[:], logging.root.level
    log.set_up(style, stream=stream, level=logging.DEBUG if everything else logging.INFO)
    loggers = [each for each in logging.root.manager.loggerDict.values() if isinstance(each, logging.Logger)]
    levels = [each.level for each in loggers]
    for each in loggers if everything else ():
        each.setLevel(logging.DEBUG)
    yield stream.getvalue
    structlog.reset_defaults()
    logging.root.handlers[:], logging.root.level = before
    for each, level in zip(loggers, levels, strict=True):
        each.setLevel(level)


async def live(payoff: Any, ana: Any) -> None:
    """From a number to an answer."""
    await define_metric(ana, METRIC)
    await plan_release(ana, RELEASE)
    await ana.type("#checkout", f"/release schedule {RELEASE} 5 Mar")
    await fill_outcome(ana, name=OUTCOME, metric=METRIC, worth="€73k")
    await ana.choose("Why now?", "It is ready and worth it")
    await ana.submit()
    assert ana.modal is None, ana.errors
    await ship(payoff, ana)
    await ana.type("#checkout", f"/metric record {METRIC} 4.2%")
    await payoff.advance(days=8)
    await ana.click("Edit…")
    await ana.fill("Evidence", EVIDENCE)
    await ana.fill("What did you learn?", LEARNED)
    await ana.submit()
    assert not ana.errors
    await payoff.settle()
    await ana.type("#checkout", f"@Payoff {QUESTION}")


async def suffer(payoff: Any, ana: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    """What can go wrong on the way, each time with something in hand that somebody typed."""
    faults = payoff.slack.faults
    faults.add("server_error", method="views.open", times=1)
    await ana.type("#checkout", f"/release plan {RELEASE} for all")
    faults.add("server_error", method="response_url", times=2)
    await ana.type("#checkout", f"/metric show {METRIC}")
    await ana.click("Share to channel")
    faults.add("error", method="chat.postMessage", code="invalid_blocks", times=2)
    await ana.type("#checkout", f"@Payoff {QUESTION}")
    faults.add("hang_up", method="chat.postMessage", times=1)
    await plan_release(ana, f"{RELEASE} again")
    await payoff.advance(hours=1)
    await wait_less(payoff.database)
    async with locked_by_another(payoff.database, "arrival"):
        await ana.type("#checkout", f"/metric record {METRIC} 63.17%")

    def stumble(text: str, *_: Any) -> float:
        return float(int(text))

    monkeypatch.setattr("commands.metrics.record.parse_amount", stumble)
    await ana.type("#checkout", f"/metric record {METRIC} 63.17%")

    async def fail(desk: Any, post: Any) -> None:
        raise KeyError(RELEASE)

    monkeypatch.setitem(KINDS, "release_card", Kind(name="release_card", compose=fail))
    await plan_release(ana, f"{RELEASE} once more")
    await payoff.settle()


async def look_after(payoff: Any, ana: Any) -> None:
    """What Slack does not take or loses, and what is done about it in a shell and in App Home."""
    faults = payoff.slack.faults
    faults.add("error", method="chat.postMessage", code="msg_too_long", times=1)
    await plan_release(ana, f"{RELEASE} at length")
    await payoff.advance(minutes=10)
    faults.add("hang_up", method="chat.postMessage", times=1)
    blind = faults.add("error", method="conversations.history", code="missing_scope")
    await plan_release(ana, f"{RELEASE} at last")
    await payoff.advance(hours=1)
    faults.remove(blind.id)
    async with payoff.database.reading_everywhere() as session:
        lost = [str(post.pk) for post in await delivery.find(session, states=["failed", "unknown"], limit=9)]
    assert len(lost) > 1
    for typed in (["--json"], ["show", lost[0]], ["retry", lost[0]], ["drop", *lost[1:], "--why", f"No {RELEASE}"]):
        given = parser()[0].parse_args(with_action(["posts", *typed]))
        assert await carry_out(payoff.database, given, now=payoff.clock.now, ask=lambda _: True) == 0
    await ana.open_home()
    await payoff.settle()


async def test_no_line_holds_a_secret_or_a_word_that_somebody_said(
    logged: Callable[[], str], payoff: Any, ana: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    await live(payoff, ana)
    await look_after(payoff, ana)
    await suffer(payoff, ana, monkeypatch)

    lines = logged()
    for event in (*EVENTS, *FAULTS):
        assert event in lines, f"{event} was to be logged: otherwise this shows nothing"
    secrets = (payoff.slack.bot_token, payoff.slack.signing_secret, f"{payoff.slack.url}/response")
    for words in (*TYPED, *SAID, *secrets):
        assert words.casefold() not in lines.casefold(), words
