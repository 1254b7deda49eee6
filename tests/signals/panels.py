"""Panels drawn with a planted lag, with none, and with something that moves figure and outcome alike."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from truegreen.readings.panel import Counted, Panel, Standing


def drawn(
    seed: int,
    *,
    accounts: int = 80,
    months: int = 24,
    cases: int = 40,
    effect: float = 0.0,
    back: int = 2,
    ahead: float = 0.0,
    memory: float = 0.0,
    figures: int = 1,
) -> Panel:
    """Draw accounts whose figures move revenue some months later, by so much for a whole point of share.

    Args:
        seed: of what is drawn.
        accounts: how many.
        months: how many.
        cases: of each account and month.
        effect: on revenue, of the first figure ``back`` months before.
        back: months.
        ahead: on the figure, of the revenue of the month before: what makes the placebo speak.
        memory: how much revenue and figures keep of themselves from one month to the next.
        figures: how many; all but the first have nothing to do with anything.
    """
    random = np.random.default_rng(seed)
    shape = (accounts, months)
    states = [_kept(random, memory, shape) for _ in range(figures)]
    revenue = _kept(random, memory, shape)
    if ahead:
        states[0][:, 1:] += ahead * revenue[:, :-1]
    chances = [1 / (1 + np.exp(-(1.5 + 0.6 * each))) for each in states]
    revenue[:, back:] += effect * (chances[0][:, :-back] - chances[0].mean())
    counts = np.full(shape, float(cases))
    measures = {
        f"figure-{at}": Counted(f"figure-{at}", "", "share", "higher", counts,
                                random.binomial(cases, each).astype(float), None, np.ones(months, dtype=bool))
        for at, each in enumerate(chances)
    }  # fmt: skip
    return _panel(shape, measures, revenue)


def _kept(random: np.random.Generator, memory: float, shape: tuple[int, int]) -> NDArray[np.float64]:
    series = random.normal(size=shape)
    for at in range(1, shape[1]):
        series[:, at] = memory * series[:, at - 1] + np.sqrt(1 - memory**2) * series[:, at]
    return series


def _panel(shape: tuple[int, int], measures: dict[str, Counted], revenue: NDArray[np.float64]) -> Panel:
    accounts, months = shape
    alike = Standing(np.array(["all"]), np.zeros(shape, dtype=np.intp))
    nothing = np.zeros(shape)
    return Panel(
        accounts=np.array([f"a{at:04}" for at in range(accounts)]),
        months=np.datetime64("2024-01", "M") + np.arange(months),
        over=np.ones(months, dtype=bool),
        measures=measures,
        silent={},
        decided=np.full(accounts, -1, dtype=np.intp),
        is_late=np.zeros(accounts, dtype=bool),
        at_risk=np.ones(shape, dtype=bool),
        severe=nothing,
        revenue=revenue,
        expansion=nothing,
        contraction=nothing,
        volume=np.full(shape, 40.0),
        parts={},
        standing={"segment": alike, "tier": alike},
        notes=(),
    )
