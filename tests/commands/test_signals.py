"""Look at metrics once a day: what does not come as promised, and what moves without a release."""

from datetime import timedelta

from sqlmodel import select

from storage.posts import Post
from tests.commands.looks import read_daily
from tests.commands.signalled import moved, moves, near, promised, promising
from tests.playing import card_of, ship


async def read_each_day(payoff, values):
    """A reading a day, as it comes: each day is over before the next begins."""
    for value in values:
        await read_daily(payoff, [value])
        await payoff.advance(days=1)


async def test_a_metric_that_moves_without_a_release_is_told_once_with_a_question(payoff, ana):
    await promised(payoff, ana)

    await read_each_day(payoff, near(3.8, 4))
    assert moves(ana) == []
    await read_each_day(payoff, [value + 0.5 for value in near(3.8, 9)])

    (told,) = moves(ana)
    first, second = told.words.splitlines()[:2]
    assert first.startswith("Checkout conversion +1")
    assert " % since Sat 7 Mar" in first
    assert first.endswith(", no release: what happened?")
    assert "we would expect 3.8" in second
    assert "[Explain…] [It is noise] [Why?] [See its course]" in told.words


async def test_what_happened_is_kept_in_the_message_and_in_the_history(payoff, ana, ben):
    told = await moved(payoff, ana)

    await ben.click("Explain…", in_=told)
    assert "we would expect 3.8" in ben.screen()
    await ben.submit()
    refused = ben.errors
    await ben.fill("What moved it?", "A newspaper wrote about us")
    await ben.submit()
    await payoff.settle()

    (after,) = moves(ana)
    assert "What moved it?" in refused
    assert "@Ben Okafor: A newspaper wrote about us" in after.words
    assert "[Explain…]" not in after.words
    (shown,) = await ana.type("#checkout", "/metric show Checkout conversion")
    assert "A newspaper wrote about us" in shown.words


async def test_it_is_noise_is_said_by_one_and_the_second_is_told(payoff, ana, ben):
    told = await moved(payoff, ana)
    await ben.click("Explain…", in_=told)

    await ana.click("It is noise", in_=told)
    await payoff.settle()
    await ben.fill("What moved it?", "A newspaper wrote about us")
    await ben.submit()

    (after,) = moves(ana)
    assert "@Ana Ruiz: It is noise." in after.words
    assert "Someone was faster" in ben.screen() + " ".join(ben.errors.values())


async def test_a_release_that_was_to_move_it_explains_it(payoff, ana):
    await promised(payoff, ana)
    await ship(payoff, ana)

    await read_each_day(payoff, [value + 0.5 for value in near(3.8, 6)])

    assert moves(ana) == []


async def test_what_does_not_come_as_promised_is_told_once_in_its_thread(payoff, ana):
    await promising(payoff, ana, until=payoff.clock.now - timedelta(days=1), due="2026-03-20")
    await ana.choose("Why now?", "It is ready and worth it")
    await ana.submit()
    await ship(payoff, ana)

    await read_each_day(payoff, near(3.8, 16))

    told = [m.words for m in ana.thread(card_of(ana)) if "of what was expected by day" in m.words]
    assert len(told) == 1
    assert told[0].startswith("One-page checkout REL-1 is at ")
    assert "expected +0." in told[0]
    assert "Expected bit by bit until Fri 20 Mar 2026" in told[0]


async def test_what_is_expected_at_once_is_behind_long_before_its_outcomes_day(payoff, ana):
    await promising(payoff, ana, until=payoff.clock.now - timedelta(days=1), due="2026-09-30")
    await ana.choose("How is it expected to come?", "All of it at once")
    await ana.choose("Why now?", "It is ready and worth it")
    await ana.submit()
    await ship(payoff, ana)

    await read_each_day(payoff, near(3.8, 5))

    (told,) = [m.words for m in ana.thread(card_of(ana)) if "of what was expected by day" in m.words]
    assert "expected +0.5 pt by now" in told
    assert "Expected at once · looked at once a day" in told
    assert "all of it at once" in (await ana.type("#checkout", "/outcome show OUT-1"))[0].words


async def test_what_turns_to_harm_says_so_and_what_comes_as_promised_says_nothing(payoff, ana):
    await promised(payoff, ana)
    await ship(payoff, ana)

    await read_each_day(payoff, [value - 0.4 for value in near(3.8, 7)])

    told = [m.words for m in ana.thread(card_of(ana)) if "REL-1" in m.words and "by day" in m.words]
    assert len(told) == 1
    assert "moves Checkout conversion the wrong way by day" in told[0]


async def test_a_metric_is_looked_at_once_a_day_however_many_readings_come(payoff, ana):
    await promised(payoff, ana)
    for _ in range(3):
        await read_daily(payoff, [3.8])

    async with payoff.database.reading(payoff.workspace_id) as session:
        looks = (await session.exec(select(Post).where(Post.kind == "metric_look"))).all()

    assert len(looks) == 1
