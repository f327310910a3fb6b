"""Sum trials up in tables, and put them into docs/measurement.md."""

from collections.abc import Iterable, Sequence
from pathlib import Path
from statistics import median

from tests.calibration.trial import Trial

PAGE = Path(__file__).parents[2] / "docs" / "measurement.md"


def share(trials: Sequence[Trial], what: str) -> str:
    """How often something holds, as a percentage."""
    return f"{100 * sum(getattr(trial, what) for trial in trials) / len(trials):.1f}" if trials else "–"


def table(head: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """A table in Markdown; numbers stand to the right."""
    lines = [head, ["---", *["---:"] * (len(head) - 1)], *rows]
    return "\n".join(f"| {' | '.join(line)} |" for line in lines)


def kinds(trials: Sequence[Trial]) -> list[str]:
    """The kinds of series there are, in the order in which they are listed."""
    return list(dict.fromkeys(trial.kind for trial in trials))


def effects(trials: Sequence[Trial]) -> str:
    """For each kind and time: false alarms, how often the range holds the truth, power, width."""
    rows = []
    times = sorted({(trial.before, trial.after) for trial in trials})
    for kind in kinds(trials):
        for before, after in times:
            here = [t for t in trials if t.kind == kind and (t.before, t.after) == (before, after)]
            moved = [t for t in here if t.effect]
            power = [share([t for t in moved if t.effect == size], "found") for size in (0.05, 0.1, 0.2)]
            width = 100 * median(t.half_width for t in here if not t.effect)
            false = share([t for t in here if not t.effect], "found")
            rows.append([kind, f"{before} + {after}", false, share(moved, "holds"), *power, f"{width:.1f}"])
    head = ["series", "days", "false alarms, %", "holds the truth, %", "seen at +5 %", "+10 %", "+20 %", "± % of level"]
    return table(head, rows)


def looks(trials: Sequence[Trial]) -> str:
    """How often one of three looks says "confirmed", or finds 0 outside of the range, where nothing changed."""
    rows = []
    for kind in kinds(trials):
        for before in sorted({trial.before for trial in trials}):
            here = [t for t in trials if t.kind == kind and t.before == before and not t.effect]
            numbers = {t.number for t in here}
            once = [
                100 * len({t.number for t in here if getattr(t, what)}) / len(numbers)
                for what in ("confirmed", "found")
            ]
            rows.append([kind, str(before), *(f"{each:.1f}" for each in once)])
    return table(["series", "days before", "“confirmed”, %", "95 % range without 0, %"], rows)


def ways(trials: Sequence[Trial]) -> str:
    """The ways of measuring beside each other."""
    rows = []
    names = list(dict.fromkeys(trial.way for trial in trials))
    for kind in kinds(trials):
        for name in names:
            here = [t for t in trials if t.kind == kind and t.way == name]
            moved = [t for t in here if t.effect]
            power = [share([t for t in moved if t.effect == size], "found") for size in (0.05, 0.1, 0.2)]
            took = 1000 * median(t.seconds for t in here)
            false = share([t for t in here if not t.effect], "found")
            rows.append([kind, name, false, share(moved, "holds"), *power, f"{took:.1f}"])
    head = ["series", "way", "false alarms, %", "holds the truth, %", "seen at +5 %", "+10 %", "+20 %", "ms"]
    return table(head, rows)


def put(name: str, text: str, *, page: Path = PAGE) -> None:
    """Put a table between its marks on the page.

    Raises:
        ValueError: the page has no such marks.
    """
    begins, ends = f"<!-- {name} -->", f"<!-- /{name} -->"
    words = page.read_text()
    before, found, rest = words.partition(begins)
    _, closed, after = rest.partition(ends)
    if not (found and closed):
        raise ValueError(f"{page.name} has no marks for {name}.")
    page.write_text(f"{before}{begins}\n{text}\n{ends}{after}")
