"""How hard a contact type is: the time it takes, how far that scatters, how often it changes hands or goes up.

Each sign says how many times the average contact's it is. The doubt is that of accounts drawn anew, in first order:
what each account adds to every sign, squared and summed. Where types differ no more than chance makes them, each is
drawn towards the others (Morris 1983).
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

from truegreen.readings.account_work import Work
from truegreen.stats.shrinkage.normal import shrunk

TIME, SCATTER, PASSED, RAISED = "time", "scatter of time", "changes of team", "escalations"
LEAST: Final = 30
"""Cases of a type, without which nothing is said of how hard it is."""
Floats = NDArray[np.float64]


@dataclass(frozen=True, slots=True, eq=False)
class Complexity:
    """How hard contact types are.

    Attributes:
        signs: names of the signs that records tell.
        each: (K, T) how many times the average contact's each sign is.
        times: (T,) their mean; NaN where a type is too rare.
        errors: (T,) its standard error.
    """

    signs: tuple[str, ...]
    each: Floats
    times: Floats
    errors: Floats


def complexity(work: Work) -> Complexity:
    """Say how hard each contact type is."""
    told = [*_signs(work)]
    many = len(work.types)
    if not told:
        nothing = np.full(many, np.nan)
        return Complexity((), np.zeros((0, many)), nothing, nothing.copy())
    each = np.stack([value for _, value, _ in told])
    pulls = np.mean([pull for _, _, pull in told], axis=0)
    errors = np.sqrt(np.bincount(work.type, pulls**2, many))
    often = (work.by_type("cases") >= LEAST) & (errors > 0)
    times, errors = (np.where(often, figure, np.nan) for figure in (each.mean(axis=0), errors))
    if often.any():
        leaning = shrunk(times, errors**2)
        times, errors = leaning.means, leaning.errors
    return Complexity(tuple(name for name, _, _ in told), each, times, errors)


def _signs(work: Work) -> Iterator[tuple[str, Floats, Floats]]:
    """Give each sign's name, its figures (T,), and what each account and type adds to them, (N,)."""
    for name, hits, among in ((TIME, "hours", "timed"), (PASSED, "passed", "placed"), (RAISED, "raised", "graded")):
        if work.of[hits].sum() > 0:
            yield name, *_rate(work, work.of[hits], work.of[among])
            if name == TIME:
                yield from _scatter(work)


def _rate(work: Work, hits: Floats, among: Floats) -> tuple[Floats, Floats]:
    usual = hits.sum() / among.sum()
    total, many = (np.bincount(work.type, each, len(work.types)) for each in (hits, among))
    rate = np.divide(total, many, out=np.full(len(total), usual), where=many > 0)
    pulls = np.divide(hits - rate[work.type] * among, many[work.type], out=np.zeros(len(hits)),
                      where=many[work.type] > 0)  # fmt: skip
    return rate / usual, pulls / usual


def _scatter(work: Work) -> Iterator[tuple[str, Floats, Floats]]:
    """Give how far the time that a case takes scatters, as a standard deviation."""
    count, hours, squares = (work.of[each] for each in ("timed", "hours", "squares"))
    usual = squares.sum() / count.sum() - (hours.sum() / count.sum()) ** 2
    if not usual > 0:
        return
    many = np.maximum(np.bincount(work.type, count, len(work.types)), 1.0)
    mean, square = (np.bincount(work.type, each, len(work.types)) / many for each in (hours, squares))
    deviation = np.sqrt(np.maximum(square - mean**2, 0.0))
    m, s, at = mean[work.type], square[work.type], np.maximum(deviation[work.type], 1e-9)
    pulls = (squares - 2 * m * hours - count * (s - 2 * m**2)) / (2 * at * many[work.type])
    yield SCATTER, deviation / np.sqrt(usual), pulls / np.sqrt(usual)
