"""Understand questions as people put them, and say so when they are not understood."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.value.questions import Subject, understand

SUBJECTS = [
    Subject(kind="release", name="One-page checkout", key="REL-7"),
    Subject(kind="release", name="Search", key="REL-1"),
    Subject(kind="release", name="Search, faster", key="REL-12"),
    Subject(kind="outcome", name="Fewer people give up while paying", key="OUT-3"),
    Subject(kind="metric", name="Signups"),
    Subject(kind="metric", name="Signups in Q3 2025"),
    Subject(kind="metric", name='5" screens'),
    Subject(kind="release", name="", key=""),
]


@pytest.mark.parametrize(
    ("asked", "command"),
    [
        ("how is one-page checkout doing?", "value REL-7"),
        ("signups last 30 days", 'metric show "Signups" last 30 days'),
        ("what ships next week?", "release calendar next week"),
        ("which releases missed?", "value missed"),
    ],
)
def test_the_questions_that_everyone_asks(asked, command):
    assert understand(asked, SUBJECTS).command == command


@pytest.mark.parametrize(
    ("asked", "command"),
    [
        # About one release, by name or key, in any case, with any hyphen and quote.
        ("How’s One-Page Checkout going?", "value REL-7"),
        ("how is “one‑page checkout”?", "value REL-7"),
        ("REL-7", "value REL-7"),
        ("rel-7?", "value REL-7"),
        ("what did rel-7 deliver", "value REL-7"),
        ("was one-page checkout worth it?!", "value REL-7"),
        ("when does one-page checkout ship?", "release show REL-7"),
        ("who owns REL-7?", "release show REL-7"),
        ("why is one-page checkout a hit?", "value explain REL-7"),
        ("explain rel-7", "value explain REL-7"),
        # The longest name, a key before any name, and no key within a longer one.
        ("how is search, faster doing?", "value REL-12"),
        ("how is search doing?", "value REL-1"),
        ("how is rel-12 doing?", "value REL-12"),
        ("does REL-7 help search?", "value REL-7"),
        ("research findings", ""),
        # About an outcome.
        ("how is fewer people give up while paying doing?", "value OUT-3"),
        ("when is OUT-3 due?", "value OUT-3"),
        # About a metric, over a time.
        ("signups", 'metric show "Signups"'),
        ("show me signups", 'metric show "Signups"'),
        ("signups over the past 2 weeks", 'metric show "Signups" last 2 weeks'),
        ("signups in the previous quarter", 'metric show "Signups" last quarter'),
        ("signups last two weeks", 'metric show "Signups" last two weeks'),
        ("signups 2026-02-27", 'metric show "Signups" 2026-02-27'),
        ("signups in february", 'metric show "Signups" february'),
        ("signups since 1 mar", 'metric show "Signups" since 1 mar'),
        ("signups Q4 2025", 'metric show "Signups" q4 2025'),
        ("signups ytd", 'metric show "Signups" ytd'),
        # What looks like a time may be a name, and a name may hold quotes.
        ("signups in q3 2025", 'metric show "Signups in Q3 2025"'),
        ("signups in q3 2025 last month", 'metric show "Signups in Q3 2025" last month'),
        ('how are 5" screens doing', 'metric show 5" screens'),
        # What ships, and what shipped.
        ("what's coming up?", "release calendar"),
        ("anything going out tomorrow?", "release calendar tomorrow"),
        ("what is scheduled for this month", "release calendar this month"),
        ("what shipped last month?", "value last month"),
        ("what did we ship last quarter?", "value last quarter"),
        ("what shipped?", "value this quarter"),
        # By what came of it.
        ("which releases missed last quarter?", "value missed last quarter"),
        ("what failed?", "value missed"),
        ("which ones paid off?", "value hit"),
        ("which releases hit in 2025?", "value hit 2025"),
        ("which releases are unmeasured", "value unmeasurable"),
        ("which releases are too early?", "value too early"),
        # About all of it.
        ("what did we deliver last quarter?", "value last quarter"),
        ("how are we doing?", "value this quarter"),
        ("what was Q4 2025 worth?", "value q4 2025"),
        ("what's waiting?", "value waiting"),
        ("what needs me?", "value waiting"),
        ("any check-ins due?", "value check-ins"),
        ("checkins", "value check-ins"),
        ("top releases this year", "value top this year"),
        ("which metrics are there?", "metric list"),
        ("list all outcomes", "outcome list"),
        ("show all releases", "release list"),
        # Greetings, and nothing at all.
        ("", "payoff help"),
        ("  ", "payoff help"),
        ("help", "payoff help"),
        ("Hello!", "payoff help"),
        ("what can you do?", "payoff help"),
    ],
)
def test_questions_in_many_words(asked, command):
    assert understand(asked, SUBJECTS).command == command


def test_a_question_says_what_it_is_about_and_over_which_time():
    question = understand("signups last 30 days", SUBJECTS)

    assert question.subject == SUBJECTS[4]
    assert question.period == "last 30 days"
    assert question.is_understood


def test_a_name_with_quotes_in_it_is_asked_for_as_it_is():
    assert SUBJECTS[6].reference == '5" screens'


@pytest.mark.parametrize(
    ("asked", "unknown", "period"),
    [
        ("how is two-page checkout doing?", "two-page checkout", ""),
        ("what about guest checkout last week?", "guest checkout", "last week"),
        ("tell me about the weather", "the weather", ""),
        ("lunch?", "", ""),
        ("lunch tomorrow?", "lunch", "tomorrow"),
        ("revenue last 30 days", "revenue", "last 30 days"),
        ("last 30 days?", "", "last 30 days"),
        ("🍕🍕🍕", "", ""),
    ],
)
def test_what_is_not_understood_says_as_much_as_was_made_out(asked, unknown, period):
    question = understand(asked, SUBJECTS)

    assert not question.is_understood
    assert (question.unknown, question.period) == (unknown, period)


@pytest.mark.parametrize(
    "hostile",
    [
        "<!channel> {{ 7*7 }} `rm` *bold*",
        "value REL-7; release cancel REL-7",
        "\u202erev\u202c \x00\x1f",
        "(" * 3000,
        "last " * 2000,
        "since " * 2000,
        "how is " * 1000,
        "a" * 40_000,
    ],
)
def test_nothing_typed_makes_a_command_that_changes_something(hostile):
    command = understand(hostile, SUBJECTS).command

    assert command == "" or command.split()[0] in ("value", "metric", "payoff", "release")
    assert command.split()[1:2] not in (["cancel"], ["ship"], ["plan"], ["record"])


@given(st.text(max_size=80), st.lists(st.builds(Subject, kind=st.sampled_from(["release", "metric"]), name=st.text())))
def test_every_text_is_understood_or_says_what_was_made_out(asked, subjects):
    question = understand(asked, subjects)

    assert question.subject is None or (question.subject in subjects and question.is_understood)
    assert not (question.is_understood and question.unknown)
    assert question.command.partition(" ")[0] in ("", "value", "metric", "outcome", "release", "payoff")


@given(st.text(alphabet="abc .()*[]\\?+", min_size=1, max_size=12).filter(lambda name: name.strip("?. ")))
def test_a_key_finds_its_release_whatever_it_is_called(name):
    subject = Subject(kind="release", name=name, key="REL-9")

    assert understand("rel-9", [subject]).command == "value REL-9"
