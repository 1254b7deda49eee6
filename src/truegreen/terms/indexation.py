"""Indexation: how prices follow a published index.

Published clauses differ in what the index is compared with (a fixed base in cost-of-living clauses of the 1990s, the
year before in the UK Model Services Contract, the mean of six months in the Texas DIR's economic change adjustment),
in how much of it counts (65 % against all of it was 12.5 million on 50 million a year from 1998 to 2005, TPI), in
whether prices may also fall, in collars whose excess is lost or carried, and in whether an index that is revised later
changes what was invoiced. Price adjustment formulas weigh several indices, Pn = a + b·Ln/Lo + c·Mn/Mo, where the
coefficients add up to one (ADB, FIDIC). Each is said outright.
"""

from __future__ import annotations

from collections.abc import Generator, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from fractions import Fraction
from typing import Annotated, Final

from truegreen.model.agreement import Side, Window
from truegreen.model.finding import Finding, error, note, warning
from truegreen.model.step import Step
from truegreen.primitives.arithmetic import less, plus, times
from truegreen.primitives.basket import Component, weighed, whole
from truegreen.primitives.calendar import dates_every
from truegreen.primitives.dated import changing
from truegreen.primitives.entry import Alter, Entry, Keep, Set
from truegreen.primitives.index import Series, change_in
from truegreen.primitives.limit import Excess, between
from truegreen.primitives.now import Now
from truegreen.primitives.operand import Operand, step_of
from truegreen.primitives.rounding import Rounded, at_once, round_step
from truegreen.primitives.seen import seen
from truegreen.units.period import Period, add_months, period_of
from truegreen.units.span import NOWHERE, Span
from truegreen.units.value import Value

_MOST: Final = 120  # Months that an average or a lag can be meant to have.
_SAID: Final = (Excess.FORFEITED, Excess.CARRIED)


class Basis(StrEnum):
    """What an index value is compared with."""

    YEAR_BEFORE = "the year before"
    LAST = "the value used last"
    BASE = "the base month"


@dataclass(frozen=True, slots=True, kw_only=True)
class Notice:
    """A change must be announced in time; who must announce it loses what is in its favour otherwise."""

    figure: Annotated[str, "Figure of the month of the change; the day on which it was reported is that of the notice"]
    days: Annotated[int, "Calendar days before the change"]
    by: Annotated[Side, "Who must give it: a late provider loses a rise, a late client a fall, both either"]
    at: Span = NOWHERE


@dataclass(frozen=True, slots=True, kw_only=True)
class Indexation:
    """How prices follow a published index."""

    charges: Annotated[tuple[str, ...], "Names of the charges and unit prices that follow it"]
    series: Annotated[str, "The index and who publishes it"]
    index: Annotated[
        str | Series | None, "Figure that gives its value for each month, or the series; or components"
    ] = None
    components: Annotated[tuple[Component, ...], "Or else: parts of the price that follow several indices"] = ()
    fixed: Annotated[Operand | None, "Share that follows none of the components; with it they add up to 100 %"] = None
    basis: Annotated[Basis, "What its value is compared with"]
    base_month: Annotated[date, "First day of the month whose value is the first one compared with"]
    months_behind: Annotated[int, "Months between the value that is used and the day from which it holds"]
    averaged: Annotated[int, "Months whose mean is used, up to that month; 1 for the month alone"] = 1
    first: Annotated[date, "First day on which prices may change"]
    every: Annotated[Window, "How often they may change"]
    sensitivity: Annotated[Operand, "How much of the change counts, like 65 %"]
    compounds: Annotated[
        bool | None, "Whether a change builds on those before, or on the first price; not for a base"
    ] = None
    may_fall: Annotated[bool, "Whether prices also fall"]
    falls: Annotated[
        Excess | None, "What becomes of a fall that prices do not follow: forfeited or carried forward"
    ] = None
    at_least: Annotated[Operand | None, "Least change at one time"] = None
    at_most: Annotated[Operand | None, "Largest change at one time"] = None
    excess: Annotated[Excess | None, "What becomes of a change beyond these: forfeited or carried forward"] = None
    in_all_at_least: Annotated[Operand | None, "Least change of the first price by all changes together"] = None
    in_all_at_most: Annotated[Operand | None, "Largest change of the first price by all changes together"] = None
    notice: Annotated[Notice | None, "Notice that a change needs"] = None
    revised: Annotated[bool, "Whether a value that is revised later changes what was invoiced"]
    change_rounding: Annotated[Rounded | None, "How a change is rounded, 0.034 to 3 digits being 3.4 %"] = None
    factor_rounding: Annotated[Rounded | None, "How the factor is rounded that prices are multiplied by"] = None
    rounding: Annotated[Rounded, "How an indexed price is rounded"]
    at: Span = NOWHERE


