"""A plan as one HTML file: the answer, its certificate and what it rests on, then pictures, why, and every number."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import isfinite
from typing import Final

from truegreen.model.allocated import Allocated, CellPlan, FrontierPoint, Impossible
from truegreen.reports import figures
from truegreen.reports.rendering import drawing, rendered
from truegreen.reports.sourcing import allocation_pictures as pictures
from truegreen.reports.sourcing import allocation_words as words
from truegreen.reports.sourcing import amounts, rest_words
from truegreen.reports.sourcing import further_words as further
from truegreen.reports.sourcing.moves import moves
from truegreen.reports.sourcing.why_words import named, where, why, would_win

TOLD: Final = 12
"""Cells whose reasons are told at once; those of all others open."""
MOVES: Final = 25
"""Moves that stand in a table beside the picture."""


@dataclass(frozen=True, slots=True)
class Told:
    """One cell: its name, where it goes, why, who else could have it, and who may not."""

    name: str
    issues: str
    where: str
    why: str
    others: Sequence[str]
    barred: Sequence[str]


def allocation_page(found: Allocated) -> str:
    """Write one page of a plan."""
    told = [_told(found, each) for each in found.cells]
    return rendered(
        "allocation.html", of=found, words=words, further=further, amounts=amounts, figures=figures, named=named,
        question=words.QUESTION, origins=list(rest_words.origins(found)), guessed=rest_words.guessed(found),
        told=told[:TOLD], more=told[TOLD:], moves=moves(found)[:MOVES], all_moves=len(moves(found)),
        rows=_futures(found), regrets=list(further.regret(found)), barred=rest_words.barred(found),
        spread=list(rest_words.spread(found)), standing=_standing(found), isfinite=isfinite, findings=found.findings,
        **{name: drawing(getattr(pictures, f"{name}_of")(found))
           for name in ("frontier", "heat", "flow", "wishes", "futures")},
    )  # fmt: skip


def impossible_page(found: Impossible) -> str:
    """Write one page of wishes that cannot hold together."""
    return rendered(
        "impossible.html", of=found, question=words.QUESTION, sentence=further.impossible(found),
        conflicts=[further.conflict(each) for each in found.conflicts], findings=found.findings,
    )  # fmt: skip


def _told(found: Allocated, cell: CellPlan) -> Told:
    said = why(found, cell).removeprefix(f"{where(cell)}. ")
    others = [other for each in cell.losing if (other := would_win(each, found.currency)) not in said]
    barred = [f"{each.site}: {'; '.join(reason.removesuffix('.') for reason in each.reasons)}" for each in cell.barred]
    return Told(named(found, cell), words.count(cell.issues), where(cell), said, others, barred)


def _futures(found: Allocated) -> list[tuple[str, str, list[tuple[str, str]]]]:
    """Give a row for each future: its chance, and what each plan comes to and would be regretted by."""
    held = found.futures
    if held is None:
        return []
    return [
        (name, amounts.percent(chance), [(amounts.whole(costs[at]), _regret(regrets[at]))
                                         for costs, regrets in zip(held.costs, held.regrets, strict=True)])
        for at, (name, chance) in enumerate(zip(held.names, held.chances, strict=True))
    ]  # fmt: skip


def _regret(amount: float) -> str:
    return "best" if amount < 0.5 else amounts.change(amount)


def _standing(found: Allocated) -> list[tuple[str, FrontierPoint]]:
    """Give the points of the frontier by name: where plans and today stand, then the line."""
    held = found.frontier
    if held is None:
        return []
    named = [("this plan", held.chosen), ("today", held.today), ("as much worth as today, and cheapest", held.left),
             ("as dear as today, and worth most", held.more)]  # fmt: skip
    others = [*(("a plan", each) for each in held.plans), *(("no plan lies beyond", each) for each in held.line)]
    return [(name, each) for name, each in (*named, *others) if each is not None]
