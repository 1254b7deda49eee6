"""Nouns as plain dictionaries for ``json.dumps``: what machines read, with nothing rounded away.

A reading carries its exact count and total, its value as an exact fraction ``[numerator, denominator]`` and as a
decimal text of ``DIGITS`` digits, and its interval as numbers. Dates are ISO; a period's ``last`` day lies inside it. A
place is ``{"file", "line", "column"}`` with 0 for the whole file. Keys always stand in the same order.
"""

from __future__ import annotations

from datetime import date
from fractions import Fraction
from math import isfinite
from typing import Final

from truegreen.model.agreement import Measure
from truegreen.model.reading import Reading, decimal
from truegreen.model.scorecard import Alternative, Explanation, Row, Scorecard
from truegreen.reports.answer import sentence, verdict
from truegreen.reports.finding_record import Record, finding_record, place_record
from truegreen.reports.statuses import is_watermelon
from truegreen.stats.estimate import Estimate
from truegreen.units.money import Money
from truegreen.units.period import Period

DIGITS: Final = 9


def scorecard_record(card: Scorecard) -> Record:
    """Give a scorecard: its answer, its rows in their order, its findings, and the run behind it."""
    return {
        "agreement": card.agreement,
        "title": card.title,
        "period": _period(card.period),
        "by": card.by,
        **({} if card.by else {"answer": f"{verdict(card.rows)} {sentence(card.rows)}"}),
        "rows": [_row(each) for each in card.rows],
        "findings": [finding_record(each) for each in card.findings],
        "run": card.run,
        "known_until": card.known_until,
    }


def explanation_record(explanation: Explanation) -> Record:
    """Give an explanation: the row, how it is counted, its alternatives, and the rows behind it."""
    return {
        "agreement": explanation.agreement,
        "period": _period(explanation.period),
        "slice": dict(explanation.slice),
        "row": _row(explanation.row),
        "variant": explanation.variant,
        "aspects": dict(explanation.aspects),
        "panel": [_alternative(each) for each in explanation.panel],
        "query": explanation.query,
        "columns": list(explanation.columns),
        "sample": [[plain(cell) for cell in row] for row in explanation.sample],
        "findings": [finding_record(each) for each in explanation.findings],
        "run": explanation.run,
    }


def digits(value: Fraction) -> str:
    """Write an exact value as a decimal text of ``DIGITS`` digits.

    >>> digits(Fraction(2, 3)), digits(Fraction(0))
    ('0.666666667', '0.000000000')
    """
    return f"{decimal(value, DIGITS):f}"


def plain(cell: object) -> str | int | float | bool | None:
    """Give a value of a sample row as JSON can hold it: dates in ISO, exact decimals as text.

    >>> plain(date(2025, 3, 1)), plain(float("nan")), plain(None)
    ('2025-03-01', 'nan', None)
    """
    if cell is None or isinstance(cell, str | int | bool):
        return cell
    if isinstance(cell, float):
        return cell if cell - cell == 0 else str(cell)
    return cell.isoformat() if isinstance(cell, date) else str(cell)


def _row(row: Row) -> Record:
    return {
        "id": row.id,
        "member": row.member,
        "words": row.words,
        "perspective": str(row.perspective),
        "timing": str(row.timing),
        "better": row.better,
        "measure": _measure(row.measure),
        "reading": _reading(row.reading),
        "trend": [_reading(each) for each in row.trend],
        "change": row.change,
        "contract": str(row.contract),
        "outcome": None if row.outcome is None else str(row.outcome),
        "outcome_of": row.outcome_of,
        "met_over_unhappy_customers": is_watermelon(row),
    }


def _measure(measure: Measure) -> Record:
    return {
        "title": measure.title,
        "metric": measure.metric,
        "parameters": dict(measure.parameters),
        "service": measure.service,
        "role": str(measure.role),
        "target": _text(measure.target),
        "minimum": _text(measure.minimum),
        "window": str(measure.window),
        "weight": _text(measure.weight),
        "clause": measure.clause,
        "at": place_record(measure.at),
    }


def _reading(reading: Reading | None) -> Record | None:
    if reading is None:
        return None
    value = reading.value
    return {
        "spec": reading.spec,
        "slice": dict(reading.slice),
        "period": _period(reading.period),
        "unit": reading.unit,
        "value": None if value is None else digits(value),
        "exact": None if value is None else [value.numerator, value.denominator],
        "count": reading.count,
        "divisor": reading.divisor,
        "total": reading.total,
        "low": reading.low,
        "high": reading.high,
        "eligible": reading.eligible,
        "invited": reading.invited,
        "answered": reading.answered,
    }


def _alternative(alternative: Alternative) -> Record:
    return {
        "variant": alternative.variant,
        "words": alternative.words,
        "differs": dict(alternative.differs),
        "reading": _reading(alternative.reading),
        "contract": str(alternative.contract),
    }


def _period(period: Period | None) -> Record | None:
    if period is None:
        return None
    return {
        "name": str(period),
        "start": period.start.isoformat(),
        "last": period.last.isoformat(),
        "partial": period.partial,
    }


def _text(value: object) -> str | None:
    return None if value is None else str(value)


def money_record(amount: Money | None) -> Record | None:
    """Give money: its amount as text, with every digit, and its currency."""
    return None if amount is None else {"amount": f"{amount.amount:f}", "currency": amount.currency}


def finite(number: float | None) -> float | None:
    """Give a number as JSON can hold it: what has no end is null."""
    return None if number is None or not isfinite(number) else number


def estimate_record(of: Estimate | None) -> Record | None:
    """Give an estimate for programs: the number, its doubt, and what it rests on; no end is null."""
    if of is None:
        return None
    return {
        "value": of.value, "error": of.error, "low": finite(of.low), "high": finite(of.high),
        "confidence": of.confidence, "p": of.p, "count": of.count, "effective": of.effective,
        "smallest": finite(of.smallest), "method": of.method,
        "version": of.version, "assumes": list(of.assumes), "seed": of.seed,
    }  # fmt: skip
