"""List releases by what they brought, by when they shipped, and by what they wait for."""

from datetime import timedelta

import pytest

from storage import outcomes
from storage.promises import Promise
from storage.releases import Release
from tests.commands.test_value import answer, schedule_another
from tests.playing import define_metric, plan_release, schedule, ship, shipped_release


async def test_the_most_valuable_comes_first_and_only_what_is_verified(payoff, ana, eva):
    await shipped_release(payoff, ana, worth="$120k")
    for number, name, worth in ((2, "Guest checkout", "$240k"), (3, "Saved cards", "$900k")):
        await plan_release(ana, name)
        await schedule_another(ana, f"REL-{number}", worth=worth)
        await ship(payoff, ana, f"REL-{number}")
    await payoff.advance(days=7)
    await answer(ana, near="One-page checkout")
    await answer(ana, near="Guest checkout")
    await answer(ana, evidence="", near="Saved cards")

    (top,) = await eva.type("#checkout", "/value top")

    assert top.words.index("Guest checkout") < top.words.index("One-page checkout")
    assert "Saved cards" not in top.words


async def test_last_quarter_holds_what_shipped_in_it_and_names_its_days(payoff, ana, eva):
    await shipped_release(payoff, ana)
    await ana.type("#checkout", "/release ship REL-1 30 Dec 2025")

    (last,) = await eva.type("#checkout", "/value last quarter")
    (this,) = await eva.type("#checkout", "/value this quarter")

    assert "What Q4 2025 delivered" in last.words
    assert "One-page checkout" in last.words
    assert "Wed 1 Oct 2025 to Wed 31 Dec 2025, Europe/Berlin" in last.words
    assert "Nothing shipped from Thu 1 Jan 2026 to Tue 31 Mar 2026" in this.words


async def test_the_quarter_before_is_one_click_away(payoff, ana, eva):
    await shipped_release(payoff, ana)
    (answered,) = await eva.type("#checkout", "/value")

    await eva.click("Show Q4 2025")

    assert "Nothing shipped from Wed 1 Oct 2025 to Wed 31 Dec 2025" in answered.words


async def test_what_waits_names_whom_it_waits_for_and_is_answered_there(payoff, ana, eva):
    await define_metric(ana, value="")
    await plan_release(ana)
    await schedule(ana)
    await ship(payoff, ana)
    await payoff.advance(days=7)

    (waiting,) = await ana.type("#checkout", "/value waiting")
    await ana.click("Answer…", in_=waiting)

    assert "One-page checkout REL-1 · @Ana Ruiz\nDid it pay off? Due since Tue 10 Mar 2026." in waiting.words
    assert "Checkout conversion has no reading since it shipped seven days ago." in waiting.words
    assert "What came of it?" in ana.screen()


async def test_check_ins_are_listed_by_when_they_come(payoff, ana, eva):
    await shipped_release(payoff, ana)

    (looks,) = await eva.type("#checkout", "/value check-ins")

    order = [looks.words.index(day) for day in ("Tue 10 Mar 2026 09:00", "Thu 2 Apr 2026", "Mon 1 Jun 2026")]
    assert order == sorted(order)


async def test_releases_of_one_goal_are_listed(payoff, ana, eva):
    await shipped_release(payoff, ana)
    async with payoff.database.writing(payoff.workspace_id) as session:
        outcome = await outcomes.by_number(session, 1)
        outcome.link_kind, outcome.link = "okr", "KR-12"
        session.add(outcome)

    (linked,) = await eva.type("#checkout", "/value okr KR-12")
    (other,) = await eva.type("#checkout", "/value okr KR-13")

    assert "One-page checkout" in linked.words
    assert "No outcome is linked to “KR-13”" in other.words
    assert "Linked are: KR-12" in other.words


async def test_a_long_table_is_cut_and_says_how_much_is_left(payoff, ana, eva):
    await shipped_release(payoff, ana)
    async with payoff.database.writing(payoff.workspace_id) as session:
        now = payoff.clock.now
        for number in range(2, 32):
            release = Release(
                number=number, name=f"Release {number}", folded=f"release {number}", team_id=1, state="shipped",
                created_by="U0ANA", created_at=now, updated_at=now, shipped_at=now - timedelta(hours=number),
            )  # fmt: skip
            session.add(release)
            await session.flush()
            session.add(
                Promise(
                    release_id=release.pk, outcome_id=1, outcome_version=1, low=0.1, likely=0.2, high=0.3, sure=60,
                    promised_by="U0ANA", promised_at=now,
                )
            )  # fmt: skip

    (value,) = await eva.type("#checkout", "/value")
    (why,) = await eva.type("#checkout", "/value explain this quarter")

    assert "And 11 more; a shorter time shows them." in value.words
    # Of 31 releases that nobody has looked at, 15 are named.
    assert "Left out: 16 more" in why.words


@pytest.mark.parametrize(
    ("typed", "heading"),
    [
        ("last 30 days", "What the last 30 days delivered"),
        ("all time", "What was delivered, all time"),
        ("Q1 2026", "What Q1 2026 delivered"),
    ],
)
async def test_a_period_is_called_as_people_say_it(payoff, ana, typed, heading):
    (answer,) = await ana.type("#checkout", f"/value {typed}")

    assert answer.words.splitlines()[0] == heading


async def test_a_release_that_has_not_shipped_is_worth_nothing_yet_and_says_only_what_is_promised(payoff, ana):
    await define_metric(ana)
    await plan_release(ana)
    await schedule(ana, worth="€120k")

    (answer,) = await ana.type("#checkout", "/value REL-1")

    assert "evidenced" not in answer.words
    assert "It has not shipped." in answer.words
