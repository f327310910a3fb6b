"""What people choose and type is told field by field, touched or not, and refused where it cannot be."""

from typing import Any

import pytest

from bot.sandbox.server import Slack
from tests.sandbox.bare import NAME, Bare, field, modal, option

OPTIONS = [option("Ready", "ready"), option("Late", "late")]
READY, LATE = (
    {"text": {"type": "plain_text", "text": t, "emoji": True}, "value": t.casefold()} for t in ("Ready", "Late")
)

# Element, its state untouched, how a person sets it, its state then.
ELEMENTS: list[tuple[dict[str, Any], dict[str, Any], Any, dict[str, Any]]] = [
    ({"type": "plain_text_input"}, {"value": None}, "a <b> & c", {"value": "a <b> & c"}),
    ({"type": "plain_text_input", "initial_value": "old"}, {"value": "old"}, "", {"value": None}),
    ({"type": "number_input", "is_decimal_allowed": True}, {"value": None}, 4.5, {"value": "4.5"}),
    ({"type": "email_text_input"}, {"value": None}, "a@b.org", {"value": "a@b.org"}),
    ({"type": "url_text_input"}, {"value": None}, "https://b.org", {"value": "https://b.org"}),
    ({"type": "static_select", "options": OPTIONS}, {"selected_option": None}, "Late", {"selected_option": LATE}),
    (
        {"type": "static_select", "options": OPTIONS, "initial_option": OPTIONS[0]},
        {"selected_option": READY},
        "Late",
        {"selected_option": LATE},
    ),
    ({"type": "radio_buttons", "options": OPTIONS}, {"selected_option": None}, "Late", {"selected_option": LATE}),
    ({"type": "checkboxes", "options": OPTIONS}, {"selected_options": []}, ["Late"], {"selected_options": [LATE]}),
    (
        {"type": "multi_static_select", "options": OPTIONS},
        {"selected_options": []},
        ["Ready", "Late"],
        {"selected_options": [READY, LATE]},
    ),
    ({"type": "users_select"}, {"selected_user": None}, "Ben Okafor", {"selected_user": "U0BEN"}),
    ({"type": "users_select", "initial_user": "U0ANA"}, {"selected_user": "U0ANA"}, "@ben", {"selected_user": "U0BEN"}),
    ({"type": "multi_users_select"}, {"selected_users": []}, ["ben", "eva"], {"selected_users": ["U0BEN", "U0EVA"]}),
    (
        {"type": "conversations_select", "default_to_current_conversation": True},
        {"selected_conversation": "C0CHECKOUT"},
        "#growth",
        {"selected_conversation": "C0GROWTH"},
    ),
    (
        {"type": "multi_conversations_select"},
        {"selected_conversations": []},
        ["#growth"],
        {"selected_conversations": ["C0GROWTH"]},
    ),
    ({"type": "channels_select"}, {"selected_channel": None}, "#growth", {"selected_channel": "C0GROWTH"}),
    ({"type": "multi_channels_select"}, {"selected_channels": []}, "#growth", {"selected_channels": ["C0GROWTH"]}),
    ({"type": "datepicker"}, {"selected_date": None}, "2026-12-01", {"selected_date": "2026-12-01"}),
    ({"type": "timepicker"}, {"selected_time": None}, "09:00", {"selected_time": "09:00"}),
    (
        {"type": "datetimepicker"},
        {"selected_date_time": None},
        "2026-03-03T10:00",
        {"selected_date_time": 1772528400},
    ),
]


@pytest.mark.parametrize(("element", "untouched", "words", "chosen"), ELEMENTS, ids=[e[0]["type"] for e in ELEMENTS])
async def test_a_submission_carries_every_field_touched_or_not(
    slack: Slack,
    bare: Bare,
    element: dict[str, Any],
    untouched: dict[str, Any],
    words: Any,
    chosen: dict[str, Any],
) -> None:
    view = modal(field("Field", {**element, "action_id": "field"}, optional=True))
    bare.on_command_open(view)
    bare.on_submit()
    ana = slack.as_("ana")

    await ana.type("#checkout", "/release plan")
    await ana.submit()
    assert submitted(bare) == {"field": {"field": {"type": element["type"], **untouched}}}
    await ana.type("#checkout", "/release plan")
    await ana.choose("Field", words)
    await ana.submit()

    assert submitted(bare) == {"field": {"field": {"type": element["type"], **chosen}}}


def submitted(bare: Bare) -> dict[str, Any]:
    values: dict[str, Any] = bare.body["view"]["state"]["values"]
    return values


