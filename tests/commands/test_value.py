"""Tell what releases were worth: outcomes first, promised against delivered, and every figure explained."""

from datetime import UTC, datetime

import pytest

from tests.playing import define_metric, fill_outcome, plan_release, schedule, ship, shipped_release


async def answer(person, verdict="Hit", *, now="4.3 %", evidence="https://dashboards.example/checkout", near=""):
    """Answer the check-in that is asked, in its form."""
    await person.click("Edit…", near=near)
    await person.choose("What came of it?", verdict)
    if now:
        await person.fill("Checkout conversion now", now)
    if evidence:
        await person.fill("Evidence", evidence)
    await person.submit()
    assert person.modal is None, person.screen()


async def schedule_another(person, key, *, size="0.2, 0.5, 0.8", worth="", when="5 Mar"):
    """Promise on the outcome that is there already."""
    await person.type("#checkout", f"/release schedule {key} {when}")
    await person.choose("Outcome", "Fewer people give up while paying (OUT-1)")
    await person.fill("How much of it will this release move?", size)
    if worth:
        await person.fill("Worth a year, if it works", worth)
    await person.choose("Why now?", "It is ready and worth it")
    await person.submit()
    assert person.modal is None, person.errors


async def ship_without_outcome(payoff, person, key="REL-1"):
    """Pass a gate that only warns."""
    await person.type("#checkout", "/payoff settings")
    await person.choose("Without an outcome", "It gets one, with a warning")
    await person.submit()
    await person.close_all()
    await person.type("#checkout", f"/release schedule {key} 5 Mar")
    await person.choose("This release delivers", "No outcome: schedule it all the same")
    await person.fill("Why without an outcome?", "A trial")
    await person.choose("Why now?", "Our own deadline")
    await person.submit()
    await ship(payoff, person, key)


async def test_nine_features_without_an_outcome_come_to_nothing(payoff, ana, eva):
    await plan_release(ana, Features_in_it="9")
    await ship_without_outcome(payoff, ana)

    (one,) = await eva.type("#checkout", "/value REL-1")
    (quarter,) = await eva.type("#checkout", "/value")

    assert "$0 evidenced." in one.words
    assert "It promised no outcome" in one.words
    assert "nine features, which are not value" in one.words
    assert "$0 evidenced, by no releases with an outcome" in quarter.words
    assert "Nine features shipped; no releases moved a metric" in quarter.words


async def test_features_are_counted_after_outcomes_and_beside_what_moved(payoff, ana, eva):
    await define_metric(ana)
    await plan_release(ana, Features_in_it="12")
    await schedule(ana)
    await ship(payoff, ana)
    await payoff.advance(days=7)
    await answer(ana)

    (quarter,) = await eva.type("#checkout", "/value summary")

    assert "12 features shipped; one release moved a metric." in quarter.words
    assert quarter.words.index("1 hit") < quarter.words.index("12 features")


async def test_a_release_shows_promised_against_delivered_with_the_money_first(payoff, ana, eva):
    await shipped_release(payoff, ana, worth="€120k")
    await payoff.advance(days=7)
    await answer(ana)

    (value,) = await eva.type("#checkout", "/value One-page checkout")

    # 120,000 a year × 7 days ÷ 365, all of what was promised.
    assert value.words.splitlines()[1] == "€2.3k evidenced, of €2.3k promised for its first seven days."
    assert "came to 4.3 %, from 3.8 %: +0.5 pt goes with the release; promised was +0.5 pt" in value.words
    assert "Verdict\nhit, by @Ana Ruiz" in value.words
    assert "Target\n4.5 % by Wed 30 Sep 2026" in value.words


async def test_promised_and_delivered_are_of_the_same_days_whatever_the_hour_of_the_answer(payoff, ana, eva):
    await shipped_release(payoff, ana, worth="€120k")
    await payoff.advance(to=datetime(2026, 3, 10, 8, 5, tzinfo=UTC))
    await answer(ana)

    (value,) = await eva.type("#checkout", "/value REL-1")

    assert "€2.3k evidenced, of €2.3k promised for its first seven days." in value.words


