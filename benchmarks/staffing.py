"""How many agents a million half-hours take, against the plain recursion in Python, interval by interval.

Both must agree on every interval of the sample that the plain one is asked for.
"""

from __future__ import annotations

from math import exp

import numpy as np

from benchmarks.measuring import Result, cpu
from truegreen.stats.queueing.staffing import agents

INTERVALS, SAMPLE = 1_000_000, 4_000
TAKES, WITHIN, SHARE = 240.0, 20.0, 0.8
PROMISED, FASTER = 3.0, 4


def run(cases: int) -> list[Result]:
    """Time both; fewer intervals where fewer cases are asked for, and then without the limits of full size."""
    number = min(INTERVALS, cases)
    load = np.random.default_rng(1).gamma(2.0, 15.0, number)
    made = agents(load, takes=TAKES, within=WITHIN, share=SHARE)
    sample = load[:: max(number // SAMPLE, 1)][:SAMPLE]
    if [fewest(float(each)) for each in sample] != made[:: max(number // SAMPLE, 1)][:SAMPLE].tolist():
        raise AssertionError("the two disagree about how many agents an interval takes")
    ours = cpu(lambda: agents(load, takes=TAKES, within=WITHIN, share=SHARE))
    theirs = cpu(lambda: [fewest(float(each)) for each in sample]) * number / len(sample)
    task = f"agents of {number:,} intervals"
    at_size = number == INTERVALS
    return [
        Result(task, ours, "what is promised", PROMISED, limit=1.0 if at_size else None, size=number),
        Result(task, ours, "the plain recursion", theirs, limit=1 / FASTER if at_size else None, size=number),
    ]


def fewest(load: float) -> int:
    """Give the fewest agents of an interval, by Erlang's recursion from one agent on."""
    blocked, people = 1.0, 0
    while True:
        people += 1
        blocked = load * blocked / (people + load * blocked)
        if people <= load:
            continue
        waits = blocked / (1 - load / people * (1 - blocked))
        if 1 - waits * exp(-(people - load) * WITHIN / TAKES) >= SHARE:
            return people
