"""Put a panel together from facts."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import Final

import numpy as np
from numpy.typing import NDArray

from truegreen.engine.duck import Duck
from truegreen.facts.store import State, Store
from truegreen.readings.account_months import Grid, Span, account_sums, silent
from truegreen.readings.accounts import SEVERE, lives, parts_of_cases, put_accounts, revenue, severe, standing
from truegreen.readings.covered import covered
from truegreen.readings.panel import Counted, Panel
from truegreen.readings.plan import looks_ahead_days
from truegreen.readings.questions import Question

MOST: Final = 240
"""Months of a panel at most; the latest ones are taken."""
LATE: Final = (
    "{count} of {all} accounts that left have no recorded decision, so the day they left stands for it: what happened "
    "just before may follow from a decision that nobody wrote down"
)
NO_MARK: Final = "no account's decision to leave is recorded"


def panel(duck: Duck, store: Store, state: State, asked: Iterable[Question], severe_from: int = SEVERE) -> Panel:
    """Give every measure by account and month, with what accounts did and were.

    Args:
        duck: the connection.
        store: where facts are kept.
        state: the facts, with the clocks' runs (``clocks.build.clocked``).
        asked: the measures, experience levels included; each counts the rows in its scope.
        severe_from: from which severity, of 5, something heard is severe.
    """
    listed, (span, came) = list(asked), covered(duck, store, state, span_of(state))
    accounts = put_accounts(duck, store, state)
    many = len(accounts)
    why = {each.id: because for each in listed if (because := silent(state, each))}
    told = [each for each in listed if each.id not in why]
    sums = account_sums(duck, store, state, told, span, many) if many and span.count else {}
    over = _over(span, came, 0)
    lived = lives(duck, store, state, span, many)
    volume, types = parts_of_cases(duck, store, state, "contact_type", span, many)
    _, providers = parts_of_cases(duck, store, state, "provider", span, many)
    money = revenue(duck, store, state, span, many)
    return Panel(
        accounts=accounts,
        months=span.months,
        over=over,
        measures={
            each.id: _counted(each, sums[each.id], _over(span, came, looks_ahead_days(each.formula)))
            for each in told
            if each.id in sums
        },
        silent=why,
        decided=np.where(lived.decided >= span.count, -1, lived.decided),
        is_late=lived.is_late,
        at_risk=_at_risk(lived.decided, _first_month(lived.started, volume, money["revenue"]), over),
        severe=severe(duck, store, state, span, many, severe_from),
        **money,
        volume=volume,
        parts={"contact_type": types, "provider": providers},
        standing={name: standing(duck, store, state, name, span, many) for name in ("segment", "tier")},
        notes=_notes(lived.decided, lived.is_late),
    )


def span_of(state: State) -> Span:
    """Give the months for which there are cases or accounts' months; the latest ones, if there are very many."""
    came = state.latest("came")
    last_month = f"{came:%Y-%m}" if came else ""
    months = sorted({month for table in ("case", "account_month") for month in state.of(table)
                     if month[:1].isdigit() and month <= last_month})  # fmt: skip
    if not months:
        return Span(np.datetime64("2000-01", "M"), 0)
    first, last = np.datetime64(months[0], "M"), np.datetime64(months[-1], "M")
    count = int((last - first).astype(int)) + 1
    return Span(max(first, last - MOST + 1), min(count, MOST))


def _over(span: Span, came: datetime | None, days: int) -> NDArray[np.bool_]:
    """Say of each month whether everything in it is so many days old, (M,)."""
    if came is None:
        return np.zeros(span.count, dtype=np.bool_)
    known = np.datetime64(came.date() + timedelta(days=1) - timedelta(days=days), "D")
    return (span.months + 1).astype("datetime64[D]") <= known


def _counted(question: Question, sums: dict[str, Grid], known: NDArray[np.bool_]) -> Counted:
    formula = question.formula
    return Counted(
        question.id, formula.words, formula.unit, formula.metric.better, sums["n"], sums["t"], sums.get("d"), known
    )


def _first_month(started: NDArray[np.intp], volume: Grid, paid: Grid) -> NDArray[np.intp]:
    """Give the place of each account's first month: as recorded, else of its first case or revenue; −1 if none."""
    seen = (volume > 0) | (paid > 0)
    first = np.where(seen.any(axis=1), seen.argmax(axis=1), -1) if seen.shape[1] else np.full(len(started), -1)
    return np.where(started >= 0, started, first).astype(np.intp)


def _at_risk(decided: NDArray[np.intp], first: NDArray[np.intp], over: NDArray[np.bool_]) -> NDArray[np.bool_]:
    place = np.arange(len(over))
    here = (first[:, None] >= 0) & (place >= first[:, None])
    still = (decided[:, None] == -1) | (place <= decided[:, None])
    risk: NDArray[np.bool_] = here & still & over
    return risk


def _notes(decided: NDArray[np.intp], is_late: NDArray[np.bool_]) -> tuple[str, ...]:
    left = int((decided != -1).sum())
    late = int(is_late.sum())
    if not left:
        return (NO_MARK,)
    return (LATE.format(count=late, all=left),) if late else ()
