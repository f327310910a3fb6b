"""Blocks keep to Slack's limits, and a mention, link or date is one only because a call made it."""

from datetime import UTC, datetime

import pytest

from bot.slack.blockkit.elements import suggestions
from bot.slack.blockkit.limits import Misplaced, TemplateFault, TooLong, TooMany
from bot.slack.render import Message
from tests.slack.saying import message, section, view


def test_a_section_has_a_button_beside_it() -> None:
    source = "{% section accessory=button('Why?', action='x_why', value=7) %}x{% endsection %}"

    (block,) = message(source).blocks

    assert block["accessory"]["value"] == "7"
    assert block["text"]["verbatim"] is True


def test_fields_stand_under_their_labels() -> None:
    source = "{% fields %}{% field 'Ships' %}3–5 Jun{% endfield %}{% field %}{{ name }}{% endfield %}{% endfields %}"

    (block,) = message(source, name="a*").blocks

    assert [field["text"] for field in block["fields"]] == ["*Ships*\n3–5 Jun", "a\u00ad*\u00ad"]


def test_a_field_without_words_is_a_dash() -> None:
    (block,) = message("{% fields %}{% field 'Owner' %}{% endfield %}{% endfields %}").blocks

    assert block["fields"][0]["text"] == "*Owner*\n–"


def test_an_eleventh_field_raises() -> None:
    with pytest.raises(TooMany, match="11 fields"):
        message("{% fields %}{% for n in range(11) %}{% field %}x{% endfield %}{% endfor %}{% endfields %}")


def test_a_quote_is_never_parsed_and_may_mention() -> None:
    (block,) = message("{% quote %}{{ said }} – {{ user('U1') }}{% endquote %}", said="*a* <!here> :x:").blocks

    assert block["elements"][0]["elements"] == [
        {"type": "text", "text": "*a* <!here> :x: – "},
        {"type": "user", "user_id": "U1"},
    ]


def test_a_quote_holds_links_and_dates() -> None:
    made = "{{ link('https://a.example/?x=1&y=2', 'R&D') }}{{ local_date(at) }}{{ channel('C1') }}"

    (block,) = message("{% quote %}" + made + "{% endquote %}", at=datetime(2026, 3, 3, 9, tzinfo=UTC)).blocks

    link, moment, channel = block["elements"][0]["elements"]
    assert link == {"type": "link", "url": "https://a.example/?x=1&y=2", "text": "R&D"}
    assert (moment["timestamp"], moment["fallback"]) == (1772528400, "2026-03-03 09:00 UTC")
    assert channel["channel_id"] == "C1"


@pytest.mark.parametrize("slack_id", ["<!channel>", "U1|x", "U1><!here>", "u1", "here", "!here"])
def test_only_an_id_is_mentioned(slack_id: str) -> None:
    assert "<" not in section("x{{ user(who) }}{{ channel(who) }}{{ who|user }}", who=slack_id)


def test_people_are_mentioned_in_a_list() -> None:
    assert section("{{ ids|map('user')|join(', ') }}", ids=["U1", "U2"]) == "<@U1>, <@U2>"
    assert section("{{ ids|map('user')|listed }}", ids=["U1", "U2", "U3"]) == "<@U1>, <@U2> and <@U3>"


@pytest.mark.parametrize("url", ["javascript:alert(1)", "!channel", "@U1", "mailto:a@b.example", "https://", " ", None])
def test_only_a_web_address_becomes_a_link(url: str | None) -> None:
    assert section("{{ link(url, 'here') }}", url=url) == "here"


def test_an_address_cannot_break_out_of_its_link() -> None:
    said = section("{{ link(url, label) }}", url="https://a.example/x|y>z <w>&q", label="a|b>c")

    assert said == "<https://a.example/x%7Cy%3Ez%20%3Cw%3E&amp;q|a¦b&gt;c>"


