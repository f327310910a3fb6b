"""Bring readings from files and pasted rows: good rows are kept, bad ones named, and twice is once."""

from datetime import timedelta

import pytest

from storage import metrics, readings
from tests.playing import define_metric, hand_in

TWO_DAYS = "2026-02-01,3.8\n2026-02-02,3.9"


@pytest.fixture
async def conversion(payoff, ana):
    """A metric in percent without a reading."""
    await define_metric(ana, value="")


async def known(payoff, name="checkout conversion"):
    """What is known of a metric: the day of each reading, in UTC, and its value."""
    async with payoff.database.reading(payoff.workspace_id) as session:
        metric = await metrics.by_folded(session, name)
        course = await readings.values_between(
            session, metric.pk, payoff.clock.now - timedelta(days=200_000), payoff.clock.now + timedelta(days=1)
        )
    return {at.date().isoformat(): value for at, value in course.items()}


async def test_the_form_opens_with_the_metric_that_was_typed(ana, conversion):
    await define_metric(ana, "Signups", unit="", value="")

    await ana.type("#checkout", "/metric import signups")

    assert "Signups" in ana.screen()
    assert "Checkout conversion" not in ana.screen()


async def test_without_a_metric_the_command_says_what_to_do_first(ana):
    (answer,) = await ana.type("#checkout", "/metric import")

    assert ana.modal is None
    assert "/metric new" in answer.words


async def test_a_name_that_is_none_opens_no_form_and_offers_the_nearest(ana, conversion):
    (answer,) = await ana.type("#checkout", "/metric import Chekout conversion")

    assert ana.modal is None
    assert "Did you mean Checkout conversion?" in answer.words


async def test_a_file_brings_its_readings(payoff, ana, conversion):
    await hand_in(ana, b"date,value\n2026-02-01,3.8\n2026-02-02,3.9%\n2026-03-03,4.1\n")

    assert "Checkout conversion: 3 new, 0 corrected, 0 known already." in ana.screen()
    assert await known(payoff) == {"2026-02-01": 3.8, "2026-02-02": 3.9, "2026-03-03": 4.1}
    await ana.close()
    (shown,) = await ana.type("#checkout", "/metric show Checkout conversion")
    assert "4.1 %" in shown.words
    assert "csv" in shown.words


async def test_one_bad_row_is_named_with_its_line_and_all_others_are_kept(payoff, ana, conversion):
    await hand_in(ana, b"date,value\n2026-02-01,3.8\n2026-02-30,3.9\n2026-02-03,4.0\n")

    assert "2 new" in ana.screen()
    assert "1 left out:\nLine 3: No calendar has “2026-02-30”." in ana.screen()
    assert await known(payoff) == {"2026-02-01": 3.8, "2026-02-03": 4.0}


@pytest.mark.parametrize("value", ["nan", "inf", "lots", "3.9 EUR", "1e999"])
async def test_what_is_no_value_of_the_metric_is_never_kept(payoff, ana, conversion, value):
    await hand_in(ana, f"date,value\n2026-02-01,3.8\n2026-02-02,{value}\n".encode())

    assert await known(payoff) == {"2026-02-01": 3.8}


async def test_ten_reasons_are_told_and_how_many_rows_have_others(ana, conversion):
    rows = [f"2026-02-{day:02},word{day}" for day in range(1, 16)]

    await hand_in(ana, "\n".join(["date,value", "2026-01-01,3.8", *rows]).encode())

    assert "15 left out:" in ana.screen()
    assert "Line 12: " in ana.screen()
    assert "Line 13: " not in ana.screen()
    assert "And 5 more." in ana.screen()


async def test_rows_with_one_reason_are_told_of_once(ana, conversion):
    rows = [f"2026-02-{day:02},3.8,4" for day in range(1, 10)]

    await hand_in(ana, "\n".join(["date,Checkout conversion,Visitors", *rows]).encode(), command="/metric import")

    assert "Checkout conversion: 9 new" in ana.screen()
    assert "Lines 2, 3, 4 and 6 more: Visitors: There is no metric called “Visitors”." in ana.screen()


async def test_the_same_file_again_brings_nothing_and_changes_are_corrections(payoff, ana, conversion):
    await hand_in(ana, f"date,value\n{TWO_DAYS}\n".encode())
    await ana.close()
    await hand_in(ana, f"date,value\n{TWO_DAYS}\n".encode())
    again = ana.screen()
    await ana.close()

    await hand_in(ana, b"date,value\n2026-02-01,3.8\n2026-02-02,4.4\n2026-02-03,4.0\n")

    assert "0 new, 0 corrected, 2 known already" in again
    assert "1 new, 1 corrected, 1 known already" in ana.screen()
    assert await known(payoff) == {"2026-02-01": 3.8, "2026-02-02": 4.4, "2026-02-03": 4.0}
    async with payoff.database.reading(payoff.workspace_id) as session:
        metric = await metrics.by_folded(session, "checkout conversion")
        # What was known before stays on record.
        assert await readings.count(session, metric.pk) == 4


async def test_a_file_may_name_several_metrics(payoff, ana, conversion):
    await define_metric(ana, "Signups", unit="", value="")

    await hand_in(
        ana,
        b"date,metric,value\n2026-02-01,checkout CONVERSION,3.8%\n2026-02-01,Signups,1200\n2026-02-01,Churn,3\n",
        command="/metric import",
    )

    assert "Checkout conversion: 1 new" in ana.screen()
    assert "Signups: 1 new" in ana.screen()
    assert "Line 4: There is no metric called “Churn”." in ana.screen()
    assert await known(payoff, "signups") == {"2026-02-01": 1200}


