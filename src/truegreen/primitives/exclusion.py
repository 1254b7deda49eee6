"""P3, exclusion: performance that does not count: which claims hold, and what a reading is without their rows.

Exclusions act before anything is averaged, counted against a sample or rounded. Relief events of published contracts
must be notified within days of awareness and shown to be the cause (lawinsider.com/clause/relief-events); rows are
taken out of the count, or count as met, or the period is excused, or money is.
"""

from __future__ import annotations

from collections.abc import Collection
from enum import StrEnum
from fractions import Fraction

from truegreen.model.agreement import Agreement
from truegreen.model.given import Claim
from truegreen.model.step import Step
from truegreen.primitives.days import Within, is_within
from truegreen.primitives.now import Now
from truegreen.units.value import Value, written


class Effect(StrEnum):
    """What relief does."""

    REMOVE = "rows are taken out"
    MET = "rows count as met"
    PERIOD = "the period is excused"
    MONEY = "money is excused"


class Decision(StrEnum):
    """What relief needs from the other party."""

    GRANTED = "must be granted"
    UNREFUSED = "holds unless refused"


def refusal(
    agreement: Agreement, claim: Claim, causes: Collection[str], notice: Within | None, decision: Decision
) -> str:
    """Say why a claim does not hold; nothing if it holds."""
    if claim.cause not in causes:
        return "its cause is none that is accepted"
    if notice is not None:
        if claim.aware is None or claim.notice is None:
            return "it does not say when the party knew and when it gave notice"
        if not is_within(agreement, claim.aware, claim.notice, notice):
            return f"notice came later than {notice.days} {notice.counted} after the party knew"
    if claim.granted is False:
        return "it was refused"
    if claim.granted is None and decision is Decision.GRANTED:
        return "it has not been granted"
    return ""


def taken_out(now: Now, reading: Step, count: Fraction, rows: Step, total: Step) -> Step:
    """Give a reading without some of its rows; where none are left nothing was measured.

    Args:
        now: the clause being settled.
        reading: the value, a mean or a share, of ``count`` rows.
        count: the rows that it rests on.
        rows: how many of them go.
        total: what these add to its numerator, in the reading's unit.
    """
    if reading.value is None or rows.value is None or total.value is None:
        return reading
    left = count - rows.value.number
    sum_left = reading.value.number * count - total.value.number
    value = Value(sum_left / left, reading.value.unit) if left > 0 else None
    return now.step(
        f"{{0}} of {written(count)} rows, without {{1}} rows that add {{2}}", reading, rows, total, value=value
    )


def counted_as_met(now: Now, reading: Step, count: Fraction, rows: Step, total: Step, met: Fraction) -> Step:
    """Give a reading in which some of its rows count as met, each as ``met``; see ``taken_out`` for the rest."""
    if reading.value is None or rows.value is None or total.value is None or not count:
        return reading
    number = reading.value.number + (rows.value.number * met - total.value.number) / count
    value = Value(number, reading.value.unit)
    return now.step(
        f"{{0}} of {written(count)} rows, where {{1}} rows that add {{2}} count as met",
        reading,
        rows,
        total,
        value=value,
    )


def met_row(unit: str, *, higher_is_better: bool, target: Fraction | None) -> Fraction | None:
    """Give what a row that is met adds to the numerator: one or nothing of a share, the target of a mean."""
    if unit == "share":
        return Fraction(1 if higher_is_better else 0)
    return target
