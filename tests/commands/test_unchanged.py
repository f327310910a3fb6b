"""What is asked again is answered from memory as long as nothing has changed, and says what a fresh answer says."""

from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import event
from sqlmodel import select

from bot.errors import Refusal
from bot.flows.caller import Caller
from bot.flows.unchanged import unchanged
from bot.slack.render import Message
from bot.value.naming import Unknown
from commands.routing import ROUTERS, answer
from storage.database import Database, ReadOnly
from storage.memory import Memory
from storage.metrics import Metric
from storage.posts import Post
from tests.commands.every_form import FORMS
from tests.commands.test_hostile_words import text_fields
from tests.playing import define_metric, plan_release, schedule, ship

# Every command that only reads, bare and about something that the forms make.
QUESTIONS = [
    f"{router.command} {subcommand.name} {about}".strip()
    for router in ROUTERS.values()
    for subcommand in router.subcommands.values()
    if subcommand.read
    for about in ("", *(("REL-1", "OUT-1", "Checkout conversion") if "X" in subcommand.usage else ()))
]
# What changes something without a form, after a metric, a release and its schedule.
TYPED = (
    "/metric record Checkout conversion 4.1%",
    "/release unfollow REL-1",
    "/release ship REL-1",
)


@pytest.fixture
async def anew(payoff):
    """The database as another process opens it, which remembers nothing."""
    database = Database(str(payoff.database.url))
    database.memory = Memory(room=0)
    yield database
    await database.close()


async def all_answers(payoff, database) -> dict[str, str]:
    """What each question is answered, to Ana in #checkout."""
    caller = Caller(workspace_id=payoff.workspace_id, user_id="U0ANA", channel_id="C0CHECKOUT")
    given = {"caller": caller, "now": payoff.clock.now, "database": database, "settings": payoff.app.settings}
    said = {}
    for question in QUESTIONS:
        try:
            said[question] = repr(await answer(question, given | {"client": None}))
        except Refusal as refusal:
            said[question] = refusal.message
    return said


async def compare(payoff, anew) -> dict[str, str]:
    """What is said from memory, after it was seen to be what another process says."""
    first = await all_answers(payoff, payoff.database)
    assert first == await all_answers(payoff, payoff.database)
    assert first == await all_answers(payoff, anew)
    return first


@pytest.mark.parametrize("form", FORMS, ids=lambda form: form.open.__name__)
async def test_after_each_form_every_command_says_what_it_would_say_anew(payoff, ana, anew, form):
    await form.open(payoff, ana)
    before = await all_answers(payoff, payoff.database)
    for label in text_fields(ana):
        await ana.fill(label, form.good.get(label, "Something new"))

    await ana.submit()

    assert ana.errors == {}
    after = await compare(payoff, anew)
    # How someone wants to be spoken to is for their own Home: no command tells of it.
    assert (after != before) == (form.callback != "attention_save")


async def test_after_each_command_every_other_says_what_it_would_say_anew(payoff, ana, anew):
    await define_metric(ana)
    await plan_release(ana)
    await schedule(ana)
    before = await all_answers(payoff, payoff.database)

    for typed in TYPED:
        await ana.type("#checkout", typed)
        after = await compare(payoff, anew)
        assert after != before, typed
        before = after


async def test_as_time_passes_every_command_says_what_it_would_say_anew(payoff, ana, anew):
    await define_metric(ana)
    await plan_release(ana)
    await schedule(ana)
    await ship(payoff, ana)
    before = await all_answers(payoff, payoff.database)

    for span in (timedelta(minutes=1), timedelta(hours=13), timedelta(days=8), timedelta(days=40)):
        await payoff.advance(to=payoff.clock.now + span)
        await compare(payoff, anew)

    assert await compare(payoff, anew) != before


async def statements_of(payoff, person, typed) -> list[str]:
    """What the database is asked when someone types this."""
    asked = []

    def note(connection: Any, cursor: Any, statement: str, *_: Any) -> None:
        asked.append(statement)

    event.listen(payoff.database.readers.sync_engine, "before_cursor_execute", note)
    try:
        await person.type("#checkout", typed)
    finally:
        event.remove(payoff.database.readers.sync_engine, "before_cursor_execute", note)
    return asked