@dataclass(frozen=True, slots=True)
class _State:
    """Where prices stand: the factor, the change since the base, and what of a change is carried forward."""

    factor: Step
    total: Step
    carried: Step


def settle(says: Indexation, now: Now) -> Iterator[Entry]:
    """Change the factor on the days agreed, and multiply the charges and prices by it."""
    state = _State(*(_kept(now, name) for name in ("factor", "total", "carried")))
    parts = [(now.period.start, state.factor)]
    for day in dates_every(says.first, says.every, now.period):
        if now.agreement.ends is None or day <= now.agreement.ends:
            state = yield from _changed(says, now, day, state)
            parts = [*(each for each in parts if each[0] < day), (day, state.factor)]
    factor, findings = changing(now, [(day, _factor(says, now, each)) for day, each in parts])
    yield from findings
    if factor.value is None or factor.value.number == 1:
        return
    for name in says.charges:
        yield from _indexed(says, now, name, factor)


def _indexed(says: Indexation, now: Now, name: str, factor: Step) -> Iterator[Entry]:
    """Multiply the lines of a charge; or set the factor for a clause that has posted none yet."""
    lines = now.lines_of([name])
    for line in lines:
        price = times(now, factor, line.because, "{1} times {0}")
        yield Alter(line.id, at_once(price, says.rounding, now.clause))
    if not lines:
        earlier = now.set_so_far.get(f"price {name}")
        yield Set(f"price {name}", factor if earlier is None else times(now, earlier, factor, "{0} times {1}"))


def _factor(says: Indexation, now: Now, factor: Step) -> Step:
    """Give the factor that prices are multiplied by; later changes build on what it was before its rounding."""
    inside = between(now, factor, says.in_all_at_least, says.in_all_at_most, more_than=1)
    return round_step(inside, says.factor_rounding, now.clause)


def _kept(now: Now, name: str) -> Step:
    """Give where prices stood; at first the factor is one, and nothing has changed or is carried."""
    first = Value(Fraction(1)) if name == "factor" else Value(Fraction(0), "share")
    return now.last_kept(name) or now.step(f"{name} at first", value=first)


def _changed(says: Indexation, now: Now, day: date, state: _State) -> Generator[Entry, None, _State]:
    """Change the factor on a day; where a value is not known it stays."""
    found = yield from _found(says, now, day)
    if found.value is None:
        return state
    total = state.total
    if says.basis is Basis.BASE:
        found, total = less(now, found, total, "{0} since the base, less {1} before"), found
    found = yield from _announced(says, now, day, found)
    wanted = plus(now, [found, state.carried], "{0} and {1} carried") if state.carried.number else found
    applied, carried = yield from _collared(says, now, day, wanted)
    factor = yield from _times(says, now, state.factor, applied)
    yield Keep("factor", factor)
    if says.basis is Basis.BASE:
        yield Keep("total", total)
    if Excess.CARRIED in (says.excess, says.falls):
        yield Keep("carried", carried)
    return _State(factor, total, carried)


def _found(says: Indexation, now: Now, day: date) -> Generator[Entry, None, Step]:
    """Give how much of the index's change counts; without a value where one is missing, which is then said."""
    nothing = now.step("no change is known", value=None)
    if (wrong := _wrong(says, now, day)) is not None:
        yield wrong
        return nothing
    used = add_months(day.replace(day=1), -says.months_behind)
    for old in _compared(says, day, used):
        found = times(now, step_of(now, says.sensitivity), _change(says, now, old, used))
        if found.value is not None:
            return round_step(found, says.change_rounding, now.clause)
    text = f"A value that prices would follow from {day} on is not given, so that they stay as they were."
    yield warning(says.at, "index-value-missing", text, f"Give the values of {says.series} for {used:%Y-%m}.")
    return nothing


