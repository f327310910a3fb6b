"""Tell what releases were worth: outcomes first, promised against delivered, and every figure explained."""

from datetime import UTC, datetime, timedelta

import pytest

from storage import outcomes
from storage.promises import Promise
from storage.releases import Release
from tests.playing import define_metric, fill_outcome, plan_release, schedule, ship, shipped_release


async def answer(person, verdict="Hit", *, now="4.3 %", evidence="https://dashboards.example/checkout", near=""):
    """Answer the check-in that is asked, in its form."""
    await person.click("Edit…", near=near)
    await person.choose("What came of it?", verdict)
    if now:
        await person.fill("Checkout conversion now", now)
    if evidence:
        await person.fill("Evidence", evidence)
    await person.submit()
    assert person.modal is None, person.screen()


async def schedule_another(person, key, *, size="0.2, 0.5, 0.8", worth=""):
    """Promise on the outcome that is there already."""
    await person.type("#checkout", f"/release schedule {key} 5 Mar")
    await person.choose("Outcome", "Fewer people give up while paying (OUT-1)")
    await person.fill("How much of it will this release move?", size)
    if worth:
        await person.fill("Worth a year, if it works", worth)
    await person.choose("Why now?", "It is ready and worth it")
    await person.submit()
    assert person.modal is None, person.errors


async def ship_without_outcome(payoff, person, key="REL-1"):
    """Pass a gate that only warns."""
    await person.type("#checkout", "/payoff settings")
    await person.choose("Without an outcome", "It gets one, with a warning")
    await person.submit()
    await person.close_all()
    await person.type("#checkout", f"/release schedule {key} 5 Mar")
    await person.choose("This release delivers", "No outcome: schedule it all the same")
    await person.fill("Why without an outcome?", "A trial")
    await person.choose("Why now?", "Our own deadline")
    await person.submit()
    await ship(payoff, person, key)


async def test_nine_features_without_an_outcome_come_to_nothing(payoff, ana, eva):
    await plan_release(ana, Features_in_it="9")
    await ship_without_outcome(payoff, ana)

    (one,) = await eva.type("#checkout", "/value REL-1")
    (quarter,) = await eva.type("#checkout", "/value")

    assert "$0 evidenced." in one.words
    assert "It promised no outcome" in one.words
    assert "nine features, which are not value" in one.words
    assert "$0 evidenced, by no releases with an outcome" in quarter.words
    assert "Nine features shipped; no releases moved a metric" in quarter.words


async def test_features_are_counted_after_outcomes_and_beside_what_moved(payoff, ana, eva):
    await define_metric(ana)
    await plan_release(ana, Features_in_it="12")
    await schedule(ana)
    await ship(payoff, ana)
    await payoff.advance(days=7)
    await answer(ana)

    (quarter,) = await eva.type("#checkout", "/value this quarter")

    assert "12 features shipped; one release moved a metric." in quarter.words
    assert quarter.words.index("1 hit") < quarter.words.index("12 features")


async def test_a_release_shows_promised_against_delivered_with_the_money_first(payoff, ana, eva):
    await shipped_release(payoff, ana, worth="€120k")
    await payoff.advance(days=7)
    await answer(ana)

    (value,) = await eva.type("#checkout", "/value One-page checkout")

    # 120,000 a year × 7 days ÷ 365, all of what was promised.
    assert value.words.splitlines()[1] == "€2.3k evidenced, of €2.3k promised for its first seven days."
    assert "came to 4.3 %, from 3.8 %: +0.5 pt goes with the release; promised was +0.5 pt" in value.words
    assert "Verdict\nhit, by @Ana Ruiz" in value.words
    assert "Target\n4.5 % by Wed 30 Sep 2026" in value.words


async def test_promised_and_delivered_are_of_the_same_days_whatever_the_hour_of_the_answer(payoff, ana, eva):
    await shipped_release(payoff, ana, worth="€120k")
    await payoff.advance(to=datetime(2026, 3, 10, 8, 5, tzinfo=UTC))
    await answer(ana)

    (value,) = await eva.type("#checkout", "/value REL-1")

    assert "€2.3k evidenced, of €2.3k promised for its first seven days." in value.words


async def test_a_claim_is_shown_apart_and_counts_for_no_money(payoff, ana, eva):
    await shipped_release(payoff, ana, worth="€120k")
    await payoff.advance(days=7)
    await answer(ana, evidence="")

    (quarter,) = await eva.type("#checkout", "/value this quarter")
    (top,) = await eva.type("#checkout", "/value top")
    (waiting,) = await eva.type("#checkout", "/value waiting")

    assert "€0 evidenced, of €2.3k promised" in quarter.words
    assert "0 hit, 0 partly, 0 missed, 1 claimed without evidence" in quarter.words
    assert "One-page checkout | +0.5 pt | +0.5 pt | hit, claimed | –" in quarter.words
    assert "Nothing is verified yet" in top.words
    assert "Claimed hit, without evidence: it counts for nothing until there is some" in waiting.words


async def test_currencies_are_never_added_together(payoff, ana, eva):
    await shipped_release(payoff, ana, worth="€120k")
    await plan_release(ana, "Guest checkout")
    await schedule_another(ana, "REL-2", worth="$240k")
    await ship(payoff, ana, "REL-2")
    await payoff.advance(days=7)
    await answer(ana, near="One-page checkout")
    await answer(ana, near="Guest checkout")

    (quarter,) = await eva.type("#checkout", "/value")

    assert "€2.3k and $4.6k evidenced" in quarter.words


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


async def test_an_outcome_shows_where_it_stands_and_every_release_that_was_to_move_it(payoff, ana, eva):
    await shipped_release(payoff, ana)
    await plan_release(ana, "Guest checkout")
    await schedule_another(ana, "REL-2", size="0.1, 0.2, 0.3")
    await payoff.advance(hours=1)
    await ana.type("#checkout", "/metric record Checkout conversion 4.15")

    (value,) = await eva.type("#checkout", "/value OUT-1")

    # (4.15 − 3.8) ÷ (4.5 − 3.8)
    assert "50 % of the way" in value.words
    assert "One-page checkout | +0.5 pt | – | not looked at" in value.words
    assert "Guest checkout | +0.2 pt | – | scheduled" in value.words


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


@pytest.mark.parametrize(
    ("typed", "says"),
    [
        ("/value One-page chekout", "Did you mean"),
        ("/value REL-12", "REL-12"),
        ("/value <!channel> *x* {{ 7*7 }} `y`", "{{ 7*7 }}"),
        ("/value explain nothing", "no release, outcome or metric called “nothing”"),
        ("/value top soon", "soon"),
    ],
)
async def test_what_is_not_known_is_refused_in_private_with_what_is_near(payoff, ana, eva, typed, says):
    await shipped_release(payoff, ana)

    (refused,) = await eva.type("#checkout", typed)

    assert refused.ephemeral
    assert says in refused.words


async def test_an_ambiguous_name_is_refused_with_both(payoff, ana, eva):
    await define_metric(ana)
    await plan_release(ana, "Checkout")
    await ana.type("#checkout", "/release schedule REL-1 5 Mar")
    await fill_outcome(ana, name="Checkout")
    await ana.choose("Why now?", "It is ready and worth it")
    await ana.submit()

    (refused,) = await eva.type("#checkout", "/value Checkout")

    assert "REL-1" in refused.words
    assert "OUT-1" in refused.words


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

    assert "And 11 more; a shorter time shows them." in value.words
