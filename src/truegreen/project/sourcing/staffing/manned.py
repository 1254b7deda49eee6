"""Who is at work today, by what records tell of paid and productive hours, against who is needed."""

from __future__ import annotations

import numpy as np

from truegreen.model.staffed import Today
from truegreen.project.sourcing.staffing.planned import Planned
from truegreen.readings.staffed import total
from truegreen.sourcing.staffing.needed import fared


def today(of: Planned) -> Today | None:
    """Say what records tell of people at work; None where they do not tell it for this queue."""
    where, hours = of.asked.where, of.records.hours
    if np.isnan(total(hours, where, "paid")):
        return None
    months = len(np.unique(hours["month"]))
    paid, productive, people = (total(hours, where, each) / months for each in ("paid", "productive", "people"))
    others = float(np.nan_to_num(total(of.records.others, where, "took"))) / 3600 / of.records.months
    open_hours = float(of.past.hours.sum()) / of.records.months
    there = max(productive / 3600 - others, 0.0) / open_hours if open_hours else 0.0
    flat = np.where(of.coming.open > 0, there, 0.0)
    return Today(
        months=of.records.months, people=people, paid=paid / 3600, productive=productive / 3600, contacts=_work(of),
        others=others, in_time=_in_time(of), agents=there,
        would=fared(of.line, of.coming, flat).in_time if there else 0.0, gap=of.coming.by_place(flat - of.agents),
    )  # fmt: skip


def _work(of: Planned) -> float:
    """Give the hours of a month that contacts take; by what one is said to take where no record tells it."""
    contacts = of.records.contacts
    took = float(of.lately @ contacts["took"]) or float(of.lately @ contacts["offered"]) * of.takes.value
    return took / 3600 / of.records.months


def _in_time(of: Planned) -> float | None:
    """Give the share that was answered in time; None where nobody was seen waiting."""
    contacts = of.records.contacts
    offered = float(of.lately @ contacts["offered"])
    if not of.records.waited or not offered:
        return None
    return float(of.lately @ contacts[f"in_{round(of.line.aim.within)}"]) / offered
