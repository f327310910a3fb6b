"""A CSV file becomes readings: good rows are kept, bad rows are named with their line, and nothing is guessed."""

import io
import time
import zipfile
from contextlib import suppress
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.errors import Refusal
from bot.sources.csv import (
    Empty,
    NoColumn,
    NotCsv,
    Parsed,
    TooLarge,
    TooManyRows,
    TwoDates,
    TwoNumbers,
    parse_csv,
)

TODAY = date(2026, 3, 3)


def parsed(data: bytes | str, **more: Any) -> Parsed:
    given_: dict[str, Any] = {"zone": "Europe/Berlin", "today": TODAY}
    return parse_csv(data, **given_ | more)


def values(data: bytes | str, **more: Any) -> list[float]:
    return [reading.value for reading in parsed(data, **more).readings]


def days(*cells: str, **more: Any) -> list[str]:
    """The days that a column of dates means, in the team's zone."""
    rows = "".join(f'"{cell}",1\n' for cell in cells)
    found = parsed(f"date,value\n{rows}", **more)
    assert not found.bad
    by_line = sorted(found.readings, key=lambda reading: reading.line)
    return [(reading.at + timedelta(hours=1)).date().isoformat() for reading in by_line]


def zipped(name: str) -> bytes:
    with zipfile.ZipFile(held := io.BytesIO(), "w") as archive:
        archive.writestr(name, "x")
    return held.getvalue()


# What is read


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


# Bad rows


def test_bad_rows_are_named_with_their_line_and_good_ones_are_kept() -> None:
    found = parsed(
        "date,value\n"
        "2026-03-01,4.3\n"
        "\n"
        "yesterday,4.4\n"
        "2026-02-30,4.5\n"
        "2026-03-02,many\n"
        "2026-03-02,4.6\n"
        "2027-01-01,4.7\n"
        ",4.8\n"
    )

    assert [reading.value for reading in found.readings] == [4.3, 4.6]
    assert [(bad.line, bad.text) for bad in found.bad] == [
        (4, "yesterday,4.4"),
        (5, "2026-02-30,4.5"),
        (6, "2026-03-02,many"),
        (8, "2027-01-01,4.7"),
        (9, ",4.8"),
    ]
    whys = [bad.why for bad in found.bad]
    assert whys[0] == "“yesterday” is no date. Write 2026-03-31."
    assert whys[1] == "No calendar has “2026-02-30”."
    assert whys[2].startswith("“many” is not a number.")
    assert whys[3] == "“2027-01-01” is still to come: a reading says what was."
    assert whys[4] == "There is no date."


@pytest.mark.parametrize(
    ("cell", "why"),
    [
        ("03/04/26", "“03/04/26” needs its whole year. Write 2026-03-31."),
        ("45123", "“45123” is a spreadsheet's number for a day. Format the column as dates there, and save it again."),
        ("1812-01-01", "“1812-01-01” is too long ago: Payoff knows the years 1900 to 2199."),
        ("13/13/2025", "No calendar has “13/13/2025”."),
        ("13/14/2025", "No calendar has “13/14/2025”."),
        ("0001-01-01T00:00:00+14:00", "No calendar has “0001-01-01T00:00:00+14:00”."),
        ("25/12/2025 13:00 PM", "No calendar has “25/12/2025 13:00 PM”."),
        ("Q7 2025", "There is no quarter 7: a year has 4."),
    ],
)
def test_a_bad_date_says_what_is_wrong_with_it(cell: str, why: str) -> None:
    assert [bad.why for bad in parsed(f"date,value\n{cell},1\n").bad] == [why]


def test_another_unit_is_a_bad_row_that_names_both() -> None:
    (bad,) = parsed("date,value\n2026-03-01,5 s\n", unit="ms").bad

    assert "“s”" in bad.why
    assert "ms" in bad.why


def test_a_file_of_one_bad_row_has_no_readings() -> None:
    found = parsed("date,value\nfoo,bar\n")

    assert (found.readings, [bad.line for bad in found.bad]) == ((), [2])


