"""Forecast in private: nobody reads it before the final verdict, and then each sees how good their own are."""

import json
import re

import pytest

from commands.routing import NotReadable, answer
from storage import forecasts
from storage.checkins import CheckIn
from storage.forecasts import Forecast
from storage.history import Change
from storage.promises import Promise
from storage.tables import OWNED
from storage.verdicts import Verdict
from tests.commands.looks import asks
from tests.playing import card_of, plan_release, ship

CHANCE, SIZE = "How likely is a hit, in %?", "By how much will it move?"
OPEN = "Forecast (sealed)…"


async def forecast(person, chance, size=""):
    """Seal a forecast from the card."""
    await person.click(OPEN, in_=card_of(person))
    await person.fill(CHANCE, chance)
    if size:
        await person.fill(SIZE, size)
    await person.submit()
    assert not person.errors, person.errors
    assert "sealed, yours among them" in person.screen()
    await person.close_all()


async def judge(payoff, person, days, verdict):
    """Answer the newest look."""
    await payoff.advance(days=days)
    await person.click("Edit…", in_=asks(person)[-1])
    await person.choose("What came of it?", verdict)
    await person.submit()
    assert person.modal is None, person.errors
    await payoff.settle()


async def test_nobody_reads_a_forecast_before_its_verdict_whatever_they_ask(
    payoff, ana, ben, eva, scheduled, caplog, capfd
):
    await forecast(ana, "83", "0.1731, 0.2731, 0.3731")
    await forecast(ben, "7 %")
    await payoff.settle()

    said = [call.arguments for call in payoff.slack.calls if call.method != "views.open"]
    for text in ("/value REL-1", "/value explain REL-1", "/release show REL-1", "/value forecasts", "/value waiting",
                 "/release status", "/metric show Checkout conversion", "/value accuracy"):  # fmt: skip
        said += [message.words for message in await eva.type("#checkout", text)]
    await eva.open_home()
    await eva.click(OPEN, in_=card_of(eva))
    said += [eva.screen()]
    async with payoff.database.reading(payoff.workspace_id) as session:
        kept = [row.model_dump() for table in OWNED if table is not Forecast for row in await rows(session, table)]
        sealed = await rows(session, Forecast)
        assert await forecasts.opened_of(session, 1) == []
    everything = json.dumps([said, kept, repr(sealed), caplog.text, *capfd.readouterr()], default=str)

    assert [one.chance for one in sealed] == [83, 7]
    assert "2 forecasts sealed" in card_of(eva).words
    for number in ("83 %", '"83"', "chance=83", "7 %,", '"7 %"', "chance=7"):
        assert number not in everything, number
    # Hashes of views and keys of events end in a point and random digits; no number that was sealed follows a digit so.
    assert not re.search(r"(?<!\d)0\.[123]731", everything)


async def rows(session, table):
    from sqlmodel import select

    return (await session.exec(select(table))).all()


async def test_a_forecast_opens_with_the_final_verdict_and_not_with_an_earlier_one(payoff, ana, ben, scheduled):
    await forecast(ana, "90")
    await forecast(ben, "70")
    await ship(payoff, ana)
    await judge(payoff, ana, 7, "Missed")
    await judge(payoff, ana, 23, "Missed")
    assert not any("Team said" in ask.words for ask in asks(ana))

    await judge(payoff, ana, 60, "Missed")

    (*earlier, last) = asks(ana)
    assert "Team said 80 % (two forecasts), result: missed. Brier 0.64." in last.words
    assert not any("Team said" in ask.words for ask in earlier)
    assert "sealed" not in card_of(ana).words
    (value,) = await ben.type("#checkout", "/value REL-1")
    assert "Team said 80 % (two forecasts), result: missed. Brier 0.64." in value.words
    (own,) = await ben.type("#checkout", "/value forecasts")
    assert own.ephemeral
    assert "One forecast of yours has an answer: too few" in own.words
    assert "you said 70 %, result: missed · Brier 0.49" in own.words
    assert "90 %" not in own.words
    assert "[Share" not in own.words


