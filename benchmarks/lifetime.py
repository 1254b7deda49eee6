"""Customers who come back and are gone: a million of them, all different, against what they may cost."""

from __future__ import annotations

from math import log

from benchmarks.measuring import Result, cpu
from truegreen.stats.lifetime.mbg_nbd import MbgNbd, mbg_nbd
from truegreen.stats.lifetime.planted import come_back

CUSTOMERS = 1_000_000
PLANTED = {"r": 0.525, "alpha": 6.183, "a": 0.891, "b": 1.614}


def run(cases: int) -> list[Result]:
    """Time the fit, which is first seen to find what was planted. The size does not matter."""
    del cases
    repeats, last, age, _ = come_back(CUSTOMERS, **PLANTED, age=52.0, seed=0)
    found = mbg_nbd(repeats, last, age)
    assert isinstance(found, MbgNbd)
    assert all(abs(log(getattr(found, name) / value)) < 0.1 for name, value in PLANTED.items())
    fitted = cpu(lambda: mbg_nbd(repeats, last, age))
    told = cpu(lambda: found.alive(repeats, last, age))
    return [
        Result(f"MBG/NBD of {CUSTOMERS:,} customers", fitted, "12 s", 12.0, 1.0),
        Result("the chance that each of them is still there", told, "12 s", 12.0),
    ]
