"""Adoption and satisfaction stand beside the verdict of what a team ships, each on its scale."""

from tests.commands.looks import asks
from tests.playing import define_metric, hand_in, shipped_release


async def define_gauge(person, name, kind, value, *, channel="#checkout"):
    """A metric that says how people take it, with a first reading."""
    await person.type(channel, f"/metric new {name}")
    await person.choose("How people take it", kind)
    await person.fill("Where is it today?", value)
    await person.submit()


async def test_a_check_in_says_adoption_and_satisfaction_of_its_team_with_their_age(payoff, ana):
    await define_gauge(ana, "Guest checkout use", "Adoption, 0 to 100 %", "34")
    await ana.close()
    await define_gauge(ana, "Happy shoppers", "Satisfaction: CSAT, 0 to 100 %", "81 %")
    await ana.close()
    await define_gauge(ana, "Growth NPS", "Satisfaction: NPS, −100 to 100", "-12", channel="#growth")
    await ana.close()
    await shipped_release(payoff, ana)
    await payoff.advance(days=3)
    await ana.type("#checkout", "/metric record Guest checkout use 36")
    await payoff.advance(days=5)

    (ask,) = asks(ana)

    assert "How people take it\nAdoption 36 % (3 d old), CSAT 81 % (6 d old)" in ask.words
    assert "NPS" not in ask.words


async def test_a_check_in_says_nothing_of_it_where_nobody_reads_it(payoff, ana):
    await shipped_release(payoff, ana)
    await payoff.advance(days=7)

    (ask,) = asks(ana)

    assert "How people take it" not in ask.words


async def test_a_value_off_the_scale_is_refused_at_its_field_as_typed_and_as_imported(payoff, ana):
    await define_gauge(ana, "Happy shoppers", "Satisfaction: CSAT, 0 to 100 %", "101")
    first = dict(ana.errors)
    await ana.fill("Where is it today?", "80")
    await ana.submit()
    await ana.close()

    await ana.type("#checkout", "/metric record Happy shoppers")
    await ana.fill("Value", "120")
    await ana.submit()
    in_form = dict(ana.errors)
    await ana.close()
    (typed,) = await ana.type("#checkout", "/metric record Happy shoppers -3")
    rows = b"date,value\n2026-02-02,79\n2026-02-03,180\n"
    await hand_in(ana, rows, command="/metric import Happy shoppers")

    off = "CSAT is from 0 % to 100 %; this is {}."
    assert first == {"Where is it today?": off.format("101 %")}
    assert in_form == {"Value": off.format("120 %")}
    assert off.format("−3 %") in typed.words
    assert off.format("180 %") in ana.screen()
    assert "1 new, 0 corrected" in ana.screen()


async def test_another_unit_or_direction_of_such_a_metric_is_refused_at_its_field(payoff, ana):
    await define_metric(ana)
    await ana.type("#checkout", "/metric new Happy shoppers")
    await ana.choose("How people take it", "Satisfaction: CSAT, 0 to 100 %")
    await ana.fill("Unit", "EUR")
    await ana.choose("Which way is good?", "Down")
    await ana.submit()

    assert ana.errors == {
        "Unit": "CSAT is read in %, not in “EUR”.",
        "Which way is good?": "More adoption and satisfaction is good.",
    }
