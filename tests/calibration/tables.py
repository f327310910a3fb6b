"""Sum trials up in tables, and put them into docs/measurement.md."""

from collections.abc import Iterable, Sequence
from pathlib import Path
from statistics import mean, median

from tests.calibration.trial import Trial

PAGE = Path(__file__).parents[2] / "docs" / "measurement.md"
SIZES = (0.05, 0.1, 0.2)


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
            power = [share([t for t in moved if t.effect == size], "found") for size in SIZES]
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
    for kind in kinds(trials):
        for name in names(trials):
            here = [t for t in trials if t.kind == kind and t.way == name]
            moved = [t for t in here if t.effect]
            power = [share([t for t in moved if t.effect == size], "found") for size in SIZES]
            # What one series taught may be kept for its other effects, so that only the first tells the time.
            took = 1000 * median(t.seconds for t in here if not t.effect)
            false = share([t for t in here if not t.effect], "found")
            rows.append([kind, name, false, share(moved, "holds"), *power, f"{took:.1f}"])
    head = ["series", "way", "false alarms, %", "holds the truth, %", "seen at +5 %", "+10 %", "+20 %", "ms"]
    return table(head, rows)


def names(trials: Sequence[Trial]) -> list[str]:
    """The ways there are, in the order in which they are listed."""
    return list(dict.fromkeys(trial.way for trial in trials))


def most_false(kind: str) -> float:
    """How many of 100 may be false alarms."""
    return 9.0 if kind == "random walk" else 5.0


def calibrated(trials: Sequence[Trial]) -> str:
    """For each way whether it keeps the false alarms in every kind, and how much wider its ranges would have to be."""
    rows = []
    for name in names(trials):
        false = {
            kind: 100 * mean(t.found for t in trials if (t.way, t.kind, t.effect) == (name, kind, 0.0))
            for kind in kinds(trials)
        }
        over = [f"{kind} {each:.1f}" for kind, each in false.items() if each > most_false(kind)]
        rows.append([name, "no" if over else "yes", ", ".join(over) or "–", f"{widening(trials, name):.2f}"])
    return table(["way", "calibrated", "where not, %", "ranges as wide as needed, times"], rows)


def widening(trials: Sequence[Trial], name: str) -> float:
    """How many times as wide a way's ranges have to be for it to keep the false alarms in every kind; 1 or more."""
    needed = [1.0]
    for kind in kinds(trials):
        here = sorted((t.strays for t in trials if (t.way, t.kind, t.effect) == (name, kind, 0.0)), reverse=True)
        needed.append(here[int(len(here) * most_false(kind) / 100)])
    return max(needed)


def fair(trials: Sequence[Trial]) -> str:
    """What each way sees of each kind once its ranges are wide enough to keep the false alarms in every kind."""
    rows = []
    for kind in kinds(trials):
        row = [kind]
        for name in names(trials):
            wide = widening(trials, name)
            here = [t for t in trials if (t.way, t.kind) == (name, kind)]
            seen = (100 * mean(t.found and t.strays > wide for t in here if t.effect == size) for size in SIZES)
            row.append(" / ".join(f"{each:.0f}" for each in seen))
        rows.append(row)
    return table(["series", *(f"{name}, seen at +5 / 10 / 20 %" for name in names(trials))], rows)


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
