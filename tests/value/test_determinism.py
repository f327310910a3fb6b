"""The same readings are told alike to the last digit, in another process whose hashes are other ones."""

import os
import subprocess
import sys
from pathlib import Path

from tests.value.told import told

ROOT = Path(__file__).parents[2]


def test_another_process_tells_the_same_to_the_last_digit() -> None:
    seed = "2" if os.environ.get("PYTHONHASHSEED") == "1" else "1"

    there = subprocess.run(
        [sys.executable, "-m", "tests.value.told"],
        cwd=ROOT,
        env=os.environ | {"PYTHONHASHSEED": seed},
        capture_output=True,
        text=True,
        check=True,
    )

    here = told()
    assert here.count("says='range'") == 4
    assert "None" not in [line[:4] for line in here.splitlines()]
    assert there.stdout == here + "\n"
