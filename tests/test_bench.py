"""The benchmark measures each thing that it is to measure, and puts it where the README shows it."""

import re

from tests.bench.__main__ import QUICK, measured
from tests.bench.figures import Table, percentile, reached
from tests.bench.report import README, placed

ROWS = """
ready (`/readyz` answers 200)
memory when idle
bare Bolt echo
`/value`, a dozen releases, nothing changed since
… asked first after a change
`/metric record`, durable
1 reading
4,400 readings, one every 10 min
44,000 readings, one every 10 min
a chart of 90 readings as SVG
… and as PNG, in the process that draws
""".strip().splitlines()


async def test_a_quick_run_has_a_figure_for_each_thing() -> None:
    tables = await measured(QUICK)

    cells = {row[0]: row[1:] for table in tables for row in table.rows}
    assert set(ROWS) <= set(cells)
    assert any(name.startswith("a template: the median of ") for name in cells)
    for row in cells.values():
        assert any(re.search(r"\d", cell) for cell in row)


def test_a_missed_target_says_so() -> None:
    table = Table(("request", "connections", "to reach", "reached"))

    table.add("a read", "1", *reached(2.9, 3.0, "≤ 3×"))
    table.add("a write", "16", *reached(4.1, 4.0, "≤ 4×"))

    assert table.markdown().splitlines()[2:] == ["| a read | 1 | ≤ 3× | yes |", "| a write | 16 | ≤ 4× | **no** |"]


def test_of_a_hundred_the_slowest_but_one_is_p99() -> None:
    assert percentile(range(1, 101), 0.99) == 99
    assert percentile([7.0], 0.99) == 7.0


def test_figures_take_the_place_of_the_last_ones_in_the_readme() -> None:
    page = README.read_text(encoding="utf-8")

    once = placed(page, [Table(("start", "measured"), [("ready", "1 s")])], "Told.")
    twice = placed(once, [Table(("start", "measured"), [("ready", "2 s")])], "Told.")

    assert "| ready | 1 s |" in once
    assert "| ready | 2 s |" in twice
    assert "| ready | 1 s |" not in twice
    assert twice.endswith(page.partition("<!-- /bench -->")[2])
