"""Outcomes of accounts: every figure of the months before against what accounts then did."""

from __future__ import annotations

from typing import Final

import numpy as np
from numpy.typing import NDArray

from truegreen.model.agreement import Agreement
from truegreen.model.validity import Grain, Outcome
from truegreen.project.validity.gathered import UNITS, Gathered, blank_link, unasked
from truegreen.readings.questions import Question
from truegreen.signals.validity.judged import Asked, material_of
from truegreen.signals.validity.months import HOLDS, LEAVES, by_month
from truegreen.stats.validity.verdicts import MATERIAL

CHURN: Final = "logo_churn"
"""The metric whose months are replaced by the months in which accounts decided to leave."""


def by_account(agreement: Agreement, level: Question, figures: list[Question], found: Gathered) -> None:
    """Hold an experience level of accounts against every figure of the months before."""
    held = found.months
    leaves = level.formula.metric.name == CHURN
    name = LEAVES if leaves else level.id
    if not leaves and level.id not in held.measures:
        why = held.silent.get(level.id, "it is not counted by account")
        unasked(agreement, level.id, Grain.MONTH, why, found)
        return
    values = held.series(name)[held.at_risk]
    known = values[~np.isnan(values)]
    material = _material(known, "share" if leaves else level.formula.unit)
    unit = "share" if leaves else level.formula.unit
    for each in figures:
        link = blank_link(each, level.id, level.formula.metric.better, unit, Grain.MONTH)
        per = (UNITS[each.formula.unit][2], UNITS[unit][2])
        one = by_month(held, name, each.id)
        found.asked.append(Asked(link=link, measured=one, material=material, per=per))
    accounts = int(held.at_risk.any(axis=1).sum())
    title = agreement.measures[level.id].title or level.id
    found.outcomes.append(Outcome(id=level.id, title=title, grain=Grain.MONTH, rows=len(known), accounts=accounts))
    found.assumes |= dict.fromkeys((*HOLDS, *(held.notes if leaves else ())))


def _material(values: NDArray[np.float64], unit: str) -> float:
    """Give what matters of an outcome of months: less of a rare event than of other things."""
    if not len(values) or unit not in ("share", "count"):
        return MATERIAL
    return material_of(float(values.mean()), float(values.std()))