async def test_a_forecast_may_be_changed_until_it_ships_and_is_one_for_each_person(payoff, ana, scheduled):
    await forecast(ana, "20")
    await ana.type("#checkout", "/value forecast REL-1")
    assert "20" in ana.screen()
    await ana.fill(CHANCE, "60")
    await ana.submit()
    await ana.close_all()
    await ana.click(OPEN, in_=card_of(ana))
    await ship(payoff, ana)
    await ana.fill(CHANCE, "99")
    await ana.submit()

    assert "One-page checkout has shipped: forecasts are made before" in ana.screen()
    async with payoff.database.reading(payoff.workspace_id) as session:
        (kept,) = await forecasts.of_person(session, "U0ANA")
        changes = [row for row in await rows(session, Change) if row.what == "forecast"]
    assert kept.chance == 60
    assert [(change.old, change.new) for change in changes] == [("", "sealed"), ("sealed", "sealed anew")]
    assert OPEN not in card_of(ana).words


async def test_what_is_no_forecast_is_refused_at_its_field(ana, scheduled):
    await ana.type("#checkout", "/value forecast REL-1")
    await ana.fill(CHANCE, "120")
    await ana.fill(SIZE, "0.8, 0.5, 0.2")

    await ana.submit()

    assert "at most 100 %" in ana.errors[CHANCE]
    assert "out of order" in ana.errors[SIZE]


async def test_without_a_promise_there_is_nothing_to_forecast(payoff, ana):
    await plan_release(ana)
    await payoff.settle()

    (answer_,) = await ana.type("#checkout", "/value forecast REL-1")

    assert "this release has made none yet" in answer_.words
    assert OPEN not in card_of(ana).words


async def test_ones_own_record_and_the_teams_say_what_words_are_worth(payoff, ana, ben, scheduled):
    await ship(payoff, ana)
    async with payoff.database.writing(payoff.workspace_id) as session:
        (made,) = await rows(session, Promise)
        for number in range(20):
            await judged(session, made, number, "hit" if number < 11 else "missed", payoff.clock.now)
        for number in range(20, 25):
            await judged(session, made, number, "missed", payoff.clock.now, chance=30)

    (own,) = await ana.type("#checkout", "/value forecasts")
    (bens,) = await ben.type("#checkout", "/value forecasts")
    (teams,) = await ben.type("#checkout", "/value accuracy")

    assert "Your 80 %s come true 55 % of the time: 11 of 20, so between 34 % and 74 % of many more." in own.words
    assert "Brier score 0.27 over 25" in own.words
    (drawn,) = [block for block in own.blocks if block["type"] == "data_visualization"]
    lines = {line["name"]: [(at["label"], at["value"]) for at in line["data"]] for line in drawn["chart"]["series"]}
    assert lines["said"] == [("30 % said, 5×", 30), ("80 % said, 20×", 80)]
    assert lines["came true"] == [("30 % said, 5×", 0), ("80 % said, 20×", 55)]
    # Nobody else of the team said anything.
    (theirs,) = [block for block in teams.blocks if block["type"] == "data_visualization"]
    assert theirs["chart"] == drawn["chart"]
    # Drawn in the message that only she sees: a file would have an address of its own.
    assert own.ephemeral
    assert not [block for block in own.blocks if block["type"] == "image"]
    assert "too few" in bens.words
    assert "80 %" not in bens.words


async def judged(session, made, number, word, now, chance=80):
    """One more promise that Ana gave a chance, with its verdict."""
    from storage.outcomes import Outcome

    outcome = Outcome(
        number=100 + number, name=f"O{number}", folded=f"o{number}", kind="hypothesis", category="risk", created_at=now
    )
    session.add(outcome)
    await session.flush()
    promise = Promise(**made.model_dump(exclude={"id", "outcome_id"}), outcome_id=outcome.pk)
    session.add(promise)
    await session.flush()
    look = CheckIn(promise_id=promise.pk, release_id=1, team_id=1, day=90, due_at=now, state="answered")
    session.add(look)
    await session.flush()
    about = {"checkin_id": look.pk, "promise_id": promise.pk, "release_id": 1, "outcome_version": 1}
    session.add(Verdict(**about, verdict=word, at=now))
    session.add(
        Forecast(promise_id=promise.pk, user_id="U0ANA", chance=chance, made_at=now, changed_at=now, opened_at=now)
    )


async def test_a_record_is_neither_shared_nor_told_where_others_read():
    with pytest.raises(NotReadable):
        await answer("value forecasts", {})