def test_a_row_with_a_comma_in_its_number_is_not_cut_short() -> None:
    found = parsed("date,value\n2026-03-01,1,240\n2026-03-02,7\n")

    assert [reading.value for reading in found.readings] == [7]
    assert found.bad[0].why == "This row has 3 cells, the others 2. A number with a comma in it needs quotation marks."


def test_empty_cells_at_the_end_of_a_row_are_nothing() -> None:
    assert values("date,value\n2026-03-01,4.3,,\n2026-03-02\n") == [4.3]


def test_a_long_bad_row_is_cut() -> None:
    (bad,) = parsed(f"date,value\n{'x' * 500},1\n").bad

    assert len(bad.text) == 80
    assert bad.text.endswith("…")


def test_no_value_is_no_bad_row() -> None:
    found = parsed("date,value\n2026-03-01,\n2026-03-02,NaN\n2026-03-03,n/a\n2026-02-01,1\n")

    assert (found.empty, found.bad, len(found.readings)) == (3, (), 1)


def test_what_is_never_a_number_is_never_a_reading() -> None:
    found = parsed("date,value\n2026-03-01,inf\n2026-03-02,1e999\n2026-03-03,1_000\n2026-02-01,１２\n")

    assert not found.readings
    assert len(found.bad) == 4


def test_of_two_rows_for_one_moment_the_last_counts_and_it_is_told() -> None:
    found = parsed("date,value\n2026-03-01,1\n2026-03-02,2\n2026-03-01,3\n")

    assert [reading.value for reading in found.readings] == [3, 2]
    assert found.repeated == 1


def test_an_open_quotation_mark_costs_its_own_row_only() -> None:
    found = parsed('date,value\n2026-02-01,1\n2026-02-02,"2\n2026-02-03,3\n2026-02-04,4\n')

    assert [reading.value for reading in found.readings] == [1, 3, 4]
    assert found.bad == ((3, '2026-02-02,"2', "A quotation mark is not closed."),)


def test_a_cell_may_have_several_lines() -> None:
    found = parsed('date,value,note\n2026-02-01,1,"launch,\nat last"\n2026-02-02,2,x\n')

    assert [(reading.value, reading.line) for reading in found.readings] == [(1, 2), (2, 4)]


def test_a_cell_beyond_measure_is_a_bad_row() -> None:
    found = parsed(f'date,value\n2026-02-01,"{"1" * 200_000}"\n2026-02-02,2\n')

    assert [reading.value for reading in found.readings] == [2]
    assert found.bad[0].line == 2


# Columns


@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
def test_the_delimiter_is_found_out(delimiter: str) -> None:
    found = parsed(f"date{delimiter}value\n2026-02-01{delimiter}1\n2026-02-02{delimiter}2\n")

    assert (len(found.readings), found.delimiter) == (2, delimiter)


def test_a_date_and_a_value_may_be_pasted_with_a_space_between() -> None:
    assert values("2026-02-01 4.3\n2 Feb 2026   4.4") == [4.3, 4.4]


def test_the_first_line_of_excel_is_heeded() -> None:
    assert values("sep=;\ndate;value\n2026-02-01;4,3\n") == [4.3]


def test_comments_and_empty_lines_are_no_rows() -> None:
    found = parsed("# exported today\n\ndate,value\n,\n# more\n2026-02-01,1\n")

    assert (found.rows, found.bad, found.readings[0].line) == (1, (), 6)


@pytest.mark.parametrize("ends", ["\n", "\r\n", "\r"])
def test_lines_may_end_in_any_way(ends: str) -> None:
    assert values(f"date,value{ends}2026-02-01,1{ends}2026-02-02,2{ends}") == [1, 2]


def test_a_file_without_a_header_is_read() -> None:
    found = parsed("2026-02-01,1\n2026-02-02,2\n")

    assert [reading.value for reading in found.readings] == [1, 2]
    assert (found.columns.date, found.columns.values) == ("column 1", ("column 2",))


def test_columns_are_found_by_what_is_in_them() -> None:
    found = parsed("Kundin,Datum,Wert\nabc,2026-02-01,1\nxyz,2026-02-02,2\n")

    assert (found.columns.date, found.columns.values) == ("Datum", ("Wert",))


