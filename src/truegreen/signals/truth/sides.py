"""Which measures of an agreement speak for its contract, and which for its customers.

The contract side of an experience level is the critical service levels that name it as their outcome; where no critical
one does, the key measurements of how work is done. What customers go through is told by measures of quality and of
customers that name it: matters that come back, cases reopened, people passed on. These are never averaged with the
answers; how far they go together is learned.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from truegreen.metrics.catalogue import Metric
from truegreen.model.agreement import Agreement, Measure, Role
from truegreen.readings.questions import Question, questions

LIVED: Final = ("quality", "customer", "commercial")
"""Perspectives that say what customers go through."""
_NOBODY: Final = "no contracted measure names it as its outcome"
_NOT_A_SHARE: Final = "it is neither a share of rows nor a mean of them, so its doubt by piece of work is not known"
_NO_TARGET: Final = "it has no target"


@dataclass(frozen=True, slots=True)
class Sides:
    """The two sides of an experience level in one version of an agreement.

    Attributes:
        contracted: measures whose status is the contract side.
        proxies: measures of what customers go through.
        not_inferred: why the level is not inferred by piece of work; empty where it is.
    """

    contracted: tuple[str, ...]
    proxies: tuple[str, ...]
    not_inferred: str = ""


def sides(agreement: Agreement, metrics: Mapping[str, Metric]) -> dict[str, Sides]:
    """Give the two sides of each experience level, by its id."""
    asked = questions(agreement, metrics)
    return {name: _sides(agreement, asked, name) for name in agreement.measures if is_level(agreement, name)}


def is_level(agreement: Agreement, name: str) -> bool:
    """Say whether a measure of that name is an experience level."""
    return name in agreement.measures and agreement.measures[name].role is Role.EXPERIENCE


def _sides(agreement: Agreement, asked: Mapping[str, Question], level: str) -> Sides:
    named = {
        name: measure
        for name, measure in agreement.measures.items()
        if measure.outcome == level and measure.role is not Role.EXPERIENCE and name in asked
    }
    critical = tuple(name for name, measure in named.items() if measure.role is Role.CRITICAL)
    work = tuple(name for name, measure in named.items() if perspective(measure, asked[name]) not in LIVED[:2])
    contracted = critical or work
    lived = tuple(
        name
        for name, measure in named.items()
        if perspective(measure, asked[name]) in LIVED and asked[name].formula.unit == "share"
    )
    return Sides(contracted, lived, _why_not(agreement.measures[level], asked.get(level), contracted))


def perspective(measure: Measure, question: Question) -> str:
    """Say which side of the scorecard a measure stands on."""
    return str(measure.perspective or question.formula.metric.perspective)


def _why_not(level: Measure, question: Question | None, contracted: tuple[str, ...]) -> str:
    if question is None:
        return "a party reports it, and the records do not give it"
    if not contracted:
        return _NOBODY
    if question.formula.unit not in ("share", "score", "points") or len(question.formula.variant.tables) > 1:
        return _NOT_A_SHARE
    return "" if level.target or level.minimum else _NO_TARGET
