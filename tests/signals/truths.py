"""Small grids for the tests of the truth test: one experience level, one contracted measure, one proxy."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

import numpy as np
from numpy.typing import ArrayLike

from truegreen.metrics.catalogue import Spec, catalogue
from truegreen.model.agreement import Measure, Role
from truegreen.model.reading import Contract
from truegreen.readings.grid import STATUS, Counted, Grid
from truegreen.readings.questions import Question
from truegreen.readings.specs import formula
from truegreen.signals.truth.counts import judged
from truegreen.signals.truth.sides import Sides
from truegreen.units.period import Period, add_months, period_of
from truegreen.units.quantity import Quantity

SIDES = Sides(("on-time",), ("solved",))
LEVEL = Measure(
    metric="csat.top2", role=Role.EXPERIENCE, title="Satisfied", target=Quantity.parse("80 %"),
    minimum=Quantity.parse("70 %"),
)  # fmt: skip
ON_TIME = Measure(
    metric="on_time.by_target", role=Role.CRITICAL, title="On time", target=Quantity.parse("92 %"), outcome="satisfied"
)
SOLVED = Measure(
    metric="first_contact_resolution.same_matter", title="Solved", target=Quantity.parse("85 %"), outcome="satisfied"
)
_SPECS = {
    "satisfied": Spec("csat", "top2", ()),
    "on-time": Spec("on_time", "by_target", ()),
    "solved": Spec("first_contact_resolution", "same_matter", (("within_days", 7),)),
}
_MEASURES = {"satisfied": LEVEL, "on-time": ON_TIME, "solved": SOLVED}


def months(many: int) -> list[Period]:
    """Give so many months from January 2024 on."""
    return [period_of(add_months(date(2024, 1, 1), each)) for each in range(many)]


def counted(name: str, hits: ArrayLike, of: ArrayLike) -> Counted:
    """Count a measure by units and months, and hold each against its target."""
    above, below = (np.asarray(each, dtype=np.int64) for each in (hits, of))
    made = Counted(
        measure=name, standing=[_MEASURES[name]] * above.shape[1],
        question=Question(name, formula(_SPECS[name], catalogue())), hits=above, of=below,
        status=np.zeros(above.shape, np.int8), variance=None,
    )  # fmt: skip
    status = [
        [STATUS.index(judged(_MEASURES[name], made, int(h), int(n)) if n else Contract.NOT_JUDGED)
         for h, n in zip(*row, strict=True)]
        for row in zip(above, below, strict=True)
    ]  # fmt: skip
    return replace(made, status=np.array(status, dtype=np.int8))


def grid(
    answers: tuple[ArrayLike, ArrayLike],
    on_time: tuple[ArrayLike, ArrayLike],
    solved: tuple[ArrayLike, ArrayLike],
    members: Sequence[tuple[str, ...]],
    by: Sequence[str] = ("site", "contact_type", "segment"),
) -> Grid:
    """Put counts, each (units, months), into a grid."""
    found = {
        "satisfied": counted("satisfied", *answers),
        "on-time": counted("on-time", *on_time),
        "solved": counted("solved", *solved),
    }
    many = found["satisfied"].of.shape[1]
    return Grid(
        level="satisfied", by=by, members=members, inside=np.ones(len(members), np.bool_), months=months(many),
        counted=found,
    )  # fmt: skip


def world(units: int, many: int, seed: int, red: Sequence[int] = (), answers: int = 12, cases: int = 60) -> Grid:
    """Draw a world of so many units and months; those named are red from half-way on, and their matters come back.

    Every contract is green, whoever is red inside.
    """
    draws = np.random.default_rng(seed)
    share, away = np.full((units, many), 0.86), np.full((units, many), 0.9)
    share[list(red), many // 2 :], away[list(red), many // 2 :] = 0.45, 0.5
    of = draws.poisson(answers, (units, many))
    of_cases = draws.poisson(cases, (units, many)) + 1
    members = [(f"site {unit // 9}", f"type {unit // 3 % 3}", f"segment {unit % 3}") for unit in range(units)]
    return grid(
        (draws.binomial(of, share), of), (of_cases, of_cases), (draws.binomial(of_cases, away), of_cases), members
    )
