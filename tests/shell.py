"""Run Payoff as a person does: in a shell, in a process of its own."""

import asyncio
import os
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).parents[1]
# Far more than any command takes, on a machine that does much else.
PATIENCE = 180


@dataclass(frozen=True)
class Ended:
    """What a command printed, and the code it ended with."""

    code: int
    out: str
    err: str


def environment(given: Mapping[str, str]) -> dict[str, str]:
    """An environment with nothing of this machine's settings in it."""
    kept = {name: os.environ[name] for name in ("HOME", "LANG", "PATH", "TMPDIR") if name in os.environ}
    return {**kept, "PYTHONPATH": str(ROOT), "PYTHONWARNINGS": "error", **given}


async def start(*arguments: str, cwd: Path, **given: str) -> asyncio.subprocess.Process:
    """Start `python -m bot …` in an empty folder."""
    return await asyncio.create_subprocess_exec(
        sys.executable,
        "-m",
        "bot",
        *arguments,
        cwd=cwd,
        env=environment(given),
        stdin=asyncio.subprocess.DEVNULL,
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.PIPE,
    )


async def bot(*arguments: str, cwd: Path, **given: str) -> Ended:
    """Run `python -m bot …` to its end."""
    process = await start(*arguments, cwd=cwd, **given)
    try:
        out, err = await asyncio.wait_for(process.communicate(), PATIENCE)
    except TimeoutError:
        process.kill()
        await process.communicate()
        raise
    return Ended(process.returncode or 0, out.decode(), err.decode())
