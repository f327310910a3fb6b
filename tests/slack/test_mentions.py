"""Name people in a message without calling them, and put messages together into one."""

from bot.slack import render
from bot.slack.mentions import mentioned, named
from bot.slack.render import Message


def asking(words="did it pay off?"):
    return render.message("errors/refusal", message=f"\x02U0ANA\x03 and \x02U0BEN\x03: {words}", hint="")


def test_whom_a_message_mentions_is_found_in_its_blocks_tables_too():
    blocks = [
        {"type": "section", "text": {"type": "mrkdwn", "text": "<@U0ANA>, <#C0CHECKOUT>"}},
        {"type": "section", "text": {"type": "plain_text", "text": "<@U0EVA>"}},
        {"type": "table", "rows": [[{"type": "rich_text", "elements": [{"type": "user", "user_id": "U0DEV"}]}]]},
    ]

    assert mentioned(Message("", blocks)) == {"U0ANA", "U0DEV"}


def test_some_are_named_and_the_others_still_called():
    said = named(asking(), {"U0ANA": "Ana Ruiz"})

    assert mentioned(said) == {"U0BEN"}
    assert "Ana Ruiz and <@U0BEN>" in said.text
    assert "Ana Ruiz and <@U0BEN>" in str(said.blocks)


def test_a_name_in_a_table_is_text():
    row = [{"type": "rich_text", "elements": [{"type": "user", "user_id": "U0DEV", "style": {"bold": True}}]}]

    said = named(Message("<@U0DEV>", [{"type": "table", "rows": [row]}]), {"U0DEV": "Dev Patel"})

    (cell,) = said.blocks[0]["rows"][0]
    assert cell["elements"] == [{"type": "text", "text": "Dev Patel", "style": {"bold": True}}]


def test_a_name_cannot_become_a_mention_or_formatting():
    said = named(asking(), {"U0ANA": "<!channel> *Ana*"})

    assert "<!channel>" not in said.text + str(said.blocks)
    assert "&lt;!channel&gt;" in said.text


def test_naming_someone_leaves_the_first_message_as_it_was():
    first = asking()

    named(first, {"U0ANA": "Ana Ruiz"})

    assert mentioned(first) == {"U0ANA", "U0BEN"}


def test_messages_that_follow_each_other_tell_their_buttons_apart():
    back_off = render.message("attention/backoff", count=3)

    whole = back_off.followed_by(back_off)
    whole = whole.followed_by(back_off) if whole else None

    assert whole is not None
    kinds = [block["type"] for block in whole.blocks]
    assert kinds == ["section", "actions", "divider", "section", "actions", "divider", "section", "actions"]
    actions = [block["elements"][0]["action_id"] for block in whole.blocks if block["type"] == "actions"]
    assert actions == ["attention_keep", "attention_keep~2", "attention_keep~3"]
    assert whole.text.count("You left 3 unanswered") == 3


def test_what_slack_has_no_room_for_is_not_put_together():
    whole = render.message("attention/backoff", count=3)
    for _ in range(15):
        longer = whole.followed_by(render.message("attention/backoff", count=3))
        assert longer is not None
        whole = longer

    assert whole.followed_by(render.message("attention/backoff", count=3)) is not None
    assert whole.followed_by(whole) is None
