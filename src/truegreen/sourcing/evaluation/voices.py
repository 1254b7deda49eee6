"""What counts how much: as it is written, or as a panel compares it; each person's weights stay beside the panel's."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Final

import numpy as np

from truegreen.model.evaluated import Voiced
from truegreen.model.plan_evaluation import Criterion, Evaluation, Voice
from truegreen.stats.choice.best_worst import best_worst
from truegreen.stats.choice.pairwise import CONSISTENT, agreed, contradiction, pairwise
from truegreen.stats.choice.ranking import Floats

PAIRS, BEST_WORST, WRITTEN, TOGETHER = "pairs", "best and worst", "written", "the panel together"
LEAST: Final = 1e-9


def weights(of: Evaluation) -> tuple[Voiced, tuple[Voiced, ...]]:
    """Give what counts how much, and what each of the panel said.

    Weights that are written count before the panel's; without either, all criteria count alike.
    """
    names = tuple(of.criteria)
    voices = tuple(voiced(who, voice, names) for who, voice in of.panel.items())
    if not voices or all(each.weight is not None for each in of.criteria.values()):
        return _written(of.criteria), voices
    shares = _together(of, names, [each.weights for each in voices])
    ends = np.array([each.weights for each in voices])
    least, most = ends.min(axis=0), ends.max(axis=0)
    return Voiced("panel", "", TOGETHER, _row(shares), _row(least), _row(most)), voices


def voiced(who: str, voice: Voice, names: Sequence[str]) -> Voiced:
    """Give the weights that one person's comparisons come to, and whether they contradict each other."""
    if voice.pairs:
        table = table_of(voice, names)
        found = pairwise(table)
        odd = "" if found.is_consistent else _odd(table, names)
        row = _row(found.weights)
        return Voiced(who, voice.side, PAIRS, row, row, row, found.ratio, odd)
    over, under = ([1.0 if each == end else float(row[each].number) for each in names]
                   for row, end in ((voice.over, voice.best), (voice.under, voice.worst)))  # fmt: skip
    near = best_worst(over, under)
    odd = "" if near.ratio <= CONSISTENT else _far(over, under, near.weights, names)
    ends = (_row(np.minimum(near.least, near.weights)), _row(np.maximum(near.most, near.weights)))
    return Voiced(who, voice.side, BEST_WORST, _row(near.weights), *ends, near.ratio, odd)


def table_of(voice: Voice, names: Sequence[str]) -> Floats:
    """Give comparisons in pairs as a table of how many times more each row counts than each column."""
    table = np.ones((len(names), len(names)))
    for one, row in voice.pairs.items():
        for other, times in row.items():
            at = names.index(one), names.index(other)
            table[at], table[at[::-1]] = float(times.number), 1 / float(times.number)
    return table


def _written(criteria: Mapping[str, Criterion]) -> Voiced:
    said = [each.weight for each in criteria.values()]
    known = [1.0 if each is None else float(each) for each in said]
    total = sum(known)
    shares = tuple(each / total for each in known) if total else (1 / len(known),) * len(known)
    return Voiced("plan", "", WRITTEN, shares, shares, shares)


def _together(of: Evaluation, names: Sequence[str], each: Sequence[tuple[float, ...]]) -> Floats:
    """Give the panel's weights: of the geometric mean of tables, or of weights where not all compared in pairs."""
    if all(voice.pairs for voice in of.panel.values()):
        return pairwise(agreed([table_of(voice, names) for voice in of.panel.values()])).weights
    mean = np.exp(np.mean(np.log(np.maximum(np.array(each), LEAST)), axis=0))
    return np.asarray(mean / mean.sum())


def _odd(table: Floats, names: Sequence[str]) -> str:
    far = contradiction(table)
    return (f"{names[far.row]} is said to count {far.said:g} times as much as {names[far.column]}; "
            f"by all other comparisons it counts {far.implied:.2g} times as much")  # fmt: skip


def _far(over: Sequence[float], under: Sequence[float], weights: Floats, names: Sequence[str]) -> str:
    """Name the comparison with the best or the worst that lies furthest from the weights."""
    best, worst = int(np.argmax(weights)), int(np.argmin(weights))
    safe = np.maximum(weights, LEAST)
    said = [(best, at, times) for at, times in enumerate(over)] + [(at, worst, times) for at, times in enumerate(under)]
    one, other, times = max(said, key=lambda each: abs(np.log(each[2] * safe[each[1]] / safe[each[0]])))
    return (f"{names[one]} is said to count {times:g} times as much as {names[other]}; "
            f"by all comparisons together it counts {safe[one] / safe[other]:.2g} times as much")  # fmt: skip


def _row(numbers: Floats) -> tuple[float, ...]:
    return tuple(float(each) for each in numbers)
