"""Read a team's own rule, and judge whether it applies on its day."""

import pytest

from bot.errors import FieldErrors
from bot.value.promise import parse_range
from bot.value.rule import Condition, parse_condition
from bot.value.threshold import Threshold

UP = parse_range("0.2, 0.5, 0.8", "%", "up")
DOWN = parse_range("10, 20, 30", "tickets", "down")


def typed(when="change_below", line="0.2", day="30", does="we switch it off", promised=UP, unit="%", baseline=3.8):
    return parse_condition(when, line, day, does=does, promised=promised, unit=unit, baseline=baseline)


@pytest.mark.parametrize(
    ("when", "line", "day", "measure", "side", "value", "words"),
    [
        ("change_below", "0.2", "", "change", "below", 0.2, "the change is below +0.2 pt by day 30"),
        ("change_above", "+0.7 pt", " 14 ", "change", "above", 0.7, "the change is above +0.7 pt by day 14"),
        ("number_below", "4 %", "365", "number", "below", 4.0, "the number is below 4 % by day 365"),
    ],
)
def test_a_rule_is_read_as_it_is_typed(when, line, day, measure, side, value, words):
    found = typed(when, line, day)

    assert found is not None
    assert (found.measure, found.threshold) == (measure, Threshold(side, value))
    assert found.words("%") == words


def test_where_nothing_is_typed_there_is_no_rule():
    assert typed("", " ", " ", "") is None


@pytest.mark.parametrize(
    ("changed", "fields"),
    [
        ({"when": ""}, {"rule_when"}),
        ({"when": "moon_above"}, {"rule_when"}),
        ({"line": ""}, {"rule_line"}),
        ({"line": "a lot"}, {"rule_line"}),
        ({"when": "number_below", "line": "4 EUR"}, {"rule_line"}),
        ({"day": "0"}, {"rule_day"}),
        ({"when": "", "line": ""}, {"rule_when", "rule_line"}),
        ({"day": "366"}, {"rule_day"}),
        ({"day": "soon"}, {"rule_day"}),
        ({"does": " ", "line": "x", "day": "-1"}, {"otherwise", "rule_line", "rule_day"}),
        # Holds at +0, +0.2, +0.5 and +0.8 alike.
        ({"line": "2"}, {"rule_line"}),
        ({"when": "number_above", "line": "3"}, {"rule_line"}),
        ({"line": "5", "promised": DOWN, "unit": "tickets"}, {"rule_line"}),
    ],
)
def test_a_rule_that_makes_no_sense_is_refused_at_its_fields(changed, fields):
    with pytest.raises(FieldErrors) as refused:
        typed(**changed)

    assert set(refused.value.errors) == fields


def test_a_number_that_nobody_knows_today_may_have_any_line():
    assert typed("number_above", "3", baseline=None) is not None


@pytest.mark.parametrize(
    ("measure", "side", "value", "change", "number", "applies"),
    [
        ("change", "below", 0.2, 0.1, 3.9, True),
        ("change", "below", 0.2, 0.2, 4.0, False),
        ("change", "below", 0.3, 0.1 + 0.2, None, False),
        ("change", "below", 0.2, 0.3, 4.1, False),
        ("change", "above", -15.0, -10.0, None, True),
        ("change", "below", 0.0, 0.0, None, False),
        ("number", "below", 4.0, None, 3.9, True),
        ("number", "above", 4.0, 0.1, 3.9, False),
        ("change", "below", 0.2, None, 3.9, None),
        ("number", "below", 4.0, 0.1, None, None),
    ],
)
def test_a_rule_applies_beyond_its_line_and_without_a_reading_nothing_is_judged(
    measure, side, value, change, number, applies
):
    assert Condition(measure, Threshold(side, value), 30).applies(change, number) is applies
