"""Write the tables where people look for them: `docs/benchmarks.md`, and the README between its markers."""

import os
import platform
from collections.abc import Sequence
from datetime import datetime
from pathlib import Path

from tests.bench.figures import Table

ROOT = Path(__file__).parents[2]
PAGE = ROOT / "docs" / "benchmarks.md"
README = ROOT / "README.md"
BEGIN, END = "<!-- bench:begin -->", "<!-- bench:end -->"


def write(tables: Sequence[Table], *, now: datetime) -> None:
    """Put the tables into both."""
    figures = "\n\n".join([*(table.markdown() for table in tables), f"*{circumstances(now)}*"])
    for path in (PAGE, README):
        text = path.read_text(encoding="utf-8")
        before, begin, rest = text.partition(BEGIN)
        _, end, after = rest.partition(END)
        if not (begin and end):
            raise SystemExit(f"{path.name} has no place for the figures: {BEGIN} … {END}")
        path.write_text(f"{before}{BEGIN}\n{figures}\n{END}{after}", encoding="utf-8")


def circumstances(now: datetime) -> str:
    """When this was measured, and on what."""
    return (
        f"Measured on {now:%Y-%m-%d} with Python {platform.python_version()} on {os.cpu_count()} cores "
        f"({platform.machine()}), SQLite, while other programs kept {os.getloadavg()[0]:.1f} of them busy."
    )
