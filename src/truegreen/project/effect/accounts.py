"""Accounts that had a change and others: the measure by account and month, and who of them had it."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Final

import numpy as np
from numpy.typing import NDArray

from truegreen.facts.store import Store
from truegreen.model.effect import Came, Question
from truegreen.model.reading import PARTS
from truegreen.project.looking import View
from truegreen.readings.accounts import parts_of_cases
from truegreen.readings.panel import Panel
from truegreen.readings.panels import panel, span_of
from truegreen.readings.questions import Question as Asked
from truegreen.units.period import period_of
from truegreen.value.effects.accounts import Held
from truegreen.value.effects.lines import NEVER, Floats, Lines, UnaskableError

STANDING: Final = ("segment", "tier")
MOST: Final = 0.5
"""Of an account's cases with the change, the part that must be done where it came to."""


def accounts_of(view: View, asked: Asked, question: Question, last: date) -> Held:
    """Give the measure by account and month, with who had the change.

    Raises:
        UnaskableError: the measure, or the change, cannot be told by account.
    """
    store = Store(view.project.store)
    held = panel(view.source.duck, store, view.state, [replace(asked, scope=asked.scope.and_only(question.where))])
    if asked.id not in held.measures:
        why = held.silent.get(asked.id, "it is not counted by account")
        raise UnaskableError(f"“{asked.id}” cannot be told by account: {why}.")
    counted = held.measures[asked.id]
    months = [period_of(each.astype("datetime64[D]").astype(date)) for each in held.months]
    end = sum(each.last <= last for each in months)
    if not end:
        raise UnaskableError("The records cover no whole month yet.")
    first = np.full(len(held.accounts), NEVER, dtype=np.intp)
    known = np.ones(len(held.accounts), dtype=np.bool_)
    for each in question.came:
        since = sum(month.end <= each.since.start for month in months[:end])
        if not 0 < since < end:
            raise UnaskableError(f"The change of {each.since} cannot be looked at: {months[0]} to {months[end - 1]}.")
        had, told = _had(view, held, each, since, end)
        first[had], known = since, known & told
    if question.against:
        start = int(first[first >= 0].min()) if (first >= 0).any() else 1
        others, told = _had(view, held, replace(question.came[0], where=question.against, accounts=()), start, end)
        known &= (first >= 0) | (others & told)
    by = counted.count if counted.divisor is None else counted.divisor
    lines = Lines(
        names=[str(each) for each in held.accounts],
        months=months,
        total=counted.total / float(PARTS[counted.unit]),
        count=by,
        first=first,
        clusters=held.accounts,
        units="accounts",
    ).until(end)
    seen = known & (lines.count.sum(axis=1) > 0)
    return Held.of(lines, held, seen)


def _had(view: View, held: Panel, came: Came, since: int, end: int) -> tuple[NDArray[np.bool_], NDArray[np.bool_]]:
    """Say which accounts had the change, and of which it is known, (A,) each.

    Raises:
        UnaskableError: an account is not known, or nobody is told by a slice.
    """
    everybody = np.ones(len(held.accounts), dtype=np.bool_)
    if came.accounts:
        lost = sorted(set(came.accounts) - set(held.accounts.tolist()))
        if lost:
            raise UnaskableError(
                f"No record has the account {lost[0]}" + (f" and {len(lost) - 1} others." if lost[1:] else ".")
            )
        return np.isin(held.accounts, list(came.accounts)), everybody
    had, known = everybody.copy(), everybody.copy()
    for name, member in came.where.items():
        if name in STANDING:
            code = held.standing[name].codes[:, since]
            members = held.standing[name].members
            had &= code == (int(np.searchsorted(members, member)) if member in members else -2)
            known &= code >= 0
        else:
            part, told = _part(view, held, name, member, since, end)
            had, known = had & (part >= MOST), known & told
    return had & known, known


def _part(view: View, held: Panel, name: str, member: str, since: int, end: int) -> tuple[Floats, NDArray[np.bool_]]:
    """Give the part of each account's cases with the change that a member of a slice did.

    Raises:
        UnaskableError: no case has it.
    """
    store, many = Store(view.project.store), len(held.accounts)
    every, parts = parts_of_cases(view.source.duck, store, view.state, name, span_of(view.state), many)
    if member not in parts:
        raise UnaskableError(f"No case has {name} {member}.")
    after = every[:, since:end]
    done = np.nan_to_num(parts[member][:, since:end]) * after
    total = after.sum(axis=1)
    return np.divide(done.sum(axis=1), total, out=np.zeros(many), where=total > 0), total > 0
