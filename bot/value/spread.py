"""Tell how far a mean of some readings usually strays when nothing has changed."""

import math
from collections.abc import Sequence
from decimal import Decimal
from itertools import pairwise
from statistics import NormalDist, fmean

from bot.value.digits import exact

CONFIDENCE = 0.95
# Beyond this likeness of neighbours, readings tell next to nothing, and a few of them cannot say how much.
_MOST_ALIKE = 0.9
# Student's t, 97.5 %, for 1 to 30 degrees of freedom (NIST/SEMATECH e-Handbook of Statistical Methods, 1.3.6.7.2).
_T = (
    12.706, 4.303, 3.182, 2.776, 2.571, 2.447, 2.365, 2.306, 2.262, 2.228, 2.201, 2.179, 2.160, 2.145, 2.131,
    2.120, 2.110, 2.101, 2.093, 2.086, 2.080, 2.074, 2.069, 2.064, 2.060, 2.056, 2.052, 2.048, 2.045, 2.042,
)  # fmt: skip


def usual_distance(values: Sequence[float], later: int) -> float:
    """How far the mean of `later` new readings strays from that of `values`, 95 times of 100, if nothing changes.

    Student's t × s × √(v(later) + v(before)), where v(n) is the variance of a mean of n readings that are each like
    the one before to the degree r: (1 + 2 Σ (1 − k/n) rᵏ) / n (Priestley, Spectral Analysis and Time Series, 1981,
    5.3.5). A constant series still moves by what its rounding hides. `values` stand in order of time.

    Measured with 28 values and 7 later ones, where 5 of 100 should stray further: of white noise 4 do, of neighbours
    alike by a half 7, of a weekly rhythm none; of a trend 34 and of a random walk 24, which look like a change here.

    Raises:
        ValueError: fewer than two values, or no later reading.
    """
    if len(values) < 2 or later < 1:
        raise ValueError("A distance needs two readings before and one after.")
    alike = likeness(values)
    noise = max(deviation(values), resolution(values) / math.sqrt(12))
    return student(len(values) - 1) * noise * math.sqrt(variance(later, alike) + variance(len(values), alike))


def usual_difference(differences: Sequence[float]) -> float:
    """How far another difference of the same kind strays from 0, 95 times of 100, if nothing changes.

    Student's t × √(mean of the squares): the spread is taken around 0, since without a change there is no difference
    to expect. Differences of neighbouring years share a year; that makes them stray more, not less.

    Raises:
        ValueError: there is none to learn from.
    """
    if not differences:
        raise ValueError("A distance needs a difference to learn from.")
    return student(len(differences)) * math.sqrt(math.fsum(each**2 for each in differences) / len(differences))


def deviation(values: Sequence[float]) -> float:
    """The standard deviation of a sample."""
    middle = fmean(values)
    return math.sqrt(math.fsum((value - middle) ** 2 for value in values) / (len(values) - 1))


def likeness(values: Sequence[float]) -> float:
    """How much each reading is like the one before it, 0 to 0.9: the correlation of neighbours, less its known bias.

    The bias is −(1 + 3r)/n (Kendall, Note on bias in the estimation of autocorrelation, 1954).
    """
    middle = fmean(values)
    total = math.fsum((value - middle) ** 2 for value in values)
    if total == 0:
        return 0.0
    raw = math.fsum((one - middle) * (other - middle) for one, other in pairwise(values)) / total
    count = len(values)
    return min(max((raw * count + 1) / max(count - 3, 1), 0.0), _MOST_ALIKE) if raw > 0 else 0.0


def variance(count: int, alike: float) -> float:
    """The variance of a mean of so many readings, in that of one reading."""
    likenesses = math.fsum((1 - lag / count) * alike**lag for lag in range(1, count))
    return (1 + 2 * likenesses) / count


def resolution(values: Sequence[float]) -> float:
    """The step in which the values were written down: 0.1 for 3.8 and 4.0, 1 for whole numbers."""
    exponents = [int(exact(value).normalize().as_tuple().exponent) for value in values]
    return float(Decimal(1).scaleb(min(0, *exponents)))


def student(freedom: int) -> float:
    """Student's t at 97.5 %; past 30 degrees of freedom by Cornish and Fisher's expansion."""
    if freedom <= len(_T):
        return _T[freedom - 1]
    z = NormalDist().inv_cdf((1 + CONFIDENCE) / 2)
    return z + (z**3 + z) / (4 * freedom) + (5 * z**5 + 16 * z**3 + 3 * z) / (96 * freedom**2)
