"""Write outcomes down so that they can be looked at later."""

import pytest

from tests.commands.outcome_form import BASELINE, NAME, TARGET, fill_form, shown, write_outcome
from tests.playing import define_metric, plan_release


@pytest.fixture
async def metric(payoff, ana):
    """A metric to move."""
    await define_metric(ana)


async def test_a_written_outcome_reads_back_with_all_that_was_said_of_it(ana, metric):
    said = await write_outcome(
        ana,
        **{
            "Why does it matter?": "Every tenth order is lost on the last page",
            "It serves": "An OKR",
            "Key or name of that": "KR-12",
            "Where was the problem seen?": "“I had to type my address twice”",
            "Owner": "Ben Okafor",
            "Defined with, from product": ["Ana Ruiz"],
            "Defined with, from support": ["Chloe Martin"],
        },
    )

    assert "OUT-1" in said
    words = await shown(ana)
    assert words.startswith("Fewer people give up while paying")
    assert "3.8 % → 4.5 % by Wed 30 Sep" in words
    assert "Every tenth order is lost on the last page" in words
    assert "a customer's problem, revenue" in words
    assert "OKR KR-12" in words
    assert "I had to type my address twice" in words
    assert "@Ben Okafor" in words
    assert "@Ana Ruiz (product), @Chloe Martin (support)" in words
    assert "OUT-1 · version 1 · open" in words


@pytest.mark.parametrize("label", ["What kind of outcome is it?", "What does it move?", NAME])
async def test_an_outcome_without_its_kind_category_or_name_is_refused_there(ana, metric, label):
    await ana.type("#checkout", "/outcome new")
    await fill_form(ana, **{label: ""})

    await ana.submit()

    assert list(ana.errors) == [label]
    (listed,) = await ana.type("#checkout", "/outcome list")
    assert "no outcomes" in listed.words


@pytest.mark.parametrize(
    ("label", "typed", "says"),
    [
        (TARGET, "3.8", "there is nothing to move"),
        (TARGET, "3.2", "should rise"),
        (TARGET, "€450", "€"),
        (BASELINE, "nan", "number"),
        ("By when?", "2026-03-03", "come already"),
    ],
)
async def test_a_wrong_number_or_day_is_refused_at_its_field_and_nothing_is_written(ana, metric, label, typed, says):
    await ana.type("#checkout", "/outcome new")
    await fill_form(ana, **{label: typed})

    await ana.submit()

    assert list(ana.errors) == [label]
    assert says in ana.errors[label]
    assert "Fewer people give up while paying" in ana.screen()
    (listed,) = await ana.type("#checkout", "/outcome list")
    assert "no outcomes" in listed.words


async def test_every_wrong_field_is_named_at_once(ana, metric):
    await ana.type("#checkout", "/outcome new")
    await fill_form(ana, **{BASELINE: "four", TARGET: "12 apples", "By when?": "2026-01-01"})

    await ana.submit()

    assert set(ana.errors) == {BASELINE, TARGET, "By when?"}


async def test_a_second_outcome_of_the_same_name_is_refused_and_the_first_is_named(ana, metric):
    await write_outcome(ana)
    await ana.type("#checkout", "/outcome new")
    await fill_form(ana, **{NAME: "  fewer PEOPLE give up while paying "})

    await ana.submit()

    assert "OUT-1" in ana.errors[NAME]


async def test_a_new_metric_is_written_with_its_outcome(ana):
    await ana.type("#checkout", "/outcome new")
    await fill_form(ana, **{"Which number moves?": "A new one…", BASELINE: "", TARGET: ""})
    await ana.fill("Name of the metric", "Orders a day")
    await ana.fill("Unit", "orders")
    await ana.fill(BASELINE, "1,240")
    await ana.fill(TARGET, "1,500 orders")

    await ana.submit()

    assert "1,240 orders → 1,500 orders" in ana.screen()
    await ana.close()
    (listed,) = await ana.type("#checkout", "/metric list")
    assert "Orders a day" in listed.words


async def test_vague_words_without_numbers_are_asked_which_number_moves(ana, metric):
    bare = {"Which number moves?": "", BASELINE: "", TARGET: "", "By when?": ""}

    said = await write_outcome(ana, **{NAME: "Improve the UX"} | bare)

    question = "No metric, no unit, no baseline, no target, no date: which number moves?"
    assert question in said
    assert question in await shown(ana)


async def test_vague_words_pass_once_there_is_a_number_to_move(ana, metric):
    said = await write_outcome(ana, **{NAME: "Improve the UX"})

    assert "which number moves" not in said
    assert "hich number moves" not in await shown(ana)


async def test_a_hypothesis_is_told_which_of_its_parts_it_lacks(ana, metric):
    said = await write_outcome(
        ana,
        **{
            "What kind of outcome is it?": "A hypothesis to test",
            "Why does it matter?": "We believe that one page will keep people paying",
        },
    )

    assert "this lacks we know when" in said


async def test_success_defined_by_those_alone_who_build_it_is_warned_of(ana, metric):
    alone = await write_outcome(ana, **{"Defined with, from engineering": ["Dev Patel"]})
    together = await write_outcome(
        ana,
        **{
            NAME: "More people come back",
            "Defined with, from engineering": ["Dev Patel"],
            "Defined with, from support": ["Chloe Martin"],
        },
    )

    assert "defined by those alone who build it" in alone
    assert "defined by those alone" not in together


async def test_a_goal_lists_the_releases_that_serve_it(ana, metric):
    await write_outcome(ana, **{"It serves": "An OKR", "Key or name of that": "KR-12"})
    await plan_release(ana)
    await ana.type("#checkout", "/release schedule REL-1 5 Mar")
    await ana.choose("Outcome", "Fewer people give up while paying (OUT-1)")
    await ana.fill("How much of it will this release move?", "0.2, 0.5, 0.8")
    await ana.choose("Why now?", "It is ready and worth it")
    await ana.submit()
    assert ana.modal is None, ana.errors

    (goal,) = await ana.type("#checkout", "/value okr KR-12")

    assert "KR-12" in goal.words
    assert "One-page checkout" in goal.words
