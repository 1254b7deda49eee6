"""What all accounts together say of a rhythm: how regular each is, and how accounts come and stop."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from truegreen.stats.silence.regularity import just, of_spread, own
from truegreen.stats.silence.staying import Staying, staying

LEAST: Final = 3
"""Comings after the first that an account needs before anything is said of it."""
ENOUGH: Final = 20
"""Accounts with so many that a rhythm has to be learned from."""
Floats = NDArray[np.float64]
Places = NDArray[np.intp]
Columns = Mapping[str, NDArray[Any]]
"""What ``readings.rhythm.histories`` gives, one row per account and rhythm."""


@dataclass(frozen=True, slots=True, eq=False)
class Rhythm:
    """How accounts come and stop, in one rhythm.

    Attributes:
        name: a kind of engagement, or ``any``.
        rows: places of its rows among all histories.
        regularity: of all gaps together; NaN where there are none to tell.
        accounts: that it was learned from.
        staying: how they come and stop; None where nobody can tell.
        why: why nobody can tell.
    """

    name: str
    rows: Places
    regularity: float
    accounts: int
    staying: Staying | None
    why: str = ""


def learned(held: Columns) -> tuple[list[Rhythm], Floats]:
    """Give the rhythms, and the chance that each account is of each sort of ``regularity.STEPS``, (rows, 7).

    Those who left are learned from too, up to the day of their notice: some fell silent before it.

    Args:
        held: histories.
    """
    if not held:
        return [], just(1, 0)
    regular = just(1, held["counts"].size)
    made = []
    for name in np.unique(held["rhythm"]):
        rows = np.flatnonzero(held["rhythm"] == name)
        regular[rows] = own(held["pairs"][rows], held["logs"][rows])
        made.append(_rhythm(str(name), rows, held, regular[rows]))
    return made, regular


def _rhythm(name: str, rows: Places, held: Columns, regular: Floats) -> Rhythm:
    pairs = float(held["pairs"][rows].sum())
    even = of_spread(float(held["shares"][rows].sum()) / pairs) if pairs else float("nan")
    told = int(np.sum(held["counts"][rows] >= LEAST))
    if told < ENOUGH:
        why = f"{told} accounts came four times or more, and a rhythm is learned from {ENOUGH} of them"
        return Rhythm(name, rows, even, told, None, why)
    fit = staying(held["counts"][rows], held["last"][rows], held["now"][rows], regular)
    if isinstance(fit, Staying):
        return Rhythm(name, rows, even, fit.accounts, fit)
    return Rhythm(name, rows, even, told, None, fit.because)
