"""Plan releases, keep one card for each, find, list, change and cancel them."""

import pytest

from tests.playing import card_of, define_metric, plan_release, schedule, ship


async def cancel(person, key="REL-1", why="The number moved without it"):
    """Cancel a release; the form's answer stays open."""
    await person.type("#checkout", f"/release cancel {key}")
    await person.fill("Why?", why)
    await person.submit()


async def test_a_planned_release_gets_a_key_and_one_card_that_asks_the_question(payoff, ana, ben):
    await plan_release(ana, What_ships="One page instead of four")
    await payoff.settle()

    words = card_of(ben).words
    assert "What outcome will this release deliver?\nNobody has said yet. Owned by @Ana Ruiz." in words
    assert "One page instead of four" in words
    assert "No date before an outcome" in words
    assert "REL-1 · draft · Europe/Berlin" in words


async def test_keys_count_up_and_are_never_given_twice(payoff, ana):
    await plan_release(ana)
    await cancel(ana)
    await ana.close_all()
    await plan_release(ana, "Guest checkout")

    (listed,) = await ana.type("#checkout", "/release list all")

    assert "REL-1 One-page checkout" in listed.words
    assert "REL-2 Guest checkout" in listed.words


async def test_every_change_edits_the_one_card_and_the_thread_holds_the_history(payoff, ana):
    await define_metric(ana)
    await plan_release(ana)
    await payoff.settle()
    card = card_of(ana)

    await schedule(ana)
    await payoff.settle()
    await ship(payoff, ana)

    assert card_of(ana).ts == card.ts
    assert "REL-1 · shipped" in card.words
    assert card.edited
    thread = [reply.words for reply in ana.thread(card)]
    assert ["State: draft → scheduled" in words for words in thread] == [True, False]
    assert ["State: scheduled → shipped" in words for words in thread] == [False, True]


async def test_settling_twice_posts_nothing_new(payoff, ana):
    await plan_release(ana)
    await payoff.settle()
    before = len(payoff.slack.calls)

    await payoff.settle()

    assert len(payoff.slack.calls) == before


async def test_the_shortcut_plans_a_release_in_the_channel_that_is_picked(payoff, ana):
    await ana.shortcut("Plan a release")
    await ana.fill("Name", "Guest checkout")
    await ana.choose("Channel", "#growth")
    await ana.submit()
    await payoff.settle()

    assert ana.modal is None, ana.errors
    assert "REL-1 · draft" in card_of(ana, "Guest checkout", "#growth").words


async def test_a_name_that_is_taken_is_refused_with_the_key_of_who_has_it(ana):
    await plan_release(ana)
    await ana.type("#checkout", "/release plan ONE-PAGE  checkout")

    await ana.submit()

    assert "REL-1 is called that already" in ana.errors["Name"]


async def test_the_name_of_a_cancelled_release_may_be_used_again_and_both_are_told_apart_by_key(ana):
    await plan_release(ana)
    await cancel(ana)
    await ana.close_all()
    await plan_release(ana)

    (answer,) = await ana.type("#checkout", "/release show One-page checkout")

    assert "2 of them are called “One-page checkout”: REL-2, REL-1." in answer.words
    assert "Use the key." in answer.words


async def test_new_words_reach_the_card_and_say_old_and_new_and_why(payoff, ana):
    await define_metric(ana)
    await plan_release(ana)
    await schedule(ana)
    await payoff.settle()
    card = card_of(ana)
    await ana.choose("⋮", "Edit…", in_=card)
    await ana.fill("Name", "Two-page checkout")
    await ana.fill("Why does it change?", "One page was too long")

    await ana.submit()
    await payoff.settle()

    assert card.words.startswith("Two-page checkout")
    assert "Name: One-page checkout → Two-page checkout: One page was too long" in ana.thread(card)[-1].words


async def test_features_are_counted_and_said_not_to_be_value(ana):
    await plan_release(ana, Features_in_it="9")

    (answer,) = await ana.type("#checkout", "/release show REL-1")

    assert "9 features, which are not value" in answer.words


