"""Tell a channel once when a number crosses a line that someone drew, and once in the thread when it is over."""

from datetime import timedelta

import pytest
from sqlmodel import select

from storage.posts import Post
from tests.playing import define_metric, hand_in, plan_release, schedule

LINE = "/metric alert Checkout conversion < 3%"


@pytest.fixture
async def watched(payoff, ana):
    """Checkout conversion is 3.8 %, and #checkout wants to know when it falls below 3 %."""
    await define_metric(ana)
    await payoff.advance(hours=1)
    await ana.type("#checkout", LINE)


async def record(payoff, person, value, *, hours=1, when=""):
    """Record a reading an hour after the one before."""
    await payoff.advance(hours=hours)
    await person.type("#checkout", f"/metric record Checkout conversion {value} {when}")
    await payoff.settle()


def posted(person, channel="#checkout"):
    """What Payoff said of the metric in the channel, for everyone."""
    return [m for m in person.messages(channel) if not m.ephemeral and "Checkout conversion" in m.words]


def thread_of(person, message):
    return [reply.words for reply in person.thread(message)]


async def answer_to(person, text):
    (answer,) = await person.type("#checkout", text)
    return answer.words


async def test_a_crossing_is_told_with_value_line_moment_author_and_what_hangs_on_it(payoff, ana, eva):
    await define_metric(ana)
    await plan_release(ana)
    await schedule(ana)
    await payoff.settle()
    await payoff.advance(hours=1)
    await eva.type("#checkout", LINE)

    await record(payoff, ana, "2.9 %")

    (told,) = [m for m in posted(ana) if "2.9 %" in m.words]
    assert "Checkout conversion is 2.9 %, below 3 %: since Tue 3 Mar 2026 12:00, Europe/Berlin." in told.words
    assert "Line drawn by @Eva Lind on Tue 3 Mar" in told.words
    assert "One-page checkout REL-1 promises +0.5 pt" in told.words


async def test_a_reading_on_the_line_or_before_it_is_no_crossing(payoff, ana, watched):
    await record(payoff, ana, "3 %")

    assert posted(ana) == []


async def test_a_day_of_hourly_breaches_is_one_message_and_one_recovery(payoff, ana, watched):
    for _ in range(24):
        await record(payoff, ana, "2.9 %", hours=0.5)
        await record(payoff, ana, "3.2 %", hours=0.5)
    await payoff.advance(days=3)

    (told,) = posted(ana)
    (over,) = thread_of(ana, told)
    assert "Checkout conversion is 3.2 % since" in over
    assert "2.9 % at the lowest" in over


async def test_a_day_below_the_line_is_one_message_until_it_is_over(payoff, ana, watched):
    for value in ("2.9 %", "2.7 %", *["2.8 %"] * 22):
        await record(payoff, ana, value)
    (told,) = posted(ana)
    silent = thread_of(ana, told)

    await record(payoff, ana, "3.1 %")

    assert silent == []
    (over,) = thread_of(ana, told)
    assert "It was so from Tue 3 Mar 2026 12:00, Europe/Berlin, 2.7 % at the lowest." in over
    assert len(posted(ana)) == 1


async def test_a_crossing_within_the_pause_is_told_at_its_end_if_it_is_still_so(payoff, ana, watched):
    for value in ("2.9 %", "3.2 %", "2.8 %"):
        await record(payoff, ana, value)
    at_first = len(posted(ana))

    await payoff.advance(hours=21)
    before = len(posted(ana))
    await payoff.advance(hours=2)

    assert (at_first, before) == (1, 1)
    assert "is 2.8 %, below 3 %" in posted(ana)[1].words


async def test_the_next_crossing_after_the_pause_is_told_at_once_and_has_a_recovery_of_its_own(payoff, ana, watched):
    for value in ("2.9 %", "3.2 %"):
        await record(payoff, ana, value)

    await record(payoff, ana, "2.8 %", hours=30)
    await record(payoff, ana, "3.3 %")

    first, second = posted(ana)
    assert len(thread_of(ana, first)) == len(thread_of(ana, second)) == 1