async def test_a_release_draws_what_was_read_beside_what_would_be_expected_without_it(payoff, ana, measured):
    await payoff.advance(days=7)

    (told,) = await ana.type("#checkout", "/value REL-1")

    (drawn,) = [block for block in told.blocks if block["type"] == "data_visualization"]
    lines = {line["name"]: [point["value"] for point in line["data"]] for line in drawn["chart"]["series"]}
    assert list(lines) == ["expected, at most", "expected, at least", "expected", "Checkout conversion", "target"]
    # Before it shipped they are one; since then it runs above all that would be expected.
    assert lines["expected"][0] == lines["Checkout conversion"][0]
    assert lines["expected, at least"][-1] < lines["expected"][-1] < lines["expected, at most"][-1]
    assert lines["expected, at most"][-1] < lines["Checkout conversion"][-1]
    assert any("REL-1" in label for label in drawn["chart"]["axis_config"]["categories"])


async def test_an_answered_release_shows_the_picture_that_its_answer_is_about(payoff, ana, eva, measured):
    await payoff.advance(days=7)
    await ana.click("Confirm: hit")
    (ask,) = [message for message in ana.messages("#checkout") if message.words.startswith("Did ")]
    await payoff.advance(days=2)

    (told,) = await eva.type("#checkout", "/value REL-1")

    seen, again = (
        [(block["slack_file"], block["alt_text"]) for block in message.blocks if block["type"] == "image"]
        for message in (ask, told)
    )
    assert seen == again != []
    assert not [block for block in told.blocks if block["type"] == "data_visualization"]


async def test_a_claim_is_shown_apart_and_counts_for_no_money(payoff, ana, eva):
    await define_metric(ana)
    await plan_release(ana, Features_in_it="4")
    await schedule(ana, worth="€120k")
    await ship(payoff, ana)
    await payoff.advance(days=7)
    await answer(ana, evidence="")

    (quarter,) = await eva.type("#checkout", "/value this quarter")
    (top,) = await eva.type("#checkout", "/value top")
    (waiting,) = await eva.type("#checkout", "/value waiting")

    assert "€0 evidenced, of €2.3k promised" in quarter.words
    assert "0 hit, 0 partly, 0 missed, 1 claimed without evidence" in quarter.words
    assert "One-page checkout | +0.5 pt | +0.5 pt | hit, claimed | –" in quarter.words
    assert "Four features shipped; no releases moved a metric." in quarter.words
    assert "Nothing is verified yet" in top.words
    assert "Claimed hit, without evidence: it counts for nothing until there is some" in waiting.words


@pytest.mark.parametrize(
    ("verdict", "evidence", "why"),
    [
        ("Hit", "", "the verdict is claimed, not verified"),
        ("Too early to say", "https://dashboards.example/checkout", "it is too early to say"),
        ("Cannot be measured", "https://dashboards.example/checkout", "it cannot be measured"),
    ],
)
async def test_a_release_without_money_says_why(payoff, ana, eva, verdict, evidence, why):
    await shipped_release(payoff, ana, worth="€120k")
    await payoff.advance(days=7)
    await answer(ana, verdict, evidence=evidence)

    (value,) = await eva.type("#checkout", "/value REL-1")

    assert f"€0 evidenced, of €2.3k promised by now: {why}." in value.words


