"""Check everything Payoff needs, say of each how it is, and how to mend what is not."""

import asyncio
from collections.abc import AsyncIterator

from bot.app import now_in_utc
from bot.commandline.doctor import database, house, slack
from bot.commandline.doctor.finding import Finding
from bot.commandline.words import DONE, FAILED
from bot.settings import WrongSettings, load


def doctor() -> int:
    """Check everything; returns 0 when there is nothing to mend."""
    return asyncio.run(checked())


async def checked() -> int:
    """Print each finding as it comes."""
    found = []
    async for finding in findings():
        print(finding, flush=True)
        found.append(finding)
    ill = [finding for finding in found if not finding.is_well]
    if ill:
        print(f"\n{len(ill)} of {len(found)} to mend.")
        return FAILED
    print(f"\nAll {len(found)} are well. Start Payoff: python -m bot run")
    return DONE


async def findings() -> AsyncIterator[Finding]:
    """Everything that can be checked, in the order in which it would fail."""
    try:
        settings = load()
    except WrongSettings as wrong:
        for problem in wrong.problems:
            variable, _, what = problem.partition(" ")
            yield Finding(variable, what, "Correct it in .env or in the environment; .env.example explains each.")
        return
    for problem in settings.missing_to_run():
        what, _, mend = problem.partition(". ")
        variable, _, missing = what.partition(" ")
        yield Finding(variable, missing, mend)
    async for finding in slack.findings(settings, now_in_utc):
        yield finding
    async for finding in database.findings(settings, now_in_utc()):
        yield finding
    for finding in house.findings():
        yield finding
