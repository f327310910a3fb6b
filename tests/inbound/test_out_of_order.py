"""What comes in another order than it was done changes nothing that is newer, and says why."""

from collections.abc import Awaitable, Callable
from typing import Any

import pytest

from tests.commands.looks import asks
from tests.playing import card_of, define_metric, fill_outcome, plan_release, schedule, ship, shipped_release

CHANGED = "This has changed since the form was opened."


@pytest.fixture
async def scheduled(payoff: Any, ana: Any) -> None:
    """A release with a date, and one criterion that is agreed."""
    await define_metric(ana)
    await plan_release(ana, Good_enough_to_release_when="Load test passes")
    await ana.type("#checkout", "/release criteria REL-1")
    await ana.click("Agree")
    await schedule(ana)
    await payoff.settle()


async def shown(person: Any, text: str) -> str:
    """The answer to a command that only reads, or App Home."""
    if text == "home":
        return str((await person.open_home()).words)
    (answer,) = await person.type("#checkout", text)
    words: str = answer.words
    return words


# Submissions: the older form after the newer one


async def other_words(person: Any, words: str) -> None:
    await person.fill("What ships", words)


async def other_owner(person: Any, name: str) -> None:
    await person.choose("Deputy", name)


async def other_window(person: Any, day: str) -> None:
    await person.choose("Window begins", day)
    await person.choose("Window ends", day)
    await person.choose("Why does it move?", "Risk")


async def other_target(person: Any, target: str) -> None:
    await person.fill("Where should it be?", target)
    await person.fill("Why does it change?", f"We saw {target}")


async def other_hour(person: Any, hour: str) -> None:
    await person.fill("At", hour)


async def other_list(person: Any, words: str) -> None:
    await person.fill("More", words)


async def open_list(person: Any) -> None:
    await person.type("#checkout", "/release criteria REL-1")
    await person.click("Change the list…")


def typed(text: str) -> Callable[[Any], Awaitable[None]]:
    """How a form is opened by a command."""

    async def opened(person: Any) -> None:
        await person.type("#checkout", text)

    return opened


@pytest.mark.parametrize(
    ("opened", "fill", "newer", "older", "look"),
    [
        (typed("/release edit REL-1"), other_words, "Newer words", "Older words", "/release show REL-1"),
        (typed("/release owner REL-1"), other_owner, "Dev Patel", "Eva Lind", "/release show REL-1"),
        (typed("/release delay REL-1"), other_window, "2026-04-20", "2026-04-27", "/release show REL-1"),
        (typed("/outcome edit OUT-1"), other_target, "4.6", "4.9", "/outcome show OUT-1"),
        (typed("/payoff settings"), other_hour, "08:00", "11:00", "home"),
        (open_list, other_list, "Newer words", "Older words", "/release criteria REL-1"),
    ],
    ids=["words", "deputy", "window", "outcome", "settings", "criteria"],
)
async def test_a_form_that_shows_what_is_no_longer_so_is_refused_and_keeps_what_was_typed(
    payoff: Any, ana: Any, ben: Any, scheduled: None, opened: Any, fill: Any, newer: str, older: str, look: str
) -> None:
    await ana.type("#checkout", "/release owner REL-1")
    await ana.choose("Deputy", "Ben Okafor")
    await ana.submit()
    for person in (ana, ben):
        await opened(person)
    await fill(ben, newer)
    await ben.submit()
    assert not ben.errors, ben.errors
    await ben.close_all()
    await fill(ana, older)
    before = await shown(ben, look)

    await ana.submit()

    refused = ana.screen()
    await ana.close()
    assert CHANGED in refused
    assert ana.modal is not None
    assert await shown(ben, look) == before


async def test_the_same_form_goes_through_when_only_something_else_has_changed(
    payoff: Any, ana: Any, ben: Any, scheduled: None
) -> None:
    await ana.type("#checkout", "/release edit REL-1")
    await other_words(ana, "One page instead of four")
    await ben.type("#checkout", "/outcome edit OUT-1")
    await other_target(ben, "4.6")
    await ben.submit()

    await ana.submit()

    assert ana.modal is None
    assert "One page instead of four" in await shown(ana, "/release show REL-1")


