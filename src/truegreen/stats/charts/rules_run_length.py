"""Run lengths of rules together: how many points pass between alarms.

The chain of Champ and Woodall (Technometrics 29 (1987) 393–399).
"""

from __future__ import annotations

from collections.abc import Collection
from functools import lru_cache
from itertools import pairwise
from statistics import NormalDist

import numpy as np

from truegreen.stats.charts.rules import WINDOWS, Rule

EDGES = (-3.0, -2.0, -1.0, 0.0, 1.0, 2.0, 3.0)
Marks = tuple[tuple[bool, ...], ...]
"""For each rule and side, which of the last points lay beyond its line; the newest comes last."""
Moves = list[tuple[int, int, int]]
"""From a state, by a zone, to a state."""


def rules_run_length(rules: Collection[Rule] = (Rule.POINT,), shift: float = 0.0) -> float:
    """Give after how many points, on average, one of these rules raises an alarm.

    Points are normal and independent, and the centre and sigma known; where sigma is estimated from a dozen points,
    or months resemble the months before them, alarms are more frequent than this says.

    Args:
        rules: which rules count, at least one.
        shift: how far the mean has moved, in sigmas.

    Raises:
        ValueError: there is no rule, so never an alarm.

    >>> round(rules_run_length(), 1), round(rules_run_length(list(Rule)), 2)
    (370.4, 91.75)
    """
    if not rules:
        raise ValueError("a chart without a rule never raises an alarm")
    return _run_length(tuple(rule for rule in Rule if rule in rules), shift)


@lru_cache(maxsize=256)
def _run_length(rules: tuple[Rule, ...], shift: float) -> float:
    normal = NormalDist(shift)
    cuts = (0.0, *(normal.cdf(edge) for edge in EDGES), 1.0)
    chances = [high - low for low, high in pairwise(cuts)]
    middles = (-3.5, *(edge + 0.5 for edge in EDGES))
    numbers, moves = _reached(rules, middles)
    chain = np.zeros((len(numbers), len(numbers)))
    for start, zone, end in moves:
        chain[start, end] += chances[zone]
    return float(np.linalg.solve(np.eye(len(numbers)) - chain, np.ones(len(numbers)))[0])


def _reached(rules: tuple[Rule, ...], middles: tuple[float, ...]) -> tuple[dict[Marks, int], Moves]:
    """Number the states that can be reached without an alarm, and list the moves between them."""
    fresh: Marks = tuple(() for _ in range(2 * len(rules)))
    numbers, moves, waiting = {fresh: 0}, Moves(), [fresh]
    while waiting:
        state = waiting.pop()
        for zone, middle in enumerate(middles):
            after = _after(state, rules, middle)
            if after is None:
                continue
            if after not in numbers:
                numbers[after] = len(numbers)
                waiting.append(after)
            moves.append((numbers[state], zone, numbers[after]))
    return numbers, moves


def _after(state: Marks, rules: tuple[Rule, ...], middle: float) -> Marks | None:
    """Give the state after a point; None where a rule alarms."""
    marks = []
    for place, old in enumerate(state):
        needed, window, beyond = WINDOWS[rules[place // 2]]
        new = (*old, (middle if place % 2 else -middle) > beyond)
        if sum(new) >= needed:
            return None
        marks.append(_needed(new, needed, window))
    return tuple(marks)


def _needed(marks: tuple[bool, ...], needed: int, window: int) -> tuple[bool, ...]:
    """Forget what can no longer take part in an alarm, so that there are few states."""
    kept = marks[-(window - 1) :] if window > 1 else ()
    while kept and (not kept[0] or sum(kept) + window - len(kept) < needed):
        kept = kept[1:]
    return kept
