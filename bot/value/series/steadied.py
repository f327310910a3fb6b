"""Take out of a metric the noise of its single readings, so that another can be held against what lasts of it."""

import numpy as np

from bot.value.series.noise import Array

# How far the level of what is held against a metric may move in a period, in variances of the noise of its readings.
MOVES = (0.02, 0.1, 0.5)
# How much it is believed before looking that a metric follows another as it was read, or what lasts of it by each.
AS_READ = 0.8
LASTING = (1 - AS_READ) / len(MOVES)


def steadied(values: Array, moves: float) -> Array:
    """The level of some values, NaN where there is none, as all of them together let expect it: that of a random walk.

    Noise that another metric has for itself hides how closely two go together, so that too little of what moves both
    would be seen as one move. Held against what is expected of the other's level instead, it is seen whole (regression
    calibration: Carroll, Ruppert, Stefanski and Crainiceanu, Measurement Error in Nonlinear Models, 2006, chapter 4).

    The levels m make Σ (value − m)² + Σ (m(t+1) − m(t))² ÷ moves the least, which is one equation for each of them and
    its neighbours, solved from the first to the last and back (Golub and Van Loan, Matrix Computations, 4.3).
    """
    read = np.isfinite(values)
    # Around their mean, so that a large level costs no digits.
    mean = float(values[read].mean())
    pull = 1 / moves
    last = len(values) - 1
    levels, passed_on = [0.0] * len(values), [0.0] * len(values)
    for place, value in enumerate(values.tolist()):
        before = pull if place else 0.0
        after = pull if place < last else 0.0
        own, known = (1.0, value - mean) if read[place] else (0.0, 0.0)
        left = own + before + after - before * passed_on[place - 1]
        # Before the first reading there is nothing yet to hold a level.
        passed_on[place] = after / left
        levels[place] = (known + before * levels[place - 1]) / left
    for place in range(last - 1, -1, -1):
        levels[place] += passed_on[place] * levels[place + 1]
    return np.where(read, mean + np.array(levels), np.nan)