async def test_what_is_over_before_it_could_be_said_is_not_said(payoff, ana, watched):
    await payoff.advance(hours=1)
    await ana.type("#checkout", "/metric record Checkout conversion 2.9 %")
    payoff.set_time(payoff.clock.now + timedelta(minutes=1))
    await ana.type("#checkout", "/metric record Checkout conversion 3.2 %")

    await payoff.settle()

    assert posted(ana) == []


async def test_a_reading_of_the_past_crosses_nothing(payoff, ana, watched):
    await record(payoff, ana, "2.1 %", when="yesterday")
    await hand_in(ana, b"date,value\n2026-02-01,2.0\n2026-02-02,1.9\n")
    await ana.close()
    await payoff.settle()

    assert posted(ana) == []


async def test_an_import_that_ends_below_the_line_crosses_it_once(payoff, ana, watched):
    await payoff.advance(days=3)
    rows = b"date,value\n2026-03-04,3.9\n2026-03-05 09:00,2.9\n2026-03-06 09:00,2.8\n"

    await hand_in(ana, rows)
    await ana.close()
    await payoff.settle()

    (told,) = posted(ana)
    assert "is 2.8 %, below 3 %: since Thu 5 Mar 2026 09:00" in told.words


async def test_an_import_of_a_course_that_ended_long_ago_crosses_nothing(payoff, ana):
    await define_metric(ana, value="")
    await ana.type("#checkout", LINE)

    await hand_in(ana, b"date,value\n2026-01-04,3.9\n2026-01-05,2.9\n")
    await ana.close()
    await payoff.settle()

    assert posted(ana) == []


async def test_a_correction_of_the_newest_reading_takes_the_crossing_back(payoff, ana, watched):
    await payoff.advance(days=1)
    await record(payoff, ana, "2.9 %", when="today 11:00")

    await record(payoff, ana, "3.9 %", when="today 11:00")

    (told,) = posted(ana)
    (over,) = thread_of(ana, told)
    assert "is 3.9 % since" in over


async def test_a_line_that_is_drawn_beyond_says_so_and_speaks_when_it_is_crossed_next(payoff, ana, watched):
    said = await answer_to(ana, "/metric alert Checkout conversion falls below 4 %")
    await record(payoff, ana, "3.9 %")
    at_first = posted(ana)
    await record(payoff, ana, "4.1 %")
    await record(payoff, ana, "3.9 %")

    assert "It is so now: 3.8 %" in said
    assert "no longer 3 %" in said
    assert at_first == []
    assert len(posted(ana)) == 1


async def test_both_sides_have_a_line_and_each_channel_has_its_own(payoff, ana, watched):
    await ana.type("#checkout", "/metric alert Checkout conversion rises above 5")
    await ana.type("#growth", "/metric alert Checkout conversion>4.5%")

    await record(payoff, ana, "4.7 %")
    await record(payoff, ana, "5.2 %")

    assert ["above 5 %" in m.words for m in posted(ana)] == [True]
    assert ["above 4.5 %" in m.words for m in posted(ana, "#growth")] == [True]


async def test_off_ends_it_and_what_was_owed_is_not_said(payoff, ana, watched):
    payoff.set_time(payoff.clock.now + timedelta(hours=1))
    await ana.type("#checkout", "/metric record Checkout conversion 2.9 %")

    said = await answer_to(ana, "/metric alert Checkout conversion off")
    await payoff.settle()
    await record(payoff, ana, "3.1 %")
    await record(payoff, ana, "2.8 %")

    assert "Off, for Checkout conversion:" in said
    assert posted(ana) == []
    assert "None yet" in await answer_to(ana, "/metric alerts")
    assert "There is no such alert" in await answer_to(ana, "/metric alert Checkout conversion off")


