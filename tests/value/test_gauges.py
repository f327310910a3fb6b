"""Adoption, CSAT and NPS stay on their scales, and in their units."""

import pytest

from bot.value.gauges import OffScale, OtherUnit, on_scale, unit_of_kind


@pytest.mark.parametrize(
    ("kind", "value"),
    [("adoption", 0.0), ("adoption", 100.0), ("csat", 81.0), ("nps", -100.0), ("nps", 100.0), ("", 1e9), ("", -7.0)],
)
def test_a_value_on_the_scale_is_itself_and_without_a_kind_there_is_no_scale(kind, value):
    assert on_scale(value, kind) == value


@pytest.mark.parametrize(
    ("kind", "value", "words"),
    [
        ("adoption", 100.1, "Adoption is from 0 % to 100 %; this is 100.1 %."),
        ("csat", -0.5, "CSAT is from 0 % to 100 %; this is −0.5 %."),
        ("nps", -101.0, "NPS is from −100 to 100; this is −101."),
    ],
)
def test_a_value_off_the_scale_is_refused_with_the_scale(kind, value, words):
    with pytest.raises(OffScale) as refused:
        on_scale(value, kind)

    assert refused.value.message == words


def test_a_kind_says_its_unit():
    assert [unit_of_kind(kind, "") for kind in ("adoption", "csat", "nps", "")] == ["%", "%", "", ""]
    assert unit_of_kind("csat", "%") == "%"
    assert unit_of_kind("", "ms") == "ms"


@pytest.mark.parametrize(
    ("kind", "unit", "words"),
    [("csat", "EUR", "CSAT is read in %, not in “EUR”."), ("nps", "%", "NPS is read without a unit, not in “%”.")],
)
def test_another_unit_is_refused(kind, unit, words):
    with pytest.raises(OtherUnit) as refused:
        unit_of_kind(kind, unit)

    assert refused.value.message == words
