"""What restrictions cost: each member of a slice with a line of its own, against one line for all."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal
from typing import Final

import numpy as np

from truegreen.model.staffed import Split
from truegreen.project.sourcing.staffing.learned import weights
from truegreen.project.sourcing.staffing.planned import Planned
from truegreen.sourcing.staffing.needed import agents_of
from truegreen.units.money import Money

MOST_MEMBERS: Final = 12
"""Of more members of a slice nobody would make lines of their own."""
WEEKS: Final = 365 / 7
"""Weeks of a year."""


def splits(of: Planned) -> Iterator[Split]:
    """Say what it costs that each member of a slice has a line of its own, all with the same course of the day."""
    columns = of.records.members
    if not columns:
        return
    own = (weights(columns, of.asked, "offered") == 1) * columns["offered"]
    for name in of.setting.restrictions:
        known = (columns[name] != "") & (own > 0)
        members = sorted(set(columns[name][known])) if name not in of.asked.where else []
        if 2 <= len(members) <= MOST_MEMBERS:
            yield _split(of, name, {each: float(own[known & (columns[name] == each)].sum()) for each in members})


def _split(of: Planned, name: str, members: dict[str, float]) -> Split:
    total, whole = sum(members.values()), of.fte(of.agents)
    parts = []
    for each, contacts in members.items():
        line = replace(of.line, calls=of.line.calls * (contacts / total))
        parts.append((str(each), contacts / total, of.fte(agents_of(line, of.coming))))
    split = float(np.sum([fte for _, _, fte in parts]))
    hours = (split - whole) * of.setting.week * WEEKS
    return Split(by=name, parts=parts, fte=whole, split=split, price=price_of(of.asked.per_hour, hours))


def price_of(per_hour: Money | None, hours: float) -> Money | None:
    """Give what so many paid hours cost; None where nobody says what one does."""
    if per_hour is None:
        return None
    return Money(per_hour.amount * Decimal(f"{hours:.2f}"), per_hour.currency).rounded()
