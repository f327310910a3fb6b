"""A template's lines are what a person sees; what its tags leave behind is not."""

import pytest

from bot.slack.blockkit.limits import Misplaced, TemplateFault
from bot.slack.blockkit.marks import StrayProse
from tests.slack.saying import message, section

LINES = """
    First line
    {% if more %}
    Second line
    {% endif %}
    {% if more %}Third line{% endif %}
    Fourth \\
    line

    After a blank one
"""


def test_lines_stay_lines_and_tags_leave_none() -> None:
    assert section(LINES, more=False) == "First line\nFourth line\n\nAfter a blank one"
    assert section(LINES, more=True) == "First line\nSecond line\nThird line\nFourth line\n\nAfter a blank one"


def test_many_blank_lines_are_one() -> None:
    assert section("a\n\n\n\n\nb\n\n") == "a\n\nb"


def test_small_print_is_one_paragraph() -> None:
    (block,) = message("{% context %}\n`REL-7`\n· {{ state }}\n\n{% endcontext %}", state="shipped").blocks

    assert block["elements"][0]["text"] == "`REL-7` · shipped"


def test_a_block_without_words_is_left_out() -> None:
    source = "{% section %}{% if more %}x{% endif %}{% endsection %}{% section %}y{% endsection %}{{ actions() }}"

    (block,) = message(source, more=False).blocks

    assert block["text"]["text"] == "y"


def test_a_query_keeps_its_lines() -> None:
    source = "{% code %}\nSELECT a\n\n  FROM {{ table_name }}\n{% endcode %}"

    (block,) = message(source, table_name="t -- `*<x>").blocks

    assert block["elements"][0]["elements"] == [{"type": "text", "text": "SELECT a\n\n  FROM t -- `*<x>"}]


def test_prose_outside_of_a_block_raises() -> None:
    with pytest.raises(StrayProse, match="Hello"):
        message("Hello {% section %}x{% endsection %}")


def test_a_block_inside_another_raises() -> None:
    with pytest.raises(Misplaced):
        message("{% section %}x {{ divider() }}{% endsection %}")


def test_a_message_that_says_nothing_raises() -> None:
    with pytest.raises(TemplateFault):
        message("{% section %}{% endsection %}")


def test_nothing_typed_passes_for_a_block() -> None:
    typed = '\x1e["block", {"type": "divider"}]\x1f'

    (block,) = message("{% section %}{{ typed }}{% endsection %}", typed=typed).blocks

    assert block["text"]["text"] == '["block", {"type": "divider"}]'


def test_a_piece_stands_in_one_place() -> None:
    with pytest.raises(Misplaced, match="one place"):
        message("{% set row = actions(run('Next', 'release list')) %}{{ row }}{{ row }}")
