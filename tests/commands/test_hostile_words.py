"""Keep typed words what they are: whatever is typed into whichever form, nothing in it acts."""

import json
import re

import pytest

from bot.sandbox.elements import walk
from commands.listening import VIEWS
from tests.commands.every_form import FORMS, HOSTILE, settings

SETTINGS = {
    "Time zone", "Public holidays of", "Days off besides", "Check-ins, days after shipping", "At", "Review at",
    "Currency", "An answer is fresh for, days",
}  # fmt: skip


def text_fields(person):
    """The labels of the open modal's text fields, each with the room that it has."""
    return {
        placed.block["label"]["text"]: placed.element.get("max_length", 3000)
        for placed in walk(person.modal.body["blocks"])
        if placed.type == "plain_text_input"
    }


def live(value):
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
    rooms = text_fields(ana)
    for label, room in rooms.items():
        await ana.fill(label, HOSTILE[:room] if label in form.strict else form.good.get(label, "Something"))
    refused = set()

    await ana.submit()
    while ana.errors:
        assert all(HOSTILE[: min(40, rooms[label])] in ana.screen() for label in ana.errors)
        refused |= set(ana.errors)
        for label in ana.errors:
            await ana.fill(label, form.good[label])
        await ana.submit()

    assert refused == set(form.strict)
    assert payoff.slack.complaints == []


async def test_hostile_words_in_settings_are_refused_at_their_fields(payoff, ana):
    await settings(payoff, ana)
    assert set(text_fields(ana)) == SETTINGS
    for label, room in text_fields(ana).items():
        await ana.fill(label, HOSTILE[:room])

    await ana.submit()

    assert set(ana.errors) == SETTINGS


async def test_every_form_there_is_was_filled_with_hostile_words():
    # That one has settings to refuse, and this one a channel to pick.
    assert {form.callback for form in FORMS} | {"settings_save", "posts_move"} == VIEWS.keys()
