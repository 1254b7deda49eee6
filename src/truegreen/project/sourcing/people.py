"""Customers put together: what each is worth and expects, in which tier it is, and what was spent on it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

import numpy as np
from numpy.typing import NDArray

from truegreen.model.plan import Plan
from truegreen.project.sourcing.lived import Gathered
from truegreen.project.sourcing.worth_way import Way
from truegreen.project.value.accounts import Worths as Valued
from truegreen.readings.account_work import Work
from truegreen.sourcing.segments.against_usual import times_of, together
from truegreen.sourcing.segments.expectation import signs
from truegreen.sourcing.segments.tiers import by_likeness, by_share
from truegreen.value.buying import Bought

Floats = NDArray[np.float64]
Whole = NDArray[np.intp]


class Cut(StrEnum):
    """How customers are put into tiers."""

    SHARES = "shares"
    LIKENESS = "likeness"

    @property
    def words(self) -> str:
        """Say it in words that fit behind “tiers:”."""
        if self is Cut.SHARES:
            return "those who hold the first half of all value, then up to 80 %, up to 95 %, and the rest"
        return "customers of like value together, four groups as close as can be"


@dataclass(frozen=True, slots=True, eq=False, kw_only=True)
class People:
    """Customers who have not decided to leave.

    Attributes:
        place: (N,) place of each among all accounts.
        ids: (N,) their names.
        segment: (N,) place of each one's segment; −1 where nobody knows.
        segments: names of these.
        values, lows, highs: (N,) what each is worth, with its interval; NaN where nobody knows.
        times: (N,) how much more of its worth counts, for those it brings.
        assumed: (N,) whether the plan says what it expects or is worth.
        tier: (N,) 0 for those worth most; below 0 where nobody knows.
        revenue: (N,) what it pays a month; NaN where nobody knows.
        signs: by name, (N,) how many times as demanding as usual.
        demands: (N,) their mean, or what the plan says; NaN where nobody knows.
        spend, cases: (N,) what was spent on each, and how many cases it had.
    """

    place: Whole
    ids: NDArray[np.str_]
    segment: Whole
    segments: tuple[str, ...]
    values: Floats
    lows: Floats
    highs: Floats
    times: Floats
    assumed: NDArray[np.bool_]
    tier: Whole
    revenue: Floats
    signs: Mapping[str, Floats]
    demands: Floats
    spend: Floats
    cases: Floats


def people(of: Gathered, done: Work, column: str, plan: Plan | None, way: Way, cut: Cut) -> People:
    """Put customers together.

    Args:
        of: what worth is told from.
        done: what their work took.
        column: of the work, that holds what was spent.
        plan: whose own figures count instead of what was measured.
        way: in whose money.
        cut: how they are put into tiers.
    """
    held = of.known
    there = held.here | (held.paid > 0) & ~(held.since.decided <= held.last_day)
    values, lows, highs = _values(of.valued, len(held.panel.accounts))
    there |= np.isfinite(values)
    place = np.flatnonzero(there)
    last = np.full(len(place), max(int(held.panel.over.sum()) - 1, 0))
    segment = held.segment_in(place, last) if len(place) else place
    times, said = _said(plan, way, held.segments)
    own, code = said[segment + 1], segment + 1
    worth = [np.where(np.isfinite(own), own, each[place]) * times[code] for each in (values, lows, highs)]
    told = {name: each[place] for name, each in signs(done).items()}
    demands = together(np.stack([*told.values()])) if told else np.full(len(place), np.nan)
    expected = _expected(plan, held.segments)[code]
    tiers = (by_share if cut is Cut.SHARES else by_likeness)(worth[0])
    return People(
        place=place, ids=held.panel.accounts[place], segment=segment, segments=held.segments, values=worth[0],
        lows=worth[1], highs=worth[2], times=times[code], assumed=np.isfinite(own) | np.isfinite(expected), tier=tiers,
        revenue=held.paid[place], signs=told, demands=np.where(np.isfinite(expected), expected, demands),
        spend=done.by_holder(column)[place], cases=done.by_holder("cases")[place],
    )  # fmt: skip


def _values(valued: Valued, accounts: int) -> tuple[Floats, Floats, Floats]:
    """Give what each account is worth by its contract or its orders, with its interval, (A,) each."""
    found = tuple(np.full(accounts, np.nan) for _ in range(3))
    if valued.residual is not None:
        for one, each in zip(found, (valued.residual.values, valued.residual.lows, valued.residual.highs), strict=True):
            one[valued.contract] = each
    if valued.orders is not None and isinstance(valued.bought, Bought):
        at = np.searchsorted(valued.known.panel.accounts, valued.orders.account)
        at = np.minimum(at, accounts - 1)
        own = valued.known.panel.accounts[at] == valued.orders.account
        for one, each in zip(found, (valued.bought.values, valued.bought.lows, valued.bought.highs), strict=True):
            one[at[own]] = each[own]
    return found[0], found[1], found[2]


def _said(plan: Plan | None, way: Way, segments: tuple[str, ...]) -> tuple[Floats, Floats]:
    """Give by segment, that of nobody first, how much more counts, and what the plan says that a customer is worth."""
    times, worth = np.ones(len(segments) + 1), np.full(len(segments) + 1, np.nan)
    for at, name in enumerate(segments, start=1):
        said = plan.segments.get(name) if plan else None
        if said is not None:
            times[at] = way.times(said)
            worth[at] = np.nan if said.worth is None else way.in_records(said.worth)
    return times, worth


def _expected(plan: Plan | None, segments: tuple[str, ...]) -> Floats:
    """Give by segment, that of nobody first, how many times as demanding as usual the plan says its customers are."""
    found = np.full(len(segments) + 1, np.nan)
    for at, name in enumerate(segments, start=1):
        said = plan.segments.get(name) if plan else None
        if said is not None and said.expectation is not None:
            found[at] = times_of(float(said.expectation.number))
    return found
