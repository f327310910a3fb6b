"""Read what was typed after `python -m bot`, and do it; only what is needed for that is imported."""

import argparse
import difflib
import sys
from collections.abc import Sequence
from typing import NoReturn

from bot.commandline.arguments import add_posts, with_action

EXAMPLES = """\
examples:
  python -m bot demo                     try Payoff in a browser, without Slack
  python -m bot doctor                   find out what is missing before the first start
  python -m bot run                      serve Slack
  python -m bot posts --state failed     see which messages Slack did not take, and why
  python -m bot manifest --url https://payoff.example.com > manifest.yml
"""


class Parser(argparse.ArgumentParser):
    """A parser that says what was wrong in one line."""

    def error(self, message: str) -> NoReturn:
        """Say what was wrong, and leave."""
        self.exit(2, f"{message}\nTry: {self.prog} --help\n")


def parser() -> tuple[Parser, list[str]]:
    """A parser of all commands with their options, and the commands' names."""
    parser = Parser(
        prog="python -m bot",
        description="Payoff keeps the answer to one question: what outcome will this release deliver?",
        epilog=EXAMPLES,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    commands = parser.add_subparsers(dest="command", metavar="COMMAND", required=True, parser_class=Parser)

    demo = commands.add_parser("demo", help="try Payoff in a browser: a sandbox of Slack with an invented company")
    demo.add_argument("--port", type=port, default=8080, help="where the sandbox listens (default: 8080)")
    demo.add_argument("--keep", action="store_true", help="go on where the last demo ended, instead of starting anew")
    demo.add_argument(
        "--headless-check", action="store_true", help="play the whole story once without a browser, and say how it went"
    )
    commands.add_parser("run", help="serve Slack: over Socket Mode if SLACK_APP_TOKEN is set, otherwise over HTTP")
    commands.add_parser("migrate", help="bring the database's tables up to date (run does so by itself)")
    commands.add_parser("doctor", help="check tokens, scopes, database and clock, and say how to mend each")
    add_posts(commands)
    manifest = commands.add_parser("manifest", help="print the app's manifest, to paste at api.slack.com/apps")
    manifest.add_argument("--url", type=address, help="this service's https address; without it, for Socket Mode")
    return parser, list(commands.choices)


def port(text: str) -> int:
    """A port's number."""
    if not text.isascii() or not text.isdigit() or int(text) > 65535:
        raise argparse.ArgumentTypeError(f"{text} is no port: use a number up to 65535.")
    return int(text)


def address(text: str) -> str:
    """An address that Slack can reach."""
    if not text.startswith(("https://", "http://")) or len(text.split("://", 1)[1].strip("/")) == 0:
        raise argparse.ArgumentTypeError(f"{text} is no whole address, such as https://payoff.example.com.")
    return text.rstrip("/")


def main(argv: Sequence[str] | None = None) -> int:
    """Do what was typed; returns the exit code: 0 done, 1 it failed, 2 something is missing or wrong."""
    arguments = list(sys.argv[1:] if argv is None else argv)
    reader, names = parser()
    if arguments and not arguments[0].startswith("-") and arguments[0] not in names:
        return guess(arguments[0], names)
    given = reader.parse_args(with_action(arguments))
    match given.command:
        case "manifest":
            from bot.commandline.manifest import manifest

            return manifest(given.url)
        case "demo":
            from bot.commandline.demo import demo

            return demo(port=given.port, keep=given.keep, headless_check=given.headless_check)
        case "migrate":
            from bot.commandline.migrate import migrate

            return migrate()
        case "posts":
            from bot.commandline.posts import posts

            return posts(given)
        case "doctor":
            from bot.commandline.doctor import doctor

            return doctor()
        case _:
            from bot.commandline.run import run

            return run()


def guess(typed: str, names: list[str]) -> int:
    """Say which command was meant when there is none of that name."""
    near = difflib.get_close_matches(typed, names, n=1)
    meant = f"Did you mean: python -m bot {near[0]}" if near else f"There are: {', '.join(names)}."
    sys.stderr.write(f"There is no command {typed}. {meant}\n")
    return 2