def test_columns_are_found_by_their_names() -> None:
    found = parsed("created,date,rows,value\n2025-01-01,2026-02-01,7,1\n2025-01-01,2026-02-02,7,2\n")

    assert (found.columns.date, found.columns.values) == ("date", ("value",))


def test_a_column_that_only_counts_rows_holds_no_values() -> None:
    assert values(",month,drivers\n1,1969-01,1687\n2,1969-02,1508\n") == [1687, 1508]


def test_the_column_called_like_the_metric_is_meant() -> None:
    data = "date,signups,conversion (%)\n2026-02-01,10,4.3\n"

    assert values(data, metric="Conversion", unit="%") == [4.3]


def test_columns_of_several_metrics_are_read_each_under_its_heading() -> None:
    found = parsed(
        "date,Signups,Revenue\n2026-02-01,10,€5k\n2026-02-02,11,x\n",
        unit_of={"Signups": "", "Revenue": "EUR"}.__getitem__,
    )

    assert [(reading.metric, reading.value) for reading in found.readings] == [
        ("Signups", 10),
        ("Revenue", 5000),
        ("Signups", 11),
    ]
    assert found.bad[0].why.startswith("Revenue: “x” is not a number.")
    assert found.metrics == ("Signups", "Revenue")


def test_a_column_may_name_the_metric_of_each_row() -> None:
    found = parsed(
        "date,metric,value\n2026-02-01,Signups,10\n2026-02-01,Revenue,5\n2026-02-01,signups,12\n2026-02-01,,3\n"
    )

    assert [(reading.metric, reading.value) for reading in found.readings] == [("Revenue", 5), ("signups", 12)]
    assert found.columns.metric == "metric"
    assert found.bad[0].why == "This row names no metric."


def test_rows_of_a_metric_that_nobody_knows_are_bad() -> None:
    def unit_of(name: str) -> str:
        if name == "Signups":
            return ""
        raise Refusal(f"There is no metric called “{name}”.", hint="Did you mean Signups?")

    found = parsed("date,metric,value\n2026-02-01,Signups,10\n2026-02-01,Signip,5\n", unit_of=unit_of)

    assert [reading.value for reading in found.readings] == [10]
    assert found.bad[0].why == "There is no metric called “Signip”. Did you mean Signups?"


def test_a_column_of_numbers_called_name_names_no_metric() -> None:
    assert parsed("date,value,name\n2026-02-01,1,7\n").columns.metric == ""


def test_several_columns_of_numbers_are_refused_where_one_metric_is_meant() -> None:
    with pytest.raises(NoColumn, match="Several columns hold numbers: signups, revenue"):
        parsed("date,signups,revenue\n2026-02-01,1,2\n", metric="Conversion")
    with pytest.raises(NoColumn, match="Several columns hold numbers: column 2, column 3"):
        parsed("2026-02-01,1,2\n")


def test_a_file_without_dates_or_without_numbers_is_refused() -> None:
    with pytest.raises(NoColumn, match="No column of this file holds dates"):
        parsed("name,value\nfoo,1\n")
    with pytest.raises(NoColumn, match="No column of this file holds numbers"):
        parsed("date,who,what\n2026-02-01,ana,x\n")


def test_a_header_alone_has_no_rows() -> None:
    found = parsed("date,value\n")

    assert (found.rows, found.readings, found.bad) == (0, (), ())


# Bytes


@pytest.mark.parametrize(
    ("data", "encoding"),
    [
        ("date,Größe\n2026-02-01,1\n".encode(), "UTF-8"),
        ("date,Größe\n2026-02-01,1\n".encode("utf-8-sig"), "UTF-8"),
        ("date,Größe\n2026-02-01,1\n".encode("utf-16"), "UTF-16"),
        (b"\xfe\xff" + "date,Größe\n2026-02-01,1\n".encode("utf-16-be"), "UTF-16"),
        ("date,Größe\n2026-02-01,1\n".encode("utf-32"), "UTF-32"),
        ("date,Größe\n2026-02-01,1\n".encode("cp1252"), "Windows-1252"),
    ],
)
def test_the_encoding_is_found_out_and_told(data: bytes, encoding: str) -> None:
    found = parsed(data)

    assert found.columns.values == ("Größe",)
    assert found.encoding == encoding


