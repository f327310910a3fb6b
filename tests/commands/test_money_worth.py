"""Work out what a promise is worth, where it is promised and anew until it ships."""

from datetime import date

import pytest

from bot.flows.caller import Caller
from bot.flows.gate.answer import Typed, promise
from bot.flows.outcomes import Typed as NewOutcome
from bot.flows.releases.find import release_and_team
from tests.playing import card_of, define_metric, fill_outcome, plan_release, schedule, ship

WORTH = "What is it worth?"
PRODUCTIVITY = {
    "Minutes before": "30",
    "Minutes after": "24",
    "Times a day": "20",
    "People": "40",
    "Days a month": "21",
    "Loaded cost of an hour": "$45",
}


@pytest.fixture
async def asked(payoff, ana):
    """The question, answered but for what it is worth."""
    await define_metric(ana)
    await plan_release(ana)
    await ana.type("#checkout", "/release schedule REL-1 5 Mar")
    await fill_outcome(ana)
    await ana.choose("Why now?", "It is ready and worth it")


async def fill_calculator(person, **changed):
    """Type what the calculator asks for."""
    for label, text in (PRODUCTIVITY | {name.replace("_", " "): text for name, text in changed.items()}).items():
        await person.fill(label, text)


async def test_time_saved_is_worked_out_while_it_is_typed_and_kept_with_the_promise(payoff, ana, asked):
    await ana.choose(WORTH, "Productivity: time saved")
    assert "this says what they come to" in ana.screen()
    await fill_calculator(ana)

    await ana.click("Work it out")

    # Low and high follow the promised change, 0.2 to 0.8 around 0.5.
    assert "$30k–$76k–$121k a month, $363k–$907k–$1.5M a year, 60 %: 1,680 hours saved a month." in ana.screen()
    await ana.submit()
    assert ana.modal is None, ana.errors
    await payoff.settle()
    assert "$363k–$907k–$1.5M a year, 60 %, claimed" in card_of(ana).words
    (why,) = await ana.type("#checkout", "/value explain REL-1")
    assert "Worth a year: $362,880–$907,200–$1,451,520, 60 %" in why.words
    assert "In: minutes before: 30\nIn: minutes after: 24" in why.words
    assert "In: loaded cost of an hour: 45 USD" in why.words


async def test_enter_in_a_field_works_it_out_too(ana, asked):
    await ana.choose(WORTH, "Revenue: more is sold")
    await ana.fill("Units a month, before", "50")
    await ana.fill("Units a month, after", "52, 56, 60")
    await ana.fill("Price of a unit", "€4k")
    await ana.fill("Margin, %", "70")
    await ana.fill("Share due to the release, %", "50", enter=True)

    assert "€2.8k–€8.4k–€14k a month, €34k–€101k–€168k a year, 60 %." in ana.screen()


@pytest.mark.parametrize(
    ("example", "comes_to"),
    [
        # 6 minutes × 20 × 40 × 21 are 1,680 hours, at 45 an hour 75,600.
        ("Example: support cases take less time", "$30k–$76k–$121k a month"),
        ("Example: more deals are won", "$3.4k–$8.4k–$13k a month"),
    ],
)
async def test_an_example_comes_filled_in_and_says_what_it_comes_to(ana, asked, example, comes_to):
    await ana.choose(WORTH, example)

    assert comes_to in ana.screen()


async def test_a_bad_input_is_refused_at_its_field_and_nothing_is_lost(payoff, ana, asked):
    await ana.choose(WORTH, "Productivity: time saved")
    await fill_calculator(ana, Minutes_after="31", People="nobody")

    await ana.submit()

    assert ana.errors == {
        "Minutes after": "That saves no time.",
        "People": "“nobody” is not a number. Write digits, like 1240 or 12.5.",
    }
    assert "Fewer people give up while paying" in ana.screen()
    await ana.fill("Minutes after", "24")
    await ana.fill("People", "40")
    await ana.submit()
    assert ana.modal is None, ana.errors
    await payoff.settle()
    assert "$907k" in card_of(ana).words


async def test_what_was_put_in_can_be_changed_until_it_ships_and_the_old_worth_stays_in_the_history(payoff, ana, asked):
    await ana.choose(WORTH, "Example: support cases take less time")
    await ana.submit()
    await ana.type("#checkout", "/release worth REL-1")
    assert "1,680 hours saved a month" in ana.screen()
    await ana.fill("People", "20")
    await ana.fill("Why does it change?", "Half the team moves on")

    await ana.submit()

    assert ana.modal is None, ana.errors
    await payoff.settle()
    assert "$181k–$454k–$726k a year" in card_of(ana).words
    (shown,) = await ana.type("#checkout", "/release show REL-1")
    assert (
        "Worth: $362,880–$907,200–$1,451,520 a year, productivity → $181,440–$453,600–$725,760 a year, productivity:"
        " Half the team moves on"
    ) in shown.words
    await ship(payoff, ana)
    (refused,) = await ana.type("#checkout", "/release worth REL-1")
    assert "what was promised stays as it was" in refused.words


async def test_a_worth_that_was_typed_is_shown_as_it_was_and_one_can_be_taken_back(payoff, ana):
    await define_metric(ana)
    await plan_release(ana)
    await schedule(ana, worth="€40k, €75k, €110k")
    await payoff.settle()
    assert "€40k–€75k–€110k a year, 60 %, claimed" in card_of(ana).words
    await ana.type("#checkout", "/release worth REL-1")
    assert "40000 EUR; 75000 EUR; 110000 EUR" in ana.screen()
    await ana.fill("Worth a year, if it works", "")

    await ana.submit()

    await payoff.settle()
    assert "claimed" not in card_of(ana).words


async def test_of_several_promises_one_is_picked_first(payoff, ana):
    await define_metric(ana)
    await define_metric(ana, "Signups", unit="", value="3.8")
    await plan_release(ana)
    await schedule(ana, worth="€40k")
    async with payoff.database.writing(payoff.workspace_id) as session:
        release, team = await release_and_team(session, 1)
        typed = Typed(
            outcome="new", size="1, 2, 3", new=NewOutcome(
                name="More people join", kind="hypothesis", category="adoption", metric="2",
                baseline="3.8", target="9", due=date(2026, 9, 30),
            ),
        )  # fmt: skip
        caller = Caller(workspace_id=payoff.workspace_id, user_id="U0ANA")
        await promise(session, caller, release, team, typed, now=payoff.clock.now)
    await ana.type("#checkout", "/release worth REL-1")
    await ana.fill("Worth a year, if it works", "€5k")
    await ana.submit()
    assert ana.modal is not None
    await ana.choose("Promise", "Signups (#2)")

    await ana.submit()

    assert ana.modal is None, ana.errors
    (shown,) = await ana.type("#checkout", "/release show REL-1")
    assert "worth €40k a year, 60 %, if it works" in shown.words
    assert "worth €5k a year, 60 %, if it works" in shown.words


async def test_nobody_else_prices_a_release_and_one_without_a_promise_says_what_to_do(ana, chloe, payoff):
    await plan_release(ana)

    (unpriced,) = await ana.type("#checkout", "/release worth REL-1")
    (refused,) = await chloe.type("#checkout", "/release worth REL-1")

    assert "promises nothing yet" in unpriced.words
    assert "/release promise REL-1 asks" in unpriced.words
    assert "You may not schedule" in refused.words
