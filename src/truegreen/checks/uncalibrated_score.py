"""A score that people give moves money fairly only if two of them, asked apart, give the same one.

The US General Services Administration tells contact-centre managers to pay nothing on subjective measures, and nothing
on quality assurance until its scorers are “nearly 100 % calibrated”: otherwise money follows who happened to listen.
"""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from fractions import Fraction
from typing import Final

from truegreen.checks.stake import imagined
from truegreen.model.agreement import Agreement, Measure, Perspective, Unit
from truegreen.model.finding import Finding, Level, warning

SMELL: Final = "S23"
LEVEL: Final = Level.WARNING
_SCORED: Final = ("quality_score", "critical_error_accuracy")
_NEARLY_ALL: Final = Decimal(95)


def findings(agreement: Agreement) -> Iterator[Finding]:
    """Find scores that move money, where scorers agree too seldom or nothing says how often they do."""
    month = imagined(agreement)
    for name, clauses in month.paying.items():
        measure = agreement.measures[name]
        agree = measure.calibrated
        if _is_scored(measure) and (agree is None or agree.number < _NEARLY_ALL):
            pays = [each.pays for each in month.sweep(name)] or [Fraction(0)]
            stake = f"Up to {month.stake(most)}" if (most := max(pays) - min(pays)) else "Money"
            how = f"on which scorers agree in {agree} of cases" if agree else "and nothing says how far scorers agree"
            says = f"{stake} depends on the score “{name}” under {', '.join(map(month.clause, clauses))}, {how}."
            remedy = f"Calibrate until {_NEARLY_ALL} % of double scorings agree (calibrated); pay nothing on it before."
            yield warning(measure.at, "uncalibrated-score", says, remedy)


def _is_scored(measure: Measure) -> bool:
    """Say whether people who work for a party score the work; a customer's answer is no such score."""
    is_judgement = measure.perspective is Perspective.QUALITY and measure.unit in (Unit.SCORE, Unit.POINTS)
    return measure.metric.partition(".")[0] in _SCORED or (measure.is_reported and is_judgement)
