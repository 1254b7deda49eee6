"""Retention and revenue of accounts as outcomes of a pilot: every account in an arm counts, also who has left."""

from __future__ import annotations

from dataclasses import replace
from typing import Final

import numpy as np

from truegreen.readings.pilot_outcomes import Daily
from truegreen.value.pilots.outcomes import Outcomes

_NEVER: Final = 1 << 40


def staying(enrolled: Outcomes, decided: Daily) -> Outcomes:
    """Count each account as kept from the day it enters an arm until it decides to leave.

    An account that had decided before it entered an arm could not be kept by anybody, and is left out.

    Args:
        enrolled: who is in which arm, with nothing counted yet.
        decided: the day of each decision.
    """
    left = dict(zip(decided.unit.tolist(), decided.day.tolist(), strict=True))
    day = np.array([left.get(each, _NEVER) for each in enrolled.units.tolist()], dtype=np.int64)
    here = np.flatnonzero(day >= enrolled.enrolled)
    gone = here[day[here] < _NEVER]
    return replace(
        enrolled,
        place=np.concatenate([here, gone]),
        day=np.concatenate([enrolled.enrolled[here], day[gone]]),
        count=np.concatenate([np.ones(len(here)), np.zeros(len(gone))]),
        total=np.concatenate([np.ones(len(here)), -np.ones(len(gone))]),
    )