def _wrong(says: Indexation, now: Now, day: date) -> Finding | None:
    """Say what of the text keeps a change from being found; None if nothing does."""
    if says.index is None and not says.components:
        return _unsaid(says, now, day, "which figure gives the index", "index")
    if not (1 <= says.averaged <= _MOST and -_MOST <= says.months_behind <= _MOST):
        return _unsaid(says, now, day, "a number of months that can be meant", "averaged, months_behind")
    if says.components and (shares := whole(now, says.components, says.fixed)).number != 1:
        text = f"The shares of the price in “{now.term}” add up to {shares}, with the one that follows nothing."
        return error(says.at, "index-shares-not-whole", text, "Make them 100 %; prices stay as they were.")
    return None


def _compared(says: Indexation, day: date, used: date) -> list[date]:
    """Give the month whose value is compared with; where it is the one used last, those before too, newest first."""
    if says.basis is Basis.BASE or day <= says.first:
        return [says.base_month]
    if says.basis is Basis.YEAR_BEFORE:
        return [add_months(used, -12)]
    days = dates_every(says.first, says.every, Period(says.first, day))
    return [*(add_months(each.replace(day=1), -says.months_behind) for each in reversed(days)), says.base_month]


def _change(says: Indexation, now: Now, old: date, new: date) -> Step:
    """Give the change of the index, or of several by their shares of the price."""

    def change_of(index: str | Series) -> Step:
        series = Series(figure=index) if isinstance(index, str) else index
        return change_in(now, series, old, new, averaged=says.averaged, revised=says.revised)

    return weighed(now, says.components, change_of) if says.index is None else change_of(says.index)


def _announced(says: Indexation, now: Now, day: date, found: Step) -> Generator[Entry, None, Step]:
    """Give the change, or none where it needed a notice that did not come in time."""
    notice = says.notice
    if notice is None:
        return found
    last = day - timedelta(days=notice.days)
    days = (seen(now, notice.figure, period).reported for period in (period_of(day), now.period))
    in_time = any(each is not None and each <= last for each in days)
    loser = Side.CLIENT if found.number < 0 else Side.PROVIDER
    if in_time or not found.number or notice.by not in (loser, Side.BOTH):
        return found
    text = f"The change of {day} is lost: it had to be announced by {last}."
    yield note(says.at, "index-notice-late", text, "Nothing, if both parties agree.")
    return now.step(f"{{0}}, lost since it was not announced by {last}", found, value=Value(Fraction(0), "share"))


def _collared(says: Indexation, now: Now, day: date, wanted: Step) -> Generator[Entry, None, tuple[Step, Step]]:
    """Give the change that prices follow, and what of it is carried forward."""
    applied, carried = wanted, Fraction(0)
    if not says.may_fall and wanted.number < 0:
        applied = now.step("{0}, and prices do not fall", wanted, value=Value(Fraction(0), "share"))
        if says.falls not in _SAID:
            yield _unsaid(says, now, day, "what becomes of a fall", "falls")
        carried += wanted.number if says.falls is Excess.CARRIED else 0
    inside = between(now, applied, says.at_least, says.at_most)
    if inside is not applied:
        if says.excess not in _SAID:
            yield _unsaid(says, now, day, "what becomes of a change beyond its limits", "excess")
        carried += applied.number - inside.number if says.excess is Excess.CARRIED else 0
    return inside, now.step("{0} wanted, {1} followed", wanted, inside, value=Value(carried, "share"))


def _times(says: Indexation, now: Now, factor: Step, applied: Step) -> Generator[Entry, None, Step]:
    """Give the factor after a change, which builds on those before or on the first price."""
    if says.compounds is None and says.basis is not Basis.BASE and factor.number != 1:
        yield _unsaid(says, now, now.period.start, "whether a change builds on those before", "compounds")
    if says.basis is Basis.BASE or says.compounds is False:
        return plus(now, [factor, applied], "{0} and {1} of the first price")
    return plus(now, [factor, times(now, applied, factor)], "{0}, changed by {1}")


def _unsaid(says: Indexation, now: Now, day: date, what: str, field: str) -> Finding:
    text = f"Prices change on {day}, and the clause “{now.term}” does not say {what}."
    return error(says.at, "index-unsaid", text, f"Say it: {field}.")
