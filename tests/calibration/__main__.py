"""Measure how well Payoff measures: `python -m tests.calibration`, or with --quick for a look in a minute."""

import argparse
import os
import time
from multiprocessing import get_context

SERIES, QUICK = 500, 40
# What is looked at every day, or in several shapes, takes a hundred fits a series: this share of the series has to do.
DAILY = 40


def main() -> None:
    """Do all the work on all cores, print the tables, and write them into docs/measurement.md."""
    parser = argparse.ArgumentParser(prog="python -m tests.calibration", description=__doc__)
    parser.add_argument("--quick", action="store_true", help=f"{QUICK} series of each kind, and nothing is written")
    parser.add_argument("--series", type=int, help=f"how many series of each kind; {SERIES} unless told")
    parser.add_argument("--alone", action="store_true", help="without the ways that are compared with")
    parser.add_argument("--write", action="store_true", help="write the tables even of a quick run")
    given = parser.parse_args()
    # One thread for each process: the cores are busy with processes.
    for name in ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS"):
        os.environ[name] = "1"
    from tests.calibration import compared, daily, effect, elsewhere, gradual, tables, targets
    from tests.calibration.trial import Trial

    series = given.series or (QUICK if given.quick else SERIES)
    has_port = not given.alone and elsewhere.PORT.answers
    ways = [effect.OURS] if given.alone else [way for way in effect.WAYS if has_port or way != effect.PORT]
    began = time.monotonic()
    trials: list[Trial] = []
    looked: list[daily.Looked] = []
    outlooks: list[targets.Told] = []
    ramps: list[gradual.Came] = []
    beside: list[compared.Told] = []
    with get_context("spawn").Pool(os.cpu_count()) as pool:
        for some in pool.imap_unordered(effect.done, list(effect.work(series, ways))):
            trials += some
        for days in pool.imap_unordered(daily.done, list(daily.work(series * DAILY // 100))):
            looked += days
        for ahead in pool.imap_unordered(targets.done, list(targets.work(series * DAILY // 100))):
            outlooks += ahead
        for came in pool.imap_unordered(gradual.done, list(gradual.work(series * DAILY // 100))):
            ramps += came
        for told in pool.imap_unordered(compared.done, list(compared.work(series * DAILY // 100))):
            beside += told
    found = effect.told(trials) | daily.told(looked) | targets.told(outlooks) | gradual.told(ramps)
    found |= compared.told(beside)
    minutes = (time.monotonic() - began) / 60
    found["run"] = f"{series} series of each kind and length; {len(trials):,} fits in {minutes:.0f} minutes."
    if not given.alone:
        found["port"] = effect.of_port(series if has_port else 0)
    for name, text in found.items():
        print(f"\n{name}\n{text}")
        if given.write or not given.quick:
            tables.put(name, text)


if __name__ == "__main__":
    main()