async def test_forecasts_of_an_outcome_that_closes_early_are_not_scored_and_each_sees_their_own(
    payoff, ana, ben, scheduled
):
    await forecast(ana, "90")
    await forecast(ben, "70")
    await ship(payoff, ana)
    await judge(payoff, ana, 7, "Missed")

    await ana.type("#checkout", "/outcome close OUT-1")
    await ana.fill("Why?", "Sold the shop")
    await ana.submit()
    closed = ana.screen()
    await payoff.settle()
    (own,) = await ben.type("#checkout", "/value forecasts")
    card = card_of(ana).words
    await ana.click("Undo")
    (again,) = await ben.type("#checkout", "/value forecasts")

    assert "Two sealed forecasts of it are not scored: the last look is not taken." in closed
    assert "Not scored: the outcome was closed before its last look" in own.words
    assert "One-page checkout REL-1: you said 70 %" in own.words
    assert "90" not in own.words
    assert "waits" not in own.words
    assert "2 forecasts not scored" in card
    assert "sealed" not in card
    assert "Not scored" not in again.words
    assert "One forecast of yours waits for a final verdict." in again.words


async def change_the_first_answer(payoff, person, verdict):
    """Answer the first look anew."""
    await person.click("Change…", in_=asks(person)[0])
    await person.choose("What came of it?", verdict)
    await person.fill("Why does the answer change?", "The feed was wrong")
    await person.submit()
    assert person.modal is None, person.errors
    await payoff.settle()


async def close_outcome(person):
    await person.type("#checkout", "/outcome close OUT-1")
    await person.fill("Why?", "Sold the shop")
    await person.submit()


async def test_an_earlier_answer_that_is_changed_after_its_outcome_closed_scores_nothing(payoff, ana, ben, scheduled):
    await forecast(ben, "70")
    await ship(payoff, ana)
    await judge(payoff, ana, 7, "Missed")
    await close_outcome(ana)
    await ana.close_all()
    await payoff.advance(days=100)

    await change_the_first_answer(payoff, ana, "Hit")

    (own,) = await ben.type("#checkout", "/value forecasts")
    (teams,) = await ben.type("#checkout", "/value accuracy")
    assert "Not scored: the outcome was closed before its last look" in own.words
    assert "Brier" not in own.words + teams.words
    assert "Team said" not in asks(ana)[0].words
    assert "1 forecast not scored" in card_of(ana).words


async def test_an_outcome_that_opens_again_after_its_last_look_leaves_forecasts_unscored(payoff, ana, ben, scheduled):
    await forecast(ben, "70")
    await ship(payoff, ana)
    await judge(payoff, ana, 7, "Missed")
    await close_outcome(ana)
    await payoff.advance(days=100)

    await ana.click("Undo")
    await payoff.settle()

    (own,) = await ben.type("#checkout", "/value forecasts")
    assert "Not scored: the outcome was closed before its last look" in own.words
    assert "waits" not in own.words
    assert "1 forecast not scored" in card_of(ana).words


async def test_an_answer_changed_after_the_last_look_scores_once_and_only_the_last_look_counts(
    payoff, ana, ben, scheduled
):
    await forecast(ben, "70")
    await ship(payoff, ana)
    for days in (7, 23, 60):
        await judge(payoff, ana, days, "Missed")

    await change_the_first_answer(payoff, ana, "Hit")
    await close_outcome(ana)
    await ana.close_all()
    await change_the_first_answer(payoff, ana, "Partly")

    (own,) = await ben.type("#checkout", "/value forecasts")
    assert "One forecast of yours has an answer" in own.words
    assert own.words.count("Brier") == 1
    assert "you said 70 %, result: missed · Brier 0.49" in own.words
    assert "Not scored" not in own.words


async def test_forecasts_open_with_a_fresh_answer_that_spares_the_last_look(payoff, ana, ben, scheduled):
    await forecast(ben, "70")
    await ship(payoff, ana)
    await payoff.advance(days=88)
    await ana.click("Edit…", in_=asks(ana)[-1])
    await ana.choose("What came of it?", "Hit")
    await ana.submit()
    await payoff.advance(days=5)

    (own,) = await ben.type("#checkout", "/value forecasts")

    assert "you said 70 %, result: hit · Brier 0.09" in own.words
    assert "closed" in card_of(ana).words
