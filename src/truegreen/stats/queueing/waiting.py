"""How calls fare in a queue."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt


@dataclass(frozen=True, slots=True)
class Waiting:
    """How calls fare, for each interval asked for.

    Attributes:
        delayed: share of calls that wait at all.
        in_time: share of all calls that are answered in the time asked for.
        seconds: mean wait of all calls, of those who give up too.
        given_up: share of all calls that give up.
        occupancy: share of their time in which agents are at work.
    """

    delayed: npt.NDArray[np.float64]
    in_time: npt.NDArray[np.float64]
    seconds: npt.NDArray[np.float64]
    given_up: npt.NDArray[np.float64]
    occupancy: npt.NDArray[np.float64]
