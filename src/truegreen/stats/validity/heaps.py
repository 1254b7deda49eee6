"""Heaps: at which round values do durations pile up, because people round?

A value is as round as the coarsest unit it is a multiple of: with units of an hour and a quarter, 3:00 is a multiple of
an hour, 3:15 of a quarter. A unit heaps where values just as round have more cases than their neighbours.
"""

from __future__ import annotations

from math import sqrt

import numpy as np
from numpy.typing import NDArray

from truegreen.stats.panel.moments import Floats

PARTS = (1440, 288, 96, 48, 24, 12, 8, 6, 4, 3, 2, 1)
HEAPED = 3.0


def heaped(fine: Floats, parts: int) -> list[int]:
    """Give the units at whose multiples cases pile up, in fine bins, finest first; all divide the threshold.

    The threshold itself is left out: what is there is the question.

    Args:
        fine: (M,) cases in fine bins.
        parts: fine bins up to the threshold.
    """
    units = [parts // each for each in PARTS if parts % each == 0 and parts > each]
    found: list[int] = []
    for unit in units:
        finer = [each for each in found if unit % each == 0]
        step = max(finer, default=max(1, unit // 4))
        at = round_values(unit, len(fine) - step, [each for each in units if each > unit and each % unit == 0])
        at = at[(at != parts) & (at > step)]
        here, beside = fine[at - 1], (fine[at - 1 - step] + fine[at - 1 + step]) / 2
        spread = sqrt(float((here + beside / 2).sum()))
        if spread > 0 and float((here - beside).sum()) > HEAPED * spread:
            found.append(unit)
    return found


def round_values(unit: int, most: int, coarser: list[int]) -> NDArray[np.intp]:
    """Give the multiples of a unit up to the most, without those of coarser units.

    >>> round_values(2, 13, [6]).tolist()
    [2, 4, 8, 10]
    """
    at = np.arange(unit, most + 1, unit)
    for each in coarser:
        at = at[at % each != 0]
    return at
