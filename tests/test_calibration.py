"""The calibration makes series of which everything is known, and sums up rightly what came of them."""

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from tests.calibration import effect, tables
from tests.calibration.others import answered, fitted, variance_of_mean
from tests.calibration.trial import Answer, Trial, tried
from tests.calibration.worlds import KINDS, world


@pytest.mark.parametrize("kind", KINDS)
def test_a_series_is_the_same_for_every_effect_and_length(kind: str) -> None:
    plain = world(kind, 3, before=28, after=28, effect=0.0)
    moved = world(kind, 3, before=28, after=7, effect=0.1)

    assert not plain.added.any()
    assert (moved.without == plain.without[:35]).all()
    assert not moved.added[:28].any()
    assert (moved.added[28:] >= 0).all()
    assert (plain.without != world(kind, 4, before=28, after=28, effect=0.0).without).any()


def test_an_answer_is_held_against_what_was_put_in() -> None:
    seen = [
        tried("a way", lambda values, before, ends=ends: Answer(*ends), "white", 1, before=28, after=7, effect=size)
        for ends in ((-1.0, 30.0), (5.0, 30.0), (-2.0, -1.0))
        for size in (0.0, 0.1)
    ]

    assert [trial.found for trial in seen] == [False, False, True, True, True, True]
    assert [trial.holds for trial in seen] == [True, True, False, True, False, False]
    assert seen[0].half_width == pytest.approx(0.155, rel=0.1)


def test_the_tables_have_a_row_for_each_kind_and_time() -> None:
    trials = effect.done(effect.Work("weekly", 0, 1, effect.OURS))

    found = effect.told(trials)

    assert found["effects"].count("| weekly | ") == 9
    assert found["looks"].count("| weekly | ") == 3
    assert "ways" not in found
    beside = [replace(trial, way=effect.LOCAL) for trial in trials if (trial.before, trial.after) == effect.COMPARED]
    assert effect.told([*trials, *beside])["ways"].count("| weekly | ") == 2


def test_shares_are_counted() -> None:
    here = Trial("white", 28, 7, 0.0, effect.OURS, 0, True, 2.0, False, 0.1, 0.002, False)
    trials = [
        here,
        *(replace(here, number=number, found=False, holds=True, confirmed=number == 2) for number in (1, 2, 3)),
    ]

    (row,) = [line for line in tables.looks(trials).splitlines() if line.startswith("| white")]

    assert row == "| white | 28 | 25.0 | 25.0 |"
    assert tables.share(trials, "holds") == "75.0"
    assert tables.share([], "holds") == "–"


def test_a_way_that_cries_wolf_is_compared_by_what_it_sees_when_it_does_not() -> None:
    here = Trial("white", 90, 14, 0.0, effect.OURS, 0, False, 0.5, True, 0.1, 0.002, False)
    still = [replace(here, number=number) for number in range(20)]
    wolf = [replace(each, way=effect.LOCAL, found=each.number < 2, strays=2.0 - each.number / 2) for each in still]
    moved = [
        replace(here, way=way, effect=size, found=True, strays=1.4 + size * 10)
        for way in (effect.OURS, effect.LOCAL)
        for size in tables.SIZES
    ]

    kept, held = tables.calibrated([*still, *wolf, *moved]), tables.fair([*still, *wolf, *moved])

    assert kept.splitlines()[2:] == [
        f"| {effect.OURS} | yes | – | 1.00 |",
        f"| {effect.LOCAL} | no | white 10.0 | 1.50 |",
    ]
    assert held.splitlines()[2] == "| white | 100 / 100 / 100 | 100 / 100 / 100 |"
    assert tables.fair([*still, *wolf, *(replace(each, strays=1.5) for each in moved)]).splitlines()[2] == (
        "| white | 100 / 100 / 100 | 0 / 0 / 0 |"
    )


def test_a_table_takes_the_place_of_the_one_before(tmp_path: Path) -> None:
    page = tmp_path / "page.md"
    page.write_text("a\n<!-- looks -->\nold\n<!-- /looks -->\nb\n")

    tables.put("looks", "new", page=page)

    assert page.read_text() == "a\n<!-- looks -->\nnew\n<!-- /looks -->\nb\n"
    with pytest.raises(ValueError, match="no marks for ways"):
        tables.put("ways", "new", page=page)
    assert all(
        f"<!-- {name} -->" in tables.PAGE.read_text()
        for name in ("run", "effects", "looks", "ways", "calibrated", "fair")
    )


def test_what_is_compared_with_adds_its_errors_up_as_it_forecasts_them() -> None:
    values = world("random walk", 1, before=90, after=0, effect=0.0).read()
    fit = fitted(values, {"level": "local level"})

    first = float(fit.get_forecast(1).var_pred_mean[0])

    assert variance_of_mean(fit, 1) == pytest.approx(first, rel=1e-6)
    assert variance_of_mean(fit, 14) > first / 14
    answer = answered(fit, np.array([float(fit.get_forecast(1).predicted_mean[0]) + 3.0]))
    assert (answer.low + answer.high) / 2 == pytest.approx(3.0)
