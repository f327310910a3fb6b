"""Let a team say how it works: each setting is tried by what it changes."""

from datetime import UTC, datetime

import pytest

from storage import history
from tests.commands.looks import asks
from tests.playing import card_of, define_metric, fill_outcome, plan_release, schedule, ship, shipped_release


async def set_up(person, **fields):
    """Change settings of #checkout; `fields` are labels with underscores for spaces."""
    await person.type("#checkout", "/payoff settings")
    for label, value in fields.items():
        fill = person.choose if isinstance(value, list) or label in CHOICES else person.fill
        await fill(label.replace("_", " ").replace(" ,", ","), value)
    await person.submit()


CHOICES = {"Weekly_review_on", "Without_an_outcome"}


async def saved(person, **fields):
    """Change settings, and go back to the channel."""
    await set_up(person, **fields)
    assert not person.errors, person.errors
    await person.close_all()


async def is_asked_first_at(payoff, person, moment):
    """Whether the first check-in is asked at this minute, and not before."""
    await payoff.advance(to=moment.replace(minute=0, hour=moment.hour - 1))
    assert asks(person) == []
    await payoff.advance(to=moment)
    return len(asks(person)) == 1


async def test_check_ins_are_asked_at_the_teams_hour(payoff, ana):
    await saved(ana, At="08:00")
    await shipped_release(payoff, ana)

    # 08:00 in Berlin.
    assert await is_asked_first_at(payoff, ana, datetime(2026, 3, 10, 7, tzinfo=UTC))


async def test_check_ins_that_are_planned_already_move_to_the_new_hour(payoff, ana):
    await shipped_release(payoff, ana)
    await saved(ana, At="11:00")

    assert await is_asked_first_at(payoff, ana, datetime(2026, 3, 10, 10, tzinfo=UTC))


async def test_check_ins_are_asked_by_the_clock_of_the_teams_zone(payoff, ana):
    await saved(ana, Time_zone="America/New_York")
    await shipped_release(payoff, ana)

    # 09:00 in New York, two days after the clocks changed there.
    assert await is_asked_first_at(payoff, ana, datetime(2026, 3, 10, 13, tzinfo=UTC))


async def test_nobody_is_asked_on_a_day_on_which_the_team_does_not_work(payoff, ana):
    await saved(ana, Working_days=["Monday", "Wednesday", "Thursday", "Friday"])
    await shipped_release(payoff, ana)

    assert await is_asked_first_at(payoff, ana, datetime(2026, 3, 11, 8, tzinfo=UTC))


async def test_nobody_is_asked_on_a_day_off(payoff, ana):
    await saved(ana, Days_off_besides="2026-03-11\n2026-03-10")
    await shipped_release(payoff, ana)

    assert await is_asked_first_at(payoff, ana, datetime(2026, 3, 12, 8, tzinfo=UTC))


async def test_nobody_is_asked_on_a_public_holiday_of_the_teams_country(payoff, ana):
    await saved(ana, Public_holidays_of="DE", **{"Check-ins,_days_after_shipping": "31"})
    await shipped_release(payoff, ana)

    # Good Friday is 31 days after 3 March, Easter Monday the next day of work.
    assert await is_asked_first_at(payoff, ana, datetime(2026, 4, 7, 7, tzinfo=UTC))


async def test_a_team_chooses_after_how_many_days_it_looks(payoff, ana):
    await saved(ana, **{"Check-ins,_days_after_shipping": "14, 3"})
    await shipped_release(payoff, ana)

    (looks,) = await ana.type("#checkout", "/value check-ins")

    assert "Fri 6 Mar 2026" in looks.words
    assert "Tue 17 Mar 2026" in looks.words
    assert looks.words.count("One-page checkout") == 2


async def test_bare_amounts_are_in_the_teams_currency_and_so_is_nothing(payoff, ana):
    await saved(ana, Currency="€")
    await define_metric(ana)
    await plan_release(ana)
    (nothing,) = await ana.type("#checkout", "/value REL-1")
    await schedule(ana, worth="120k")
    await payoff.settle()

    assert "€0 evidenced" in nothing.words
    assert "€120k a year" in card_of(ana).words


async def test_a_gate_that_warns_schedules_and_the_card_keeps_warning(payoff, ana):
    await saved(ana, Without_an_outcome="It gets one, with a warning")
    await plan_release(ana)
    await ana.type("#checkout", "/release schedule REL-1 5 Mar")
    await ana.choose("This release delivers", "No outcome: schedule it all the same")
    await ana.fill("Why without an outcome?", "A trial")
    await ana.choose("Why now?", "Our own deadline")

    await ana.submit()

    assert ana.modal is None, ana.errors
    await payoff.settle()
    assert "Thu 5 Mar" in card_of(ana).words
    assert (
        "What outcome will this release deliver?\nNobody has said yet. Scheduled all the same by @Ana Ruiz: A trial"
        in (card_of(ana).words)
    )


