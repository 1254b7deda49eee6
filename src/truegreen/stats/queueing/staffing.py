"""How many agents each interval takes: the fewest with whom calls fare as well as they should."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from truegreen.stats.queueing.erlang import all_wait, some_give_up
from truegreen.stats.queueing.waiting import Waiting

Floats = npt.NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Aim:
    """How calls should fare; what is left out is not asked.

    Attributes:
        share: of all calls, that should be answered in time.
        within: seconds in which.
        seconds: mean wait of all calls at most.
        given_up: share of all calls that may give up at most.
        most_busy: share of their time that agents may be at work at most.
    """

    share: float = 0.0
    within: float = 20.0
    seconds: float = np.inf
    given_up: float = 1.0
    most_busy: float = 1.0

    def __post_init__(self) -> None:
        """Refuse what nobody can reach."""
        if not (0 <= self.share < 1 and 0 < self.most_busy <= 1 and self.seconds > 0 and self.given_up > 0):
            raise ValueError(f"that {self} holds cannot be asked for")

    def is_met(self, found: Waiting) -> npt.NDArray[np.bool_]:
        """Say where calls fare so."""
        within = (found.in_time >= self.share) & (found.occupancy <= self.most_busy + 1e-12)
        return np.asarray(within & (found.seconds <= self.seconds) & (found.given_up <= self.given_up))


def agents(
    load: npt.ArrayLike, *, takes: npt.ArrayLike, within: float, share: float, patience: float | None = None,
    most_busy: float = 1.0,
) -> npt.NDArray[np.int64]:  # fmt: skip
    """Give the fewest agents with whom the share of calls is answered in time, for each interval; 0 where nobody calls.

    Args:
        load: in Erlang.
        takes: seconds that a call takes on the mean.
        within: seconds in which a call should be answered.
        share: of all calls, that should be.
        patience: seconds that customers wait before they give up; without it, all wait as long as it takes.
        most_busy: share of their time that agents may be at work at most.

    Raises:
        ValueError: the share is not between 0 and 1, or ``most_busy`` not above 0.

    >>> agents([10.0, 5.0, 0.0], takes=180.0, within=20.0, share=0.8).tolist()
    [14, 8, 0]
    """
    if not 0 < share < 1:
        raise ValueError(f"{share:g} of calls in time cannot be asked for")
    return fewest(load, Aim(share, within, most_busy=most_busy), takes=takes, patience=patience)


def fewest(
    load: npt.ArrayLike, aim: Aim, *, takes: npt.ArrayLike, patience: float | None = None
) -> npt.NDArray[np.int64]:
    """Give the fewest agents with whom calls fare as they should, for each interval; 0 where nobody calls.

    Args:
        load: in Erlang.
        aim: how calls should fare.
        takes: seconds that a call takes on the mean.
        patience: seconds that customers wait before they give up; without it, all wait as long as it takes.

    >>> fewest([10.0, 5.0], Aim(seconds=8.0), takes=180.0).tolist()
    [14, 9]
    """
    offered = np.atleast_1d(np.asarray(load, float))
    lasts = np.broadcast_to(np.asarray(takes, float), offered.shape)
    loads, times, which = _distinct(offered.ravel(), lasts.ravel())
    return _fewest(loads, times, aim, patience)[which].reshape(offered.shape)


def _distinct(load: Floats, takes: Floats) -> tuple[Floats, Floats, npt.NDArray[np.intp]]:
    """Give each pair of a load and a time once, and which of them every interval has."""
    if len(load) and (takes == takes[0]).all():
        loads, which = np.unique(load, return_inverse=True)
        return loads, np.full(len(loads), takes[0]), which.ravel()
    pairs, which = np.unique(np.stack([load, takes]), axis=1, return_inverse=True)
    return pairs[0], pairs[1], which.ravel()


def _fewest(load: Floats, takes: Floats, aim: Aim, patience: float | None) -> npt.NDArray[np.int64]:
    floor = np.ceil(load / aim.most_busy - 1e-9) if patience is None else np.ones(len(load))
    floor = np.where(load > 0, np.maximum(floor, 1.0), 0.0)
    guess = np.maximum(np.ceil(load + 0.7 * np.sqrt(load) * (1 if patience is None else 0.3)), floor)
    is_enough = _judge(load, takes, aim, patience)
    todo = np.flatnonzero(load > 0)
    enough = np.zeros(len(load), bool)
    enough[todo] = is_enough(guess[todo], todo)
    up, down = todo[~enough[todo]], todo[enough[todo]]
    while len(up):
        guess[up] += 1
        up = up[~is_enough(guess[up], up)]
    down = down[guess[down] > floor[down]]
    while len(down):
        down = down[is_enough(guess[down] - 1, down)]
        guess[down] -= 1
        down = down[guess[down] > floor[down]]
    return np.where(load > 0, guess, 0).astype(np.int64)


def _judge(
    load: Floats, takes: Floats, aim: Aim, patience: float | None
) -> Callable[[Floats, npt.NDArray[np.intp]], npt.NDArray[np.bool_]]:
    def is_enough(people: Floats, places: npt.NDArray[np.intp]) -> npt.NDArray[np.bool_]:
        return aim.is_met(waiting(load[places], people, takes=takes[places], within=aim.within, patience=patience))

    return is_enough


def waiting(
    load: npt.ArrayLike, people: npt.ArrayLike, *, takes: npt.ArrayLike, within: npt.ArrayLike,
    patience: float | None = None,
) -> Waiting:  # fmt: skip
    """Say how calls fare with so many agents: all wait, or give up after their patience."""
    if patience is None:
        return all_wait(load, people, takes=takes, within=within)
    return some_give_up(load, people, takes=takes, within=within, patience=patience)


def paid(people: npt.ArrayLike, shrinkage: float) -> Floats:
    """Give how many have to be employed, so that so many are at work; shrinkage is the share of paid time away from it.

    Raises:
        ValueError: the shrinkage is not from 0 to below 1.

    >>> float(paid(14, 0.3))
    20.0
    """
    if not 0 <= shrinkage < 1:
        raise ValueError(f"nobody is left at work with a shrinkage of {shrinkage:g}")
    return np.asarray(np.asarray(people, float) / (1 - shrinkage))
