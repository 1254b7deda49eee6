"""Which months of records a plan learns from: those that ``truegreen value`` counts, as far as they lie before it."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Final

from truegreen.facts.store import Store
from truegreen.model.plan import Plan
from truegreen.project.looking import View
from truegreen.readings.covered import covered
from truegreen.readings.panels import span_of
from truegreen.units.period import Period

YEAR: Final = 12


def months_of(view: View, plan: Plan) -> Period | None:
    """Give the last whole months of records before a plan starts, as many as it learns from; None where there are none.

    Args:
        view: the run.
        plan: the plan, with its start and how many months it learns from.
    """
    span, came = covered(view.source.duck, Store(view.project.store), view.state, span_of(view.state))
    if came is None or not span.count:
        return None
    first = date.fromisoformat(f"{span.months[0]}-01")
    known = (came.date() + timedelta(days=1)).replace(day=1)
    end = min(plan.starts.replace(day=1), known, _later(first, span.count))
    start = max(_later(end, -plan.records), first)
    return Period(start, end) if start < end else None


def _later(first: date, months: int) -> date:
    """Give the first day of a month so many months later."""
    place = YEAR * first.year + first.month - 1 + months
    return date(place // YEAR, place % YEAR + 1, 1)
