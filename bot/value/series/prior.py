"""Say what is believed of a series before looking: of its noise, and of its slope."""

from functools import lru_cache

import numpy as np

from bot.value.series.noise import Array, noises

# How steep a slope may be over all that is looked at, in σ.
SLOPES = (0.0, 5.0)
# The numbers that follow were found by trying, on series of the kinds in docs/measurement.md: they are those with which
# most changes are seen while no kind gives more false alarms than it may.
#
# With this many readings white noise is believed one half, with more of them more: noise that lasts shows itself in
# many readings, and a change in white noise drowns in what else it might have been.
WHITE = 3
# A random walk counts so many times one of the alike noises: for two months they look the same, and those that are
# alike promise a return to a level that a walk does not make.
WALK = 20.0
# With this many readings of white noise no slope is believed one half, with more of them more: a slope that does not
# show in many readings moves the days to come by little, one that does not show in few may move them by much.
FLAT = 30
# Where noise lasts, a slope is more probable than none: it is easily taken for a level that wandered, and goes on.
FLAT_LASTING = 0.2


@lru_cache(maxsize=64)
def believed(count: int) -> Array:
    """The log of how probable each slope with each kind of noise is before looking at so many readings."""
    kinds = noises()
    is_white = kinds.stays == 0
    lasting = np.where(is_white, 0.0, np.where(kinds.stays == 1, WALK, 1.0))
    white = count / (count + WHITE)
    noise = np.where(is_white, white, (1 - white) * lasting / lasting.sum())
    flat = np.where(is_white, count / (count + FLAT), FLAT_LASTING)
    believed: Array = np.log(np.stack([flat * noise, (1 - flat) * noise]))
    return believed
