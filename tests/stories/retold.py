"""Live a release up to its check-in, and write what explains it: `python -m tests.stories.retold URL FILE`."""

import asyncio
import sys
from datetime import timedelta
from pathlib import Path

from bot.slack import manifest as of_payoff
from tests.commands.looks import read_daily
from tests.conftest import running
from tests.playing import define_metric, plan_release, schedule, ship

DAY = timedelta(days=1)
NOISE = (0.0, 0.05, -0.04, 0.01, -0.05, 0.03, 0.06, -0.02, -0.06, 0.02)
ASKED = (
    "/value explain REL-1",
    "/value explain OUT-1",
    "/value explain Checkout conversion",
    "/value explain this quarter",
    "/value REL-1",
    "/value roi REL-1",
    "/value pipeline",
    "/outcome show OUT-1",
    "/metric show Checkout conversion",
)


async def retold(database_url: str) -> str:
    """What is said to someone who asks, on a database without a row."""
    async with running(database_url, of_payoff.manifest()) as payoff:
        ana, eva = payoff.slack.as_("ana"), payoff.slack.as_("eva")
        await define_metric(ana, value="")
        await read_daily(payoff, [3.8 + each for each in NOISE * 4])
        await plan_release(ana)
        await schedule(ana, worth="$120k")
        await plan_release(ana, "Guest checkout")
        await ship(payoff, ana)
        await read_daily(payoff, [4.4 + each for each in NOISE[:8]], until=payoff.clock.now + 8 * DAY)
        await payoff.advance(days=8)
        await ana.click("Confirm: hit")
        said = []
        for asked in ASKED:
            answers = await eva.type("#checkout", asked)
            said += [asked, *(answer.words for answer in answers)]
        return "\n".join(said)


if __name__ == "__main__":
    Path(sys.argv[2]).write_text(asyncio.run(retold(sys.argv[1])))
