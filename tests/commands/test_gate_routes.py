"""Try every way to a date, and to shipping: each one asks the question first, also when two people race."""

import asyncio

import pytest

from tests.commands.test_settings import saved
from tests.playing import card_of, define_metric, fill_outcome, plan_release, schedule, shipped_release

QUESTION = "What outcome will this release deliver?"


@pytest.fixture
async def planned(payoff, ana):
    """A metric, and a release that nobody has said anything of."""
    await define_metric(ana)
    await plan_release(ana)
    await payoff.settle()


def typing(text):
    """A route: to type this."""

    async def route(payoff, ana):
        await ana.type("#checkout", text)

    return pytest.param(route, id=text)


async def from_the_card(payoff, ana):
    await ana.click("Schedule…", in_=card_of(ana))


async def from_what_show_answers(payoff, ana):
    (shown,) = await ana.type("#checkout", "/release show REL-1")
    await ana.click("Schedule…", in_=shown)


async def from_the_review_that_was_asked_for(payoff, ana):
    (review,) = await ana.type("#checkout", "/release review")
    await ana.click("Say it…", in_=review)


async def from_the_review_of_the_week(payoff, ana):
    await payoff.advance(days=7)
    review = ana.messages("#checkout")[-1]
    assert not review.ephemeral
    await ana.click("Say it…", in_=review)


async def from_home(payoff, ana):
    await ana.open_home()
    await ana.click("Say it…")


async def is_a_draft_without_a_date(payoff, ana):
    await payoff.settle()
    (shown,) = await ana.type("#checkout", "/release show REL-1")
    (calendar,) = await ana.type("#checkout", "/release calendar")
    return "· draft ·" in shown.words and "One-page checkout" not in calendar.words


@pytest.mark.parametrize(
    "route",
    [
        typing("/release schedule REL-1 5 Mar"),
        typing("/release schedule one-page checkout"),
        typing("/payoff release schedule REL-1 3-14 Mar, medium"),
        typing("/release promise REL-1"),
        from_the_card,
        from_what_show_answers,
        from_the_review_that_was_asked_for,
        from_the_review_of_the_week,
        from_home,
    ],
)
async def test_every_way_to_a_date_asks_the_question_and_keeps_none_until_it_is_answered(payoff, ana, planned, route):
    await route(payoff, ana)

    assert ana.modal is not None
    assert QUESTION in ana.screen().splitlines()
    await ana.close_all()
    assert await is_a_draft_without_a_date(payoff, ana)


@pytest.mark.parametrize(
    "typed",
    ["@Payoff schedule REL-1 for Thursday", "@Payoff ship REL-1", "@Payoff release schedule REL-1 5 Mar"],
)
async def test_a_mention_neither_schedules_nor_ships(payoff, ana, planned, typed):
    await ana.type("#checkout", typed)

    assert await is_a_draft_without_a_date(payoff, ana)


async def test_the_shortcut_plans_a_release_that_is_asked_and_has_no_date(payoff, ana):
    await define_metric(ana)
    await ana.shortcut("Plan a release")
    assert "Window" not in ana.screen()
    await ana.fill("Name", "One-page checkout")
    await ana.choose("Channel", "#checkout")

    await ana.submit()

    assert await is_a_draft_without_a_date(payoff, ana)
    assert QUESTION in card_of(ana).words


@pytest.mark.parametrize(
    "typed", ["/release ship REL-1", "/release ship REL-1 yesterday", "/payoff release ship REL-1"]
)
async def test_nothing_ships_past_the_question(payoff, ana, planned, typed):
    (refused,) = await ana.type("#checkout", typed)

    assert refused.ephemeral
    assert "One-page checkout lacks an outcome" in refused.words
    assert QUESTION in refused.words
    assert await is_a_draft_without_a_date(payoff, ana)