RICH = {
    "type": "rich_text",
    "elements": [{"type": "rich_text_section", "elements": [{"type": "text", "text": "Fewer <calls>"}]}],
}
# Element, what it begins with, and its state untouched.
INITIAL: list[tuple[dict[str, Any], Any, dict[str, Any]]] = [
    ({"type": "plain_text_input"}, "a <b> & c", {"value": "a <b> & c"}),
    ({"type": "number_input", "is_decimal_allowed": True}, "4.50", {"value": "4.50"}),
    ({"type": "email_text_input"}, "a@b.org", {"value": "a@b.org"}),
    ({"type": "url_text_input"}, "https://b.org", {"value": "https://b.org"}),
    ({"type": "rich_text_input"}, RICH, {"rich_text_value": RICH}),
    ({"type": "static_select", "options": OPTIONS}, OPTIONS[1], {"selected_option": LATE}),
    ({"type": "radio_buttons", "options": OPTIONS}, OPTIONS[1], {"selected_option": LATE}),
    ({"type": "external_select"}, OPTIONS[1], {"selected_option": LATE}),
    ({"type": "checkboxes", "options": OPTIONS}, OPTIONS, {"selected_options": [READY, LATE]}),
    ({"type": "multi_static_select", "options": OPTIONS}, OPTIONS[1:], {"selected_options": [LATE]}),
    ({"type": "multi_external_select"}, OPTIONS[:1], {"selected_options": [READY]}),
    ({"type": "users_select"}, "U0BEN", {"selected_user": "U0BEN"}),
    ({"type": "multi_users_select"}, ["U0BEN", "U0EVA"], {"selected_users": ["U0BEN", "U0EVA"]}),
    ({"type": "conversations_select"}, "C0GROWTH", {"selected_conversation": "C0GROWTH"}),
    ({"type": "multi_conversations_select"}, ["C0GROWTH"], {"selected_conversations": ["C0GROWTH"]}),
    ({"type": "channels_select"}, "C0GROWTH", {"selected_channel": "C0GROWTH"}),
    ({"type": "multi_channels_select"}, ["C0GROWTH"], {"selected_channels": ["C0GROWTH"]}),
    ({"type": "datepicker"}, "2026-12-01", {"selected_date": "2026-12-01"}),
    ({"type": "timepicker"}, "09:00", {"selected_time": "09:00"}),
    ({"type": "datetimepicker"}, 1772528400, {"selected_date_time": 1772528400}),
]


def beginning(key: str) -> str:
    """The name of an element's initial value: `selected_user` begins with `initial_user`."""
    return key.replace("selected", "initial") if key.startswith("selected") else "initial_value"


@pytest.mark.parametrize(("element", "initial", "state"), INITIAL, ids=[e["type"] for e, _, _ in INITIAL])
async def test_a_field_that_nobody_touched_carries_what_it_began_with(
    slack: Slack, bare: Bare, element: dict[str, Any], initial: Any, state: dict[str, Any]
) -> None:
    (key,) = state
    begun = {**element, "action_id": "field", beginning(key): initial}
    bare.on_command_open(modal(field("Field", begun)))
    bare.on_submit()
    ana = slack.as_("ana")
    await ana.type("#checkout", "/release plan")

    await ana.submit()

    assert submitted(bare) == {"field": {"field": {"type": element["type"], **state}}}


async def test_rich_text_that_nobody_wrote_has_no_value(slack: Slack, bare: Bare) -> None:
    bare.on_command_open(modal(field("Field", {"type": "rich_text_input", "action_id": "field"}, optional=True)))
    bare.on_submit()
    ana = slack.as_("ana")
    await ana.type("#checkout", "/release plan")

    await ana.submit()

    assert submitted(bare) == {"field": {"field": {"type": "rich_text_input"}}}


async def test_files_come_whole_with_a_submission(slack: Slack, bare: Bare) -> None:
    bare.on_command_open(modal(field("CSV", {"type": "file_input", "action_id": "csv"})))
    bare.on_submit()
    ana = slack.as_("ana")
    await ana.type("#checkout", "/release plan")
    await ana.choose("CSV", ana.pick_file("data.csv", b"a,b"))
    await ana.submit()

    (file,) = submitted(bare)["csv"]["csv"]["files"]

    assert (file["name"], file["mimetype"], file["size"]) == ("data.csv", "text/csv", 3)


async def test_a_required_field_is_asked_for_without_the_app(slack: Slack, bare: Bare) -> None:
    bare.on_command_open(modal(NAME))
    ana = slack.as_("ana")
    await ana.type("#checkout", "/release plan")
    sent = len(bare.bodies)

    await ana.fill("Name", "   ")
    await ana.submit()

    assert ana.errors == {"Name": "Please complete this required field."}
    assert len(bare.bodies) == sent


