"""P2, measure: the evidence a measure is judged by: its window's alone, the mean of several, or enough of them pooled.

Excused performance is gone before (``exclusion``); what is excused as a whole is left out.
"""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction
from itertools import islice

from truegreen.model.agreement import Few, Measure
from truegreen.primitives.calendar import window_before
from truegreen.primitives.now import Now
from truegreen.primitives.seen import Seen, seen
from truegreen.units.period import Period
from truegreen.units.value import Value, written


def evidence(now: Now, name: str, measure: Measure, own: Seen, window: Period) -> Seen:
    """Give what a measure is judged by in a window: averaged first, and then with enough rows, or nothing.

    Args:
        now: the clause being settled.
        name: the measure's id.
        measure: the measure.
        own: what was seen of it in the window.
        window: the window.
    """
    return _enough(now, name, measure, window, _averaged(now, name, measure, window, own))


def _before(now: Now, name: str, measure: Measure, window: Period) -> Iterator[Seen | None]:
    """Give what was seen in each window before one, latest first; None where nothing was, or it was excused."""
    first = now.versions.each[0][1].starts
    while window.start > first:
        window = window_before(now.agreement, measure, window)
        found = seen(now, name, window)
        yield None if found.step.value is None or now.has_set(f"excused {name}", window) else found


def _averaged(now: Now, name: str, measure: Measure, window: Period, own: Seen) -> Seen:
    """Give the value of a window, or the mean of several where the agreement says so."""
    if measure.averaged is None or own.step.value is None:
        return own
    earlier = islice(_before(now, name, measure, window), measure.averaged.periods - 1)
    return _mean(now, name, [own, *(each for each in earlier if each)], pooled=measure.averaged.pooled)


def _enough(now: Now, name: str, measure: Measure, window: Period, own: Seen) -> Seen:
    """Give what takes the place of a value with too little evidence, where something does."""
    sample, value = measure.sample, own.step.value
    if sample is None or value is None or own.count is None or own.count >= sample.minimum:
        return own
    known, rows = [own], own.count
    if sample.otherwise is Few.POOLED:
        for each in _before(now, name, measure, window):
            if each is not None and each.count is not None:
                known.append(each)
                rows += each.count
            if rows >= sample.minimum:
                return _mean(now, name, known, pooled=True)
    elif sample.otherwise is not Few.NOT_JUDGED:
        return own
    before = " with all periods before" if sample.otherwise is Few.POOLED else ""
    words = f"{name}: {written(rows)} of the {sample.minimum} rows it needs{before}; {{0}} is not judged"
    return Seen(now.step(words, own.step, value=None, at=sample.at), rows)


def _mean(now: Now, name: str, known: list[Seen], *, pooled: bool) -> Seen:
    if len(known) == 1:
        return known[0]
    words, steps = " and ".join(f"{{{place}}}" for place in range(len(known))), [each.step for each in known]
    unit = known[0].step.value.unit if known[0].step.value else ""
    counts = [each.count for each in known if each.count is not None]
    rows = sum(counts, Fraction(0)) if len(counts) == len(known) else None
    if not pooled:
        mean = sum((each.step.number for each in known), Fraction(0)) / len(known)
        return Seen(now.step(f"{name}: the mean of {words}", *steps, value=Value(mean, unit), op="mean"), rows)
    if not rows:
        return Seen(now.step(f"{name}: the rows behind {words} are not known", *steps, value=None), rows)
    mean = sum((each.step.number * (each.count or 0) for each in known), Fraction(0)) / rows
    return Seen(now.step(f"{name}: all rows of {words}", *steps, value=Value(mean, unit)), rows)
