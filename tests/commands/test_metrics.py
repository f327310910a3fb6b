"""Define metrics, and record them as people write numbers."""

from datetime import UTC, datetime

import pytest

from storage import metrics as stored
from storage import readings
from tests.playing import define_metric


async def readings_of(payoff, folded="checkout conversion"):
    """The readings of a metric that count, the oldest first: when, and how much."""
    long_ago = datetime(1900, 1, 1, tzinfo=UTC)
    async with payoff.database.reading(payoff.workspace_id) as session:
        metric = await stored.by_folded(session, folded)
        return list(
            (await readings.values_between(session, metric.pk, long_ago, payoff.clock.now.replace(year=2199))).items()
        )


async def values_of(payoff, folded="checkout conversion"):
    return [value for _, value in await readings_of(payoff, folded)]


async def answer_to(person, text, channel="#checkout"):
    (answer,) = await person.type(channel, f"/metric {text}")
    return answer.words


# Define


async def test_a_metric_is_defined_with_its_watermark_which_counts_from_its_first_reading(payoff, ana):
    await ana.type("#checkout", "/metric new Paid orders")
    await ana.fill("Hours until a reading is complete", "48")
    await ana.fill("Where is it today?", "12")
    await ana.submit()
    await ana.close()

    await payoff.advance(days=1)
    young = await answer_to(ana, "show Paid orders")
    (why,) = await ana.type("#checkout", "/value explain Paid orders")

    assert not ana.errors
    assert "complete after 48 hours" in young
    assert "Left out: from what is measured, while it is under 2 days old" in why.words


async def test_a_definition_keeps_unit_direction_freshness_and_a_first_reading(payoff, ana):
    await ana.type("#checkout", "/metric new R&D response time")
    await ana.fill("Unit", "milliseconds")
    await ana.choose("Which way is good?", "Down")
    await ana.fill("Where is it today?", "1.2 s")
    refused = ana.errors
    await ana.fill("Where is it today?", "1,240 ms")
    await ana.fill("Days until a reading is stale", "2")
    await ana.submit()
    defined = ana.screen()
    await ana.close()

    shown = await answer_to(ana, "show R&D response time")

    assert refused == {}
    assert "R&D response time in ms; down is good." in defined
    assert "1,240 ms" in shown
    assert "under a day old" in shown
    await payoff.advance(days=3)
    assert "stale 3 d" in await answer_to(ana, "show R&D response time")


@pytest.mark.parametrize(
    ("field", "typed", "says"),
    [
        ("Where is it today?", "nan", "is not a number"),
        ("Where is it today?", "inf", "is not a number"),
        ("Where is it today?", "3.8 €", "EUR"),
        ("Unit", "100", "would be read as part of a number"),
        ("Name", "REL-7", "looks like a key"),
        ("Name", "\u200b\u2060", "Give it a name"),
    ],
)
async def test_what_defines_nothing_is_named_at_its_field_and_saves_nothing(ana, field, typed, says):
    await ana.type("#checkout", "/metric new Checkout conversion")
    await ana.fill("Unit", "%")
    await ana.fill(field, typed)

    await ana.submit()

    assert says in ana.errors[field]
    await ana.close()
    assert "None yet" in await answer_to(ana, "list")


@pytest.mark.parametrize("name", ["Checkout conversion", "CHECKOUT  Conversion", "Ｃheckout conversion"])
async def test_two_names_that_look_alike_are_one_name(ana, name):
    await define_metric(ana)
    await ana.type("#checkout", f"/metric new {name}")

    await ana.submit()

    assert "There is a metric called" in ana.errors["Name"]
    await ana.close()
    assert (await answer_to(ana, "list")).casefold().count("conversion") == 1


async def test_a_name_that_begins_another_is_told_apart(payoff, ana):
    await define_metric(ana, "Conversion", value="")
    await define_metric(ana, "Conversion rate", value="")

    await ana.type("#checkout", "/metric record conversion rate 4.1%")
    await ana.type("#checkout", "/metric record conversion 3.9%")

    assert await values_of(payoff, "conversion rate") == [4.1]
    assert await values_of(payoff, "conversion") == [3.9]


# Record


@pytest.mark.parametrize(
    ("unit", "typed", "value"),
    [
        ("%", "12.5%", 12.5),
        ("%", "12.5", 12.5),
        ("%", "−0.5 %", -0.5),
        ("signups", "1,240", 1240),
        ("signups", "1 240 signups", 1240),
        ("EUR", "€3.2k", 3200),
        ("EUR", "3.200,50 €", 3200.5),
    ],
)
async def test_a_number_is_understood_as_people_write_it(payoff, ana, unit, typed, value):
    await define_metric(ana, "Number", unit=unit, value="")

    await ana.type("#checkout", f"/metric record Number {typed}")

    assert await values_of(payoff, "number") == [value]


