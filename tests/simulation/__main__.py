"""Live many seeds on every core, and say what they came to; or one, with every event of it."""

import argparse
import os
import sys
from concurrent.futures import ProcessPoolExecutor, as_completed
from functools import partial
from multiprocessing import get_context
from pathlib import Path

from tests.simulation.cast import SCOPES
from tests.simulation.controls import CONTROLS
from tests.simulation.seeds import one, summary, template
from tests.simulation.simulation import Lived


def main() -> int:
    """0: every seed kept every rule."""
    parser = argparse.ArgumentParser(prog="python -m tests.simulation", description=__doc__)
    parser.add_argument("--scope", choices=SCOPES, default="year")
    parser.add_argument("--seeds", type=int, default=200, help="how many seeds to live")
    parser.add_argument("--first", type=int, default=1, help="the first of them")
    parser.add_argument("--seed", type=int, help="live only this one, and write down its events")
    parser.add_argument("--trace", type=Path, help="where to write them")
    parser.add_argument("--control", choices=CONTROLS, default="", help="break this line of the product")
    parser.add_argument("--workers", type=int, default=os.cpu_count())
    given = parser.parse_args()
    with template() as empty:
        if given.seed is not None:
            single = one(given.seed, scope=given.scope, control=given.control, empty=empty, trace_to=given.trace)
            print(single.broken or summary([single]))
            print(f"Trace {single.digest}")
            return bool(single.broken)
        seeds = range(given.first, given.first + given.seeds)
        work = partial(one, scope=given.scope, control=given.control, empty=empty)
        lived: list[Lived] = []
        # A process that has lived a year keeps much of it, and slows down the next.
        with ProcessPoolExecutor(given.workers, mp_context=get_context("spawn"), max_tasks_per_child=1) as pool:
            for done in as_completed([pool.submit(work, seed) for seed in seeds]):
                each = done.result()
                lived.append(each)
                said, killed = each.counts.get("said", 0), each.counts.get("killed", 0)
                told = f"broke “{each.rule}”" if each.rule else "kept every rule"
                told = f"{said} messages, {killed} killed, {each.seconds:.0f} s, {told}"
                print(f"[{len(lived)}/{given.seeds}] seed {each.seed}: {told}", flush=True)
                if each.broken:
                    print(each.broken, flush=True)
    print(summary(lived))
    return any(each.broken for each in lived)


if __name__ == "__main__":
    # The order of sets of words changes with each process, and with it the order in which a flow goes through them.
    if os.environ.get("PYTHONHASHSEED") != "0":
        os.execve(sys.executable, [sys.executable, *sys.orig_argv[1:]], {**os.environ, "PYTHONHASHSEED": "0"})
    raise SystemExit(main())
