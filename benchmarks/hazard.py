"""The chance to leave: a hazard of 10 million account-months of ten figures, and a Cox regression against lifelines.

Both Cox regressions get one million accounts, each with a time of its own; they must rank accounts equally well.
Each side has a process of its own, so that its memory is its own; loading libraries and drawing rows are not timed.
"""

from __future__ import annotations

import json
import subprocess
import sys
from typing import Any

from benchmarks.measuring import GIGABYTES, Result

MONTHS, ACCOUNTS, FIGURES = 10_000_000, 1_000_000, 10
PROMISED, FASTER, APART, TIMES_ROWS = 20.0, 20, 0.002, 1.6


def run(cases: int) -> list[Result]:
    """Time both; fewer rows where fewer cases are asked for, and then without the limits of full size."""
    share = min(1.0, cases / MONTHS)
    months, accounts, at_size = round(MONTHS * share), round(ACCOUNTS * share), share == 1.0
    made = _child("months", months)
    task = f"hazard of {months:,} account-months × {FIGURES}"
    print(f"{task}: {made['steps']} steps, the rows alone {made['rows']:.2f} GB")
    ours, peer = _child("ours", accounts), _child("peer", accounts)
    print(f"C-index of Cox on {accounts:,} accounts: ours {ours['c']:.5f}, lifelines {peer['c']:.5f}")
    if abs(ours["c"] - peer["c"]) > APART:
        raise AssertionError("one of the two ranks accounts worse")
    against = f"Cox on {accounts:,} accounts of untied times × {FIGURES}"
    once, times_rows, faster = (1.0, TIMES_ROWS, 1 / FASTER) if at_size else (None, None, None)
    sides = {"held": ours["peak"], "held_against": peer["peak"]}
    return [
        Result(task, made["cpu"], "what is promised", PROMISED, once, size=months, held=made["peak"]),
        Result(f"{task}: peak", made["peak"], "the rows alone", made["rows"], times_rows, GIGABYTES, months),
        Result(against, ours["cpu"], "lifelines", peer["cpu"], faster, size=accounts, **sides),
        Result(f"{against}: peak", ours["peak"], "lifelines", peer["peak"], None, GIGABYTES, accounts),
    ]


def _child(side: str, rows: int) -> dict[str, Any]:
    line = [sys.executable, "-m", "benchmarks.hazard_sides", side, str(rows), str(FIGURES)]
    told = subprocess.run(line, check=True, capture_output=True, text=True).stdout
    return dict(json.loads(told.splitlines()[-1]))
