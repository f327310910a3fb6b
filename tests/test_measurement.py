"""What `docs/measurement.md` says of how often Payoff is right keeps what the page promises; and what that costs."""

import re
import subprocess
import sys
from pathlib import Path

import pytest

PAGE = (Path(__file__).parents[1] / "docs" / "measurement.md").read_text()
WALK = "random walk"
# Of these the target's probability is scored together.
SIX = "all of them"


def rows(name: str) -> list[list[str]]:
    """The rows of one of the tables that `make calibration` writes."""
    found = re.search(rf"<!-- {name} -->\n(.*?)\n<!-- /{name} -->", PAGE, re.DOTALL)
    assert found is not None
    lines = [[cell.strip() for cell in line.strip("|").split("|")] for line in found[1].splitlines()]
    assert len(lines) > 2
    return lines[2:]


def test_the_tables_are_of_five_hundred_series() -> None:
    (run,) = re.findall(r"<!-- run -->\n(\d+) series of each kind", PAGE)

    assert int(run) >= 500
    assert len(rows("effects")) == 10 * 9


@pytest.mark.parametrize("row", rows("effects"), ids=lambda row: " ".join(row[:2]))
def test_false_alarms_are_as_rare_and_ranges_as_true_as_promised(row: list[str]) -> None:
    most, least = (9.0, 91.0) if row[0] == WALK else (5.0, 93.0)

    assert float(row[2]) <= most
    assert float(row[3]) >= least


def test_what_is_confirmed_at_three_looks_is_rarely_chance() -> None:
    assert max(float(row[2]) for row in rows("looks")) <= 3.0


def test_looking_every_day_rarely_raises_anyone_for_nothing() -> None:
    for kind, still, *_, kept, _ in rows("daily"):
        assert max(float(still), float(kept)) <= (7.0 if kind == WALK else 5.0), kind


def test_the_chance_to_reach_a_target_is_worth_its_name() -> None:
    ((_, score, _, holds),) = [row for row in rows("targets") if row[0] == SIX]

    assert float(score) <= 0.08
    assert float(holds) >= 94


def test_a_fit_takes_milliseconds_and_ours_alone_is_calibrated_in_every_kind() -> None:
    ours = [row for row in rows("ways") if row[1] == "Payoff"]

    assert len(ours) == 10
    assert max(float(row[-1]) for row in ours) <= 5.0
    assert {row[0]: row[1] for row in rows("calibrated")}["Payoff"] == "yes"


def test_what_runs_takes_in_no_heavy_library_and_numbers_only_when_they_are_asked_for() -> None:
    told = (
        "import sys, bot.commandline.run; "
        "print(*(name for name in ('numpy', 'scipy', 'pandas', 'statsmodels', 'matplotlib') if name in sys.modules)); "
        "import bot.value.effect.forecast, bot.value.outlook, bot.value.strayed; "
        "print(*(name for name in ('pandas', 'statsmodels', 'matplotlib') if name in sys.modules))"
    )

    found = subprocess.run([sys.executable, "-c", told], capture_output=True, text=True, check=True)

    assert found.stdout.split() == []


def test_a_release_that_comes_bit_by_bit_is_told_as_what_came_of_it() -> None:
    told = [re.findall(r"−?\d+", cell.replace("−", "-")) for _, *cells in rows("gradual") for cell in cells]

    assert len(told) == 12
    assert max(abs(int(seen) - int(came)) for seen, came in told) <= 5


def test_beside_what_drives_it_a_metric_keeps_the_promise_whatever_moves_both() -> None:
    beside = {row[0]: row for row in rows("compared") if row[1] == "beside it"}

    assert len(beside) == 6
    for shared in ("a walk", "a walk, then a shock", "noise, then a shock"):
        # Of 200 series: a point and a half more or less.
        assert float(beside[shared][2]) <= 6.5, shared
        assert float(beside[shared][3]) >= 93.0, shared
        assert float(beside[shared][4]) >= 80.0, shared
