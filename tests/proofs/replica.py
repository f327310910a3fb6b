"""Run `python -m bot run` as one of several replicas, with a light kind of post and lease and quiet as told."""

import os
import secrets
import sys
from datetime import timedelta

from bot.commandline.run import run
from bot.flows.kinds import Desk, Kind
from bot.jobs import delivery
from bot.jobs import posts as sweeping
from bot.jobs.kinds import KINDS
from bot.slack import render
from bot.slack.render import Message
from storage.posts import Post, settle

PROOF = "proof"


async def compose(desk: Desk, post: Post) -> Message:
    """Says its number."""
    return render.message("errors/refusal", message=f"Post {post.subject_id}.", hint="")


class Named:
    """Leases that say whose they are, so that it can be seen what was held when a process was killed."""

    @staticmethod
    def token_hex(size: int) -> str:
        return f"{os.getpid()}:{secrets.token_hex(size)}"


def main() -> int:
    """Serve until told to stop, or killed."""
    KINDS[PROOF] = Kind(name=PROOF, compose=compose)
    lease = timedelta(seconds=float(os.environ["PROOF_LEASE"]))
    quiet = timedelta(seconds=float(os.environ["PROOF_QUIET"]))
    sweeping.LEASE = settle.SENDING = lease
    sweeping.secrets = Named  # type: ignore[assignment]
    delivery.QUIET = quiet
    return run()


if __name__ == "__main__":
    sys.exit(main())