async def test_the_list_shows_each_line_and_turns_it_off_with_a_click_once(payoff, ana, eva, watched):
    await record(payoff, ana, "2.9 %")
    listed = await answer_to(eva, "/metric alerts")
    shown = await answer_to(eva, "/metric show Checkout conversion")

    await eva.type("#checkout", "/metric alerts")
    await eva.click("Turn off")
    await eva.click("Turn off")

    assert "Checkout conversion below 3 %, in #checkout" in listed
    assert "2.9 %, beyond it" in listed
    assert "Alert\nbelow 3 % in #checkout" in shown
    assert "This alert is off already." in eva.messages("#checkout")[-1].words
    assert "None yet" in await answer_to(eva, "/metric alerts")


async def test_a_line_is_drawn_in_a_form_too(payoff, ana, watched):
    await ana.type("#checkout", "/metric show Checkout conversion")
    await ana.click("Be told…")
    await ana.choose("When it", "rises above")
    await ana.fill("Line", "lots")
    await ana.submit()
    refused = ana.errors
    await ana.fill("Line", "5 %")
    await ana.submit()
    said = ana.screen()
    await ana.close()

    assert "is not a number" in refused["Line"]
    assert "will be told when Checkout conversion rises above 5 %" in said
    assert "Checkout conversion above 5 %, in #checkout" in await answer_to(ana, "/metric alerts")


async def test_the_form_asks_for_the_channel_where_none_can_be_meant(payoff, ana):
    await define_metric(ana)
    await ana.type("@Ben Okafor", "/metric alert Checkout conversion")
    await ana.choose("Channel", "#growth")
    await ana.fill("Line", "3")
    await ana.submit()
    await ana.close()

    await record(payoff, ana, "2.9 %")

    assert len(posted(ana, "#growth")) == 1


@pytest.mark.parametrize(
    ("typed", "says"),
    [
        ("Checkout conversion < 3 ms", "is in “ms”; what is asked for is in %"),
        ("Checkout conversion <", "is not a number"),
        ("Checkout conversion <= 3", "Write <."),
        ("Checkout conversion 3", "Say on which side of which number"),
        ("Chekout conversion < 3", "Did you mean Checkout conversion"),
    ],
)
async def test_what_is_no_line_is_refused_with_the_reason(payoff, ana, typed, says):
    await define_metric(ana)

    assert says in await answer_to(ana, f"/metric alert {typed}")
    assert "None yet" in await answer_to(ana, "/metric alerts")


async def test_in_a_direct_message_a_line_has_no_channel_to_speak_in(payoff, ana):
    await define_metric(ana)

    (answer,) = await ana.type("@Ben Okafor", LINE)

    assert "this is no channel" in answer.words


async def test_a_line_follows_its_channel_to_another_id(payoff, ana, watched):
    await payoff.slack.change_id("#checkout", "C0ANOTHER")

    await record(payoff, ana, "2.9 %")

    assert ["below 3 %" in m.words for m in posted(ana)] == [True]


async def test_a_line_moves_with_its_team_and_what_is_over_is_told_there(payoff, ana, watched):
    await record(payoff, ana, "2.9 %")
    await payoff.slack.archive("#checkout")
    await payoff.settle()
    ana.go("@Payoff")
    await ana.click("Move to another channel…")
    await ana.choose("Channel", "#platform")
    await ana.submit()
    await ana.close_all()

    await payoff.advance(hours=1)
    await ana.type("#growth", "/metric record Checkout conversion 3.2 %")
    await payoff.settle()

    (over,) = posted(ana, "#platform")
    assert "is 3.2 % since" in over.words
    (listed,) = await ana.type("#growth", "/metric alerts")
    assert "below 3 %, in #platform" in listed.words


async def test_a_number_that_swings_is_owed_one_more_message_and_no_heap_of_them(payoff, ana, watched):
    for _ in range(6):
        await record(payoff, ana, "2.9 %", hours=0.5)
        await record(payoff, ana, "3.2 %", hours=0.5)

    async with payoff.database.reading(payoff.workspace_id) as session:
        owed = (await session.exec(select(Post).where(Post.kind == "alert_crossed"))).all()

    assert [post.state for post in owed] == ["sent", "due"]
