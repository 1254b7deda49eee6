"""Worlds with a planted truth, and with nothing planted."""

from __future__ import annotations

import numpy as np

from truegreen.stats.panel.moments import Floats, Moments, of
from truegreen.stats.validity.dose import hinges
from truegreen.stats.validity.lags import shifted


def with_memory(random: np.random.Generator, memory: float, shape: tuple[int, int]) -> Floats:
    """Series that keep so much of themselves from one period to the next, of variance 1."""
    drawn = random.normal(size=(shape[0], shape[1] + 1))
    for at in range(1, drawn.shape[1]):
        drawn[:, at] = memory * drawn[:, at - 1] + np.sqrt(1 - memory**2) * drawn[:, at]
    return drawn[:, 1:]


def by_month(
    seed: int, memory: float, *, accounts: int = 60, months: int = 24, effect: float = 0.0, back: float = 0.0
) -> Moments:
    """A figure that shows in the outcome two months later, or an outcome that moves next month's figure (``back``)."""
    random = np.random.default_rng(seed)
    figure, outcome = (with_memory(random, memory, (accounts, months + 2)) for _ in range(2))
    if back:
        figure[:, 1:] += back * outcome[:, :-1]
    outcome[:, 2:] += effect * figure[:, :-2]
    figure, outcome = figure[:, 2:].ravel(), outcome[:, 2:].ravel() + np.repeat(random.normal(size=accounts), months)
    keys, periods = np.repeat(np.arange(accounts), months), np.tile(np.arange(months), accounts)
    columns = [shifted(figure, keys, periods, lag) for lag in range(-2, 7)]
    return of(np.column_stack([outcome, *columns]), keys, ["outcome", *LEADS.values(), *LAGS.values()])


LEADS = {2: "in two months", 1: "next month"}
LAGS = {lag: f"{lag} months ago" for lag in range(7)}

KNOTS = tuple(range(4, 30, 2))
HINGES = {float(each): f"above {each} h" for each in KNOTS}


def by_case(seed: int, kind: str, *, accounts: int = 300, cases: int = 120) -> Moments:
    """Cases that take hours, and customers who care from 14 h on, at every hour alike, or not at all.

    The contract pays until 24 h. The response is logistic, or slides down a sigmoid with its corner at about 17 h.
    """
    random = np.random.default_rng(seed)
    keys = np.repeat(np.arange(accounts), cases)
    hours = random.gamma(2.2, 6, len(keys)) * np.exp(random.normal(0, 0.3, accounts))[keys]
    level = random.normal(0, 0.4, accounts)[keys]
    chance = {
        "kink": 1 / (1 + np.exp(-1.25 + 0.06 * np.maximum(hours - 14, 0) - level)),
        "slide": np.clip(0.80 - 0.35 / (1 + np.exp(-(hours - 20) / 2)) + 0.1 * level, 0.01, 0.99),
        "line": np.clip(0.85 - 0.006 * np.minimum(hours, 60) + 0.1 * level, 0.01, 0.99),
        "nothing": 1 / (1 + np.exp(-1.25 - level)),
    }[kind]
    satisfied = (random.random(len(keys)) < chance).astype(float)
    just, early = (hours > 20) & (hours <= 24), hours <= 14
    return of(
        np.column_stack([satisfied, hinges(hours, KNOTS, top=60), just, early]),
        keys,
        ["satisfied", "hours", *HINGES.values(), "just inside", "early"],
    )
