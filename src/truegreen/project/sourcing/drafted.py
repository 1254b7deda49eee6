"""What the records tell of a new plan: sites with their hours and what an hour cost, contact types, segments."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from decimal import Decimal
from typing import Final

import numpy as np

from truegreen.facts.store import Store
from truegreen.files.plan_draft import Seen, SiteSeen
from truegreen.model.plan import Plan
from truegreen.project.looking import View
from truegreen.project.sourcing.months import months_of
from truegreen.project.sourcing.priced import hourly
from truegreen.readings.work import Worked, worked

CELLS: Final = ("segment", "contact_type")
YEAR: Final = 12


def seen(view: View, today: date) -> Seen | None:
    """Give what the records of the last whole year tell; None where no record tells of work.

    Args:
        view: the run, whose rows must still be there (``view.has_rows``).
        today: the day it is; records after it count for nothing.
    """
    settings = view.project.settings
    period = months_of(view, Plan(plan="", currency=settings.currency, starts=today + timedelta(days=1), sites={}))
    if period is None:
        return None
    store = Store(view.project.store)
    done = worked(view.source.duck, store, view.state, CELLS, period.start, period.last)
    if done is None:
        return None
    cost = hourly(done)
    sites = {name: SiteSeen(_supplier(done, at), _money(cost.get(name)), _hours(done, at))
             for at, name in enumerate(done.sites) if name}  # fmt: skip
    return Seen(sites, _by_cases(done), done.names("segment"), settings.currency, settings.time_zone, period.start,
                period.last)  # fmt: skip


def _supplier(done: Worked, site: int) -> str:
    """Give the provider with most cases at a site."""
    cases = np.bincount(done.provider[done.site == site], done.cases[done.site == site], len(done.providers))
    return done.providers[int(cases.argmax())] or "unknown"


def _money(hour: float | None) -> Decimal | None:
    return None if hour is None else Decimal(str(round(hour, 2)))


def _hours(done: Worked, site: int) -> int | None:
    """Give the hours of a year as busy as the busiest month; None where no record tells of hours."""
    here = (done.site == site) & np.isfinite(done.handle)
    most = float((done.by_month[here] * done.handle[here, None]).sum(axis=0).max()) if here.any() else 0.0
    return round(YEAR * most / 10) * 10 or None


def _by_cases(done: Worked) -> Sequence[str]:
    types = np.array(done.of("contact_type"))[done.cell]
    return sorted(done.names("contact_type"), key=lambda each: (-float(done.cases[types == each].sum()), each))