async def test_a_button_that_ships_stops_at_the_question_when_the_promise_lost_its_target(payoff, ana, planned):
    await schedule(ana)
    await payoff.settle()
    await ana.type("#checkout", "/outcome edit OUT-1")
    await ana.fill("Where should it be?", "")
    await ana.fill("Why does it change?", "Nobody knows any more")
    await ana.submit()
    assert ana.modal is None or not ana.errors, ana.errors

    (refused,) = await ana.click("Mark shipped", in_=card_of(ana))

    assert "lacks a target for “Fewer people give up while paying”" in refused.words
    await payoff.settle()
    assert "REL-1 · scheduled" in card_of(ana).words


async def test_who_may_not_schedule_lets_no_release_off_the_question(payoff, ana, chloe, planned):
    await chloe.type("#checkout", "/release promise REL-1")
    await chloe.choose("This release delivers", "Maintenance: it keeps things running")
    await chloe.fill("What has to be kept running?", "Nothing in particular")

    await chloe.submit()

    assert "You may not schedule One-page checkout" in chloe.screen()
    await payoff.settle()
    assert QUESTION in card_of(ana).words


async def deputy_is_ben(payoff, ana):
    await ana.type("#checkout", "/release owner REL-1")
    await ana.choose("Deputy", "Ben Okafor")
    await ana.submit()
    await payoff.settle()


async def test_of_two_who_answer_the_question_at_once_one_schedules_and_the_other_is_told(payoff, ana, ben, planned):
    await deputy_is_ben(payoff, ana)
    for person in (ana, ben):
        await person.type("#checkout", "/release schedule REL-1 5 Mar")
        await fill_outcome(person)
        await person.choose("Why now?", "It is ready and worth it")

    await asyncio.gather(ana.submit(), ben.submit())

    late = ana if ana.modal is not None else ben
    assert [person.modal is None for person in (ana, ben)].count(True) == 1
    assert late.errors
    await late.close_all()
    await payoff.settle()
    assert card_of(ana).words.count("+0.5 pt") == 1
    (outcomes,) = await ana.type("#checkout", "/outcome list")
    assert outcomes.words.count("Fewer people give up while paying") == 1


@pytest.mark.parametrize("first", ["schedules", "cancels"])
async def test_who_schedules_and_who_cancels_at_once_leave_a_cancelled_release(payoff, ana, ben, planned, first):
    await deputy_is_ben(payoff, ana)
    await ana.type("#checkout", "/release schedule REL-1 5 Mar")
    await fill_outcome(ana)
    await ana.choose("Why now?", "It is ready and worth it")
    await ben.type("#checkout", "/release cancel REL-1")
    await ben.fill("Why?", "Nobody needs it")

    await asyncio.gather(*(person.submit() for person in ((ana, ben) if first == "schedules" else (ben, ana))))

    await payoff.settle()
    assert "REL-1 · cancelled" in card_of(ana).words
    # Whoever came first was heard first: she scheduled what was then cancelled, or is told that it is.
    assert ("Thu 5 Mar" in card_of(ana).words) != ("was cancelled" in ana.screen())


async def test_of_two_who_ship_at_once_the_looks_are_planned_once(payoff, ana, ben, planned):
    await deputy_is_ben(payoff, ana)
    await schedule(ana)
    await payoff.settle()

    clicks = (person.click("Mark shipped", in_=card_of(person)) for person in (ana, ben))
    told = [message.words for appeared in await asyncio.gather(*clicks) for message in appeared if message.ephemeral]

    assert [words.partition(" shipped ")[0] for words in told] == ["One-page checkout REL-1"] * 2
    (looks,) = await ana.type("#checkout", "/value check-ins")
    assert looks.words.count("One-page checkout") == 3


async def test_of_two_who_confirm_at_once_one_answers_and_the_other_is_told_who_did(payoff, ana, ben):
    await saved(ana, Who_may_close_and_cancel=["Ben Okafor"])
    await shipped_release(payoff, ana)
    await ana.type("#checkout", "/metric record Checkout conversion 4.3%")
    await payoff.advance(days=7)

    told = await asyncio.gather(ana.click("Confirm: too early"), ben.click("Confirm: too early"))

    words = [message.words for messages in told for message in messages if message.ephemeral]
    assert len(words) == 1
    assert "answered this already" in words[0]