# Clicks on what has moved on


async def test_two_who_agree_from_the_same_list_have_agreed(payoff: Any, ana: Any, ben: Any) -> None:
    await plan_release(ana, Good_enough_to_release_when="Load test passes")
    for person in (ana, ben):
        await person.type("#checkout", "/release criteria REL-1")
    await ana.click("Agree")

    await ben.click("Agree")

    assert "Agreed: Load test passes" in await shown(ana, "/release criteria REL-1")
    assert "agreed by @Ana Ruiz" in await shown(ana, "/release criteria REL-1")


async def test_a_click_on_a_card_that_has_moved_on_is_refused_and_says_why(
    payoff: Any, ana: Any, ben: Any, scheduled: None
) -> None:
    old = card_of(ana)
    click = old.body["blocks"], old.ts
    await ana.type("#checkout", "/release cancel REL-1")
    await ana.fill("Why?", "Others matter more")
    await ana.submit()
    # Slack has not shown the new card to her yet.
    old.message.body["blocks"] = click[0]

    await ana.click("Mark shipped", in_=card_of(ana))

    assert "is cancelled: it cannot ship" in ana.messages("#checkout")[-1].words
    assert "cancelled" in await shown(ana, "/release show REL-1")


async def test_a_pick_that_comes_after_a_newer_one_does_not_take_the_form_back(payoff: Any, ana: Any) -> None:
    await define_metric(ana)
    await plan_release(ana)
    await ana.type("#checkout", "/release schedule REL-1 5 Mar")
    await ana.choose("This release delivers", "Maintenance: it keeps things running")
    older = payoff.slack.deliveries[-1]
    await ana.choose("This release delivers", "An outcome")
    await fill_outcome(ana)
    before = ana.screen()

    answer = await payoff.slack.stage.courier.deliver("interactive", older.arguments, name=older.method)

    assert (answer.status, answer.body) == (200, None)
    assert ana.screen() == before


async def test_an_answer_from_an_older_message_does_not_replace_a_newer_one(payoff: Any, ana: Any, ben: Any) -> None:
    await shipped_release(payoff, ana)
    await payoff.advance(days=7)
    await ana.click("Edit…", in_=asks(ana)[0])
    await ana.choose("What came of it?", "Hit")
    await ana.submit()
    await payoff.settle()
    await ana.close_all()
    answered = await shown(ana, "/value REL-1")
    older = next(c for c in reversed(payoff.slack.deliveries) if c.arguments.get("type") == "view_submission")
    await ana.click("Change…")
    await ana.choose("What came of it?", "Missed")
    await ana.fill("Why does the answer change?", "It was another one")
    await ana.submit()
    await payoff.settle()
    await ana.close_all()
    newest = await shown(ana, "/value REL-1")

    await payoff.slack.stage.courier.deliver("interactive", older.arguments, name=older.method)
    await payoff.settle()

    assert answered != newest
    assert await shown(ana, "/value REL-1") == newest


# Readings


async def test_of_two_corrections_of_one_moment_the_one_that_came_last_counts(payoff: Any, ana: Any) -> None:
    await define_metric(ana, value="")
    for value in ("3.8 %", "4.1 %", "3.9 %"):
        await ana.type("#checkout", f"/metric record Checkout conversion {value} 1 Mar")

    assert "3.9 %" in await shown(ana, "/metric show Checkout conversion")


async def test_a_release_that_shipped_before_it_was_heard_of_asks_from_the_day_it_shipped(
    payoff: Any, ana: Any, scheduled: None
) -> None:
    await ship(payoff, ana)

    await ana.type("#checkout", "/release ship REL-1 yesterday 17:00")
    await payoff.advance(days=7)

    assert len(asks(ana)) == 1