@pytest.mark.parametrize(
    ("typed", "says"),
    [
        ("nan", "is not a number"),
        ("inf", "is not a number"),
        ("-Infinity", "is not a number"),
        ("1e999", "number"),
        ("lots", "is not a number"),
        ("3.8 ms", "“3.8 ms” is in “ms”; what is asked for is in %."),
        ("€3.8", "is in “EUR”; what is asked for is in %."),
        ("4.1% tomorrow", "still to come"),
        ("4.1% 2026-12-24", "still to come"),
    ],
)
async def test_what_is_no_reading_is_refused_with_the_reason_and_nothing_is_kept(payoff, ana, typed, says):
    await define_metric(ana, value="")

    assert says in await answer_to(ana, f"record Checkout conversion {typed}")
    assert await readings_of(payoff) == []


async def test_a_mark_that_can_be_read_in_two_ways_is_asked_about(payoff, ana):
    await define_metric(ana, "Signups", unit="", value="")

    said = await answer_to(ana, "record Signups 1,24")

    assert "1.24" in said
    assert "124" in said.replace("1.24", "").replace("1,24", "")
    assert await readings_of(payoff, "signups") == []


async def test_recording_says_from_what_to_what(ana):
    await define_metric(ana)

    said = await answer_to(ana, "record Checkout conversion 4.1% yesterday 17:00")
    corrected = await answer_to(ana, "record Checkout conversion 4.2% yesterday 17:00")

    assert "Checkout conversion: 4.1 %, Mon 2 Mar" in said
    assert "Corrected: Checkout conversion: 4.1 % → 4.2 % (+0.1 pt), Mon 2 Mar" in corrected


async def test_a_correction_counts_from_now_on_and_what_was_known_stays_on_record(payoff, ana):
    await define_metric(ana, value="")
    await ana.type("#checkout", "/metric record Checkout conversion 4.1% 2 Mar")

    await ana.type("#checkout", "/metric record Checkout conversion 3.1% 2 Mar")

    assert await values_of(payoff) == [3.1]
    assert "3.1 %" in await answer_to(ana, "list")
    async with payoff.database.reading(payoff.workspace_id) as session:
        metric = await stored.by_folded(session, "checkout conversion")
        assert await readings.count(session, metric.pk) == 2


async def test_without_a_value_a_form_asks_for_it_and_says_from_what_to_what(payoff, ana):
    await define_metric(ana)
    await ana.type("#checkout", "/metric record Checkout conversion yesterday")
    assert "yesterday" in ana.screen().splitlines()
    await ana.fill("Value", "4.1%")

    await ana.submit()

    assert "Checkout conversion: 4.1 %, Mon 2 Mar" in ana.screen()
    assert await values_of(payoff) == [4.1, 3.8]


async def test_wrong_words_in_the_form_are_named_at_their_fields(payoff, ana):
    await define_metric(ana, value="")
    await ana.type("#checkout", "/metric record Checkout conversion")
    await ana.fill("Value", "nan")
    await ana.fill("When", "tomorrow")

    await ana.submit()

    assert "is not a number" in ana.errors["Value"]
    assert "still to come" in ana.errors["When"]
    assert await readings_of(payoff) == []


async def test_a_days_reading_is_its_noon_where_the_team_is(payoff, ana):
    for channel, zone in (("#growth", "Asia/Tokyo"), ("#checkout", "Europe/Berlin")):
        ana.member.zone = zone
        await ana.type(channel, "/release plan One-page checkout")
        await ana.submit()
    await define_metric(ana, value="")
    await ana.type("#checkout", "/metric record Checkout conversion 4.1% 1 Mar")

    await ana.type("#checkout", "/metric record Checkout conversion 2 Mar")
    await ana.fill("Value", "4.2%")
    await ana.submit()

    assert [at.strftime("%d %H:%M") for at, _ in await readings_of(payoff)] == ["01 11:00", "02 11:00"]


async def test_a_metric_that_is_none_is_named_and_the_nearest_offered(ana):
    await define_metric(ana)

    assert "Did you mean Checkout conversion?" in await answer_to(ana, "record Chekout conversion 4%")
    assert "Did you mean Checkout conversion?" in await answer_to(ana, "show Chekout conversion")
