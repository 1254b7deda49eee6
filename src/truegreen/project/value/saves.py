"""The save programme of a project, from its records: what is reported, what it did, and on whom that hangs."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date
from typing import Final

import numpy as np
from numpy.typing import NDArray

from truegreen.model.finding import Finding, note, warning
from truegreen.model.valued import Arm, Hangs, Point, Saves, ValueTest
from truegreen.project.value.accounts import Known
from truegreen.project.value.modelled import Said
from truegreen.project.value.money import money
from truegreen.readings.value_tried import Tried
from truegreen.stats.hazard.survival import Curve
from truegreen.units.span import Span
from truegreen.value import arms
from truegreen.value.arms import Flags
from truegreen.value.lifetime import Kept
from truegreen.value.protected import Protected, Stake, protected, stake
from truegreen.value.saves import Entered, Lift, entered, lift

_AT: Final = Span("save")


@dataclass(frozen=True, slots=True, eq=False)
class Programme:
    """A save programme as it was read.

    Attributes:
        tried: its attempts.
        shown: (R,) which of them are of accounts that are looked at.
        rows: those of these that are compared.
        entered: who entered.
        lift: how many more stayed.
        stake: what is at stake with each; None where nobody can tell.
        protected: what was protected; None where nobody can tell.
        said: what early warning had said of them; None where it was not asked.
    """

    tried: Tried
    shown: Flags
    rows: NDArray[np.intp]
    entered: Entered
    lift: Lift
    stake: Stake | None
    protected: Protected | None
    said: Said | None = None

    def asked(self, foretelling: Callable[[Entered], Said]) -> Programme:
        """Give the same with what early warning had said."""
        return replace(self, said=foretelling(self.entered))


def programme(
    of: Known, tried: Tried, days: int, held_out: float, until: np.datetime64 | None = None
) -> Programme | None:  # fmt: skip
    """Read a save programme; None where it was nobody's who is looked at.

    Args:
        of: what is known of accounts.
        tried: its attempts.
        days: within how many days a decision to leave counts.
        held_out: share that was to be held out.
        until: last day that is looked at, where that is before the last of the records.
    """
    last = of.last_day if until is None else min(until, of.last_day)
    shown = of.holds(tried.place)
    if not shown.any():
        return None
    rows = np.flatnonzero(arms.compared(tried.arm) & (tried.place >= 0) & shown)
    held = arms.held_out(tried.arm[rows])
    made = entered(tried.place[rows], tried.day[rows], ~held, of.since.decided, last)
    found = lift(made, days, held_out)
    found = replace(found, because=arms.because(found.because, ~made.treated, tried.arm[shown]))
    staked = _stake(of, made, days)
    return Programme(tried, shown, rows, made, found, staked, _protected(made, found, staked))


def _protected(made: Entered, found: Lift, staked: Stake | None) -> Protected | None:
    return None if staked is None or found.estimate is None else protected(made, staked)


def _stake(of: Known, made: Entered, days: int) -> Stake | None:
    if not isinstance(of.kept, Kept) or not len(of.panel.months):
        return None
    month = of.month_of(made.day)
    then = of.panel.revenue[made.place, month]
    paid = np.where(np.isnan(then), of.paid[made.place], then)
    renewal, segment = of.renewal_after(made.place, month), of.segment_in(made.place, month)
    return stake(of.kept, segment, renewal, paid, days, of.counted)


def saves(of: Programme, test: ValueTest | None, currency: str) -> Saves:
    """Tell of a save programme: what is reported, and what it did."""
    tried, found, made = of.tried, of.lift, of.entered
    attempt = of.shown & ~arms.held_out(tried.arm)
    outcome, day = tried.accepted[attempt], tried.day[of.shown]
    sides = [
        (arms.Arm.TREATED, True, found.treated, found.treated_left),
        (arms.Arm.HELD_OUT, False, found.held_out, found.held_out_left),
    ]
    return Saves(
        days=found.days, first=_date(day.min()), last=_date(day.max()), attempts=int(attempt.sum()),
        decided=int(np.isfinite(outcome).sum()), accepted=int(np.nansum(outcome)),
        arms=[
            Arm(name=str(name), entered=int((made.treated == arm).sum()), over=over, left=left,
                curve=_points(made.curve(treated=arm), found.days))
            for name, arm, over, left in sides
        ],
        waiting=found.waiting, had_decided=made.had_decided, ratio=found.ratio.said if found.ratio else "",
        lift=found.estimate, by_time=found.by_time, saved=found.saves, because=found.because,
        hangs=_hangs(of, currency), modelled=of.said.modelled if of.said else None, test=test,
    )  # fmt: skip


def _hangs(of: Programme, currency: str) -> Hangs | None:
    if of.protected is None:
        return None
    found = of.protected.weighed
    return Hangs(
        held_out=found.held_out, alike=found.share.effective, largest=found.largest, groups=found.groups,
        otherwise=money(of.protected.otherwise, currency),
    )  # fmt: skip


def _points(curve: Curve | None, days: int) -> list[Point]:
    """Give the steps of a curve up to some days; where nobody is left, its interval is what it last was."""
    if curve is None:
        return []
    told = [Point(0, 1.0, 1.0, 1.0)]
    for at in np.flatnonzero(curve.times <= days):
        low, high = float(curve.low[at]), float(curve.high[at])
        sure = np.isfinite(low) and np.isfinite(high)
        told.append(
            Point(int(curve.times[at]), float(curve.values[at]), low if sure else 0.0, high if sure else told[-1].high)
        )  # fmt: skip
    return [*told, Point(days, told[-1].share, told[-1].low, told[-1].high)]


def findings(of: Known, found: Programme) -> list[Finding]:
    """Say what stands in the way of telling what a save programme did."""
    made = arms.findings(found.tried.arm, "save")
    ratio = found.lift.ratio
    if ratio is not None and not ratio.holds:
        remedy = "Find out who got lost or was moved; if another share was held out, say it with --held-out."
        made.append(warning(_AT, "arms-out-of-proportion", ratio.said, remedy))
    elif not made and not (~found.entered.treated).any():
        says = "Nobody was held out of the save programme, so that nobody can tell what it did."
        made.append(note(_AT, "nobody-held-out", says, "Hold out some alerts at random, and record arm: held out."))
    late = int(of.since.is_late[found.entered.place].sum())
    if late:
        says = f"{late} accounts of the save programme left without a recorded decision; that day stands for it."
        made.append(note(_AT, "decision-day-unknown", says, "Record the day of notice as decision_on.", late))
    return made


def _date(day: np.datetime64) -> date:
    return date.fromisoformat(str(day))
