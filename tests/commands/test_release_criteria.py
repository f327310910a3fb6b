"""Agree on what makes a release good enough, before it gets a date."""

import pytest

from tests.playing import card_of, define_metric, fill_outcome, plan_release

THREE = "Load test passes\nSupport is briefed\nPrices are right"


@pytest.fixture
async def planned(payoff, ana):
    """A release with three criteria, none of them agreed."""
    await define_metric(ana)
    await plan_release(ana, Good_enough_to_release_when=THREE)
    await payoff.settle()


async def read_list(person):
    """The list of criteria, with its buttons, as one person sees it."""
    (answer,) = await person.type("#checkout", "/release criteria REL-1")
    return answer


async def agree(person, count=1):
    """Agree to the first ones that are open."""
    await read_list(person)
    for _ in range(count):
        await person.click("Agree")


async def try_to_schedule(person, why_now="It is ready and worth it"):
    """Answer the question, give a date, and submit."""
    await person.type("#checkout", "/release schedule REL-1 5 Mar")
    await fill_outcome(person)
    await person.choose("Why now?", why_now)
    await person.submit()


async def test_the_list_shows_owner_and_evidence_and_the_card_how_many_are_agreed(payoff, ana, ben, planned):
    await read_list(ana)
    await ana.click("Change the list…")
    await ana.choose("Who answers for 1", "Ben Okafor")
    await ana.fill("Evidence for 1", "https://load.example/run/7")
    await ana.submit()
    await read_list(ben)
    await ben.click("Agree", near="Load test passes")
    await payoff.settle()

    words = (await read_list(ana)).words

    assert "Agreed: Load test passes\n@Ben Okafor, agreed by @Ben Okafor · https://load.example/run/7" in words
    assert "Open: Support is briefed\n@Ana Ruiz" in words
    assert "1 of 3 agreed" in words
    assert "1 of 3 agreed · Support is briefed waits for @Ana Ruiz" in card_of(ana).words


async def test_an_agreement_is_shown_where_it_was_clicked_and_can_be_taken_back(ana, planned):
    await agree(ana)
    shown = ana.messages("#checkout")[-1]
    assert "1 of 3 agreed" in shown.words

    await ana.click("Take back")

    assert "0 of 3 agreed" in ana.messages("#checkout")[-1].words


@pytest.mark.parametrize(("agreed", "passes"), [(0, False), (1, False), (2, True), (3, True)])
async def test_a_release_gets_its_date_once_more_than_half_is_agreed(payoff, ana, planned, agreed, passes):
    await agree(ana, agreed)

    await try_to_schedule(ana)

    said = ana.screen()
    await ana.close_all()
    await payoff.settle()
    assert ("scheduled" in card_of(ana).words) is passes
    if not passes:
        assert f"{agreed} of 3 agreed" in said
        assert "Prices are right" in said
        (listed,) = await ana.type("#checkout", "/outcome list")
        assert "Fewer people" not in listed.words


async def test_a_deadline_with_open_criteria_is_warned_of_by_name_until_they_are_agreed(payoff, ana, planned):
    await agree(ana, 2)
    await try_to_schedule(ana, "Our own deadline")
    await payoff.settle()
    warning = "A deadline drives this release while criteria are open: Prices are right."
    assert warning in card_of(ana).words

    await agree(ana)
    await payoff.settle()

    assert "while criteria are open" not in card_of(ana).words


async def test_open_criteria_alone_are_no_warning(payoff, ana, planned):
    await agree(ana, 2)

    await try_to_schedule(ana)
    await payoff.settle()

    assert "2 of 3 agreed" in card_of(ana).words
    assert "while criteria are open" not in card_of(ana).words


async def test_other_words_have_to_be_agreed_again_and_emptied_ones_go(ana, planned):
    await agree(ana, 2)
    await ana.click("Change the list…")
    await ana.fill("Criterion 1", "Load test passes at twice the peak")
    await ana.fill("Criterion 3", "")
    await ana.fill("More", "Legal has read it\n\n")

    await ana.submit()

    words = (await read_list(ana)).words
    assert "Open: Load test passes at twice the peak" in words
    assert "Agreed: Support is briefed" in words
    assert "Prices are right" not in words
    assert "Open: Legal has read it" in words


async def test_the_history_keeps_the_words_of_what_was_changed_and_whoever_follows_is_told(payoff, ana, eva, planned):
    await eva.type("#checkout", "/release follow REL-1")
    await read_list(ana)
    await ana.click("Change the list…")
    await ana.fill("Criterion 1", "Load test passes at twice the peak")
    await ana.fill("Criterion 3", "")
    await ana.fill("More", "Legal has read it")
    await ana.submit()
    await read_list(ana)
    await ana.click("Change the list…")
    await ana.submit()

    await payoff.settle()

    (told,) = eva.messages("@Payoff")
    (shown,) = await ana.type("#checkout", "/release show REL-1")
    for words in (told.words, shown.words):
        assert "Criterion: Load test passes → Load test passes at twice the peak (@Ana Ruiz)" in words
        assert "Criterion: Prices are right → – (@Ana Ruiz)" in words
        assert "Criterion: – → Legal has read it (@Ana Ruiz)" in words


async def test_who_may_not_schedule_a_release_cannot_lower_its_bar(ana, chloe, planned):
    await read_list(chloe)
    await chloe.click("Change the list…")
    await chloe.fill("Criterion 1", "")

    await chloe.submit()

    assert "You may not schedule One-page checkout" in chloe.screen()
    assert "Load test passes" in (await read_list(ana)).words


async def test_whoever_answers_for_one_is_asked_to_talk_in_the_cards_thread(payoff, ana, ben, chloe, planned):
    await read_list(chloe)
    await chloe.click("Discuss", near="Support is briefed")
    await chloe.click("Discuss", near="Support is briefed")

    await payoff.settle()

    (asked,) = ana.thread(card_of(ana))
    assert "@Ana Ruiz, @Chloe Martin would like to talk" in asked.words
    assert "Support is briefed" in asked.words


async def test_more_criteria_than_anyone_checks_are_refused_at_the_field(ana):
    await ana.type("#checkout", "/release plan One-page checkout")
    await ana.fill("Good enough to release when", "\n".join(f"Thing {n} works" for n in range(21)))

    await ana.submit()

    assert "21 criteria" in ana.errors["Good enough to release when"]
    (listed,) = await ana.type("#checkout", "/release list")
    assert "One-page checkout" not in listed.words


async def test_a_click_on_a_criterion_that_is_gone_says_so(ana, ben, planned):
    old = await read_list(ben)
    await read_list(ana)
    await ana.click("Change the list…")
    await ana.fill("Criterion 1", "")
    await ana.submit()

    (answer,) = await ben.click("Agree", in_=old)

    assert answer.ephemeral
    assert "no longer on the list" in answer.words
