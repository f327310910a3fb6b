"""Answer with CausalImpact's Python port, in the environment that has it: days before in, the range of those since out.

A line of JSON for each series: {"before": [values], "ahead": days} is answered by {"low", "high", "seconds"}, the range
of the mean of the days to come. What was read of them is no part of the question: the port learns from the days before.
"""

import json
import sys
import time
import warnings

import pandas as pd
from causalimpact import CausalImpact


def answered(before: list[float], ahead: int) -> dict[str, float]:
    """The port's range, with weekdays and its default prior; it is drawn, and another one each time."""
    warnings.simplefilter("ignore")
    data = pd.DataFrame({"y": [*before, *[0.0] * ahead]})
    began = time.process_time()
    split = len(before)
    impact = CausalImpact(data, [0, split - 1], [split, split + ahead - 1], nseasons=[{"period": 7}])
    seconds = time.process_time() - began
    told = impact.summary_data["average"]
    return {"low": told["predicted_lower"], "high": told["predicted_upper"], "seconds": seconds}


if __name__ == "__main__":
    for line in sys.stdin:
        asked = json.loads(line)
        print(json.dumps(answered(asked["before"], asked["ahead"])), flush=True)
