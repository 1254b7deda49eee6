"""What is agreed for a time in which it changes: by days, or as it stands on the last day."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date
from fractions import Fraction
from itertools import pairwise

from truegreen.model.agreement import Agreement, PartMonths
from truegreen.model.finding import Finding, error
from truegreen.model.step import Step
from truegreen.primitives.now import Now
from truegreen.primitives.operand import Operand, Written, step_of
from truegreen.units.period import Period
from truegreen.units.value import Value


def agreed_for(
    now: Now,
    period: Period,
    of_days: int,
    part: PartMonths | None,
    said: Callable[[Agreement], Operand | None],
    unit: str = "",
) -> tuple[Step | None, list[Finding]]:
    """Give a number that the agreement says, for a time that may be cut short or in which the number is changed.

    A number that is given each period is taken as it is given: it is already that of the period.

    Args:
        now: the clause being settled.
        period: the days that count.
        of_days: days of the whole time that the number is agreed for.
        part: how a cut or changing time counts.
        said: what a version of the agreement says; None where it says nothing.
        unit: the unit of a bare number.

    Returns:
        the number, None if nothing is agreed on the last day; and an error where ``part`` is asked for and not said.
    """
    changes = [since for since, _ in now.versions.each if period.start < since < period.end]
    cut = [Period(*days) for days in pairwise((period.start, *changes, period.end))]
    parts = [(each.days, now.versions.on(each.start), said(now.versions.on(each.start))) for each in cut]
    last = parts[-1][2]
    if last is None:
        return None, []
    step = step_of(now, last, unit)
    is_whole = period.days == of_days and len({str(each) for *_, each in parts}) == 1
    if is_whole or not all(each is None or (isinstance(each, Written) and each.quantity) for *_, each in parts):
        return step, []
    if part is not PartMonths.PRO_RATA:
        return step, [] if part else [_unsaid(now, period)]
    steps = [
        (days, step_of(replace(now, agreement=then), each, unit)) for days, then, each in parts if each is not None
    ]
    number = sum((days * each.value.number for days, each in steps if each.value), Fraction(0)) / of_days
    words = " and ".join(f"{days}/{of_days} of {{{place}}}" for place, (days, _) in enumerate(steps))
    value = Value(number, step.value.unit if step.value else unit)
    return now.step(words, *(each for _, each in steps), value=value), []


def changing(now: Now, parts: Sequence[tuple[date, Step]]) -> tuple[Step, list[Finding]]:
    """Give a number that changes on days of this period, as the agreement counts such a period.

    Args:
        now: the clause being settled.
        parts: the number from each day on, the first from the period's start.

    Returns:
        its mean by days, or what it is on the last day; and an error where ``part_months`` is asked for and not said.
    """
    part, steps = now.agreement.part_months, [each for _, each in parts]
    if len(parts) == 1 or part is not PartMonths.PRO_RATA or any(each.value is None for each in steps):
        return steps[-1], [_unsaid(now, now.period)] if len(parts) > 1 and part is None else []
    days = [(end - start).days for start, end in pairwise([*(day for day, _ in parts), now.period.end])]
    total = sum(
        (each.value.number * length for each, length in zip(steps, days, strict=True) if each.value), Fraction(0)
    )
    words = " and ".join(f"{{{place}}} for {length} days" for place, length in enumerate(days))
    unit = steps[-1].value.unit if steps[-1].value else ""
    return now.step(words, *steps, value=Value(total / now.period.days, unit)), []


def _unsaid(now: Now, period: Period) -> Finding:
    says = f"The period {period} is cut by the term, or what “{now.term}” says changes within it."
    remedy = "Say how such a period counts: part_months: by days, or part_months: whole."
    return error(now.agreement.at, "part-month-unsaid", says, remedy)
