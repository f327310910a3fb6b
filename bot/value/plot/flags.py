"""Give each release its flag: the one it is about and the newest others get their words, in two rows at most."""

from collections.abc import Collection, Sequence

from bot.value.plot.lettering import printable, shorten, width_of
from bot.value.plot.shapes import Flag

SIZE = 15.0
HEIGHT = 25.0
ROWS = 2
APART = 5.0
ROW = HEIGHT + APART
INSIDE = 10.0
WIDEST = 190.0


def plant(
    marks: Sequence[tuple[float, str]],
    *,
    top: float,
    left: float,
    right: float,
    neighbours: Collection[int] = (),
) -> tuple[tuple[Flag, ...], int]:
    """The flags of releases at these x between left and right, and how many rows they fill.

    Flags for which no row has room have no words: first those of `neighbours`, which are places among the marks.
    """
    rows: list[list[Flag]] = [[] for _ in range(ROWS)]
    planted: list[Flag] = []
    for place in sorted(range(len(marks)), key=lambda place: (place not in neighbours, marks[place]), reverse=True):
        x, words = marks[place]
        label = shorten(printable(words), SIZE, WIDEST)
        beside = place in neighbours
        pill = find_place(x, width_of(label, SIZE) + 2 * INSIDE, rows, left, right) if label else None
        if pill is None:
            planted.append(Flag(x=x, label="", left=x, right=x, top=top, bottom=top, is_neighbour=beside))
            continue
        row, start, end = pill
        above = top + row * ROW
        flag = Flag(x=x, label=label, left=start, right=end, top=above, bottom=above + HEIGHT, is_neighbour=beside)
        rows[row].append(flag)
        planted.append(flag)
    return tuple(sorted(planted, key=lambda flag: flag.x)), sum(1 for row in rows if row)


def find_place(
    x: float, wide: float, rows: Sequence[Sequence[Flag]], left: float, right: float
) -> tuple[int, float, float] | None:
    """The row and the edges of a pill: over its line, or else hanging to one side of it."""
    for row in range(ROWS):
        for wanted in (x - wide / 2, x - wide + INSIDE, x - INSIDE):
            start = min(max(wanted, left), right - wide)
            if is_free(rows, row, x, start, start + wide):
                return row, start, start + wide
    return None


def is_free(rows: Sequence[Sequence[Flag]], row: int, x: float, left: float, right: float) -> bool:
    """Whether a pill fits between those of its row, and no line from a row above crosses a pill below."""
    apart = all(right + APART <= flag.left or flag.right + APART <= left for flag in rows[row])
    crossed = any(left - APART < flag.x < right + APART for above in rows[:row] for flag in above)
    crosses = any(flag.left - APART < x < flag.right + APART for below in rows[row + 1 :] for flag in below)
    return apart and not crossed and not crosses