async def test_maintenance_shows_its_reason_where_others_show_an_outcome(payoff, ana):
    await plan_release(ana)
    await ana.type("#checkout", "/release schedule REL-1 5 Mar")
    await ana.choose("This release delivers", "Maintenance: it keeps things running")
    await ana.choose("Why now?", "A date outside our control")
    await ana.submit()
    assert list(ana.errors) == ["What has to be kept running?"]
    await ana.fill("What has to be kept running?", "PostgreSQL 12 loses support")

    await ana.submit()
    await payoff.settle()

    words = card_of(ana).words
    assert "Maintenance, exempt from the question: PostgreSQL 12 loses support" in words
    assert "What outcome will this release deliver?" not in words
    assert "a date outside our control" in words


async def test_a_list_shows_what_is_open_by_window_a_page_at_a_time_in_the_same_place(ana):
    for number in range(1, 11):
        await plan_release(ana, f"Slice {number}")
    await cancel(ana, "REL-10")
    await ana.close_all()

    (first,) = await ana.type("#checkout", "/release list")
    assert "Slice 8" in first.words
    assert "Slice 9" not in first.words
    assert "9 releases · page 1 of 2" in first.words
    shown = len(ana.messages("#checkout"))
    await ana.click("Next")

    assert len(ana.messages("#checkout")) == shown
    words = ana.messages("#checkout")[-1].words
    assert "Slice 9" in words
    assert "Slice 10" not in words
    (cancelled,) = await ana.type("#checkout", "/release list cancelled")
    assert "Slice 10" in cancelled.words


async def test_an_empty_list_says_what_begins_one(ana):
    (answer,) = await ana.type("#checkout", "/release list")

    assert "/release plan begins one" in answer.words


async def test_cancelling_asks_why_keeps_the_promise_and_can_be_undone_at_once(payoff, ana):
    await define_metric(ana)
    await plan_release(ana)
    await schedule(ana)
    await payoff.settle()

    await cancel(ana)
    await payoff.settle()
    assert "REL-1 · cancelled" in card_of(ana).words
    assert "State: scheduled → cancelled: The number moved without it" in ana.thread(card_of(ana))[-1].words
    await ana.click("Undo")
    await payoff.settle()

    assert "is scheduled again" in ana.screen()
    words = card_of(ana).words
    assert "REL-1 · scheduled" in words
    assert "3.8 % → 4.5 %" in words
    assert "Thu 5 Mar" in words


async def test_a_cancelled_release_is_restored_from_its_card_and_only_once(payoff, ana, ben):
    await plan_release(ana)
    await cancel(ana)
    await ana.close_all()
    await payoff.settle()
    assert "What outcome will this release deliver?" not in card_of(ana).words
    (refused,) = await ben.click("Restore", in_=card_of(ben))
    assert "You may not" in refused.words

    await ana.click("Restore", in_=card_of(ana))
    (again,) = await ana.type("#checkout", "/release list cancelled")
    await payoff.settle()

    assert "REL-1 · draft" in card_of(ana).words
    assert "One-page checkout" not in again.words


async def test_what_shipped_cannot_be_cancelled(payoff, ana):
    await define_metric(ana)
    await plan_release(ana)
    await schedule(ana)
    await ship(payoff, ana)

    await cancel(ana)

    assert "has shipped" in ana.screen()
    await ana.close_all()
    await payoff.settle()
    assert "REL-1 · shipped" in card_of(ana).words


async def test_a_cancelled_release_neither_ships_nor_gets_a_date(payoff, ana):
    await plan_release(ana)
    await cancel(ana)
    await ana.close_all()

    (ship_refused,) = await ana.type("#checkout", "/release ship REL-1")
    (date_refused,) = await ana.type("#checkout", "/release schedule REL-1 5 Mar")

    assert "One-page checkout is cancelled: it cannot ship." in ship_refused.words
    assert "One-page checkout is cancelled: it cannot be scheduled." in date_refused.words


@pytest.mark.parametrize(
    "typed", ["/release show REL-1", "/payoff release show rel1", "/release show “One-page checkout”"]
)
async def test_a_release_is_shown_to_the_one_who_asks_and_shared_on_demand(ana, ben, typed):
    await plan_release(ana)

    (answer,) = await ben.type("#checkout", typed)
    assert answer.ephemeral
    await ben.click("Share to channel", in_=answer)

    shared = ana.messages("#checkout")[-1]
    assert not shared.ephemeral
    assert "One-page checkout" in shared.words
