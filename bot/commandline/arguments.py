"""Read what may follow `python -m bot posts`."""

import argparse
import re
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any

ACTIONS = ("list", "show", "retry", "drop")
STATES = ("failed", "unknown", "due", "sending")
UNITS = {"m": "minutes", "h": "hours", "d": "days", "w": "weeks"}
EXAMPLES = """\
examples:
  python -m bot posts                              what is owed and what was given up, the longest due first
  python -m bot posts --state failed --since 7d    what was due in the last week and failed
  python -m bot posts show 812                     all there is to know of one
  python -m bot posts retry 812 813                send them after all
  python -m bot posts drop 812 --why "Channel gone"
"""


def add_posts(commands: Any) -> None:
    """Add `posts`, which lists unless another action is named."""
    posts = commands.add_parser(
        "posts",
        help="see which messages are owed and which were given up; send them again, or never",
        epilog=EXAMPLES,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    actions = posts.add_subparsers(dest="action", metavar="ACTION", required=True, parser_class=type(posts))

    listed = actions.add_parser("list", help="list them (what `posts` alone does)")
    listed.add_argument("limit", nargs="?", type=count, default=20, metavar="N", help="at most so many (default: 20)")
    listed.add_argument("--state", choices=STATES, action="append", dest="states", help="only these; may be repeated")
    listed.add_argument("--channel", default="", metavar="C…", help="only those of a channel, by Slack's id for it")
    listed.add_argument("--since", type=moment, metavar="WHEN", help="due since then: 24h, 7d, 2026-03-01")

    listed.add_argument("--until", type=moment, metavar="WHEN", help="due by then")

    shown = actions.add_parser("show", help="show one with its history")
    shown.add_argument("post_ids", nargs=1, type=number, metavar="ID")

    retried = actions.add_parser("retry", help="send again what was given up, or now what waits for its next try")
    retried.add_argument("--why", default="", help="kept in its history")
    dropped = actions.add_parser("drop", help="never send it")
    dropped.add_argument("--why", required=True, type=words, help="kept in its history")
    for changed in (retried, dropped):
        changed.add_argument("post_ids", nargs="+", type=number, metavar="ID")
        changed.add_argument("--yes", action="store_true", help="do not ask first")
    for each in (listed, shown, retried, dropped):
        each.add_argument("--json", action="store_true", help="a JSON object a line")


def with_action(arguments: list[str]) -> list[str]:
    """What was typed, with the action that `posts` alone means."""
    if arguments[:1] == ["posts"] and (len(arguments) == 1 or arguments[1] not in (*ACTIONS, "-h", "--help")):
        return ["posts", "list", *arguments[1:]]
    return arguments


def count(text: str) -> int:
    """How many to list."""
    if not text.isascii() or not text.isdigit() or not 0 < int(text) <= 10_000:
        raise argparse.ArgumentTypeError(f"{text} is neither show, retry or drop, nor how many to list.")
    return int(text)


def number(text: str) -> int:
    """A post's number."""
    if not text.isascii() or not text.isdigit() or not 0 < int(text) < 1 << 31:
        raise argparse.ArgumentTypeError(f"{text} is no post's number.")
    return int(text)


def words(text: str) -> str:
    """A reason."""
    if not text.strip():
        raise argparse.ArgumentTypeError("says nothing: say why.")
    return text.strip()


def moment(text: str) -> Callable[[datetime], datetime]:
    """A moment in the past, once it is known when now is: so long ago, or a date or time in UTC."""
    span = re.fullmatch(r"(\d{1,4})([mhdw])", text, re.ASCII)
    if span:
        ago = timedelta(**{UNITS[span[2]]: int(span[1])})
        return lambda now: now - ago
    try:
        given = datetime.fromisoformat(text)
    except ValueError:
        raise argparse.ArgumentTypeError(f"{text} is no time: use 24h, 7d, 2026-03-01 or 2026-03-01T09:00.") from None
    at = given if given.tzinfo is not None else given.replace(tzinfo=UTC)
    return lambda _: at
