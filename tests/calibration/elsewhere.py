"""Measure with CausalImpact's Python port, which needs an older pandas, and so another environment and process."""

import json
import subprocess
from functools import cached_property, lru_cache
from pathlib import Path

import numpy as np

from tests.calibration.trial import Answer
from tests.calibration.worlds import Array

# Made by `make calibration`.
PYTHON = Path(__file__).parents[2] / "build" / "causalimpact" / "bin" / "python"
SCRIPT = Path(__file__).with_name("port.py")


class Elsewhere:
    """A script that runs in another environment, and answers line by line for as long as this process lives."""

    def __init__(self, python: Path = PYTHON, script: Path = SCRIPT) -> None:
        self.python, self.script = python, script

    @cached_property
    def process(self) -> "subprocess.Popen[str]":
        """It ends with its input, when this process does."""
        return subprocess.Popen(
            [self.python, self.script], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, bufsize=1
        )

    def ask(self, before: list[float], ahead: int) -> dict[str, float]:
        """The range of the mean of the days to come.

        Raises:
            OSError: there is no such environment, or the script has ended.
            ValueError: it ended over this question.
        """
        assert self.process.stdin is not None
        assert self.process.stdout is not None
        self.process.stdin.write(json.dumps({"before": before, "ahead": ahead}) + "\n")
        answer: dict[str, float] = json.loads(self.process.stdout.readline())
        return answer

    @property
    def answers(self) -> bool:
        """Whether it is there, and answers."""
        try:
            return bool(self.ask([float(day % 7 + day % 3) for day in range(28)], 7))
        except (OSError, ValueError):
            return False


PORT = Elsewhere()


def causal_impact(values: Array, before: int, *, port: Elsewhere = PORT) -> Answer:
    """What was read since, less the range of what the port expects."""
    found = expected(port, values[:before].tobytes(), len(values) - before)
    mean = float(values[before:].mean())
    return Answer(mean - found["high"], mean - found["low"], seconds=found["seconds"])


@lru_cache(maxsize=1)
def expected(port: Elsewhere, before: bytes, ahead: int) -> dict[str, float]:
    """What is expected after the days before, kept while effects of several sizes are put in after them."""
    return port.ask(np.frombuffer(before).tolist(), ahead)