@pytest.mark.parametrize(
    ("data", "what", "hint"),
    [
        (zipped("xl/workbook.xml"), "an Excel workbook", "Save as → CSV"),
        (zipped("word/document.xml"), "a Word document", "Upload a CSV file"),
        (zipped("data.csv"), "a ZIP archive", "Unpack it"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "an old Excel or Office document", "Save as → CSV"),
        (b"%PDF-1.7 ...", "a PDF", "Upload a CSV file"),
        (b"\x89PNG\r\n\x1a\n", "a picture", "Upload a CSV file"),
        (b"\x1f\x8b\x08", "a compressed file", "Unpack it"),
        (b"date,value\n\x00\x01\x02", "a binary file", "Upload a CSV file"),
        (bytes(range(256)), "a binary file", "Upload a CSV file"),
        (b"<!DOCTYPE html><title>Sign in</title>", "a web page", "sign in there"),
        (b'[{"date": "2026-02-01"}]', "JSON", "Upload a CSV file"),
    ],
)
def test_another_kind_of_file_is_named_and_what_to_do(data: bytes, what: str, hint: str) -> None:
    with pytest.raises(NotCsv, match=f"looks like {what}") as refused:
        parsed(data)

    assert hint in refused.value.hint


@pytest.mark.parametrize("data", [b"", b" \r\n\t\n", b"\xef\xbb\xbf", "", "# nothing\n"])
def test_nothing_is_refused_as_nothing(data: bytes | str) -> None:
    with pytest.raises(Empty, match="There is nothing in this file"):
        parsed(data)


def test_a_file_that_is_too_large_is_refused() -> None:
    with pytest.raises(TooLarge, match="This file has 21 MB; 20 MB are read at most"):
        parsed(b"x" * 21_000_000)


def test_too_many_rows_are_refused() -> None:
    with pytest.raises(TooManyRows, match="more than 200,000 rows"):
        parsed("date,value\n" + "2026-02-01,1\n" * 200_001)
    with pytest.raises(TooManyRows):
        parsed("date,a,b\n" + "2026-02-01,1,2\n" * 100_001)


def test_a_hundred_thousand_rows_take_a_second() -> None:
    first = datetime(2015, 1, 1, tzinfo=UTC)
    data = "at,value\n" + "".join(
        f"{first + timedelta(minutes=number):%Y-%m-%dT%H:%MZ},{number}.5\n" for number in range(100_000)
    )

    begun = time.process_time()
    found = parsed(data.encode())
    used = time.process_time() - begun

    assert len(found.readings) == 100_000
    # The processor's own time, with room for a slow machine.
    assert used < 3


def test_open_quotation_marks_all_over_do_not_slow_it_down() -> None:
    first = date(1900, 1, 1)
    data = "date,value\n" + "".join(f'{first + timedelta(days=number)},"{number}\n' for number in range(10_000))

    begun = time.process_time()
    found = parsed(data)

    assert len(found.bad) >= 9_999
    assert time.process_time() - begun < 2


cells = st.text(st.characters(exclude_categories=["Cc", "Cs"]), max_size=12) | st.sampled_from(
    ["2026-02-01", "01/02/2026", "13/02/2026", "1,240", "4.3", "4,3", "", '"', "NaN", "1969-01", "Q1 2025"]
)


@given(st.lists(st.lists(cells, min_size=1, max_size=4), max_size=12), st.sampled_from([",", ";", "\t"]))
def test_whatever_is_in_a_file_it_is_read_or_refused_in_words(rows: list[list[str]], delimiter: str) -> None:
    data = "\n".join(delimiter.join(row) for row in rows)

    try:
        found = parsed(data)
    except Refusal:
        return

    assert len(found.readings) + found.repeated + len(found.bad) <= max(found.rows * 3, found.rows)
    assert all(reading.value == reading.value and abs(reading.value) < 1e15 for reading in found.readings)
    assert all(bad.why for bad in found.bad)


@given(st.binary(max_size=300))
def test_whatever_bytes_there_are_they_are_read_or_refused_in_words(data: bytes) -> None:
    with suppress(Refusal):
        parsed(data)
