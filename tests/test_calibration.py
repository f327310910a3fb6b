"""The calibration makes series of which everything is known, and sums up rightly what came of them."""

import sys
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path

import numpy as np
import pytest

from bot.value.effect import Point
from tests.calibration import compared, daily, effect, gradual, tables, targets
from tests.calibration.elsewhere import Elsewhere, causal_impact
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
        for name in ("run", "effects", "looks", "daily", "targets", "shapes", "port", "ways", "calibrated", "fair")
    )


def test_what_a_release_adds_has_a_shape() -> None:
    made = {shape: targets.shaped(shape, 2, 4) for shape in targets.SHAPES}

    assert not made["nothing"].any()
    assert made["at once"].tolist() == [0, 0, 1, 1, 1, 1]
    assert made["grows on"].tolist() == [0, 0, 0.25, 0.5, 0.75, 1]
    assert made["faster and faster"].tolist() == [0, 0, 0.0625, 0.25, 0.5625, 1]
    assert made["levels off"][2:] == pytest.approx([0.0689, 0.1331, 0.1929, 0.2485], abs=1e-4)


def test_each_evening_only_the_days_so_far_are_looked_at() -> None:
    values = np.arange(daily.BEFORE + daily.DAYS, dtype=float)

    def alarms(points: list[Point], now: datetime) -> bool:
        assert points[-1].at < now < points[-1].at + timedelta(days=1)
        return points[-1].value >= daily.BEFORE + 4

    assert daily.first_alarm(values, alarms) == 5
    assert daily.first_alarm(values, lambda points, now: False) is None
    assert [daily.within([5, None, 8, 28], most) for most in (7, 28)] == ["25.0", "75.0"]


def test_what_was_said_of_targets_is_scored() -> None:
    said = [
        targets.Told("white", "nothing", 0.8, False, True),
        targets.Told("white", "at once", 0.8, True, False),
        targets.Told("trend", "nothing", 0.5, True, True),
        targets.Told("trend", targets.SHAPES[-1], 0.5, True, True),
    ]

    others = zip(targets.KINDS[1:], [*targets.SHAPES[1:4], "nothing", "nothing"], strict=True)

    found = targets.told([*said, *(replace(said[0], kind=kind, shape=shape) for kind, shape in others)])

    # (0.64 + 0.04) ÷ 2, beside ¼ for saying one half of both; of what nobody believes only the shapes tell.
    assert "| white | 0.340 | 0.250 | 50.0 |" in found["targets"]
    assert "| trend | 0.445 | 0.250 | 100.0 |" in found["targets"]
    assert f"| {targets.SHAPES[-1]} | 0.250 | 0.000 | 100.0 |" in found["shapes"]


def test_another_environment_answers_line_by_line(tmp_path: Path) -> None:
    script = tmp_path / "port.py"
    script.write_text(
        "import json, sys\n"
        "for line in sys.stdin:\n"
        "    asked = json.loads(line)\n"
        "    middle = sum(asked['before']) / len(asked['before']) + asked['ahead']\n"
        "    print(json.dumps({'low': middle - 1, 'high': middle + 2, 'seconds': 0.5}), flush=True)\n"
    )
    port = Elsewhere(Path(sys.executable), script)

    with port.process:
        still, moved = (
            causal_impact(np.array([1.0, 3.0, 5.0, 5.0 + size, 5.0 + size]), 3, port=port) for size in (0.0, 4.0)
        )

        assert port.answers
    # Five is expected of both days: the mean of the days before, and the number of those to come.
    assert (still.low, still.high, still.seconds) == (-2, 1, 0.5)
    assert (moved.low, moved.high) == (2, 5)
    assert not Elsewhere(tmp_path / "nothing").answers


def test_without_the_port_the_tables_say_so() -> None:
    pieces = list(effect.work(40, [effect.OURS, effect.PORT]))

    assert {piece.way for piece in pieces} == {effect.OURS, effect.PORT}
    assert sum(piece.last - piece.first for piece in pieces if piece.way == effect.PORT) == 8 * len(KINDS)
    assert "the first 8 series" in effect.of_port(40)
    assert "did not install" in effect.of_port(0)


def test_what_is_compared_with_adds_its_errors_up_as_it_forecasts_them() -> None:
    values = world("random walk", 1, before=90, after=0, effect=0.0).read()
    fit = fitted(values, {"level": "local level"})

    first = float(fit.get_forecast(1).var_pred_mean[0])

    assert variance_of_mean(fit, 1) == pytest.approx(first, rel=1e-6)
    assert variance_of_mean(fit, 14) > first / 14
    answer = answered(fit, np.array([float(fit.get_forecast(1).predicted_mean[0]) + 3.0]))
    assert (answer.low + answer.high) / 2 == pytest.approx(3.0)


def test_what_comes_bit_by_bit_is_told_as_what_came_of_it() -> None:
    found = gradual.done(gradual.Work("weekly", 0, 1))

    alone = {(each.ramp, each.since): each for each in found if each.beside == gradual.ALONE}
    # 1 − r ÷ 2n of the whole; n ÷ 2r while it is still coming; all of it once it has been there for four weeks.
    expected = {(0, 14): 1, (7, 14): 0.75, (14, 14): 0.5, (28, 14): 0.25, (14, 28): 0.75, (28, 56): 1}
    for case, share in expected.items():
        assert alone[case].came == pytest.approx(share, abs=0.02), case
        assert alone[case].told == pytest.approx(alone[case].came, abs=0.15), case
    assert gradual.told(found)["gradual"].count("| over ") == 3
    assert gradual.told(found)["gradual beside"].count("another") == 8


def test_beside_what_drives_it_a_metric_is_told_without_the_shock_that_both_have() -> None:
    found = compared.done(compared.Work("noise, then a shock", 0, 2))

    by_way = {way: [each for each in found if each.way == way] for way in (compared.ALONE, compared.BESIDE)}
    assert not any(each.holds for each in by_way[compared.ALONE])
    assert all(each.holds for each in by_way[compared.BESIDE])
    one, again = compared.made("a walk", 3), compared.made("a walk", 3)
    assert all((first == second).all() for first, second in zip(one, again, strict=True))


def test_of_what_is_compared_each_way_has_its_row() -> None:
    made = [
        compared.Told(shared, way, size, found=bool(size), holds=True, half_width=2.0)
        for shared in compared.SHARED
        for way in (compared.ALONE, compared.BESIDE)
        for size in compared.EFFECTS
    ]

    lines = compared.told(made)["compared"].splitlines()

    assert len(lines) == 2 + 2 * len(compared.SHARED)
    assert lines[3] == "| a walk | beside it | 0.0 | 100.0 | 100.0 | 100.0 | 2.0 |"
