"""Start servers in processes of their own, and read from Linux what they use."""

import asyncio
import signal
import socket
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path
from time import monotonic

from tests.bench.wire import Connection
from tests.shell import environment

# How long a server may take until it answers; far more than any should.
PATIENCE_SECONDS = 60.0


class DidNotStart(Exception):
    """A server ended, or did not answer in time."""


@dataclass
class Server:
    """A server's process, and where it listens."""

    process: asyncio.subprocess.Process
    port: int
    began: float

    def cpu_seconds(self) -> float:
        """Processor time that its threads have used so far."""
        # In nanoseconds; what /proc tells of the whole process is counted in hundredths of a second.
        threads = Path(f"/proc/{self.process.pid}/task").glob("*/schedstat")
        return sum(int(thread.read_text().split()[0]) for thread in threads) / 1e9

    def resident_mb(self) -> float:
        """Memory that it holds now, in MB (of 1,000,000 bytes)."""
        status = Path(f"/proc/{self.process.pid}/status").read_text()
        return int(status.partition("VmRSS:")[2].split()[0]) * 1024 / 1e6

    async def answers(self, path: str) -> float:
        """Wait until `path` answers 200; returns the seconds since the process was started.

        Raises:
            DidNotStart: it never does.
        """
        while monotonic() - self.began < PATIENCE_SECONDS:
            if self.process.returncode is not None:
                raise DidNotStart(f"It ended with {self.process.returncode}.")
            try:
                async with Connection.to(self.port) as connection:
                    status, _ = await connection.get(path)
                if status == 200:
                    return monotonic() - self.began
            except OSError:
                pass
            await asyncio.sleep(0.005)
        raise DidNotStart(f"{path} did not answer within {PATIENCE_SECONDS:.0f} s.")


@asynccontextmanager
async def server(*arguments: str, cwd: Path, **given: str) -> AsyncIterator[Server]:
    """`python …` in an empty folder, listening at `$PORT`, until the block ends; what it logs goes to a file there."""
    port = free_port()
    with (cwd / "server.log").open("ab") as log:
        began = monotonic()
        process = await asyncio.create_subprocess_exec(
            sys.executable,
            *arguments,
            cwd=cwd,
            env=environment({"HOST": "127.0.0.1", "PORT": str(port), **given}),
            stdin=asyncio.subprocess.DEVNULL,
            stdout=log,
            stderr=log,
        )
    try:
        yield Server(process, port, began)
    finally:
        if process.returncode is None:
            process.send_signal(signal.SIGTERM)
        await asyncio.wait_for(process.wait(), 20)


def free_port() -> int:
    """A port of loopback at which nothing listens."""
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port: int = taken.getsockname()[1]
    return port
