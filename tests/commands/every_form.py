"""Open every form there is, and know what its other fields need."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from typing import Any

from bot.sandbox.elements import walk
from tests.commands.disputed import claim_both
from tests.commands.ruled import DAY, LINE, WHEN, on_its_day, quoted
from tests.commands.signalled import moved
from tests.playing import define_metric, fill_outcome, plan_release, schedule, shipped_release

# What acts in Slack's markup, in Jinja's, or in the eyes of whoever reads it.
HOSTILE = "<!channel> <!here|x> <@U0EVA> *bold* `code` {{ 7 * 7 }} {% x %} & &lt; 🎉 مرحبا ‮evil"


@dataclass
class Form:
    """A form: how it is opened, and what its other fields need."""

    callback: str
    open: Callable[[Any, Any], Awaitable[None]]
    good: dict[str, str] = field(default_factory=dict)
    # Fields that take a number, a day or a code, and refuse words.
    strict: tuple[str, ...] = ()
    # Fields that are kept and not shown again.
    unseen: tuple[str, ...] = ()
    # What to ask for besides, by the first text that was typed.
    ask: str = ""


async def new_metric(payoff, ana):
    await ana.type("#checkout", "/metric new")


async def record(payoff, ana):
    await define_metric(ana)
    await ana.type("#checkout", "/metric record Checkout conversion")


async def edit_metric(payoff, ana):
    await define_metric(ana)
    await ana.type("#checkout", "/metric edit Checkout conversion")


async def new_outcome(payoff, ana):
    await define_metric(ana)
    await ana.type("#checkout", "/outcome new")
    await ana.choose("What kind of outcome is it?", "A hypothesis to test")
    await ana.choose("What does it move?", "Revenue")
    await ana.choose("It serves", "An OKR")
    await ana.choose("Which number moves?", "A new one…")


async def with_outcome(payoff, ana):
    await define_metric(ana)
    await plan_release(ana)
    await schedule(ana)


async def edit_outcome(payoff, ana):
    await with_outcome(payoff, ana)
    await ana.type("#checkout", "/outcome edit OUT-1")
    await ana.choose("It serves", "A stage of the customer's journey")


async def close_outcome(payoff, ana):
    await with_outcome(payoff, ana)
    await ana.type("#checkout", "/outcome close OUT-1")


async def new_release(payoff, ana):
    await ana.type("#checkout", "/release plan")


async def gate(payoff, ana):
    await define_metric(ana)
    await plan_release(ana)
    await ana.type("#checkout", "/release schedule REL-1 5 Mar")
    await fill_outcome(ana)
    await ana.choose("Which number moves?", "A new one…")
    await ana.choose(WHEN, "the change is below")
    await ana.choose("Why now?", "It is ready and worth it")


async def maintenance(payoff, ana):
    await plan_release(ana)
    await ana.type("#checkout", "/release schedule REL-1 5 Mar")
    await ana.choose("This release delivers", "Maintenance: it keeps things running")
    await ana.choose("Why now?", "It is ready and worth it")


async def move(payoff, ana):
    await with_outcome(payoff, ana)
    await ana.type("#checkout", "/release delay REL-1")
    await ana.choose("Window begins", "2026-04-20")
    await ana.choose("Window ends", "2026-04-20")
    await ana.choose("Why does it move?", "Risk")


async def on_release(subcommand, payoff, ana):
    await plan_release(ana, Good_enough_to_release_when="Load test passes")
    await ana.type("#checkout", f"/release {subcommand} REL-1")


async def criteria(payoff, ana):
    await on_release("criteria", payoff, ana)
    await ana.click("Change the list…")


async def looked_at(payoff, ana):
    await shipped_release(payoff, ana)
    await payoff.advance(days=7)


async def answer(payoff, ana):
    await looked_at(payoff, ana)
    await ana.click("Edit…")
    await ana.choose("What came of it?", "Hit")
    await ana.submit()
    await payoff.settle()
    await ana.click("Change…")
    await ana.choose("What came of it?", "Missed")


async def skip(payoff, ana):
    await looked_at(payoff, ana)
    await ana.choose("Ask me later", "Skip this one…")


async def attach(payoff, ana):
    await plan_release(ana, f"A {HOSTILE}")
    await ana.type("#checkout", f"I saw {HOSTILE}")
    message = [m for m in ana.messages("#checkout") if m.words.startswith("I saw")][-1]
    await ana.message_shortcut(message, "Attach to release")
    await ana.choose("Release", next(o for o in options(ana, "Release") if "REL-1" in o))


async def settings(payoff, ana):
    await ana.type("#checkout", "/payoff settings")


async def attention(payoff, ana):
    await ana.type("#checkout", "/payoff away")


async def move_team(payoff, ana):
    await plan_release(ana)
    await payoff.settle()
    await payoff.slack.archive("#checkout")
    await payoff.settle()
    ana.go("@Payoff")
    await ana.click("Move to another channel…")
    await ana.choose("Channel", "#growth")


def options(person, label):
    """What a menu of the open modal offers."""
    (placed,) = [p for p in walk(person.modal.body["blocks"]) if p.is_input and p.block["label"]["text"] == label]
    return [option["text"]["text"] for option in placed.element["options"]]


async def hand_over(payoff, ana):
    await on_release("owner", payoff, ana)
    await ana.choose("Owner", "Ben Okafor")


async def bring(payoff, ana):
    await define_metric(ana)
    await ana.type("#checkout", "/metric import Checkout conversion")


async def decide(payoff, ana):
    await with_outcome(payoff, ana)
    await ana.type("#checkout", "/value decide REL-1")
    await ana.choose("Decision", "Stop it")


async def decide_picked(payoff, ana):
    await with_outcome(payoff, ana)
    await ana.type("#checkout", "/value decide")
    await ana.choose("Release", "One-page checkout (REL-1)")
    await ana.choose("Decision", "Stop it")


async def set_aside(payoff, ana):
    await on_its_day(payoff, ana)
    await ana.click("Not this time…", in_=quoted(ana)[0])


async def explain(payoff, ana):
    await ana.click("Explain…", in_=await moved(payoff, ana))


async def forecast(payoff, ana):
    await with_outcome(payoff, ana)
    await ana.type("#checkout", "/value forecast REL-1")


async def share(payoff, ana):
    await ana.click("Type shares…", in_=await claim_both(payoff, ana))


async def draw(payoff, ana):
    await define_metric(ana)
    await ana.type("#checkout", "/metric alert Checkout conversion")


def release_form(subcommand):
    """How a form of a planned release is opened."""

    async def opened(payoff, ana):
        await on_release(subcommand, payoff, ana)

    return opened


async def worth(payoff, ana):
    await with_outcome(payoff, ana)
    await ana.type("#checkout", "/release worth REL-1")


async def worked_out(payoff, ana):
    await worth(payoff, ana)
    await ana.choose("What is it worth?", "Example: support cases take less time")


CALCULATED = {
    "Minutes before": "30",
    "Minutes after": "27, 24, 20",
    "Times a day": "20",
    "People": "40",
    "Days a month": "21",
    "Loaded cost of an hour": "€45",
}
NUMBERS = {"Where is it today?": "3.8", "Where should it be?": "4.5"}
CHANCE, GUESS = "How likely is a hit, in %?", "By how much will it move?"
ESTIMATE = "Effort estimated, in person-days"
BUDGET = "At most, messages and mentions a week"
FORMS = [
    Form("attention_save", attention, good={BUDGET: "5"}, strict=(BUDGET,)),
    Form("metric_new", new_metric, good={"Where is it today?": "3.8", "Unit": "visits"}, ask="/metric show {}"),
    Form("metric_edit", edit_metric, good={"Unit": "%"}, strict=("Unit",)),
    Form("metric_record", record, good={"Value": "4.1", "When": "today"}, strict=("Value", "When")),
    Form("outcome_new", new_outcome, good=NUMBERS | {"Unit": "visits"}, strict=tuple(NUMBERS)),
    Form("outcome_edit", edit_outcome, good=NUMBERS, strict=tuple(NUMBERS)),
    Form("outcome_close", close_outcome),
    Form("release_plan", new_release),
    Form(
        "gate_submit",
        gate,
        good=NUMBERS
        | {"How much of it will this release move?": "1, 2, 3", "Worth a year, if it works": "", "Unit": "visits"}
        | {LINE: "1", DAY: "30"},
        strict=(*NUMBERS, "How much of it will this release move?", "Worth a year, if it works", LINE, DAY),
    ),
    Form("gate_submit", maintenance),
    Form("release_edit", release_form("edit")),
    Form("release_delay", move),
    Form(
        "release_worth",
        worth,
        good={"Worth a year, if it works": "€40k, €75k, €110k"},
        strict=("Worth a year, if it works",),
    ),
    Form("release_worth", worked_out, good=CALCULATED, strict=tuple(CALCULATED)),
    Form(
        "release_cost",
        release_form("cost"),
        good={"Once": "€40k", "Each month": "€500", ESTIMATE: "30"},
        strict=("Once", "Each month", ESTIMATE),
    ),
    Form("release_cancel", release_form("cancel")),
    Form("release_owner", hand_over),
    Form("release_criteria", criteria),
    Form(
        "checkin_edit",
        answer,
        good={"Checkout conversion now": "3.9 %"},
        strict=("Checkout conversion now",),
    ),
    Form("checkin_skip", skip),
    Form("evidence_attach", attach),
    Form("alert_draw", draw, good={"Line": "3"}, strict=("Line",)),
    Form("rule_override", set_aside),
    Form("signal_explained", explain),
    Form("decision_save", decide, ask="/value REL-1"),
    Form(
        "share_typed",
        share,
        good={"One-page checkout REL-1": "0.3 pt", "Guest checkout REL-2": "0.1 pt"},
        strict=("One-page checkout REL-1", "Guest checkout REL-2"),
    ),
    Form("forecast_seal", forecast, good={CHANCE: "80", GUESS: "0.2, 0.5, 0.8"}, strict=(CHANCE, GUESS)),
    Form("metric_import", bring, good={"Or paste rows": "2026-03-02, 3.9"}, strict=("Or paste rows",)),
]
