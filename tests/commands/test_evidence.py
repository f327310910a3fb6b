"""Attach a message to a release: what people say counts, once."""

import pytest

from tests.commands.looks import asks
from tests.commands.test_value import schedule_another
from tests.playing import card_of, plan_release, ship, shipped_release


@pytest.fixture
async def said(payoff, ana, chloe):
    """A customer's words, told by Chloe; a release has shipped."""
    await shipped_release(payoff, ana, worth="€120k")
    await chloe.type("#checkout", "A customer writes: paying took *10 seconds*, finally <3 & no `login`")
    return next(m for m in ana.messages("#checkout") if "A customer writes" in m.words)


async def attach(person, message, option="One-page checkout (REL-1)"):
    """Attach a message to a release."""
    await person.message_shortcut(message, "Attach to release")
    await person.choose("Release", option)
    await person.submit()


def paperclips(message):
    """How many have marked a message with a paperclip."""
    return [r["count"] for r in message.body.get("reactions", []) if r["name"] == "paperclip"]


async def test_an_attached_message_is_marked_and_quoted_on_the_card(payoff, ana, said):
    await attach(ana, said)
    await payoff.settle()

    assert "Kept as evidence of One-page checkout REL-1." in ana.screen()
    assert paperclips(said) == [1]
    assert "1 piece of evidence" in card_of(ana).words
    assert "paying took" in card_of(ana).words
    assert "@Chloe Martin" in card_of(ana).words


async def test_the_form_shows_whose_words_are_attached(ana, said):
    await ana.message_shortcut(said, "Attach to release")

    assert "A customer writes: paying took" in ana.screen()
    assert "Written by @Chloe Martin" in ana.screen()


@pytest.mark.parametrize("letter", ["ж", "😀", '"'])
async def test_a_long_message_is_attached_in_any_script(payoff, ana, chloe, said, letter):
    await chloe.type("#checkout", "Paying: " + letter * 2_000 + "end")
    long = next(m for m in ana.messages("#checkout") if "Paying:" in m.words)

    await attach(ana, long)
    await payoff.settle()

    assert "Kept as evidence of One-page checkout REL-1." in ana.screen()
    assert "Paying: " + letter * 20 in card_of(ana).words


async def test_the_same_message_twice_is_one_record(payoff, ana, ben, said):
    await attach(ana, said)
    await ana.close_all()

    await attach(ben, said)
    await payoff.settle()

    assert "once is enough" in ben.screen()
    assert paperclips(said) == [1]
    assert "1 piece of evidence" in card_of(ana).words


async def test_one_message_may_speak_for_two_releases(payoff, ana, said):
    await plan_release(ana, "Guest checkout")
    await attach(ana, said)
    await ana.close_all()

    await attach(ana, said, "Guest checkout (REL-2)")
    await payoff.settle()

    assert "Kept as evidence of Guest checkout" in ana.screen()
    assert "1 piece of evidence" in card_of(ana, "Guest checkout").words


async def test_an_attached_message_makes_an_answer_verified_and_count(payoff, ana, eva, said):
    await attach(ana, said)
    await ana.close_all()
    await payoff.advance(days=7)

    await ana.click("Edit…")
    await ana.choose("What came of it?", "Hit")
    await ana.fill("Checkout conversion now", "4.3 %")
    await ana.submit()

    (value,) = await eva.type("#checkout", "/value REL-1")
    assert "€2.3k evidenced" in value.words
    assert "claimed" not in value.words


async def test_a_message_needs_a_release_to_be_attached_to(ana, said):
    await ana.message_shortcut(said, "Attach to release")
    await ana.submit()

    assert "Release" in ana.errors


async def test_without_any_release_the_shortcut_says_how_to_begin_one(ana):
    await ana.type("#checkout", "It is faster now")
    message = next(m for m in ana.messages("#checkout") if "faster" in m.words)

    await ana.message_shortcut(message, "Attach to release")

    assert "There is no release to attach it to yet. /release plan begins one." in ana.screen().replace("`", "")


async def test_a_message_where_payoff_cannot_react_is_kept_all_the_same(payoff, ana, said):
    payoff.slack.faults.add("error", method="reactions.add", code="not_in_channel")

    await attach(ana, said)
    await payoff.settle()

    assert "Kept as evidence" in ana.screen()
    assert "1 piece of evidence" in card_of(ana).words


# A paperclip


async def clip(payoff, person, message):
    """Put a paperclip on a message; returns what that person alone is told."""
    before = len(person.messages("#checkout"))
    person.react(message, ":paperclip:")
    await payoff.slack.quiet()
    await payoff.settle()
    return [m.words for m in person.messages("#checkout")[before:] if m.ephemeral]


async def test_a_paperclip_makes_a_message_evidence_of_what_its_channel_looks_at(payoff, ana, ben, said):
    told = await clip(payoff, ben, said)

    assert told == ["Kept as evidence of One-page checkout REL-1."]
    assert "1 piece of evidence" in card_of(ana).words
    assert "paying took" in card_of(ana).words
    assert "@Chloe Martin" in card_of(ana).words
    assert await clip(payoff, ana, said) == ["It is evidence of One-page checkout REL-1 already; once is enough."]
    assert "1 piece of evidence" in card_of(ana).words


async def test_a_paperclip_in_a_releases_thread_means_that_release(payoff, ana, chloe, said):
    await plan_release(ana, "Guest checkout")
    await payoff.settle()
    await chloe.type("#checkout", "Guests cannot find the button", thread=card_of(ana, "Guest checkout"))
    (reply,) = [m for m in ana.thread(card_of(ana, "Guest checkout")) if "Guests cannot" in m.words]

    ana.react(reply, "paperclip")
    await payoff.slack.quiet()
    await payoff.settle()

    assert "1 piece of evidence" in card_of(ana, "Guest checkout").words
    assert "evidence" not in card_of(ana).words


async def test_of_several_releases_one_is_picked(payoff, ana, chloe, said):
    await plan_release(ana, "Guest checkout")
    await schedule_another(ana, "REL-2")
    await ship(payoff, ana, "REL-2")

    told = await clip(payoff, ana, said)
    await ana.choose("Release", "Guest checkout (REL-2)")
    await payoff.settle()

    assert told[0].startswith("Which release does it speak for or against?")
    assert "1 piece of evidence" in card_of(ana, "Guest checkout").words
    assert "evidence" not in card_of(ana).words


async def test_a_paperclip_where_nothing_has_shipped_says_what_else_there_is(payoff, ana, chloe):
    await plan_release(ana)
    await chloe.type("#checkout", "A customer writes: when?")
    message = next(m for m in ana.messages("#checkout") if "when?" in m.words)

    (told,) = await clip(payoff, ana, message)

    assert "Nothing that this channel has shipped is looked at now. Attach to release" in told


async def test_another_reaction_and_a_paperclip_on_what_payoff_says_are_no_evidence(payoff, ana, said):
    ana.react(said, ":tada:")
    ana.react(card_of(ana), ":paperclip:")
    await payoff.slack.quiet()
    await payoff.settle()

    assert "evidence" not in card_of(ana).words


async def test_with_a_paperclip_a_verdict_is_verified(payoff, ana, said):
    await clip(payoff, ana, said)
    await payoff.advance(days=7)
    await ana.click("Edit…", in_=asks(ana)[0])
    await ana.choose("What came of it?", "Hit")
    await ana.submit()
    await payoff.settle()

    assert "hit, verified" in card_of(ana).words