@pytest.mark.parametrize("typed", ["/value", "/release list", "/metric list", "/outcome list", "/release calendar"])
async def test_what_is_asked_again_costs_one_statement(payoff, ana, typed):
    await plan_release(ana)
    first = await statements_of(payoff, ana, typed)

    again = await statements_of(payoff, ana, typed)

    assert len(first) > len(again) == 1


async def test_what_the_clock_sends_and_keeps_of_requests_changes_no_answer(payoff, ana):
    await plan_release(ana)
    await ana.type("#checkout", "/release list")

    await payoff.settle()
    await ana.type("#checkout", "@Payoff what ships next week?")

    assert len(await statements_of(payoff, ana, "/release list")) == 1


@pytest.fixture
async def ask(payoff):
    """Ask who asks, in a channel: the answer, and how often it was worked out."""
    worked_out = []

    async def asked(database: Database, caller: Caller) -> Message | None:
        worked_out.append(caller)
        async with database.reading(caller.workspace_id) as session:
            await session.exec(select(Post) if caller.channel_id == "posts" else select(Metric))
        if caller.channel_id == "refused":
            raise Unknown()
        return (
            Message(f"{caller.user_id}{caller.arrival} in {caller.channel_id}", [])
            if caller.channel_id != "silent"
            else None
        )

    async def ask(user_id: str = "U0ANA", channel_id: str = "C0CHECKOUT", *, arrival: str = "1", seconds: int = 0):
        caller = Caller(workspace_id=payoff.workspace_id, user_id=user_id, channel_id=channel_id, arrival=arrival)
        now = payoff.clock.now + timedelta(seconds=seconds)
        answered = await unchanged(payoff.database, caller, "who asks?", asked, now=now)
        return answered and answered.text, len(worked_out)

    return ask


async def test_an_answer_is_given_again_to_whoever_asked_where_it_was_asked(ask):
    assert await ask() == ("U0ANA in C0CHECKOUT", 1)
    assert await ask(arrival="2") == ("U0ANA in C0CHECKOUT", 1)
    assert await ask(user_id="U0BEN") == ("U0BEN in C0CHECKOUT", 2)
    assert await ask(channel_id="C0GROWTH") == ("U0ANA in C0GROWTH", 3)


async def test_an_answer_is_given_again_within_its_minute(ask):
    assert await ask() == await ask(seconds=59) == ("U0ANA in C0CHECKOUT", 1)
    assert await ask(seconds=60) == ("U0ANA in C0CHECKOUT", 2)


async def test_an_answer_is_not_given_again_after_another_process_changed_something(payoff, anew, ask):
    assert await ask() == ("U0ANA in C0CHECKOUT", 1)

    async with anew.writing(payoff.workspace_id) as session:
        session.add(Metric(name="Signups", folded="signups", created_at=payoff.clock.now))

    assert await ask() == ("U0ANA in C0CHECKOUT", 2)


async def test_what_no_revision_counts_is_not_answered_again(ask):
    assert await ask(channel_id="posts") == ("U0ANA in posts", 1)
    assert await ask(channel_id="posts") == ("U0ANA in posts", 2)


async def test_a_form_and_a_refusal_are_no_answers_to_give_again(ask):
    assert await ask(channel_id="silent") == (None, 1)
    assert await ask(channel_id="silent") == (None, 2)
    with pytest.raises(Unknown):
        await ask(channel_id="refused")
    with pytest.raises(Unknown):
        await ask(channel_id="refused")


async def test_what_asks_cannot_write(payoff):
    async def write(database: Database, caller: Caller) -> None:
        async with database.writing(caller.workspace_id):
            pass

    caller = Caller(workspace_id=payoff.workspace_id, user_id="U0ANA", arrival="1")
    with pytest.raises(ReadOnly):
        await unchanged(payoff.database, caller, "write", write, now=payoff.clock.now)
