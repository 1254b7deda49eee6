"""What is gathered for a validity report: links and doses as measured, outcomes, and what figures explain."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Final

from truegreen.model.agreement import Agreement
from truegreen.model.validity import Grain, Link, Outcome, Part
from truegreen.readings.panel import Panel
from truegreen.readings.questions import Question
from truegreen.signals.validity.doses import Dosed
from truegreen.signals.validity.judged import Asked
from truegreen.stats.validity.said import Said
from truegreen.stats.validity.verdicts import Better, is_aligned

UNITS: Final = {
    "share": ("one point", "points", 0.01), "points": ("one point", "points", 1.0), "hours": ("one hour", "hours", 1.0),
    "seconds": ("one hour", "hours", 3600.0), "days": ("one day", "days", 1.0), "score": ("one grade", "grades", 1.0),
    "count": ("one more", "", 1.0), "money": ("one unit of money", "units of money", 1.0),
}  # fmt: skip
"""One unit of a figure in words, several of them, and how much it is in the measure's unit."""


@dataclass(slots=True)
class Gathered:
    """What has been gathered so far: links and doses as measured, outcomes, and shares of what is explained."""

    months: Panel
    asked: list[Asked] = field(default_factory=list)
    outcomes: list[Outcome] = field(default_factory=list)
    parts: dict[str, list[Part]] = field(default_factory=dict)
    doses: list[Dosed] = field(default_factory=list)
    assumes: dict[str, None] = field(default_factory=dict)


def unasked(agreement: Agreement, name: str, grain: Grain, why: str, found: Gathered) -> None:
    """Say of an outcome why no figure is held against it."""
    title = agreement.measures[name].title or name
    found.outcomes.append(Outcome(id=name, title=title, grain=grain, rows=0, accounts=0, not_asked=why))


def blank_link(figure: Question, outcome: str, better: str, unit: str, grain: Grain) -> Link:
    """Give a link of which nothing is known yet."""
    own: Better = "higher" if figure.formula.metric.better == "higher" else "lower"
    other: Better = "higher" if better == "higher" else "lower"
    return Link(
        figure=figure.id, outcome=outcome, grain=grain, when="", said=Said.NOT_ENOUGH,
        unit=UNITS[figure.formula.unit][0], outcome_unit=UNITS[unit][1], aligned=is_aligned(own, other),
    )  # fmt: skip
