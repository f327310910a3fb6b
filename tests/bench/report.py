"""Write the tables into the README, between its markers."""

import os
import platform
from collections.abc import Sequence
from datetime import datetime
from pathlib import Path

from tests.bench.figures import Table

README = Path(__file__).parents[2] / "README.md"
BEGIN, END = "<!-- bench -->", "<!-- /bench -->"


def write(tables: Sequence[Table], *, now: datetime, load: float) -> None:
    """Put the tables there."""
    README.write_text(placed(README.read_text(encoding="utf-8"), tables, circumstances(now, load)), encoding="utf-8")


def placed(text: str, tables: Sequence[Table], told: str) -> str:
    """A page with the tables in place of those that it had.

    Raises:
        SystemExit: it has no place for them.
    """
    before, begin, rest = text.partition(BEGIN)
    _, end, after = rest.partition(END)
    if not (begin and end):
        raise SystemExit(f"There is no place for the figures: {BEGIN} … {END}")
    figures = "\n\n".join([told, *(table.markdown() for table in tables)])
    return f"{before}{BEGIN}\n{figures}\n{END}{after}"


def circumstances(now: datetime, load: float) -> str:
    """When this was measured, and on what; `load` is what the machine was doing before."""
    quiet = "with nothing else to do" if load < 0.5 else f"under a load of {load:.1f} from other programs"
    return (
        f"Measured on {now:%Y-%m-%d} with Python {platform.python_version()} and SQLite on a machine with "
        f"{os.cpu_count()} cores ({platform.machine()}), {quiet}. *CPU each* is the processor time that the server "
        "takes for a request; *of the echo* compares it with the least that Bolt itself can do, a listener that "
        "answers with what was typed, measured by turns in the same run. Posts are delivered on PostgreSQL, too, which "
        "comes set up as for production; *of the driver* compares them with the bare driver, which does the same "
        "statements in the same transactions."
    )
