"""Run `python -m bot run` with a light kind of post, so that neither its words nor Slack's side are measured."""

import sys

from bot.commandline.run import run
from bot.flows.kinds import Desk, Kind
from bot.jobs.kinds import KINDS
from bot.slack import render
from bot.slack.render import Message
from storage.posts import Post
from tests.bench.delivery.owed import KIND


async def compose(desk: Desk, post: Post) -> Message:
    """Says its number."""
    return render.message("errors/refusal", message=f"Post {post.subject_id}.", hint="")


def main() -> int:
    """Serve until told to stop."""
    KINDS[KIND] = Kind(name=KIND, compose=compose)
    return run()


if __name__ == "__main__":
    sys.exit(main())
