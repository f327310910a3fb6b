"""The shape of rich text."""

from bot.sandbox.checks.rules import Rule, Shape, anything, boolean, integer, listing, string, typed

STYLE = Shape(
    {
        "bold": boolean,
        "italic": boolean,
        "strike": boolean,
        "code": boolean,
        "underline": boolean,
        "highlight": boolean,
        "client_highlight": boolean,
        "unlink": boolean,
    }
)
STYLED = {"style": STYLE}

LEAVES: dict[str, Rule] = {
    "text": Shape({"text!": string(40_000), **STYLED}, type_="text"),
    "link": Shape({"url!": string(3000), "text": string(3000), "unsafe": boolean, **STYLED}, type_="link"),
    "user": Shape({"user_id!": string(50), **STYLED}, type_="user"),
    "channel": Shape({"channel_id!": string(50), **STYLED}, type_="channel"),
    "usergroup": Shape({"usergroup_id!": string(50), **STYLED}, type_="usergroup"),
    "team": Shape({"team_id!": string(50), **STYLED}, type_="team"),
    "emoji": Shape(
        {"name!": string(100), "unicode": string(100), "url": string(3000), "skin_tone": anything, **STYLED},
        type_="emoji",
    ),
    "broadcast": Shape({"range!": string(10, among=("here", "channel", "everyone")), **STYLED}, type_="broadcast"),
    "color": Shape({"value!": string(20), **STYLED}, type_="color"),
    "date": Shape(
        {
            "timestamp!": integer(0, 99_999_999_999),
            "format!": string(200),
            "url": string(3000),
            "fallback": string(500),
            **STYLED,
        },
        type_="date",
    ),
}
LINE = listing(typed(LEAVES), least=0, most=1000)
SECTION = Shape({"elements!": LINE}, type_="rich_text_section")

PARTS: dict[str, Rule] = {
    "rich_text_section": SECTION,
    "rich_text_preformatted": Shape(
        {"elements!": LINE, "border": integer(0, 1), "language": string(50)}, type_="rich_text_preformatted"
    ),
    "rich_text_quote": Shape({"elements!": LINE, "border": integer(0, 1)}, type_="rich_text_quote"),
    "rich_text_list": Shape(
        {
            "elements!": listing(SECTION, most=1000),
            "style!": string(10, among=("bullet", "ordered")),
            "indent": integer(0, 8),
            "offset": integer(0, 1000),
            "border": integer(0, 1),
        },
        type_="rich_text_list",
    ),
}
RICH_TEXT = Shape({"elements!": listing(typed(PARTS), most=100), "block_id": string(255)}, type_="rich_text")
