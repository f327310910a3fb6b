"""Prove at length what delivery promises: all of it, or the parts that are named."""

import argparse
import os
import subprocess
import sys
from dataclasses import dataclass
from time import monotonic

# Beyond four workers, each with a PostgreSQL of its own, nothing gets faster.
WORKERS = min(4, os.cpu_count() or 1)


@dataclass(frozen=True)
class Part:
    """A part of the proof, and about how many minutes it takes on two cores."""

    says: str
    minutes: int
    tests: tuple[str, ...] = ()
    workers: int = WORKERS


PARTS = {
    "kills": Part("a kill at every moment of a delivery, on both databases", 5, ("tests/proofs/test_kills.py",)),
    "faults": Part("20 seeds of each way in which Slack fails", 4, ("tests/proofs/test_faults.py",)),
    # These keep real time, and fill both cores with processes of their own.
    "replicas": Part("4 replicas, 2,000 posts, 200 channels, killed", 6, ("tests/proofs/test_replicas.py",), 1),
    "requests": Part("every request to two replicas, and three times", 2, ("tests/inbound",)),
    "controls": Part("lines of the product broken on purpose", 2, ("tests/simulation",)),
    "years": Part("200 years of a large workspace; fewer, or others: --seeds, --first", 120),
}


def command(part: Part, first: int, seeds: int) -> list[str]:
    """What runs a part."""
    if not part.tests:
        return ["-m", "tests.simulation", "--first", str(first), "--seeds", str(seeds)]
    return ["-m", "pytest", "-m", "full", "-v", "-n", str(part.workers), "--dist", "worksteal", *part.tests]


def main() -> int:
    """0: every part that was asked for holds."""
    told = "\n".join(f"  {name:10} {part.says} (about {part.minutes} min)" for name, part in PARTS.items())
    parser = argparse.ArgumentParser(
        prog="python -m tests.proofs",
        description=f"{__doc__}\n\n{told}",
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("parts", nargs="*", metavar="PART", help="one or more of those above; all if left out")
    parser.add_argument("--seeds", type=int, default=200, help="how many years to live")
    parser.add_argument("--first", type=int, default=1, help="the first of them")
    given = parser.parse_args()
    if unknown := [name for name in given.parts if name not in PARTS]:
        parser.error(f"There is no {', '.join(unknown)}: there are {', '.join(PARTS)}.")
    broken = []
    for name in given.parts or PARTS:
        part, began = PARTS[name], monotonic()
        print(f"== {name}: {part.says}, about {part.minutes} min", flush=True)
        if subprocess.run([sys.executable, *command(part, given.first, given.seeds)], check=False).returncode:
            broken.append(name)
        print(f"== {name}: {'broken' if name in broken else 'holds'}, {(monotonic() - began) / 60:.0f} min", flush=True)
    print(f"Broken: {', '.join(broken)}." if broken else "All holds.")
    return bool(broken)


if __name__ == "__main__":
    raise SystemExit(main())
