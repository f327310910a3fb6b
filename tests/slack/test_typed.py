"""What Slack makes of typed text is made typed text again."""

import pytest

from bot.slack.typed import as_typed, user_ids


@pytest.mark.parametrize(
    ("sent", "typed"),
    [
        ("plan R&amp;D &lt;beta&gt;", "plan R&D <beta>"),
        ("owner REL-1 <@U0BEN|ben>", "owner REL-1 @ben"),
        ("plan <#C0GROWTH|growth> & <!channel>", "plan #growth & @channel"),
        ("plan <!subteam^S0TEAM> <@U0BEN> <#C0GROWTH|>", "plan @subteam @U0BEN #C0GROWTH"),
        ("see <https://x.org?a=1&amp;b=2> or <http://x.org|x.org>", "see https://x.org?a=1&b=2 or x.org"),
        ("plan &amp;lt;b&amp;gt; &lt;@U0BEN&gt;", "plan &lt;b&gt; <@U0BEN>"),
        ("3 < 4 and nothing else", "3 < 4 and nothing else"),
    ],
)
def test_a_commands_words_are_as_they_stood_in_the_composer(sent, typed):
    assert as_typed(sent) == typed


def test_only_people_who_are_mentioned_count_as_mentioned():
    assert user_ids("REL-1 <@U0BEN|ben> &lt;@U0ANA&gt; <@W0EVA>") == ["U0BEN", "W0EVA"]
