"""Keep typed words what they are: whatever is typed into whichever form, nothing in it acts."""

import json
import re
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from typing import Any

import pytest

from bot.sandbox.elements import walk
from commands.routing import VIEWS
from tests.playing import define_metric, fill_outcome, plan_release, schedule, shipped_release

# What acts in Slack's markup, in Jinja's, or in the eyes of whoever reads it.
HOSTILE = "<!channel> <!here|x> <@U0EVA> *bold* `code` {{ 7 * 7 }} {% x %} & &lt; 🎉 مرحبا ‮evil"
# The control that turns the reading direction goes, and nothing else does.
SHOWN = HOSTILE.replace("\u202e", "")


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


def release_form(subcommand):
    """How a form of a planned release is opened."""

    async def opened(payoff, ana):
        await on_release(subcommand, payoff, ana)

    return opened


NUMBERS = {"Where is it today?": "3.8", "Where should it be?": "4.5"}
FORMS = [
    Form("metric_new", new_metric, good={"Where is it today?": "3.8", "Unit": "visits"}, ask="/metric show {}"),
    Form("metric_record", record, good={"Value": "4.1", "When": "today"}, strict=("Value", "When")),
    Form("outcome_new", new_outcome, good=NUMBERS | {"Unit": "visits"}, strict=tuple(NUMBERS)),
    Form("outcome_edit", edit_outcome, good=NUMBERS, strict=tuple(NUMBERS)),
    Form("outcome_close", close_outcome),
    Form("release_plan", new_release),
    Form(
        "gate_submit",
        gate,
        good=NUMBERS
        | {"How much of it will this release move?": "1, 2, 3", "Worth a year, if it works": "", "Unit": "visits"},
        strict=(*NUMBERS, "How much of it will this release move?", "Worth a year, if it works"),
    ),
    Form("gate_submit", maintenance),
    Form("release_edit", release_form("edit")),
    Form("release_delay", move),
    Form("release_cancel", release_form("cancel")),
    Form("release_owner", hand_over),
    Form("release_criteria", criteria),
    Form(
        "checkin_edit",
        answer,
        good={"Checkout conversion now": "3.9 %"},
        strict=("Checkout conversion now",),
        unseen=("Evidence", "Why does the answer change?"),
    ),
    Form("checkin_skip", skip),
    Form("evidence_attach", attach),
    Form("metric_import", bring, good={"Or paste rows": "2026-03-02, 3.9"}, strict=("Or paste rows",)),
]
SETTINGS = {
    "Time zone": "Europe/Berlin",
    "Public holidays of": "",
    "Days off besides": "",
    "Check-ins, days after shipping": "7, 30, 90",
    "At": "09:00",
    "Review at": "09:00",
    "Currency": "EUR",
}


def text_fields(person):
    """The labels of the open modal's text fields, each with the room that it has."""
    return {
        placed.block["label"]["text"]: placed.element.get("max_length", 3000)
        for placed in walk(person.modal.body["blocks"])
        if placed.type == "plain_text_input"
    }


def live(value, in_mrkdwn=False):
    """Every text that Slack would look for markup in, out of what was sent to it."""
    if isinstance(value, dict):
        if value.get("type") in ("mrkdwn", "markdown"):
            yield str(value.get("text", ""))
        elif value.get("type") == "broadcast":
            yield "<!broadcast>"
        for key, part in value.items():
            if key == "text" and isinstance(part, str) and "type" not in value:
                yield part
            else:
                yield from live(part)
    elif isinstance(value, list):
        for part in value:
            yield from live(part)


def sent(payoff):
    """Everything that Payoff told Slack: calls, and answers to what people did."""
    said = [call.arguments for call in payoff.slack.calls]
    said += [delivery.answer for delivery in payoff.slack.deliveries if isinstance(delivery.answer, dict)]
    for one in said:
        yield {
            key: json.loads(part) if key in ("blocks", "view") and isinstance(part, str) else part
            for key, part in one.items()
        }


async def look_around(payoff, *people, also=""):
    """Ask for everything there is to see, and take in all of it."""
    words = []
    for person in people:
        if person.modal:
            words.append(person.screen())
            await person.close_all()
    await payoff.settle()
    for text in (
        "/release show REL-1", "/release criteria REL-1", "/release list all", "/outcome show OUT-1",
        "/outcome list all", "/metric list", "/value", "/value REL-1", "/value OUT-1", "/value waiting",
        "/value check-ins", *filter(None, [also]),
    ):  # fmt: skip
        for person in people:
            words += [message.words for message in await person.type("#checkout", text)]
    for person in people:
        words.append((await person.open_home()).words)
        words += [message.words for message in person.everything()]
    return "\n".join(words)


@pytest.mark.parametrize("form", FORMS, ids=lambda form: form.open.__name__)
async def test_hostile_words_stay_words_wherever_they_are_shown(payoff, ana, eva, form):
    await form.open(payoff, ana)
    assert ana.modal.body["callback_id"] == form.callback
    typed = {}
    for label, room in text_fields(ana).items():
        if label in form.good:
            await ana.fill(label, form.good[label])
        else:
            typed[label] = f"{len(typed)} {HOSTILE}"[:room]
            await ana.fill(label, typed[label])

    await ana.submit()

    assert ana.errors == {}
    seen = await look_around(payoff, ana, eva, also=form.ask.format(*typed.values()))
    unseen = {label for label, text in typed.items() if text.replace("\u202e", "").strip() not in seen}
    assert unseen == set(form.unseen)
    assert "went wrong" not in seen
    assert "49" not in re.sub(r"[0-9a-f]{6,}", "", seen)
    assert payoff.slack.complaints == []
    acting = [text for said in sent(payoff) for text in live(said) if re.search(r"<!(?!date\^)|<@U0EVA", text)]
    assert acting == []


@pytest.mark.parametrize("form", [form for form in FORMS if form.strict], ids=lambda form: form.open.__name__)
async def test_hostile_words_for_a_number_are_refused_at_the_field_and_kept(payoff, ana, form):
    await form.open(payoff, ana)
    for label, room in text_fields(ana).items():
        await ana.fill(label, HOSTILE[:room] if label in form.strict else form.good.get(label, "Something"))
    refused = set()

    await ana.submit()
    while ana.errors:
        assert HOSTILE[:40] in ana.screen()
        refused |= set(ana.errors)
        for label in ana.errors:
            await ana.fill(label, form.good[label])
        await ana.submit()

    assert refused == set(form.strict)
    assert payoff.slack.complaints == []


async def test_hostile_words_in_settings_are_refused_at_their_fields(payoff, ana):
    await settings(payoff, ana)
    assert set(text_fields(ana)) == set(SETTINGS)
    for label, room in text_fields(ana).items():
        await ana.fill(label, HOSTILE[:room])

    await ana.submit()

    assert set(ana.errors) == set(SETTINGS)


async def test_every_form_there_is_was_filled_with_hostile_words():
    assert {form.callback for form in FORMS} | {"settings_save"} == VIEWS
