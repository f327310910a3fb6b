"""Tables and charts are drawn by Slack, and said in words to whoever cannot see them."""

from tests.slack.saying import message

TABLE = """
{% table "Release", right("Promised"), "Owner" %}
{% for line in lines %}
{{ row(line.name, line.promised|change("%"), user(line.owner)) }}
{% endfor %}
{% endtable %}
"""
LINES = [
    {"name": "One-page <checkout> & *more*", "promised": 0.5, "owner": "U1"},
    {"name": "", "promised": None, "owner": None},
]


def test_a_table_aligns_numbers_and_says_nothing_with_a_dash() -> None:
    (block,) = message(TABLE, lines=LINES).blocks

    assert [column["align"] for column in block["column_settings"]] == ["left", "right", "left"]
    _, first, second = block["rows"]
    assert first[0] == {"type": "raw_text", "text": "One-page <checkout> & *more*"}
    assert first[2]["elements"][0]["elements"] == [{"type": "user", "user_id": "U1"}]
    assert [cell["text"] for cell in second] == ["–", "–", "–"]


def test_a_table_is_read_line_by_line() -> None:
    assert message(TABLE, lines=LINES).text == (
        "One-page &lt;checkout&gt; &amp; *more*: Promised +0.5 pt, Owner <@U1>\n–: Promised –, Owner –"
    )


def test_a_table_without_rows_is_left_out() -> None:
    source = "{% section %}None yet.{% endsection %}" + TABLE

    (block,) = message(source, lines=[]).blocks

    assert block["type"] == "section"


def test_a_table_too_long_for_slack_is_cut_where_it_is_longest() -> None:
    rows = [["x" * 3_000, "short"]] * 20

    (block,) = message("{{ table(['Name', 'State'], rows) }}", rows=rows).blocks

    cells = [cell["text"] for row in block["rows"] for cell in row]
    assert sum(map(len, cells)) <= 10_000
    assert cells.count("short") == 20


CHART = "{{ chart(name, {name: [3.8, 4.25], 'Target': [4.5, 4.5]}, ['1 Jun', '8 Jun'], x_label='Week', y_label='%') }}"


def test_a_chart_is_drawn_by_slack() -> None:
    said = message(CHART, name="Checkout conversion")

    (block,) = said.blocks
    assert block["chart"]["series"][0]["data"][1] == {"label": "8 Jun", "value": 4.25}
    assert said.has_charts
    assert said.text == "Checkout conversion\nCheckout conversion: 1 Jun 3.8, 8 Jun 4.25\nTarget: 1 Jun 4.5, 8 Jun 4.5"


def test_where_slack_draws_no_charts_they_are_words() -> None:
    said = message(CHART, name="R&D <x>").without_charts()

    (block,) = said.blocks
    assert block["text"]["text"].startswith("R&amp;D &lt;x&gt;\n")
    assert not said.has_charts


def test_a_picture_that_slack_does_not_show_is_words() -> None:
    said = message("{{ image('F1', words) }}", words="Signups & more: 3")
    assert said.has_charts

    (block,) = said.without_charts().blocks

    assert block["text"]["text"] == "Signups &amp; more: 3"


def test_lines_and_points_of_one_name_are_told_apart() -> None:
    source = "{{ chart('x', [(name, [1, 2]), (name, [3, 4])], [name, name]) }}"

    (block,) = message(source, name="A name of more than twenty characters").blocks

    assert [line["name"] for line in block["chart"]["series"]] == ["A name of more than…", "A name of more th… 2"]
    assert block["chart"]["axis_config"]["categories"] == ["A name of more than…", "A name of more th… 2"]