async def test_only_those_who_were_named_schedule_and_ship(payoff, ana, chloe):
    await define_metric(ana)
    await plan_release(ana)
    await saved(ana, Who_may_schedule_and_ship=["Chloe Martin"])

    (refused,) = await ana.type("#checkout", "/release schedule REL-1 5 Mar")
    await chloe.type("#checkout", "/release schedule REL-1 5 Mar")
    await fill_outcome(chloe)
    await chloe.choose("Why now?", "It is ready and worth it")
    await chloe.submit()
    (not_shipped,) = await ana.type("#checkout", "/release ship REL-1")
    await chloe.type("#checkout", "/release ship REL-1")
    await payoff.settle()

    assert "You may not schedule One-page checkout.\nAsk @Chloe Martin." in refused.words
    assert "You may not ship One-page checkout" in not_shipped.words
    assert "shipped" in card_of(ana).words


async def test_only_those_who_were_named_cancel_a_release_and_close_an_outcome(payoff, ana, ben):
    await define_metric(ana)
    await plan_release(ana)
    await schedule(ana)
    await saved(ana, Who_may_close_and_cancel=["Ben Okafor"])

    for command in ("/release cancel REL-1", "/outcome close OUT-1"):
        await ana.type("#checkout", command)
        if ana.modal is not None:
            await ana.fill("Why?", "No longer worth it")
            await ana.submit()
        assert "You may not close" in ana.screen(), command
        await ana.close_all()
    await ben.type("#checkout", "/release cancel REL-1")
    await ben.fill("Why?", "No longer worth it")
    await ben.submit()

    await payoff.settle()
    assert "cancelled" in card_of(ana).words


@pytest.mark.parametrize(
    ("label", "typed", "says"),
    [
        ("Time zone", "Berlin/Europe", "Berlin/Europe"),
        ("Public holidays of", "ZZ", "ZZ"),
        ("Days off besides", "2026-12-24\nXmas", "“Xmas” is no date like 2026-12-24"),
        ("Days off besides", "2026-02-30", "2026-02-30"),
        ("Check-ins, days after shipping", "soon", "7, 30, 90"),
        ("Check-ins, days after shipping", "0, 7", "1 to 730"),
        ("Check-ins, days after shipping", "7, 731", "1 to 730"),
        ("Check-ins, days after shipping", "1,2,3,4,5,6,7", "7 check-ins"),
        ("At", "25:00", "25:00"),
        ("At", "8:30", "Write it like `09:00`"),
        ("Review at", "9ish", "9ish"),
        ("Currency", "bananas", "bananas"),
    ],
)
async def test_a_wrong_value_is_refused_at_its_field_and_nothing_is_saved(ana, label, typed, says):
    await ana.type("#checkout", "/payoff settings")
    await ana.fill("Review at", "10:00")
    await ana.fill(label, typed)

    await ana.submit()

    assert list(ana.errors) == [label]
    assert says in ana.errors[label]
    await ana.close_all()
    await ana.type("#checkout", "/payoff settings")
    assert typed not in ana.screen()
    assert "10:00" not in ana.screen()


async def test_several_wrong_values_are_all_named_at_once(ana):
    await set_up(ana, Time_zone="Nowhere", Currency="bananas")

    assert set(ana.errors) == {"Time zone", "Currency"}


async def test_a_team_without_a_working_day_is_refused(ana):
    await set_up(ana, Working_days=[])

    assert "Working days" in ana.errors


async def test_what_was_saved_is_said_and_shown_when_the_form_is_opened_again(ana):
    await set_up(ana, Time_zone="Europe/Lisbon", At="08:30", **{"Check-ins,_days_after_shipping": "30, 7"})

    assert "#checkout: check-ins 7, 30 days after shipping at 08:30, Europe/Lisbon" in ana.screen()
    await ana.close_all()
    await ana.type("#checkout", "/payoff settings")
    for words in ("Europe/Lisbon", "7, 30", "08:30"):
        assert words in ana.screen()


async def test_each_channel_has_its_own_settings(ana):
    await saved(ana, At="08:00")

    await ana.type("#growth", "/payoff settings")

    assert "How #growth works with Payoff" in ana.screen()
    assert "08:00" not in ana.screen()


async def test_settings_need_a_channel(ana):
    (refused,) = await ana.type("@Ben Okafor", "/payoff settings")

    assert "Type this in your team's channel" in refused.words
    assert ana.modal is None


async def test_history_keeps_who_changed_a_setting_and_what_it_was(payoff, ana):
    await saved(ana, At="08:00")

    async with payoff.database.reading(payoff.workspace_id) as session:
        (change,) = await history.changes_of(session, "team", 1)
    assert (change.who, change.what, change.old, change.new) == (ana.id, "checkin time", "09:00", "08:00")


async def test_shipping_twice_under_other_settings_plans_no_second_set_of_looks(payoff, ana):
    await shipped_release(payoff, ana)
    await saved(ana, **{"Check-ins,_days_after_shipping": "14"})

    await ship(payoff, ana)
    (looks,) = await ana.type("#checkout", "/value check-ins")

    assert looks.words.count("One-page checkout") == 3