def test_a_picture_has_words_for_whoever_cannot_see_it() -> None:
    source = "{{ image('F123', 'A line that rises') }}{{ image('https://a.example/x.png', name, title='Chart') }}"

    upload, web = message(source, name="x").blocks

    assert upload == {"type": "image", "alt_text": "A line that rises", "slack_file": {"id": "F123"}}
    assert web["image_url"] == "https://a.example/x.png"


def test_a_button_that_stands_twice_is_told_apart() -> None:
    source = "{% for n in range(3) %}{{ actions(button('Confirm', action='checkin_confirm', value=n)) }}{% endfor %}"

    blocks = message(source).blocks

    ids = [block["elements"][0]["action_id"] for block in blocks]
    assert ids == ["checkin_confirm", "checkin_confirm~2", "checkin_confirm~3"]


def test_buttons_that_do_not_apply_are_left_out() -> None:
    source = "{{ actions(button('A', action='a') if shown, [run('B', 'x')], None, share('value')) }}"

    (block,) = message(source, shown=False).blocks

    assert [element["action_id"] for element in block["elements"]] == ["run", "share"]


def test_an_unknown_name_among_buttons_raises() -> None:
    with pytest.raises(Exception, match="nothing"):
        message("{{ actions(nothing) }}")


def test_menus_say_what_each_option_is_about() -> None:
    source = """{{ actions(
        select("Later", action="x_later", options=for_each(7, [("hour", "In an hour"), ("day", "Next", "At 9")])),
        overflow(action="x_more", options=[("edit", "Edit…")], confirm=confirm("Sure?", "It is.", yes="Yes", no="No")),
        user_select("Who?", action="x_who", value="U1"),
        date_select("When?", action="x_when", value="2026-03-03"),
    ) }}"""

    (block,) = message(source).blocks

    later, more, who, when = block["elements"]
    assert [option["value"] for option in later["options"]] == ["7:hour", "7:day"]
    assert more["confirm"]["deny"]["text"] == "No"
    assert (who["initial_user"], when["initial_date"]) == ("U1", "2026-03-03")


@pytest.mark.parametrize(
    "source",
    [
        "{{ actions(select('x', action='x', options={'x': many})) }}",
        "{{ actions(overflow(action='x', options=many[:6])) }}",
        "{{ actions(many_buttons) }}",
        "{{ table(['x'], many) }}",
        "{{ table(names, [names]) }}",
        "{{ chart('x', {'a': [1] * 21}, range(21)) }}",
        "{{ chart('x', {1: [1], 2: [1], 3: [1], 4: [1], 5: [1], 6: [1], 7: [1]}, ['x']) }}",
        "{% for n in range(51) %}{{ divider() }}{% endfor %}",
        "{{ table(['x'], [['y']]) }}{{ table(['x'], [['y']]) }}",
    ],
)
def test_more_than_slack_takes_raises(source: str) -> None:
    many = [(str(number), "x") for number in range(101)]

    with pytest.raises(TooMany):
        message("{% set many_buttons = [button('x', action='x')] * 26 %}" + source, many=many, names=["x"] * 21)


@pytest.mark.parametrize(
    "source",
    [
        "{{ actions(select('x', action='x', options=[])) }}",
        "{{ actions(select('x', action='x', options=['ab'])) }}",
        "{{ actions(select('x', action='x', options=[('', 'None')])) }}",
        "{{ actions(button('x', action='x', style='green')) }}",
        "{{ actions('x') }}",
        "{{ table(['x', 'y'], [['z']]) }}",
        "{{ table([('x', 'middle')], [['z']]) }}",
        "{{ chart('x', {'a': [1, none]}, ['x', 'y']) }}",
        "{{ chart('x', {'a': [1]}, ['x', 'y']) }}",
        "{% section %}x{{ button('x', action='x') }}{% endsection %}",
    ],
)
def test_what_slack_would_refuse_raises(source: str) -> None:
    with pytest.raises((TemplateFault, TypeError)):
        message(source)


