"""Measures of a review in sentences: the worst first, what each was and of how many, and where it is read from."""

from __future__ import annotations

from typing import Final

from truegreen.model.reading import Contract
from truegreen.model.review import Review
from truegreen.model.scorecard import Row, Scorecard
from truegreen.reports import figures, written
from truegreen.reports.statuses import CONTRACT, OUTCOME

MISSED: Final = (Contract.MISSED, Contract.BELOW_MINIMUM)


def worst_first(card: Scorecard) -> list[Row]:
    """Put measures in order: below their minimum, missed, met over unhappy customers, to those that are well."""
    return sorted(card.rows, key=_place)


def _place(row: Row) -> tuple[int, int]:
    return [*CONTRACT].index(row.contract), [*OUTCOME].index(row.outcome)


def is_sure(row: Row) -> bool:
    """Say whether a miss is one even with its doubt: nothing is estimated, or all of the interval misses the target."""
    reading = row.reading
    level = figures.level(row.measure.target, reading.unit) if reading else None
    if reading is None or level is None or reading.low is None or reading.high is None:
        return True
    return reading.high < level if row.better == "higher" else reading.low > level


def told(row: Row) -> str:
    """Say one measure: what it was, of how many, against what.

    Nothing is said of it where nothing was measured.
    """
    name = written.title(row)
    if row.reading is None or row.reading.value is None:
        return f"{name}: nothing was measured."
    spread = written.interval(row, row.reading)
    doubt = f" (95 % interval {spread})" if spread else ""
    target = written.target(row)
    against = f", target {target}" if target else ""
    level = "" if row.contract is not Contract.BELOW_MINIMUM else ", and below the agreed minimum"
    luck = "; the interval holds the target, so chance may explain the miss"
    said = f"{name}: {written.value(row, row.reading)} of {written.count(row.reading)}{doubt}{against}{level}"
    return f"{said}{luck if row.contract in MISSED and not is_sure(row) else ''}."


def source(row: Row, review: Review) -> str:
    """Name where a measure is read from."""
    counts = written.counts(row.reading, review.currency) if row.reading else "nothing measured"
    clause = f", clause {row.measure.clause}" if row.measure.clause else ""
    period = row.reading.period if row.reading else review.card.period
    return f"scorecard {period}, {row.id}: {counts}{clause}"
