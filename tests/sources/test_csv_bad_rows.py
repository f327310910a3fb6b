"""Bad rows are named, and good ones kept."""

import pytest

from tests.sources.reading import parsed, values


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
