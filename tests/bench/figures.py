"""Keep what was measured, and say it in tables."""

import math
from collections.abc import Sequence
from dataclasses import dataclass, field

YES, NO = "yes", "**no**"


@dataclass
class Table:
    """The figures of one theme. Of a row's cells the last say what was to be reached, and whether it was."""

    columns: tuple[str, ...]
    rows: list[tuple[str, ...]] = field(default_factory=list)

    def add(self, *cells: str) -> None:
        """A row; cells that are left out at its end stay empty."""
        self.rows.append(cells + ("",) * (len(self.columns) - len(cells)))

    def markdown(self) -> str:
        """As a table of Markdown."""
        lines = [self.columns, ("---",) * len(self.columns), *self.rows]
        return "\n".join(f"| {' | '.join(cells)} |" for cells in lines)


def reached(value: float, most: float, said: str) -> tuple[str, str]:
    """What was to be reached, and whether it was."""
    return said, YES if value <= most else NO


def percentile(values: Sequence[float], share: float) -> float:
    """The smallest value that at least this share of all do not exceed."""
    ordered = sorted(values)
    return ordered[max(0, math.ceil(share * len(ordered)) - 1)]


def ms(seconds: float) -> str:
    """Seconds as milliseconds: "0.82 ms", "12.3 ms", "140 ms"."""
    value = seconds * 1000
    return f"{value:.{2 if value < 10 else 1 if value < 100 else 0}f} ms"


def us(seconds: float) -> str:
    """Seconds as microseconds: "1,240 µs"."""
    return f"{seconds * 1e6:,.0f} µs"
