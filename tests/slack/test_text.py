"""What was typed is said as it is, and can be nothing else."""

import re
from datetime import UTC, date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st
from jinja2 import UndefinedError

from bot.slack.blockkit.limits import Misplaced
from bot.slack.blockkit.text import SOFT_HYPHEN, Unsayable, clean, cut, cut_mrkdwn, escape, size, unescape
from tests.slack.saying import message, section

ANYTHING = st.text(st.characters(codec=None), max_size=300)
TOKEN = re.compile(r"<[^<>]*>|&(?:amp|lt|gt);|[^<>&]", re.DOTALL)


@given(ANYTHING)
def test_whatever_is_typed_comes_out_as_the_same_words(typed: str) -> None:
    said = section("“{{ typed }}”", typed=typed)

    words = unescape(said.replace(SOFT_HYPHEN, ""))
    assert words.split() == f"“{clean(typed) or ('–' if typed else '')}”".split()


@given(ANYTHING)
def test_nothing_typed_is_a_mention_or_an_entity_of_its_own(typed: str) -> None:
    said = section(".{{ typed }}", typed=typed)

    assert "<" not in said
    assert ">" not in said
    assert re.fullmatch(r"(?:[^&]|&(?:amp|lt|gt);)*", said, re.DOTALL)


@given(ANYTHING)
def test_typed_formatting_never_touches_what_would_make_it_work(typed: str) -> None:
    said = section("*{{ typed }}*", typed=typed)[1:-1]

    for found in re.finditer(r"[*_~`]", said):
        before, after = said[: found.start()][-1:], said[found.end() :][:1]
        inside_a_word = before.isalnum() and after.isalnum()
        assert inside_a_word or (before == after == SOFT_HYPHEN)


def test_a_name_with_underscores_stays_as_it_is() -> None:
    assert section("*{{ name }}*", name="checkout_conversion_rate") == "*checkout_conversion_rate*"


def test_a_typed_asterisk_does_not_end_the_bold_around_it() -> None:
    said = section("*{{ name }}* shipped", name="One* page")

    assert said == f"*One{SOFT_HYPHEN}*{SOFT_HYPHEN} page* shipped"


def test_a_line_that_begins_like_a_quote_is_none() -> None:
    assert section("{{ why }}", why="a\n> b") == f"a\n{SOFT_HYPHEN}&gt; b"


def test_a_direction_override_does_not_turn_the_words_after_it() -> None:
    assert section("{{ name }} shipped", name="\u202etuokcehc") == "tuokcehc shipped"


def test_quotes_stay_quotes_beside_a_mention() -> None:
    said = section("{{ name ~ user('U1') }}", name='Ana\'s "big" <one>')

    assert said == 'Ana\'s "big" &lt;one&gt;<@U1>'


def test_a_join_with_a_mention_makes_typed_text_safe() -> None:
    said = section("{{ '*' ~ name ~ ': ' ~ user('U1') }}", name="<!channel> *x*\x1e")

    assert said == (
        f"{SOFT_HYPHEN}*{SOFT_HYPHEN}&lt;!channel&gt; {SOFT_HYPHEN}*{SOFT_HYPHEN}x{SOFT_HYPHEN}*{SOFT_HYPHEN}: <@U1>"
    )


def test_a_macro_stands_where_it_is_called() -> None:
    source = """
    {% macro sized(low) %}
    {% if low %}
    {{ low }} at least
    {% endif %}
    {% endmacro %}
    {% section %}Promised: {{ sized(name) }}, for sure{% endsection %}
    """

    (block,) = message(source, name="<1>").blocks

    assert block["text"]["text"] == "Promised: &lt;1&gt; at least, for sure"


def test_nothing_is_a_dash() -> None:
    assert section("{{ owner }}, {{ user(owner) }}, {{ value|amount('%') }}", owner=None, value=None) == "–, –, –"


@pytest.mark.parametrize("value", [0.1, date(2026, 3, 3), datetime(2026, 3, 3, tzinfo=UTC), True, object()])
def test_a_value_that_people_read_in_another_form_needs_a_filter(value: object) -> None:
    with pytest.raises(Unsayable):
        section("{{ value }}", value=value)


def test_a_name_that_was_not_given_raises() -> None:
    with pytest.raises(UndefinedError, match="nowhere"):
        section("{{ nowhere }}")


def test_a_long_text_leaves_room_for_the_words_around_it() -> None:
    said = section("{{ name }} shipped, {{ user('U1') }}", name="x" * 3_000)

    assert said.endswith("x… shipped, <@U1>")
    assert len(said) < 1_100


def test_a_text_that_stands_by_itself_is_said_whole() -> None:
    assert section("{{ learned|whole }}", learned="x" * 2_500) == "x" * 2_500


@given(st.text(max_size=200), st.integers(1, 100))
def test_a_text_is_cut_to_its_limit(text: str, limit: int) -> None:
    assert size(cut(text, limit)) <= limit
    assert cut(text, limit) == text or cut(text, limit).endswith("…")


@given(st.lists(st.sampled_from(["<", "&", "<@U1>", "x", "😀", "> "]), max_size=80), st.integers(1, 100))
def test_no_entity_and_no_mention_is_cut_in_two(parts: list[str], limit: int) -> None:
    text = "".join(part if part == "<@U1>" else escape(part) for part in parts)

    kept = cut_mrkdwn(text, limit)

    assert size(kept) <= limit
    assert "".join(TOKEN.findall(kept)) == kept


def test_labels_carry_raw_text() -> None:
    source = "{% header %}{{ name }}{% endheader %}{{ actions(button('Open ' ~ name, action='x')) }}"

    heading, row = message(source, name="R&D *<b>*").blocks

    assert heading["text"] == {"type": "plain_text", "text": "R&D *<b>*", "emoji": False}
    assert row["elements"][0]["text"]["text"] == "Open R&D *<b>*"


def test_a_mention_cannot_stand_in_a_heading() -> None:
    with pytest.raises(Misplaced):
        message("{% header %}For {{ user('U1') }}{% endheader %}")


def test_no_filter_makes_typed_text_safe_by_saying_so() -> None:
    for name in ("safe", "e", "escape", "forceescape", "urlize", "xmlattr", "tojson", "replace", "format"):
        with pytest.raises(Exception, match=f"No filter named '{name}'"):
            section("{{ name|" + name + " }}", name="<!channel>")
