"""Tell people what there is, and what they may have meant."""

import pytest

from commands.routing import ROUTERS
from tests.playing import define_metric, plan_release


async def told(person, text):
    """The one private answer to a command."""
    (answer,) = await person.type("#checkout", text)
    assert answer.ephemeral
    assert person.modal is None
    return answer.words


@pytest.mark.parametrize("typed", ["/payoff", "/payoff help", "/payoff ?", "/payoff HELP"])
async def test_payoff_help_names_every_command_and_the_question(ana, typed):
    words = await told(ana, typed)

    assert words.startswith("What outcome will this release deliver?")
    for command in ("/outcome", "/metric", "/release", "/value"):
        assert command in words
    assert "schedule" in words


async def test_more_beside_a_command_shows_its_help_in_the_same_place(ana):
    await ana.type("#checkout", "/payoff help")

    await ana.click("More", near="/outcome")

    shown = ana.messages("#checkout")[-1]
    assert shown.ephemeral
    assert shown.words.startswith("/outcome")
    assert "/outcome close X" in shown.words


@pytest.mark.parametrize("command", ["outcome", "metric", "release", "value"])
async def test_a_commands_help_lists_each_subcommand_with_what_it_does(ana, command):
    words = await told(ana, f"/{command} help")

    for subcommand in ROUTERS[command].subcommands.values():
        assert f"/{command} {subcommand.name}" in words
        assert subcommand.says in words


@pytest.mark.parametrize("command", ["outcome", "metric", "release"])
async def test_a_command_alone_shows_its_help(ana, command):
    assert await told(ana, f"/{command}") == await told(ana, f"/{command} help")


@pytest.mark.parametrize(
    "typed",
    [
        "/release help plan",
        "/release plan help",
        "/release help new",
        "/payoff help release plan",
        "/payoff release help plan",
        "/payoff release plan help",
    ],
)
async def test_a_subcommands_help_shows_its_use_with_an_example_and_opens_nothing(ana, typed):
    words = await told(ana, typed)

    assert "/release plan [NAME]" in words
    assert "Plan a release." in words
    assert "/release plan One-page checkout" in words


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("/release shedule REL-1", "/release schedule"),
        ("/release help shedule", "/release schedule"),
        ("/outcome nwe Fewer returns", "/outcome new"),
        ("/metric recrod Signups 4", "/metric record"),
        ("/payoff relase list", "/payoff release"),
        ("/release list shiped", "/release list shipped"),
        ("/outcome list colsed", "/outcome list closed"),
    ],
)
async def test_a_mistyped_word_is_answered_with_the_one_that_was_meant(ana, typed, meant):
    words = await told(ana, typed)

    assert f"Did you mean {meant}?" in words


async def test_a_word_like_nothing_there_is_is_answered_with_where_to_look(ana):
    words = await told(ana, "/release xylophone")

    assert "There is no /release xylophone." in words
    assert "/release help" in words


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("/release show Onepage chekout", "One-page checkout (REL-1)"),
        ("/release ship REL-11", "One-page checkout (REL-1)"),
        ("/value one-pge checkout", "One-page checkout (REL-1)"),
        ("/metric show Chekout conversion", "Checkout conversion"),
    ],
)
async def test_a_mistyped_name_or_key_is_answered_with_the_one_that_was_meant(ana, typed, meant):
    await define_metric(ana)
    await plan_release(ana)

    words = await told(ana, typed)

    assert f"Did you mean {meant}?" in words


async def test_a_name_is_found_in_any_case_in_quotes_and_by_its_key_in_any_writing(ana):
    await plan_release(ana)

    for named in ("one-page CHECKOUT", "“One-page checkout”", "rel-1", "REL‑1"):
        assert (await told(ana, f"/release show {named}")).startswith("One-page checkout")
