"""Run the benchmarks, or those named; the figures must be the peer's, and with --strict the limits must hold."""

from __future__ import annotations

import argparse
import sys
from importlib import import_module

NAMES = (
    "starting", "settling", "cells", "business_time", "clocks", "panel", "moments", "validity", "shrinkage", "lifetime",
    "accounts", "allocation", "pages", "staffing",
)  # fmt: skip


def main() -> int:
    """Run and print, one line a ratio."""
    parser = argparse.ArgumentParser(prog="benchmarks", description=__doc__)
    parser.add_argument("names", nargs="*", default=NAMES, help=f"which of {', '.join(NAMES)}; all if left out")
    parser.add_argument("--cases", type=int, default=10_000_000)
    parser.add_argument("--strict", action="store_true", help="end with 1 if a limit is broken")
    given = parser.parse_args()
    results = [each for name in given.names for each in import_module(f"benchmarks.{name}").run(given.cases)]
    for each in results:
        print(each)
    return 1 if given.strict and not all(each.holds for each in results) else 0


if __name__ == "__main__":
    sys.exit(main())
