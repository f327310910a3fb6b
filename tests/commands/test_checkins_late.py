"""Answer a look late, twice or not at all, and ship beside others: what is said then, and what is not asked."""

import pytest

from tests.commands.looks import asks, read_daily
from tests.playing import define_metric, plan_release, schedule, ship, shipped_release


@pytest.fixture
async def asked(payoff, ana):
    """A release whose first look is asked."""
    await shipped_release(payoff, ana)
    await payoff.advance(days=7)


async def answer(payoff, person, verdict="Hit", why=""):
    await person.click("Change…" if why else "Edit…")
    await person.choose("What came of it?", verdict)
    if why:
        await person.fill("Why does the answer change?", why)
    await person.submit()
    assert not person.errors, person.errors
    await payoff.settle()


async def test_a_late_answer_counts_and_says_how_late_it_came(payoff, ana, asked):
    await payoff.advance(days=4)

    await answer(payoff, ana)

    assert "Hit, claimed" in asks(ana)[0].words
    assert "late 4 d" in asks(ana)[0].words


async def test_an_answer_by_the_next_working_day_is_not_late_however_often_it_changes(payoff, ana, asked):
    await payoff.advance(days=1)
    await answer(payoff, ana)
    assert "changed" not in asks(ana)[0].words
    await payoff.advance(days=4)

    await answer(payoff, ana, "Partly", why="Counted twice")

    assert "late" not in asks(ana)[0].words
    assert "changed Sun 15 Mar 2026, was hit, claimed" in asks(ana)[0].words


async def test_what_was_answered_a_few_days_ago_is_not_asked_again(payoff, ana, asked):
    await payoff.advance(days=20)
    await answer(payoff, ana)
    seen = len(asks(ana))

    await payoff.advance(days=10)

    assert len(asks(ana)) == seen
    (looks,) = await ana.type("#checkout", "/value check-ins")
    assert "+30 days" not in looks.words
    assert "+90 days" in looks.words
    await payoff.advance(days=60)
    assert len(asks(ana)) == seen + 1


async def test_a_look_is_not_skipped_without_a_word_why(payoff, ana, asked):
    await ana.choose("Ask me later", "Skip this one…")
    await ana.fill("Why?", "   ")

    await ana.submit()

    assert list(ana.errors) == ["Why?"]
    await ana.close()
    assert "[Confirm: too early]" in asks(ana)[0].words


async def test_a_look_that_was_put_off_twice_comes_back_once_at_the_later_moment(payoff, ana, asked):
    await ana.choose("Ask me later", "In an hour")
    await ana.choose("Ask me later", "Tomorrow")
    seen = len(asks(ana))
    await payoff.advance(hours=22)
    assert len(asks(ana)) == seen

    await payoff.advance(days=1)

    threads = [reply.words for message in asks(ana) for reply in ana.thread(message)]
    assert len([words for words in threads if words.startswith("Did One-page checkout pay off?")]) == 1


async def test_a_release_that_shipped_nearby_is_named_beside_the_numbers_and_in_the_picture(payoff, ana):
    await define_metric(ana)
    await read_daily(payoff, [3.8, 3.9, 3.8])
    await plan_release(ana)
    await schedule(ana)
    await plan_release(ana, "Guest checkout")
    await ana.type("#checkout", "/release schedule REL-2 4 Mar")
    await ana.choose("This release delivers", "Maintenance: it keeps things running")
    await ana.fill("What has to be kept running?", "The old database")
    await ana.choose("Why now?", "A date outside our control")
    await ana.submit()
    assert ana.modal is None, ana.errors
    await ship(payoff, ana, "REL-1")
    await payoff.advance(days=3)
    await ship(payoff, ana, "REL-2")

    await payoff.advance(days=4)

    (ask,) = asks(ana)
    assert "one neighbour: Guest checkout, shipped Fri 6 Mar" in ask.words
    (image,) = [block for block in ask.blocks if block["type"] == "image"]
    assert "REL-1 on 3 Mar 2026; other release REL-2 on 6 Mar 2026" in image["alt_text"]