def test_an_action_id_is_never_cut() -> None:
    with pytest.raises(TooLong):
        message("{{ actions(button('x', action=long)) }}", long="x" * 256)


def test_an_alert_stands_only_in_a_modal() -> None:
    source = "{% alert 'warning' %}Mind {{ name }}.{% endalert %}"

    (block,) = view("{{ modal(title='x') }}" + source, name="<b>")["blocks"]

    assert block["text"]["text"] == "Mind &lt;b&gt;."
    with pytest.raises(Misplaced):
        message(source, name="x")


def test_a_message_too_long_for_slack_is_cut_where_it_is_longest() -> None:
    source = "{% section %}short{% endsection %}" + "{% section %}{{ text|whole }}{% endsection %}" * 6

    first, *others = message(source, text="word " * 599).blocks

    assert first["text"]["text"] == "short"
    assert sum(len(block["text"]["text"]) for block in others) <= 12_000
    assert all(block["text"]["text"].endswith("…") for block in others)


def test_another_messages_blocks_are_shown_as_they_are() -> None:
    said = Message("x", [{"type": "divider"}])

    assert view("{{ modal(title='Note', close='Back') }}{{ blocks(said) }}", said=said)["blocks"] == said.blocks


def test_a_menu_of_more_than_a_hundred_has_them_under_headings_that_say_from_which_to_which() -> None:
    many = [(str(number), f"Metric {number}") for number in range(1, 251)]

    (actions,) = message("{{ actions(select('x', action='x', options=many, value='250')) }}", many=many).blocks

    (menu,) = actions["elements"]
    assert [group["label"]["text"] for group in menu["option_groups"]] == [
        "1: Metric 1 – Metric 100",
        "2: Metric 101 – Metric 200",
        "3: Metric 201 – Metric 250",
    ]
    assert [len(group["options"]) for group in menu["option_groups"]] == [100, 100, 50]
    assert menu["initial_option"]["value"] == "250"


SEARCHED = (
    "{{ modal(title='x', submit='y') }}{{ choice_input('Metric', 'metric', many, value='2', search='x_metric') }}"
)


@pytest.mark.parametrize(
    ("count", "kind", "action"), [(500, "static_select", "metric"), (501, "external_select", "x_metric")]
)
def test_more_than_a_menu_holds_are_searched_under_an_id_of_their_own(count: int, kind: str, action: str) -> None:
    many = [(str(number), f"Metric {number}") for number in range(1, count + 1)]

    (field,) = view(SEARCHED, many=many)["blocks"]

    menu = field["element"]
    assert (menu["type"], menu["action_id"], field["block_id"]) == (kind, action, "metric")
    assert menu["initial_option"]["text"]["text"] == "Metric 2"
    # Slack asks from the first letter on, and before it.
    assert menu.get("min_query_length", 0) == 0
    assert ("min_query_length" in menu) == (kind == "external_select")


def test_a_search_shows_first_what_begins_so_last_what_always_stands_there_and_never_more_than_a_menu() -> None:
    many = [(str(number), f"{'Signups' if number % 2 else 'All signups'} {number}") for number in range(1, 301)]

    def labels(query: str) -> list[str]:
        return [option["text"]["text"] for option in suggestions(many, query, [("new", "A new one…")])]

    assert labels("SIGNUPS")[0] == "Signups 1"
    assert labels("SIGNUPS")[-1] == "A new one…"
    assert len(labels("signups")) == len(labels("")) == 100
    assert labels("") == ["A new one…", *(label for _, label in many[:99])]
    assert labels("  299  signups") == ["Signups 299", "A new one…"]
    assert labels("signups 10")[:2] == ["Signups 101", "Signups 103"]
    assert labels("signups 10")[-2].startswith("All signups")
    assert labels("revenue") == ["A new one…"]