async def test_a_decision_quotes_what_it_rests_on_and_one_without_evidence_is_flagged(payoff, ana, eva):
    await shipped_release(payoff, ana, worth="€120k")
    await payoff.advance(days=7)
    await ana.click("Edit…")
    await ana.choose("What came of it?", "Missed")
    await ana.fill("Checkout conversion now", "3.8 %")
    await ana.choose("What follows?", "Stop it")
    await ana.submit()
    await payoff.settle()
    (claimed,) = await eva.type("#checkout", "/value REL-1")
    flagged = [m.words for m in ana.messages("#checkout") if "pay off?" in m.words]

    await ana.click("Change…")
    await ana.fill("Evidence", "https://dashboards.example/checkout")
    await ana.choose("What follows?", "Stop it")
    await ana.fill("Why does the answer change?", "The dashboard says so too")
    await ana.submit()
    await payoff.settle()
    (verified,) = await eva.type("#checkout", "/value REL-1")

    assert "Next: stop, decided without evidence." in claimed.words
    assert "Next: stop, decided without evidence." in flagged[0]
    assert "Next: stop." in verified.words


async def test_the_message_that_asked_shows_the_number_that_was_answered(payoff, ana):
    await shipped_release(payoff, ana, worth="€120k")
    await payoff.advance(days=7)
    await answer(ana)
    await payoff.settle()

    (ask,) = [m for m in ana.messages("#checkout") if "pay off?" in m.words]

    assert "Checkout conversion came to 4.3 %, from 3.8 %: +0.5 pt goes with the release" in ask.words
    assert "€2.3k, of €2.3k expected by now" in ask.words
    assert "proposed too early to say; @Ana Ruiz said hit." in ask.words
    assert ask.words.count("too early") == 1


async def test_currencies_are_never_added_together(payoff, ana, eva):
    await shipped_release(payoff, ana, worth="€120k")
    await plan_release(ana, "Guest checkout")
    await schedule_another(ana, "REL-2", worth="$240k")
    await ship(payoff, ana, "REL-2")
    await payoff.advance(days=7)
    await answer(ana, near="One-page checkout")
    await answer(ana, near="Guest checkout")

    (quarter,) = await eva.type("#checkout", "/value")

    # Both claim the whole of what one metric moved, so each gets half of it.
    assert "€1.2k and $2.3k evidenced, of €2.3k and $4.6k promised for the same days" in quarter.words


async def test_an_outcome_shows_where_it_stands_and_every_release_that_was_to_move_it(payoff, ana, eva):
    await shipped_release(payoff, ana)
    await plan_release(ana, "Guest checkout")
    await schedule_another(ana, "REL-2", size="0.1, 0.2, 0.3")
    await payoff.advance(hours=1)
    await ana.type("#checkout", "/metric record Checkout conversion 4.15")

    (value,) = await eva.type("#checkout", "/value OUT-1")

    # (4.15 − 3.8) ÷ (4.5 − 3.8)
    assert "50 % of the way" in value.words
    assert "One-page checkout | +0.5 pt | – | not looked at" in value.words
    assert "Guest checkout | +0.2 pt | – | scheduled" in value.words


@pytest.mark.parametrize(
    ("typed", "says"),
    [
        ("/value One-page chekout", "Did you mean"),
        ("/value REL-12", "REL-12"),
        ("/value <!channel> *x* {{ 7*7 }} `y`", "{{ 7*7 }}"),
        ("/value explain nothing", "no release, outcome or metric called “nothing”"),
        ("/value top soon", "soon"),
    ],
)
async def test_what_is_not_known_is_refused_in_private_with_what_is_near(payoff, ana, eva, typed, says):
    await shipped_release(payoff, ana)

    (refused,) = await eva.type("#checkout", typed)

    assert refused.ephemeral
    assert says in refused.words


async def test_an_ambiguous_name_is_refused_with_both(payoff, ana, eva):
    await define_metric(ana)
    await plan_release(ana, "Checkout")
    await ana.type("#checkout", "/release schedule REL-1 5 Mar")
    await fill_outcome(ana, name="Checkout")
    await ana.choose("Why now?", "It is ready and worth it")
    await ana.submit()

    (refused,) = await eva.type("#checkout", "/value Checkout")

    assert "REL-1" in refused.words
    assert "OUT-1" in refused.words