async def test_rows_of_another_metric_than_the_chosen_are_left_out(payoff, ana, conversion):
    await define_metric(ana, "Signups", unit="", value="")

    await hand_in(ana, b"date,metric,value\n2026-02-01,Checkout conversion,3.8\n2026-02-01,Signups,1200\n")

    assert "Line 3: This is of “Signups”, and the import is for “Checkout conversion”." in ana.screen()
    assert await known(payoff, "signups") == {}


async def test_a_columns_heading_says_which_metric_it_holds(payoff, ana, conversion):
    await hand_in(ana, b"date,Checkout conversion (%)\n2026-02-01,3.8\n", command="/metric import")

    assert "Checkout conversion: 1 new" in ana.screen()


async def test_a_file_of_nobody_knows_what_asks_for_the_metric_at_its_field(payoff, ana, conversion):
    await hand_in(ana, b"date,value\n2026-02-01,3.8\n", command="/metric import")
    refused = ana.errors
    await ana.choose("Metric", "Checkout conversion")

    await ana.submit()

    assert "Nothing says which metric" in refused["Metric"]
    assert "1 new" in ana.screen()


@pytest.mark.parametrize(
    ("content", "says"),
    [
        (b"\x89PNG\r\n\x1a\n\x00\x00", "looks like a picture, not like a CSV file"),
        (b"PK\x03\x04....xl/workbook.xml", "an Excel workbook"),
        (b"date,value\x00\x01\x02", "a binary file"),
        (b"", "There is nothing in this file. It needs rows with a date and a value."),
        (b" \n\n", "There is nothing in this file."),
        (b"date,value\n03/04/2026,3.8\n03/05/2025,3.9\n", "no other date of this file says which"),
        (b"apples,pears\nred,green\n", "No column of this file holds dates."),
    ],
)
async def test_what_is_no_table_of_readings_is_refused_at_the_file(payoff, ana, conversion, content, says):
    await hand_in(ana, content)

    assert says in ana.errors["CSV file"]
    assert await known(payoff) == {}


async def test_a_file_that_is_too_large_is_refused_before_it_is_downloaded(payoff, ana, conversion):
    await hand_in(ana, b"2026-02-01,3.8\n" * 1_400_000)

    assert "This file has 21 MB; 20 MB are read at most." in ana.errors["CSV file"]


async def test_neither_or_both_of_file_and_rows_are_refused(ana, conversion):
    await ana.type("#checkout", "/metric import Checkout conversion")
    await ana.submit()
    neither = ana.errors
    await ana.choose("CSV file", ana.pick_file("data.csv", b"2026-02-01,3.8\n"))
    await ana.fill("Or paste rows", TWO_DAYS)

    await ana.submit()

    assert neither == {"CSV file": "Choose a file, or paste rows below."}
    assert ana.errors == {"Or paste rows": "Give a file or rows, not both."}


async def test_rows_pasted_into_the_form_from_a_spreadsheet_are_read(payoff, ana, conversion):
    await ana.type("#checkout", "/metric import Checkout conversion")
    await ana.fill("Or paste rows", "date\tvalue\n01.02.2026\t3,8\n02.02.2026\t3,9\n")

    await ana.submit()

    assert await known(payoff) == {"2026-02-01": 3.8, "2026-02-02": 3.9}


@pytest.mark.parametrize(
    "typed",
    [
        f"Checkout conversion\n{TWO_DAYS}",
        f"Checkout conversion\ndate,value\n{TWO_DAYS}",
        f'"Checkout conversion" {TWO_DAYS}',
        f"date,Checkout conversion\n{TWO_DAYS}",
        "checkout conversion\n2026-02-01 3.8\n2026-02-02 3.9",
    ],
)
async def test_rows_after_the_command_are_read_too(payoff, ana, conversion, typed):
    (answer,) = await ana.type("#checkout", f"/metric import {typed}")

    assert answer.ephemeral
    assert "Checkout conversion: 2 new, 0 corrected, 0 known already." in answer.words
    assert await known(payoff) == {"2026-02-01": 3.8, "2026-02-02": 3.9}


@pytest.mark.parametrize("where", ["form", "command"])
async def test_days_are_those_of_the_team_in_whose_channel_it_was_asked(payoff, ana, conversion, where):
    for channel, zone in (("#growth", "Asia/Tokyo"), ("#checkout", "Europe/Berlin")):
        ana.member.zone = zone
        await ana.type(channel, "/release plan One-page checkout")
        await ana.submit()
    rows = "2026-02-01 23:30,3.8\n2026-02-02,3.9"

    if where == "form":
        await hand_in(ana, rows.encode())
    else:
        await ana.type("#checkout", f"/metric import Checkout conversion\n{rows}")

    async with payoff.database.reading(payoff.workspace_id) as session:
        metric = await metrics.by_folded(session, "checkout conversion")
        course = await readings.values_between(
            session, metric.pk, payoff.clock.now - timedelta(days=60), payoff.clock.now
        )
    # Berlin's winter is an hour ahead.
    assert [at.strftime("%d %H:%M") for at in course] == ["01 22:30", "02 11:00"]


async def test_a_metric_that_was_put_away_while_the_form_was_open_gets_no_readings(payoff, ana, ben, conversion):
    await ana.type("#checkout", "/metric import Checkout conversion")
    await ana.fill("Or paste rows", TWO_DAYS)
    await ben.type("#checkout", "/metric archive Checkout conversion")

    await ana.submit()

    (error,) = ana.errors.values()
    assert error == "Checkout conversion is archived. /metric restore Checkout conversion brings it back."
    assert await known(payoff) == {}