@pytest.mark.parametrize(
    ("element", "typed", "error"),
    [
        ({"type": "plain_text_input", "min_length": 5}, "abc", "Must be at least 5 characters."),
        ({"type": "plain_text_input", "max_length": 5}, "abcdef", "Must be less than 6 characters."),
        ({"type": "number_input", "is_decimal_allowed": True, "min_value": "0"}, -1, "Must be 0 or more."),
        ({"type": "number_input", "is_decimal_allowed": True, "max_value": "9.5"}, 10, "Must be 9.5 or less."),
        ({"type": "number_input", "is_decimal_allowed": False}, 1.5, "Must be a whole number."),
        ({"type": "number_input", "is_decimal_allowed": True}, "nan", "Must be a number."),
        ({"type": "number_input", "is_decimal_allowed": True}, "12%", "Must be a number."),
        ({"type": "email_text_input"}, "ana", "Must be a valid email."),
        ({"type": "url_text_input"}, "ana", "Must be a valid URL."),
    ],
)
async def test_a_field_out_of_bounds_is_refused_without_the_app(
    slack: Slack, bare: Bare, element: dict[str, Any], typed: Any, error: str
) -> None:
    bare.on_command_open(modal(field("Field", {**element, "action_id": "field"})))
    ana = slack.as_("ana")
    await ana.type("#checkout", "/release plan")

    await ana.fill("Field", typed)
    await ana.submit()

    assert ana.errors == {"Field": error}
    assert len(bare.bodies) == 1


async def test_a_dispatching_select_in_a_modal_tells_the_app_at_once(slack: Slack, bare: Bare) -> None:
    async def listen(ack: Any) -> None:
        await ack()

    bare.bolt.action("why")(listen)
    why = {"type": "static_select", "action_id": "why", "options": OPTIONS}
    bare.on_command_open(modal(field("Why now?", why, dispatch_action=True), NAME))
    ana = slack.as_("ana")
    await ana.type("#checkout", "/release plan")

    await ana.choose("Why now?", "Late")
    told = bare.body
    await ana.fill("Name", "x")

    assert told["actions"][0]["selected_option"] == LATE
    assert bare.body is told


@pytest.mark.parametrize(
    ("config", "enter", "told"),
    [
        (["on_enter_pressed"], True, True),
        (["on_enter_pressed"], False, False),
        (["on_character_entered"], False, True),
    ],
)
async def test_a_dispatching_text_field_tells_when_it_was_asked_to(
    slack: Slack, bare: Bare, config: list[str], enter: bool, told: bool
) -> None:
    async def listen(ack: Any) -> None:
        await ack()

    bare.bolt.action("name")(listen)
    element = {
        "type": "plain_text_input",
        "action_id": "name",
        "dispatch_action_config": {"trigger_actions_on": config},
    }
    bare.on_command_open(modal(field("Name", element, dispatch_action=True)))
    ana = slack.as_("ana")
    await ana.type("#checkout", "/release plan")

    await ana.fill("Name", "x", enter=enter)

    assert (bare.body["type" if told else "command"]) == ("block_actions" if told else "/release")


async def test_an_external_select_asks_the_app_for_its_options(slack: Slack, bare: Bare) -> None:
    async def offer(ack: Any, payload: dict[str, Any]) -> None:
        assert payload["value"] == "Late"
        await ack(options=OPTIONS)

    bare.bolt.options("why")(offer)
    bare.on_command_open(modal(field("Why now?", {"type": "external_select", "action_id": "why"})))
    bare.on_submit()
    ana = slack.as_("ana")
    await ana.type("#checkout", "/release plan")

    await ana.choose("Why now?", "Late")
    await ana.submit()

    assert submitted(bare)["why"]["why"]["selected_option"]["value"] == "late"


async def test_a_channel_field_may_ask_for_a_way_to_answer_there(slack: Slack, bare: Bare) -> None:
    where = {"type": "conversations_select", "action_id": "where", "response_url_enabled": True}
    bare.on_command_open(modal(field("Where?", where)))
    bare.on_submit()
    ana = slack.as_("ana")
    await ana.type("#checkout", "/release plan")
    await ana.choose("Where?", "#growth")

    await ana.submit()

    (entry,) = bare.body["response_urls"]
    assert (entry["channel_id"], entry["block_id"], entry["action_id"]) == ("C0GROWTH", "where", "where")
