"""Run the benchmarks, or those named; the figures must be the peer's, and with --strict the limits must hold.

Each has a process of its own, so that the memory it held is its own. With --json everything is kept in a file, those
that broke a limit too; ``python -m benchmarks.page`` makes a page of such files.
"""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from benchmarks.kept import here, write
from benchmarks.running import alone

NAMES = (
    "starting", "settling", "cells", "business_time", "clocks", "panel", "moments", "validity", "shrinkage", "hazard",
    "lifetime", "accounts", "allocation", "pages", "staffing",
)  # fmt: skip


def main() -> int:
    """Run and print, one line a ratio."""
    parser = argparse.ArgumentParser(prog="benchmarks", description=__doc__)
    parser.add_argument("names", nargs="*", default=NAMES, help=f"which of {', '.join(NAMES)}; all if left out")
    parser.add_argument("--cases", type=int, default=10_000_000)
    parser.add_argument("--strict", action="store_true", help="end with 1 if a limit is broken")
    parser.add_argument("--json", type=Path, metavar="FILE", help="keep what was measured")
    given = parser.parse_args()
    if unknown := sorted(set(given.names) - set(NAMES)):
        parser.error(f"there is no benchmark {', '.join(unknown)}; there are {', '.join(NAMES)}")
    made = here(given.cases)
    for name in given.names:
        made = made.and_of(alone(name, given.cases))
        print(*made.benchmarks[-1].results, sep="\n", flush=True)
        if given.json:
            write(made, given.json)
    failed = [each.name for each in made.benchmarks if each.failed]
    if failed:
        print(f"ended with an error: {', '.join(failed)}")
    return 1 if failed or (given.strict and made.broken) else 0


if __name__ == "__main__":
    sys.exit(main())
