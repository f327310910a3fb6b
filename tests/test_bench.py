"""The benchmark measures each thing that it is to measure, and puts it where the README shows it."""

import re
from collections import Counter
from datetime import UTC, datetime

import pytest
from sqlalchemy import event

from tests.bench.__main__ import QUICK, measured
from tests.bench.delivery import owed
from tests.bench.delivery.couriers import Ours
from tests.bench.delivery.raw import Raw
from tests.bench.delivery.stores import Files, path_of
from tests.bench.figures import Table, percentile, reached
from tests.bench.report import README, placed

NOW = datetime(2026, 3, 3, 9, 0, tzinfo=UTC)
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
ours on SQLite
ours on PostgreSQL
the first 60 of 600 due in 200 channels
… memory at 90 % of it and at 10 %
a sweep with nothing due, 2,000 settled
claiming the one post due, 2,000 settled
… behind 200 due in a channel that is busy
""".strip().splitlines()


@pytest.mark.postgres
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


async def test_the_driver_alone_does_the_statements_that_ours_does(database_url: str) -> None:
    url = database_url
    workspace_id = await owed.workspace(url, NOW)
    store = Files(path_of(url).parent)
    await owed.add_channels(store, url, workspace_id, 2)
    await owed.add_posts(store, url, owed.due(workspace_id, 2, 2, NOW))
    copy = await store.new(url)
    ours, raw = Ours(url), await Raw.open(copy)
    said: list[str] = []
    alone: list[str] = []
    event.listen(ours.database.writers.sync_engine, "before_cursor_execute", lambda *given: said.append(given[2]))
    raw.lines[0].connection.set_trace_callback(alone.append)

    assert (await ours.round(), await raw.round()) == (2, 2)

    await ours.close()
    await raw.close()
    changes = Counter(map(gist, said))
    assert changes == Counter(gist(each) for each in alone if not each.startswith(("BEGIN", "COMMIT")))
    assert sum(changes.values()) == 11
    assert [each for each in alone if each.startswith(("BEGIN", "COMMIT"))] == ["BEGIN IMMEDIATE", "COMMIT"] * 5


def gist(statement: str) -> tuple[str, ...]:
    """What a statement does, to which table, which columns it sets, and which it asks for, in whatever order."""
    words = re.findall(r"\w+", statement)
    what = "SELECT" if words[0] == "SELECT" else f"{words[0]} {words[1]}"
    changed = re.findall(r"(\w+) ?= ?(?=[?'C0-9N])", statement.partition(" SET ")[2].partition("WHERE")[0])
    asked = re.findall(r"(\w+)(?: ?=| IN| <=)", statement.partition("WHERE")[2])
    return (what, *sorted(changed), "WHERE", *sorted(asked))
