"""Cases with a published answer: the Nile's break, and the seat-belt law with its placebo."""

import csv
from pathlib import Path

import numpy as np
import pytest
from statsmodels.datasets import nile

from bot.value.series.design import lay_out, step
from bot.value.series.fit import fit
from bot.value.series.mixture import Mixture
from bot.value.series.noise import Array

CASES = Path(__file__).parents[3] / "docs" / "cases"
# February 1983 is the 170th month from January 1969 on.
LAW = 169


def effect_of(values: Array, begins: int, *, months: bool = False) -> Mixture:
    """A step in one fit of everything."""
    count = len(values)
    seasons = [(np.arange(count) % 12, 12)] if months else []
    design = lay_out(count, count, seasons=seasons, releases=[step(count, begins)])
    chosen = np.zeros(design.columns.shape[1])
    chosen[design.releases[0]] = 1
    return fit(values, design).coefficient(chosen)


def injured(name: str) -> Array:
    """The logarithm of those killed or seriously injured, by the month."""
    rows = list(csv.reader((CASES / name).read_text().splitlines()))[1:]
    return np.log(np.array([float(row[1]) for row in rows]))


def test_the_nile_breaks_after_28_years_in_1898() -> None:
    # Cobb, The problem of the Nile, Biometrika 65 (1978); means as in Zeileis et al., strucchange (2002).
    flow = nile.load_pandas().data["volume"].to_numpy(float)

    evidence = {k: fit(flow, lay_out(100, 100, releases=[step(100, k)])).evidence for k in range(5, 96)}
    before, change = fit(flow, lay_out(100, 100, releases=[step(100, 28)])).coefficients[0][:2]

    assert max(evidence, key=lambda k: evidence[k]) == 28
    assert before == pytest.approx(1097.75, abs=0.005)
    assert before + change == pytest.approx(849.97, abs=0.005)
    fell = effect_of(flow, 28)
    assert fell.quantile(0.025)[0] < -247.78 < fell.quantile(0.975)[0] < -150


def test_the_seat_belt_law_saved_as_many_drivers_as_was_published() -> None:
    # Harvey and Durbin, Journal of the Royal Statistical Society A 149 (1986): −.20 to −.24 of the logarithm.
    drivers = effect_of(injured("seat-belts.csv"), LAW, months=True)

    assert -0.24 <= drivers.mean[0] <= -0.20
    assert drivers.quantile(0.975)[0] < -0.1


def test_the_seat_belt_law_did_nothing_for_those_who_sat_in_the_rear() -> None:
    rear = effect_of(injured("seat-belts-rear.csv"), LAW, months=True)

    assert rear.quantile(0.025)[0] < 0 < rear.quantile(0.975)[0]
    assert abs(rear.mean[0]) < 0.05
