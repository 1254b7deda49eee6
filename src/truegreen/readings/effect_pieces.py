"""One measure by pieces of work and month, as arrays: what a change is looked for in.

The measure is counted by its latest formula in all months, and also where the agreement does not ask for it, for others
that the change did not come to are found there.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

import numpy as np
from numpy.typing import NDArray

from truegreen.model.agreement import Versions, Window
from truegreen.readings.account_months import Grid
from truegreen.readings.gathering import Place, Sums, gather, groups
from truegreen.readings.questions import UNKNOWN, Question, Scope, questions
from truegreen.readings.scorecard import Source
from truegreen.units.period import Period, period_of


@dataclass(frozen=True, slots=True, eq=False)
class Pieces:
    """A measure by pieces of work and month.

    Attributes:
        question: what is counted.
        by: the slices whose members make pieces.
        members: (U) the members of each piece, in the order of ``by``.
        months: (M) the months.
        total: (U, M) what rows add up to, in the unit's small parts.
        count: (U, M) what the total is divided by.
        inside: (U,) whether the measure's own scope holds the piece.
    """

    question: Question
    by: Sequence[str]
    members: Sequence[tuple[str, ...]]
    months: Sequence[Period]
    total: Grid
    count: Grid
    inside: NDArray[np.bool_]


def question_of(source: Source, versions: Versions, measure: str) -> Question:
    """Give what a measure asks, by month."""
    asked = questions(versions.latest, source.metrics)[measure]
    return replace(asked, window=Window.MONTH)


def unreadable(source: Source, question: Question, by: Sequence[str]) -> str:
    """Say why a measure cannot be told by pieces of work; empty if it can."""
    variant = question.formula.variant
    if str(question.formula.spec) in source.cells.shares:
        return "it is the place of a row among all, and no share or mean"
    lost = [name for name in by if any(name not in source.cells.slices.get(table, ()) for table in variant.tables)]
    return f"its records are not kept by {', '.join(lost)}" if lost else ""


def pieces(source: Source, question: Question, by: Sequence[str], where: Mapping[str, str], last: date) -> Pieces:
    """Give a measure by pieces of work and month.

    Args:
        source: where cells come from.
        question: what is counted.
        by: the slices whose members make pieces.
        where: members of slices to stay within.
        last: the last day looked at; a month that ends later is left out.
    """
    slices = tuple(by)
    every = _gathered(source, replace(question, id="every", scope=Scope().and_only(where)), slices)
    own = _gathered(source, replace(question, id="own", scope=question.scope.and_only(where)), slices)
    places = {at: sums for at, sums in every.items() if at[3] and at[3].last <= last and UNKNOWN not in at[2]}
    months = _months(question, [at[3] for at in places if at[3]])
    units = sorted({at[2] for at in places})
    row, column = {each: at for at, each in enumerate(units)}, {each: at for at, each in enumerate(months)}
    total, count = np.zeros((len(units), len(months))), np.zeros((len(units), len(months)))
    for (_, _, members, period), sums in places.items():
        if period is not None:
            at = row[members], column[period]
            total[at], count[at] = sums.t, sums.n if sums.d is None else sums.d
    covered = {members for _, _, members, _ in own}
    return Pieces(question, slices, units, months, total, count, np.array([each in covered for each in units], bool))


def _gathered(source: Source, question: Question, by: tuple[str, ...]) -> dict[Place, Sums]:
    found: dict[Place, Sums] = {}
    for group in groups(source.cells, [question], [by]):
        gather(source.duck, source.folder, source.cells, group, found)
    return found


def _months(question: Question, held: Sequence[Period]) -> list[Period]:
    """Give every month from the first to the last that anything was counted in."""
    if not held:
        return []
    found = [min(held)]
    while found[-1].end < max(held).end:
        found.append(period_of(found[-1].end, "month", question.anchor))
    return found
