"""Fill in the form of an outcome, and read what is said of it."""

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
