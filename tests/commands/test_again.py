"""Run what only reads again from its buttons, and share it with the channel."""

import pytest

from tests.playing import define_metric, plan_release, schedule, shipped_release

SHARE = "Share to channel"


async def test_an_answer_is_private_until_it_is_shared_and_says_who_shared_it(payoff, ana, eva):
    await shipped_release(payoff, ana)
    seen = len(ana.messages("#checkout"))
    (answered,) = await eva.type("#checkout", "/value REL-1")
    private = len(ana.messages("#checkout")) == seen

    await eva.click(SHARE, in_=answered)

    shared = ana.messages("#checkout")[-1]
    assert private
    assert not shared.ephemeral
    assert "One-page checkout" in shared.words
    assert "@Eva Lind" in shared.words
    assert SHARE not in shared.buttons


async def test_what_is_shared_has_the_numbers_of_that_moment(payoff, ana, eva):
    await shipped_release(payoff, ana)
    (answered,) = await eva.type("#checkout", "/value OUT-1")
    await payoff.advance(hours=1)
    await ana.type("#checkout", "/metric record Checkout conversion 4.15")

    await eva.click(SHARE, in_=answered)

    assert "0 % of the way" in answered.words
    assert "50 % of the way" in ana.messages("#checkout")[-1].words


async def test_another_page_comes_in_place_of_the_one_before(ana):
    for number in range(1, 18):
        await plan_release(ana, f"Release {number:02}")
    (listed,) = await ana.type("#checkout", "/release list")
    first = listed.words

    new = await ana.click("Next", in_=listed)

    assert new == []
    assert listed.words != first


async def test_a_button_on_what_everyone_reads_answers_whoever_clicked_alone(payoff, ana, eva):
    await shipped_release(payoff, ana)
    (answered,) = await eva.type("#checkout", "/value REL-1")
    await eva.click(SHARE, in_=answered)
    shared = ana.messages("#checkout")[-1]
    words = shared.words

    (why,) = await ana.click("Why these numbers?", in_=shared)

    assert why.ephemeral
    assert shared.words == words


@pytest.mark.parametrize(
    "command", ["release ship REL-1", "release cancel REL-1", "metric record X 1", "payoff settings"]
)
async def test_no_forged_button_runs_a_command_that_changes_something(payoff, ana, eva, command):
    await define_metric(ana)
    await plan_release(ana)
    await schedule(ana)
    (answered,) = await eva.type("#checkout", "/value REL-1")
    for block in answered.blocks:
        for element in block.get("elements", []):
            if element.get("action_id", "").startswith("share"):
                element["value"] = command

    (refused,) = await eva.click(SHARE, in_=answered)

    assert refused.ephemeral
    assert "Only commands that show something can be shared or asked again." in refused.words
