"""Live a month in which everything goes wrong: nothing is lost, nothing is said twice, and nothing at a wrong hour."""

import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.simulation.controls import CONTROLS
from tests.simulation.seeds import one, template

ROOT = Path(__file__).parents[2]
# A control shows itself in a seed that meets what it breaks; where that moved to another one, it is looked for.
MOST_SEEDS = 8
# Those that few months meet: they are looked for in a year, which ends where a rule is broken.
LONG = {"endless-reminders", "fixed-offset"}


@pytest.fixture(scope="module")
def empty() -> Iterator[Path]:
    """A migrated database, to be copied."""
    with template() as path:
        yield path


def test_a_month_of_trouble_breaks_no_rule(empty: Path) -> None:
    lived = one(1, scope="season", control="", empty=empty)

    assert lived.broken == ""
    assert lived.counts["said"] > 20
    assert lived.counts["killed"] > 5


def test_a_seed_lives_the_same_month_again_in_every_byte(empty: Path) -> None:
    again = [sys.executable, "-m", "tests.simulation", "--scope", "season", "--seed", "3"]

    traces = [
        subprocess.run(
            again, cwd=ROOT, env={**os.environ, "PYTHONHASHSEED": "0"}, capture_output=True, text=True, check=True
        ).stdout.splitlines()[-1]
        for _ in range(2)
    ]

    assert traces[0].startswith("Trace ")
    assert traces[0] == traces[1]


@pytest.mark.parametrize(
    "control", [pytest.param(name, marks=pytest.mark.full) if name in LONG else name for name in CONTROLS]
)
def test_what_is_broken_on_purpose_is_noticed(empty: Path, control: str) -> None:
    for seed in range(1, 1 + MOST_SEEDS):
        lived = one(seed, scope="year" if control in LONG else "season", control=control, empty=empty)
        if lived.broken:
            break

    assert lived.rule in CONTROLS[control][0]
    assert f"--seed {seed} --control {control}" in lived.broken
