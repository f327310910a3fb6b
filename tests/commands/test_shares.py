"""Several releases that claim what one metric moved share it: together they never claim more."""

from tests.commands.disputed import asked_in, claim_both
from tests.commands.test_value import answer
from tests.playing import shipped_release


def last_word(person):
    """What was said to someone alone in the thread."""
    return person.thread(asked_in(person))[-1].words


async def test_two_releases_that_claim_the_same_are_asked_once_how_they_share_it(payoff, ana):
    question = await claim_both(payoff, ana)

    assert question.words.startswith(
        "Checkout conversion moved +0.5 pt; REL-1 and REL-2 claim +0.5 pt and +0.5 pt. How do they share it?"
    )
    assert "One-page checkout REL-1: +0.25 pt\nGuest checkout REL-2: +0.25 pt\nNobody's: 0 pt" in question.words
    assert "until someone agrees, money is counted by this" in question.words


async def test_what_is_still_being_filled_up_is_shared_by_nobody(payoff, ana):
    question = await claim_both(payoff, ana, young="0.4")

    assert question.words.startswith(
        "Checkout conversion moved +0.5 pt; REL-1 and REL-2 claim +0.5 pt and +0.5 pt. How do they share it?"
    )


async def test_money_counts_the_proposal_until_someone_agrees_and_says_what_was_cut_and_why(payoff, ana, eva):
    await claim_both(payoff, ana)

    (quarter,) = await eva.type("#checkout", "/value Q1 2026")
    (why,) = await eva.type("#checkout", "/value explain Q1 2026")
    (one,) = await eva.type("#checkout", "/value explain share REL-2")

    # Of $120k and $60k a year, for 7 days: half of each.
    assert "$1.7k evidenced" in quarter.words
    assert "Left out: Guest checkout REL-2: $575.34, REL-1 and REL-2 together claim more than Checkout" in why.words
    assert "Share: +0.25 pt of +0.5 pt claimed" in one.words
    assert "Left out: $575.34 of the worth delivered: REL-1 and REL-2 together claim more" in one.words


async def test_what_was_agreed_is_said_in_the_message_with_who_agreed_and_counts_from_then_on(payoff, ana, ben, eva):
    question = await claim_both(payoff, ana)

    await ben.click("Leave unattributed", in_=question)
    refused = last_word(ben)
    await ana.click("Leave unattributed", in_=question)
    await payoff.settle()

    assert "Only @Ana Ruiz can agree on this." in refused
    assert "Nobody's: +0.5 pt" in question.words
    assert "Agreed by @Ana Ruiz on Tue 10 Mar 2026, what others claim left unattributed" in question.words
    (quarter,) = await eva.type("#checkout", "/value Q1 2026")
    assert "$0 evidenced" in quarter.words
    (then,) = await eva.type("#checkout", "/value ledger asof 9 Mar")
    assert "No release has a verdict" in then.words


async def test_typed_shares_have_to_fit_what_was_moved_and_are_kept(payoff, ana, eva):
    question = await claim_both(payoff, ana)

    await ana.click("Type shares…", in_=question)
    await ana.fill("One-page checkout REL-1", "0.4")
    await ana.submit()
    too_much = ana.errors
    await ana.fill("Guest checkout REL-2", "-0.1")
    await ana.submit()
    too_little = ana.errors
    await ana.fill("Guest checkout REL-2", "0.05 pt")
    await ana.submit()
    await payoff.settle()

    assert too_much == {"Guest checkout REL-2": "Together that is 0.65 % of the 0.5 % that it moved."}
    assert too_little == {"Guest checkout REL-2": "A share is 0 or more."}
    (ledger,) = await eva.type("#checkout", "/value ledger Checkout conversion")
    assert "One-page checkout REL-1: claims +0.5 pt, gets +0.4 pt" in ledger.words
    assert "Guest checkout REL-2: claims +0.5 pt, gets +0.05 pt" in ledger.words
    assert "agreed by @Ana Ruiz" in ledger.words


async def test_a_button_that_shows_other_numbers_agrees_to_nothing(payoff, ana):
    question = await claim_both(payoff, ana)
    stale = question.blocks
    await ana.type("#checkout", "/metric record Checkout conversion 4.1 2026-03-08")

    await ana.click("By promise", in_=question)

    assert question.blocks == stale
    assert "The numbers have moved since this was asked." in last_word(ana)


async def test_a_release_that_is_alone_on_its_metric_keeps_all_it_claims(payoff, ana, eva):
    await shipped_release(payoff, ana)
    await payoff.advance(days=7)
    await answer(ana)

    (ledger,) = await eva.type("#checkout", "/value ledger")
    (why,) = await eva.type("#checkout", "/value explain REL-1")

    assert "One-page checkout REL-1: claims +0.5 pt\nNobody's: 0 pt" in ledger.words
    assert "Share:" not in why.words
