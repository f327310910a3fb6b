"""Write outcomes down so that they can be looked at later, change them version by version, and close them."""

import pytest

from tests.playing import define_metric, plan_release, schedule, ship

NAME = "What gets better, and for whom?"
BASELINE = "Where is it today?"
TARGET = "Where should it be?"


async def fill_form(person, **changed):
    """Fill in what every outcome has; the form has to be open."""
    values = {
        NAME: "Fewer people give up while paying",
        "What kind of outcome is it?": "A customer's problem solved",
        "What does it move?": "Revenue",
        "Which number moves?": "Checkout conversion",
        BASELINE: "3.8",
        TARGET: "4.5",
        "By when?": "2026-09-30",
    } | changed
    for label, value in values.items():
        if value:
            await person.choose(label, value)


async def write_outcome(person, **changed):
    """Write an outcome down, and read what is said of it."""
    await person.type("#checkout", "/outcome new")
    await fill_form(person, **changed)
    await person.submit()
    assert not person.errors, person.errors
    said = person.screen()
    await person.close_all()
    return said


async def shown(person, key="OUT-1"):
    """What /outcome show says of it."""
    (answer,) = await person.type("#checkout", f"/outcome show {key}")
    return answer.words


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


async def test_an_edit_is_a_new_version_that_keeps_the_old_one_and_says_why(payoff, ana, ben, metric):
    await write_outcome(ana)
    await ana.type("#checkout", "/outcome edit OUT-1")
    assert "4.5" in ana.screen()
    await ana.fill(TARGET, "4.2")
    await ana.choose("Defined with, from support", ["Chloe Martin"])
    await ana.choose("Owner", "Ben Okafor")
    await ana.choose("By when?", "2026-12-31")
    await ana.fill("Why does it change?", "The campaign was cut")

    await ana.submit()

    assert "version 2" in ana.screen()
    await ana.close()
    words = await shown(ben)
    assert "Target: 4.5 % → 4.2 %: The campaign was cut (@Ana Ruiz)" in words
    assert "Due: Wed 30 Sep 2026 → Thu 31 Dec 2026" in words
    assert "Owner: @Ana Ruiz → @Ben Okafor" in words
    assert "Definers: @Chloe Martin (support)" in words
    async with payoff.database.reading(payoff.workspace_id) as session:
        from storage import outcomes

        first = await outcomes.version(session, 1, 1)
        second = await outcomes.version(session, 1, 2)
    assert (first.target, second.target) == (4.5, 4.2)
    assert second.why == "The campaign was cut"


async def test_an_edit_that_changes_nothing_or_says_no_why_writes_no_version(ana, metric):
    await write_outcome(ana)
    await ana.type("#checkout", "/outcome edit OUT-1")
    await ana.fill(TARGET, "4.2")
    await ana.submit()
    assert list(ana.errors) == ["Why does it change?"]
    await ana.fill(TARGET, "4.5")
    await ana.fill("Why does it change?", "A slip")

    await ana.submit()

    assert "Nothing has changed" in ana.errors["Why does it change?"]
    await ana.close()
    assert "version 1" in await shown(ana)


async def test_a_shipped_release_keeps_the_version_that_it_promised(payoff, ana, metric):
    await plan_release(ana)
    await schedule(ana)
    await ship(payoff, ana)
    await ana.type("#checkout", "/outcome edit OUT-1")
    await ana.fill(TARGET, "6")
    await ana.fill("Why does it change?", "We aim higher now")
    await ana.submit()
    await ana.close()

    (release,) = await ana.type("#checkout", "/release show REL-1")

    assert "4.5 %" in release.words
    assert "6 %" not in release.words
    assert "3.8 % → 6 %" in await shown(ana)


async def test_a_closed_outcome_leaves_the_list_keeps_its_reason_and_is_opened_again_by_undo(ana, metric):
    await write_outcome(ana)
    await ana.type("#checkout", "/outcome close OUT-1")
    await ana.fill("Why?", "Reached, and holding")
    await ana.submit()
    (still_open,) = await ana.type("#checkout", "/outcome list")
    (closed,) = await ana.type("#checkout", "/outcome list closed")

    assert "Fewer people" not in still_open.words
    assert "Fewer people" in closed.words
    assert "closed: Reached, and holding" in await shown(ana)

    await ana.click("Undo")

    assert "is open again" in ana.screen()
    (listed,) = await ana.type("#checkout", "/outcome list")
    assert "Fewer people" in listed.words
    assert "State: closed → open" in await shown(ana)


async def test_closing_what_is_closed_and_opening_what_is_open_are_told_apart_from_success(ana, metric):
    await write_outcome(ana)

    (open_already,) = await ana.type("#checkout", "/outcome reopen OUT-1")

    assert "is open already" in open_already.words
    assert open_already.ephemeral


async def test_an_outcome_that_was_closed_meanwhile_takes_no_edit(payoff, ana, ben, metric):
    await write_outcome(ana)
    await ana.type("#checkout", "/outcome edit OUT-1")
    await ana.fill(TARGET, "4.2")
    await ana.fill("Why does it change?", "The campaign was cut")
    await ben.type("#checkout", "/outcome close OUT-1")
    await ben.fill("Why?", "The shop was sold")
    await ben.submit()

    await ana.submit()

    assert "closed" in ana.screen()
    await ana.close_all()
    assert "version 1" in await shown(ana)
