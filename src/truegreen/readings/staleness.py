"""What decides a month's cells, summed up in a signature; when it differs, they are built again."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from truegreen.facts.store import Partition, State
from truegreen.facts.tables import ACCOUNT
from truegreen.readings.plan import BACKLOG, LAYOUT, Plan, looks_ahead_days
from truegreen.units.period import add_months, period_of


@dataclass(frozen=True, slots=True)
class Linked:
    """Which cases a month's rows belong to.

    Attributes:
        cases: first and last month of those cases; None if it belongs to none.
        lost: rows whose case is not there; they may find it in any later load.
    """

    cases: tuple[str, str] | None = None
    lost: int = 0


def period_ends(state: State, anchor: int) -> list[date]:
    """Give the ends of all periods that the cases cover completely."""
    held, came = state.of("case"), state.latest("came", "case")
    if not held or came is None:
        return []
    end = period_of(date.fromisoformat(f"{min(held)}-28"), "month", anchor).end
    ends = []
    while end <= came.date() + timedelta(days=1):
        ends.append(end)
        end = add_months(end, 1)
    return ends


def known_until(plan: Plan, state: State) -> dict[str, datetime]:
    """Say until when the table's intake and happenings are known; the day's end where nothing is dated."""
    table = "case" if plan.table is BACKLOG else plan.table.name
    came = state.latest("came", table)
    happened = state.latest("happened", table) or came
    if happened is None:
        return {"came": datetime.min, "happened": datetime.min}  # noqa: DTZ901 (facts are naive UTC)
    return {"came": came or happened, "happened": happened}


def base_signature(plan: Plan, mark: str) -> str:
    """Sum up what does not depend on the month: formulas, slices, layout, engine; not until when things are known.

    Args:
        plan: what is computed.
        mark: the engine and its version.
    """
    formulas = [f"{text} {each.metric.digest}" for text, each in sorted(plan.formulas.items())]
    return "\n".join([f"layout {LAYOUT}", mark, *formulas, *plan.slices, *map(str, plan.keys)])


def signature(
    base: str, plan: Plan, state: State, month: str, known: Mapping[str, datetime], linked: Linked | None
) -> str:
    """Sum up all that decides a month's cells."""
    inputs = [
        base,
        month,
        *(each.digest for each in _inputs(plan, state, month, linked)),
        *_horizon(plan, state, month, known),
    ]
    return hashlib.sha256("\n".join(inputs).encode()).hexdigest()[:16]


def _horizon(plan: Plan, state: State, month: str, known: Mapping[str, datetime]) -> list[str]:
    """Give until when things are known, as far as it can still change what this month's rows count as."""
    own = state.partitions.get((plan.table.name, month))
    horizon = []
    if own and own.due and any(each.variant.needs_known_until for each in plan.formulas.values()):
        horizon.append(min(f"{known['happened']}", own.due))
    days = max(map(looks_ahead_days, plan.formulas.values()), default=0)
    if days and month[:1].isdigit():
        last = add_months(date.fromisoformat(f"{month}-01"), 1) + timedelta(days=days + 1)
        horizon.append(min(f"{known['came']}", f"{last}"))
    return horizon


def _inputs(plan: Plan, state: State, month: str, linked: Linked | None) -> list[Partition]:
    """Give the fact partitions that decide a month's cells."""
    if plan.table is BACKLOG:
        return [each for other, each in state.of("case").items() if other <= month]
    found = [each for other, each in state.of(plan.table.name).items() if other in reach(plan, state, month)]
    if "case" in plan.table.through and set(plan.slices) - set(plan.table.slices):
        first, last = linked.cases if linked and linked.cases and not linked.lost else ("", "9999")
        found += [each for other, each in state.of("case").items() if first <= other <= last]
    if any(each in ACCOUNT.slices for each in plan.slices):
        found += state.of("account").values()
    return found


def reach(plan: Plan, state: State, month: str) -> list[str]:
    """Give the month and those its rows look ahead to."""
    days = max(map(looks_ahead_days, plan.formulas.values()), default=0)
    if not days or not month[:1].isdigit():
        return [month]
    last = add_months(date.fromisoformat(f"{month}-01"), 1) + timedelta(days=days)
    return [other for other in state.of(plan.table.name) if month <= other <= f"{last:%Y-%m}"]
