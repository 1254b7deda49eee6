"""Outcomes of a pilot as arrays: who is in which arm, and what each unit added on which day.

Everything later is a sum over days, and over the units of what chance put into an arm as a whole.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from hashlib import sha256

import numpy as np
from numpy.typing import NDArray

from truegreen.files.pilot_tables import Assigned, Told
from truegreen.model.pilot import Registered
from truegreen.model.pilot_standing import Figure
from truegreen.readings.pilot_outcomes import Daily

Floats = NDArray[np.float64]
Truths = NDArray[np.bool_]
OVER, UNDER, OVER_BEFORE, UNDER_BEFORE = range(4)
"""Columns of an arm: total and count since the start, and before it."""


@dataclass(frozen=True, slots=True, eq=False)
class Outcomes:
    """What is known of every unit: U units, W wholes that chance put into arms, R rows of a unit and a day.

    Attributes:
        registered, figure: the pilot, and by what it is judged.
        units: (U,) their ids, in order.
        treated: (U,) whether in the arm that gets the change.
        whole: (U,) which whole it belongs to, from 0.
        stratum: (U,) place in ``strata``.
        strata: their names.
        enrolled: (U,) from which day on it counts, 0 for the start.
        place, day, count, total: (R,) which unit, on which day since the start, and what it added.
        before: (U, 2) total and count before the start.
    """

    registered: Registered
    figure: Figure
    units: NDArray[np.str_]
    treated: Truths
    whole: NDArray[np.intp]
    stratum: NDArray[np.intp]
    strata: tuple[str, ...]
    enrolled: NDArray[np.int64]
    place: NDArray[np.intp]
    day: NDArray[np.int64]
    count: Floats
    total: Floats
    before: Floats

    @property
    def wholes(self) -> int:
        """Give how many wholes there are."""
        return int(self.whole.max()) + 1 if len(self.whole) else 0

    @property
    def treated_wholes(self) -> Truths:
        """Say which wholes are in the arm that gets the change, (W,)."""
        held = np.zeros(self.wholes, dtype=np.bool_)
        held[self.whole[self.treated]] = True
        return held

    def day_of(self, day: date) -> int:
        """Give a day's number."""
        return (day - self.registered.pilot.starts).days

    def sums(self, last: int, only: Truths | None = None) -> Floats:
        """Give the four columns of each whole up to a day, (W, 4); ``only`` picks units, (U,)."""
        kept = np.ones(len(self.units), dtype=np.bool_) if only is None else only
        rows = kept[self.place] & (self.day <= last) & (self.day >= self.enrolled[self.place])
        whole = self.whole[self.place[rows]]
        held = [np.bincount(whole, weights=each[rows], minlength=self.wholes) for each in (self.total, self.count)]
        past = np.where(kept[:, None], self.before, 0.0)
        held += [np.bincount(self.whole, weights=past[:, at], minlength=self.wholes) for at in (0, 1)]
        return np.column_stack(held)

    def digest(self, last: int) -> str:
        """Give the digest of all that is compared up to a day."""
        made = sha256("\n".join(self.units.tolist()).encode())
        held = (self.treated, self.whole, self.stratum, self.sums(last))
        for each in held:
            made.update(np.ascontiguousarray(np.asarray(each, dtype=np.float64)).tobytes())
        return made.hexdigest()


def of_daily(
    registered: Registered, figure: Figure, assigned: Sequence[Assigned], found: Daily, weeks_before: int
) -> Outcomes:
    """Put the records' sums beside the arms; units that are in no arm are left out."""
    made = enrolled(registered, figure, assigned)
    place = np.searchsorted(made.units, found.unit) if len(made.units) else np.zeros(len(found.unit), dtype=np.intp)
    place = np.minimum(place, max(len(made.units) - 1, 0))
    known = (made.units[place] == found.unit) if len(made.units) else np.zeros(len(found.unit), dtype=np.bool_)
    since, earlier = known & (found.day >= 0), known & (found.day < 0) & (found.day >= -7 * weeks_before)
    before = np.column_stack([
        np.bincount(place[earlier], weights=each[earlier], minlength=len(made.units))
        for each in (found.total, found.count)
    ]).astype(np.float64)  # fmt: skip
    return replace(
        made, place=place[since], day=found.day[since], count=found.count[since], total=found.total[since],
        before=before,
    )  # fmt: skip


def of_told(registered: Registered, figure: Figure, assigned: Sequence[Assigned], told: Sequence[Told]) -> Outcomes:
    """Put figures from elsewhere beside the arms; of a unit that no assignment knows, its first row says the arm."""
    arms = {each.unit: each for each in assigned}
    starts = registered.pilot.starts
    for row in told:
        if row.unit not in arms and row.arm:
            arms[row.unit] = Assigned(row.unit, row.cluster, row.stratum, row.arm, starts)
    made = enrolled(registered, figure, list(arms.values()))
    at = {unit: place for place, unit in enumerate(made.units.tolist())}
    rows = [each for each in told if each.value is not None and each.unit in at]
    past: dict[int, list[float]] = {}
    for each in told:
        if each.before is not None and each.unit in at:
            past.setdefault(at[each.unit], []).append(each.before)
    before = np.zeros((len(made.units), 2))
    for place, values in past.items():
        before[place] = sum(values) / len(values), 1.0
    days = [(each.on - starts).days if each.on else max(int(made.enrolled[at[each.unit]]), 0) for each in rows]
    return replace(
        made,
        place=np.array([at[each.unit] for each in rows], dtype=np.intp),
        day=np.array(days, dtype=np.int64),
        count=np.ones(len(rows)),
        total=np.array([each.value for each in rows], dtype=np.float64),
        before=before,
    )


def enrolled(registered: Registered, figure: Figure, assigned: Sequence[Assigned]) -> Outcomes:
    """Give the units in their arms, with nothing counted yet."""
    rows = sorted(assigned, key=lambda each: each.unit)
    wholes = {name: at for at, name in enumerate(sorted({each.cluster or each.unit for each in rows}))}
    strata = sorted({each.stratum for each in rows})
    starts, none = registered.pilot.starts, np.zeros(0)
    return Outcomes(
        registered=registered,
        figure=figure,
        units=np.array([each.unit for each in rows], dtype=np.str_),
        treated=np.array([each.arm == registered.pilot.treated for each in rows], dtype=np.bool_),
        whole=np.array([wholes[each.cluster or each.unit] for each in rows], dtype=np.intp),
        stratum=np.array([strata.index(each.stratum) for each in rows], dtype=np.intp),
        strata=tuple(strata),
        enrolled=np.array([max(0, (each.on - starts).days) for each in rows], dtype=np.int64),
        place=none.astype(np.intp),
        day=none.astype(np.int64),
        count=none,
        total=none,
        before=np.zeros((len(rows), 2)),
    )


def last_known(figure: Figure, as_of: date, known_until: date) -> date:
    """Give the last day of which enough is known: what is still to happen to its rows is over."""
    return min(as_of, known_until) - timedelta(days=figure.looks_ahead)
