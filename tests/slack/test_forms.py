"""A form is read back under the names its template gave the fields, in types of its own."""

from datetime import date, time
from decimal import Decimal
from typing import Any

import pytest

from bot.slack import forms
from tests.slack.saying import view

SOURCE = """
{{ modal(title="All fields", submit="Save", callback="x", private={"release": 7}) }}
{{ text_input("Name", "name", name, max_length=150, min_length=1, placeholder="A name", hint=name) }}
{{ text_input("Why", "why", multiline=True, optional=True, dispatch=True) }}
{{ amount_input("Target", "target", "12.5 %") }}
{{ number_input("Size", "size", 3.5, decimal=True, low=0, high=10) }}
{{ date_input("By", "by", day, dispatch="outcome_by") }}
{{ time_input("At", "at", nine, zone="Europe/Berlin") }}
{{ user_input("Owner", "owner", "U1") }}
{{ users_input("Definers", "definers", ["U1", "U2"], most=3) }}
{{ channel_input("Channel", "channel", "C1") }}
{{ choice_input("Outcome", "outcome", {name: [(1, name, "active")], "Other": [(2, "B")]}, 2, placeholder="Pick") }}
{{ choices_input("Kinds", "kinds", [("a", "A"), ("b", "B")], ["b"], most=2) }}
{{ radio_input("Why now?", "why_now", [("ready", "Ready"), ("date", "A date", name)], "ready") }}
{{ checkbox_input("Days", "days", [(0, "Mon"), (1, "Tue")], [0, 1]) }}
{{ file_input("Table", "table", types=["csv"], most=2) }}
"""


def test_fields_start_with_what_they_are_given() -> None:
    made = view(SOURCE, name="One-page <checkout>", day=date(2026, 3, 3), nine=time(9))

    elements = {block["block_id"]: block["element"] for block in made["blocks"]}
    assert elements["name"]["initial_value"] == "One-page <checkout>"
    assert elements["size"]["initial_value"] == "3.5"
    assert (elements["by"]["initial_date"], elements["by"]["action_id"]) == ("2026-03-03", "outcome_by")
    assert (elements["at"]["initial_time"], elements["at"]["timezone"]) == ("09:00", "Europe/Berlin")
    assert elements["outcome"]["initial_option"]["value"] == "2"
    assert [option["value"] for option in elements["days"]["initial_options"]] == ["0", "1"]
    assert {name for name, element in elements.items() if element["action_id"] != name} == {"by"}


def test_what_was_typed_fits_its_field() -> None:
    source = "{{ modal(title='x', submit='y') }}{{ text_input('Name', 'name', name, max_length=150) }}"

    (block,) = view(source, name="x" * 3_000)["blocks"]

    assert len(block["element"]["initial_value"]) == 150


def filled(**states: dict[str, Any]) -> dict[str, Any]:
    """A view as Slack submits it."""
    values = {name: {name: state} for name, state in states.items()}
    return {"state": {"values": values}, "private_metadata": '{"release":7}'}


def option(value: str) -> dict[str, Any]:
    return {"text": {"type": "plain_text", "text": "x"}, "value": value}


FILLED = filled(
    name={"type": "plain_text_input", "value": "  Cafe\u0301\x00 \u202eone\r\ntwo\n "},
    size={"type": "number_input", "value": "3.50"},
    by={"type": "datepicker", "selected_date": "2026-03-03"},
    at={"type": "timepicker", "selected_time": "09:30"},
    owner={"type": "users_select", "selected_user": "U1"},
    definers={"type": "multi_users_select", "selected_users": ["U1", "U2"]},
    channel={"type": "conversations_select", "selected_conversation": "C1"},
    outcome={"type": "static_select", "selected_option": option("2")},
    kinds={"type": "multi_static_select", "selected_options": [option("a"), option("b")]},
    why_now={"type": "radio_buttons", "selected_option": option("ready")},
    days={"type": "checkboxes", "selected_options": [option("0")]},
    table={"type": "file_input", "files": [{"id": "F1"}]},
)


def test_every_kind_of_field_is_read_back() -> None:
    form = forms.read(FILLED)

    assert form.text("name") == "Café one\ntwo"
    assert form.number("size") == Decimal("3.50")
    assert form.date("by") == date(2026, 3, 3)
    assert form.time("at") == time(9, 30)
    assert (form.user("owner"), form.channel("channel")) == ("U1", "C1")
    assert (form.users("definers"), form.file_ids("table")) == (("U1", "U2"), ("F1",))
    assert (form.choice("outcome"), form.choice("why_now")) == ("2", "ready")
    assert (form.choices("kinds"), form.choices("days")) == (("a", "b"), ("0",))
    assert form.private == {"release": 7}


def test_empty_fields_are_empty() -> None:
    form = forms.read(
        filled(
            name={"type": "plain_text_input", "value": None},
            size={"type": "number_input", "value": None},
            by={"type": "datepicker", "selected_date": None},
            owner={"type": "users_select", "selected_user": None},
            outcome={"type": "static_select", "selected_option": None},
            days={"type": "checkboxes", "selected_options": []},
        )
    )

    assert (form.text("name"), form.user("owner"), form.choice("outcome")) == ("", "", "")
    assert (form.number("size"), form.date("by"), form.choices("days")) == (None, None, ())


def test_a_field_under_another_action_id_keeps_its_name() -> None:
    values = {"by": {"outcome_by": {"type": "datepicker", "selected_date": "2026-03-03"}}}

    assert forms.read({"state": {"values": values}}).date("by") == date(2026, 3, 3)


def test_a_field_that_the_form_does_not_have_is_a_fault_of_ours() -> None:
    form = forms.read(FILLED)

    assert "reason" not in form
    with pytest.raises(KeyError):
        form.text("reason")
    with pytest.raises(TypeError):
        form.date("name")


@pytest.mark.parametrize(
    "view",
    [
        filled(size={"type": "number_input", "value": "nan"}),
        filled(size={"type": "number_input", "value": "x"}),
        filled(by={"type": "datepicker", "selected_date": "soon"}),
        filled(x={"type": "rich_text_input"}),
        filled(x={}),
        filled(x=[]),  # type: ignore[arg-type]
        {"state": {"values": {"x": []}}},
        {"state": {"values": {}}, "private_metadata": "{"},
    ],
)
def test_a_view_that_slack_would_not_send_says_where_it_is_wrong(view: dict[str, Any]) -> None:
    with pytest.raises(forms.WrongShape):
        forms.read(view)
