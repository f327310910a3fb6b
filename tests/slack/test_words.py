"""A message's text is all of it in plain words."""

from tests.slack.saying import message

SOURCE = """
{% header %}Did {{ name }} pay off?{% endheader %}
{% section %}
*{{ metric }}* is _*4.3 %*_ (`REL-7`), {{ user("U1") }}; see {{ link("https://a.example/a_b_c", "the _board_") }}.
{% endsection %}
{{ divider() }}
{% fields %}{% field "Worth" %}*$11k*{% endfield %}{% endfields %}
{% quote %}{{ name }}{% endquote %}
{{ image("F1", "A rising line") }}
{{ actions(button("Confirm", action="x")) }}
{{ text_input("Note", "note") }}
{% context %}For {{ user("U2") }} · 5 * 3{% endcontext %}
"""


def test_formatting_and_buttons_are_left_out_and_typed_characters_stay() -> None:
    said = message(SOURCE, name="*One* <page>", metric="rate_of_*")

    assert said.text.splitlines() == [
        "Did *One* &lt;page&gt; pay off?",
        "rate_of_* is 4.3 % (REL-7), <@U1>; see <https://a.example/a_b_c|the _board_>.",
        "Worth: $11k",
        "*One* &lt;page&gt;",
        "A rising line",
        "Note",
        "For <@U2> · 5 * 3",
    ]


def test_typed_formatting_is_said_as_it_was_typed() -> None:
    said = message("{% section %}{{ name }} is *{{ name }}*.{% endsection %}", name="*One* `page` _x_")

    assert said.text == "*One* `page` _x_ is *One* `page` _x_."


def test_a_line_that_begins_and_ends_in_bold_is_no_label() -> None:
    said = message("{% section %}\n*{{ name }}* – → *4.5 %*\nToday 4.3 %.\n{% endsection %}", name="Rate*")

    assert said.text.splitlines() == ["Rate* – → 4.5 %", "Today 4.3 %."]


def test_a_label_keeps_what_was_typed_in_it() -> None:
    said = message("{% fields %}{% field name %}$11k{% endfield %}{% endfields %}", name="*Worth* a year")

    assert said.text == "*Worth* a year: $11k"


def test_words_end_at_what_slack_takes() -> None:
    said = message("{% section %}{{ text|whole }}{% endsection %}" * 3, text="&" * 600)

    assert len(said.text) <= 4_000
    assert said.text.endswith("&amp;…")
