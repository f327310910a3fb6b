"""Which column is what."""

import pytest

from bot.errors import Refusal
from bot.sources.csv import (
    NoColumn,
)
from tests.sources.reading import parsed, values


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
