"""Customers who come back and are gone: a million of them, all different, against what they may cost and a peer.

The peer is lifetimes, the package whose models these are; it must find the same parameters and chances.
"""

from __future__ import annotations

from importlib import import_module
from importlib.util import find_spec
from math import log
from typing import Any

import numpy as np

from benchmarks.measuring import Result, cpu
from truegreen.stats.lifetime.mbg_nbd import MbgNbd, mbg_nbd
from truegreen.stats.lifetime.planted import come_back

CUSTOMERS = 1_000_000
PLANTED = {"r": 0.525, "alpha": 6.183, "a": 0.891, "b": 1.614}
NEAR = 1e-3
"""How far the peer's parameters may be off, as a share: it stops where its own search does."""


def run(cases: int) -> list[Result]:
    """Time the fit, which is first seen to find what was planted; fewer customers where fewer cases are asked for."""
    customers = min(CUSTOMERS, cases)
    history = come_back(customers, **PLANTED, age=52.0, seed=0)[:3]
    found = mbg_nbd(*history)
    assert isinstance(found, MbgNbd)
    assert all(abs(log(getattr(found, name) / value)) < 100 / customers**0.5 for name, value in PLANTED.items())
    fitted = cpu(lambda: mbg_nbd(*history))
    told = cpu(lambda: found.alive(*history))
    limit = 1.0 if customers == CUSTOMERS else None
    fit, chance = f"MBG/NBD of {customers:,} customers", "the chance that each of them is still there"
    return [
        Result(fit, fitted, "12 s", 12.0, limit, size=customers),
        Result(chance, told, "12 s", 12.0, size=customers),
        *_against_lifetimes(found, history, {fit: fitted, chance: told}),
    ]


def _against_lifetimes(found: MbgNbd, history: tuple[Any, ...], ours: dict[str, float]) -> list[Result]:
    if not find_spec("lifetimes"):
        print("lifetimes is not installed, so nothing is held against it")
        return []
    peer = import_module("lifetimes").ModifiedBetaGeoFitter()
    seconds = (
        cpu(lambda: peer.fit(*history), times=1),
        cpu(lambda: peer.conditional_probability_alive(*history)),
    )
    away = max(abs(log(getattr(found, name) / peer.params_[name])) for name in PLANTED)
    assert away < NEAR, f"parameters differ by {away}"
    apart = np.abs(found.alive(*history) - peer.conditional_probability_alive(*history)).max()
    assert apart < NEAR, f"chances differ by {apart}"
    print(f"lifetimes finds the same parameters within {away:.1e} and the same chances within {apart:.1e}")
    sized = zip(ours.items(), seconds, strict=True)
    return [Result(task, taken, "lifetimes", theirs, size=len(history[0])) for (task, taken), theirs in sized]
