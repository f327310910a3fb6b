"""Dates and values as they stand in a file's cells."""

from datetime import UTC, date, datetime

import pytest

from bot.sources.csv import (
    TwoDates,
    TwoNumbers,
)
from tests.sources.reading import days, parsed, values


def test_rows_become_readings_the_oldest_first() -> None:
    found = parsed("date,value\n2026-03-02,4.4\n2026-03-01,4.3\n")

    assert [(reading.value, reading.line) for reading in found.readings] == [(4.3, 3), (4.4, 2)]
    assert (found.rows, found.bad, found.delimiter, found.encoding) == (2, (), ",", "UTF-8")
    assert (found.columns.date, found.columns.values) == ("date", ("value",))


def test_a_day_is_its_noon_where_the_team_is_as_where_it_is_typed() -> None:
    (reading,) = parsed("date,value\n2026-03-01,4.3\n").readings

    assert reading.at == datetime(2026, 3, 1, 11, tzinfo=UTC)


@pytest.mark.parametrize(
    ("cell", "moment"),
    [
        ("2026-03-01T09:30:00Z", "2026-03-01T09:30:00"),
        ("2026-03-01T09:30:00+02:00", "2026-03-01T07:30:00"),
        ("2026-03-01 09:30", "2026-03-01T08:30:00"),
        ("2026-03-01 09:30 UTC", "2026-03-01T09:30:00"),
        ("2026-03-01 09:30:00.250", "2026-03-01T08:30:00.250000"),
        ("03/25/2025 9:30 PM", "2025-03-25T20:30:00"),
        ("03/25/2025 12:05:06 am", "2025-03-24T23:05:06"),
        ("1 Mar 2026 21:30", "2026-03-01T20:30:00"),
        ("1772357400", "2026-03-01T09:30:00"),
        ("1772357400000", "2026-03-01T09:30:00"),
    ],
)
def test_a_time_of_day_is_kept(cell: str, moment: str) -> None:
    (reading,) = parsed(f"date,value\n{cell},1\n").readings

    assert reading.at == datetime.fromisoformat(moment).replace(tzinfo=UTC)


def test_a_month_is_its_first_day() -> None:
    assert days("1969-01", "1969/02", "Mar 1969", "April 1969") == [
        "1969-01-01",
        "1969-02-01",
        "1969-03-01",
        "1969-04-01",
    ]


@pytest.mark.parametrize(
    ("cell", "day"),
    [
        ("2026/2/1", "2026-02-01"),
        ("20260201", "2026-02-01"),
        ("1 February 2026", "2026-02-01"),
        ("1st-Feb-2026", "2026-02-01"),
        ("Feb 1, 2026", "2026-02-01"),
        ("1.2.2026", "2026-02-01"),
        ("31.12.2025", "2025-12-31"),
        ("Q1 2025", "2025-01-01"),
        ("2025-W10", "2025-03-03"),
        ("week 10 2025", "2025-03-03"),
    ],
)
def test_a_date_that_can_only_be_meant_one_way_is_read(cell: str, day: str) -> None:
    assert days(cell) == [day]


def test_a_year_alone_is_read_where_the_heading_says_so() -> None:
    found = parsed("year,value\n1969,1687\n1970,1508\n")

    assert [reading.at.date() for reading in found.readings] == [date(1969, 1, 1), date(1970, 1, 1)]


@pytest.mark.parametrize(
    ("cells", "read", "day_first"),
    [
        (("01/02/2026", "13/02/2026"), ["2026-02-01", "2026-02-13"], True),
        (("01/02/2026", "02/13/2026"), ["2026-01-02", "2026-02-13"], False),
        (("01-02-2026", "2026-02-13", "25-01-2026"), ["2026-02-01", "2026-02-13", "2026-01-25"], True),
        (("02/02/2026",), ["2026-02-02"], None),
    ],
)
def test_the_order_of_day_and_month_follows_from_the_whole_column(
    cells: tuple[str, ...], read: list[str], day_first: bool | None
) -> None:
    assert days(*cells) == read
    assert parsed("date,value\n" + "".join(f"{cell},1\n" for cell in cells)).day_first is day_first


def test_an_order_in_which_a_reading_would_be_still_to_come_is_not_meant() -> None:
    assert days("01/05/2026") == ["2026-01-05"]
    assert days("05/01/2026") == ["2026-01-05"]


def test_dates_that_can_be_read_two_ways_are_refused_with_both() -> None:
    with pytest.raises(TwoDates, match="“01/02/2026” is 1 Feb or 2 Jan") as refused:
        parsed("date,value\n01/02/2026,1\n02/02/2026,1\n")

    assert refused.value.hint == "Write dates as 2026-03-31."


def test_dates_in_both_orders_are_refused() -> None:
    with pytest.raises(TwoDates, match="“25/01/2026” has the day first, “01/26/2026” the month"):
        parsed("date,value\n25/01/2026,1\n01/26/2026,1\n")


@pytest.mark.parametrize(
    ("cell", "unit", "value"),
    [
        ("4.3%", "%", 4.3),
        ("4.3 %", "%", 4.3),
        ("-5", "ms", -5),
        ("−5 ms", "ms", -5),
        ("€3.2k", "EUR", 3200),
        ("1 240", "signups", 1240),
        ("1e3", "", 1000),
        ("0.0000000001", "", 1e-10),
        ("-0", "", 0),
    ],
)
def test_a_value_may_have_its_unit(cell: str, unit: str, value: float) -> None:
    assert values(f"date,value\n2026-03-01,{cell}\n", unit=unit) == [value]


@pytest.mark.parametrize(
    ("delimiter", "cells", "read", "decimal_comma"),
    [
        (";", ("4,3", "4,25"), [4.3, 4.25], True),
        (";", ("1.240", "4,3"), [1240, 4.3], True),
        (";", ("1.240,5",), [1240.5], True),
        (";", ("1.240.000",), [1_240_000], True),
        (";", ("0,125",), [0.125], True),
        (";", ("1,240", "4.3"), [1240, 4.3], None),
        ("\t", ("1,240", "1,240.5"), [1240, 1240.5], None),
        ("\t", ("1,240",), [1240], None),
        ("\t", ("1.240",), [1.24], None),
        (";", ("1240", "7"), [1240, 7], None),
    ],
)
def test_the_decimal_mark_follows_from_the_whole_column(
    delimiter: str, cells: tuple[str, ...], read: list[float], decimal_comma: bool | None
) -> None:
    rows = "".join(f"2026-01-{number:02}{delimiter}{cell}\n" for number, cell in enumerate(cells, 1))

    found = parsed(f"date{delimiter}value\n{rows}")

    assert [reading.value for reading in found.readings] == read
    assert found.decimal_comma is decimal_comma


def test_numbers_that_can_be_read_two_ways_are_refused_with_both() -> None:
    with pytest.raises(TwoNumbers, match=r"“1,240” can be read as 1\.240 or as 1240"):
        parsed("date;value\n2026-01-01;1,240\n2026-01-02;2,250\n")
    with pytest.raises(TwoNumbers, match="can be read as"):
        parsed('date,value\n2026-01-01,"1,240"\n2026-01-02,1.240\n')


def test_numbers_with_both_decimal_marks_are_refused() -> None:
    with pytest.raises(TwoNumbers, match=r"“4,3” has a comma, “4\.3” a point"):
        parsed("date;value\n2026-01-01;4,3\n2026-01-02;4.3\n")
