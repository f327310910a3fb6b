"""What a file is made of."""

from contextlib import suppress
from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.errors import Refusal
from bot.sources.csv import (
    Empty,
    NotCsv,
    TooLarge,
    TooManyRows,
)
from tests.sources.reading import parsed, zipped


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


def test_a_hundred_thousand_rows_are_read() -> None:
    first = datetime(2015, 1, 1, tzinfo=UTC)
    data = "at,value\n" + "".join(
        f"{first + timedelta(minutes=number):%Y-%m-%dT%H:%MZ},{number}.5\n" for number in range(100_000)
    )

    found = parsed(data.encode())

    assert len(found.readings) == 100_000
    assert not found.bad


def test_open_quotation_marks_all_over_cost_each_its_own_row() -> None:
    first = date(1900, 1, 1)
    data = "date,value\n" + "".join(f'{first + timedelta(days=number)},"{number}\n' for number in range(10_000))

    assert len(parsed(data).bad) >= 9_999


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
