"""The shapes of texts, options and confirmation dialogs."""

from typing import Any

from bot.sandbox.checks.rules import Problems, Rule, Shape, boolean, either, listing, problem, string

URL = r"(https?|slack|mailto|tel):\S+"


def plain(most: int, *, least: int = 1) -> Rule:
    """A plain_text object."""
    return Shape({"text!": string(most, least=least), "emoji": boolean}, type_="plain_text")


def mrkdwn(most: int) -> Rule:
    """A mrkdwn object."""
    return Shape({"text!": string(most), "verbatim": boolean}, type_="mrkdwn")


def text(most: int) -> Rule:
    """Either kind of text object."""
    of_plain, of_mrkdwn = plain(most), mrkdwn(most)

    def check(value: Any, path: str, problems: Problems) -> None:
        marked = isinstance(value, dict) and value.get("type") == "mrkdwn"
        (of_mrkdwn if marked else of_plain)(value, path, problems)

    return check


CONFIRM = Shape(
    {
        "title!": plain(100),
        "text!": text(300),
        "confirm!": plain(30),
        "deny!": plain(30),
        "style": string(10, among=("primary", "danger")),
    }
)

OPTION = Shape({"text!": plain(75), "value!": string(150), "description": plain(75)})
# The only options that may be marked up.
MARKED_OPTION = Shape({"text!": text(75), "value!": string(150), "description": text(75)})
OVERFLOW_OPTION = Shape({"text!": plain(75), "value!": string(150), "description": plain(75), "url": string(3000)})
GROUP = Shape({"label!": plain(75), "options!": listing(OPTION, most=100)})

FILTER = Shape(
    {
        "include": listing(string(10, among=("im", "mpim", "private", "public")), most=4),
        "exclude_external_shared_channels": boolean,
        "exclude_bot_users": boolean,
    }
)
DISPATCH = Shape(
    {"trigger_actions_on!": listing(string(30, among=("on_enter_pressed", "on_character_entered")), most=2)}
)
SLACK_FILE = either(Shape({"id!": string(50)}), Shape({"url!": string(3000, pattern=URL)}))


def options_or_groups(value: dict[str, Any], path: str, problems: Problems) -> None:
    """A select has options or groups, not both; what is chosen at first is one of them."""
    options, groups = value.get("options"), value.get("option_groups")
    if (options is None) == (groups is None):
        problem(problems, "must provide either options or option_groups", path)
        return
    known = list(options or []) + [option for group in groups or [] for option in group["options"]]
    initial_among(value, known, path, problems)


def initial_among(value: dict[str, Any], known: list[Any], path: str, problems: Problems) -> None:
    """The initial choice equals an option, and values are unique."""
    values = [option["value"] for option in known]
    if len(values) != len(set(values)):
        problem(problems, "options must have unique values", path)
    one = value.get("initial_option")
    for option in [*([one] if one is not None else []), *(value.get("initial_options") or [])]:
        if stripped(option) not in [stripped(other) for other in known]:
            problem(problems, "must match an existing option", f"{path}/initial_option")


def stripped(option: dict[str, Any]) -> dict[str, Any]:
    """An option without what Slack fills in."""
    kept = dict(option)
    for name in ("text", "description"):
        if isinstance(kept.get(name), dict):
            kept[name] = {key: part for key, part in kept[name].items() if key in ("type", "text")}
    return kept


def own_options(value: dict[str, Any], path: str, problems: Problems) -> None:
    """The same for elements that have options only."""
    initial_among(value, value["options"], path, problems)
