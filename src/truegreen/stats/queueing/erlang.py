"""Erlang's formulas: how many calls find nobody free, how long they wait, and how many give up (Erlang B, C and A).

Loads are in Erlang: calls in a time, times how long each takes, over that time. All take arrays, and give arrays.
"""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from truegreen.stats.queueing.waiting import Waiting

Floats = npt.NDArray[np.float64]
LONGEST = 2000.0
"""Patience of so many calls is as good as endless; more of it only loses digits."""


def blocked(load: npt.ArrayLike, agents: npt.ArrayLike) -> Floats:
    """Give the share of calls that find all agents busy, where none waits (Erlang B, by the incomplete gamma function).

    Args:
        load: in Erlang, not below 0.
        agents: not below 0; need not be whole.

    >>> blocked([10.0, 10.0, 20.0, 100.0, 5.0], [10, 15, 30, 100, 8]).round(6).tolist()
    [0.214582, 0.036497, 0.008457, 0.0757, 0.070048]
    """
    from scipy.special import gammaincc, gammaln, xlogy

    offered, busy = np.broadcast_arrays(np.asarray(load, float), np.asarray(agents, float))
    with np.errstate(divide="ignore", invalid="ignore", over="ignore"):
        chance = np.exp(xlogy(busy, offered) - offered - gammaln(busy + 1)) / gammaincc(busy + 1, offered)
    swamped = ~np.isfinite(chance) | (offered > 4 * busy + 40)
    if swamped.any():
        chance = np.where(swamped, _swamped(offered, busy), chance)
    return np.asarray(np.where(offered == 0, busy == 0, np.clip(chance, 0.0, 1.0)), float)


def _swamped(load: Floats, agents: Floats) -> Floats:
    """Give the same where the load is far above the agents: 1/B = 1 + n/A + n(n-1)/A² + …, which falls fast there."""
    total, part, left = np.ones_like(load), np.ones_like(load), agents.copy()
    for _ in range(200):
        part = part * np.maximum(left, 0.0) / np.maximum(load, 1e-300)
        if not (part > 1e-17 * total).any():
            break
        total, left = total + part, left - 1
    return 1 / total


def delayed(load: npt.ArrayLike, agents: npt.ArrayLike) -> Floats:
    """Give the share of calls that wait, where all wait as long as it takes (Erlang C); 1 where the load is too much.

    >>> delayed([10.0, 5.0, 11.0], [14, 7, 11]).round(5).tolist()
    [0.17413, 0.32415, 1.0]
    """
    offered, busy = np.asarray(load, float), np.asarray(agents, float)
    lost = blocked(offered, busy)
    with np.errstate(divide="ignore", invalid="ignore"):
        use = np.where(busy > 0, offered / busy, np.inf)
        waits = lost / (1 - use * (1 - lost))
    return np.asarray(np.where(use < 1, waits, np.where(offered > 0, 1.0, 0.0)), float)


def all_wait(load: npt.ArrayLike, agents: npt.ArrayLike, *, takes: npt.ArrayLike, within: npt.ArrayLike) -> Waiting:
    """Say how calls fare where all wait as long as it takes (Erlang C).

    Args:
        load: in Erlang.
        agents: who answer.
        takes: seconds that a call takes on the mean.
        within: seconds in which a call should be answered.

    >>> found = all_wait(10.0, 14, takes=180.0, within=20.0)
    >>> [round(float(each), 5) for each in (found.in_time, found.seconds, found.occupancy)]
    [0.88835, 7.83594, 0.71429]
    """
    offered, busy = np.asarray(load, float), np.asarray(agents, float)
    waits, spare = delayed(offered, busy), busy - offered
    with np.errstate(divide="ignore", invalid="ignore", over="ignore"):
        late = np.where(spare > 0, waits * np.exp(-spare * np.asarray(within, float) / takes), 1.0)
        mean = np.where(spare > 0, waits * np.asarray(takes, float) / spare, np.inf)
        use = np.where(busy > 0, np.minimum(offered / busy, 1.0), 1.0)
    nothing = np.zeros_like(late)
    return Waiting(waits, np.where(offered > 0, 1 - late, 1.0), np.where(offered > 0, mean, 0.0), nothing, use)


def some_give_up(
    load: npt.ArrayLike, agents: npt.ArrayLike, *, takes: npt.ArrayLike, within: npt.ArrayLike, patience: npt.ArrayLike
) -> Waiting:
    """Say how calls fare where whoever waits gives up after some time (Erlang A; Palm; Mandelbaum and Zeltyn 2007).

    Args:
        load: in Erlang, above 0.
        agents: who answer, above 0.
        takes: seconds that a call takes on the mean.
        within: seconds in which a call should be answered.
        patience: seconds that customers wait on the mean before they give up.

    >>> found = some_give_up(48.0, 50, takes=60.0, within=20.0, patience=120.0)
    >>> [round(float(each), 5) for each in (found.delayed, found.given_up, found.seconds, found.occupancy)]
    [0.46777, 0.03091, 3.70947, 0.93032]
    """
    offered, busy = np.broadcast_arrays(np.asarray(load, float), np.asarray(agents, float))
    stays = np.minimum(np.asarray(patience, float), LONGEST * np.asarray(takes, float))
    ratio, passed = stays / np.asarray(takes, float), np.asarray(within, float) / stays
    x, y = np.asarray(busy * ratio, float), np.asarray(offered * ratio, float)
    palm, lost, left = _palm(x, y), blocked(offered, busy), y * np.exp(-passed)
    waits = palm * lost / (1 + (palm - 1) * lost)
    leaves = waits * np.clip(1 - busy / offered + busy / (offered * palm), 0.0, 1.0)
    falls = np.exp(y - left - (x + 1) * passed)
    answered_late = waits * falls * x / (x + 1) * _palm(x + 1, left) / palm
    served = 1 - leaves
    in_time = np.clip(served - answered_late, 0.0, 1.0)
    return Waiting(waits, in_time, leaves * stays, leaves, np.minimum(offered * served / busy, 1.0))


def _palm(x: Floats, y: Floats) -> Floats:
    """Give Palm's function, 1 + y/(x+1) + y²/((x+1)(x+2)) and so on; as that sum where the incomplete gamma fades."""
    from scipy.special import gammainc, gammaln

    use = y / x
    fades = x * (use - 1 - np.log(use)) > 500
    with np.errstate(divide="ignore", over="ignore"):
        found = np.exp(np.log(x) + y - x * np.log(y) + gammaln(x) + np.log(gammainc(x, y)))
    light = fades & (use < 1)
    total, part, step = np.ones_like(x), np.where(light, 1.0, 0.0), 0
    while (part > 1e-13 * total).any():
        step += 1
        part = part * y / (x + step)
        total = total + part
    return np.asarray(np.where(light, total, found))
