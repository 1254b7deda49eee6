"""Accounts that still come, but slowed down: at most half as often as by their own pace, and everybody's."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace
from datetime import date

import numpy as np

from truegreen.model.silence import ANY, Account, Slowed
from truegreen.readings.paces import Paces
from truegreen.stats.silence.slowing import STRETCH, slowing


def slowed(
    told: Paces | None, accounts: Mapping[str, Account], among: Collection[str], *, until: date, promise: float,
    named: int = 0,
) -> list[Slowed]:  # fmt: skip
    """Give those that slowed down, the surest first.

    Args:
        told: how often each came in each stretch.
        accounts: by id.
        among: accounts to stay within, without those that are on the list already.
        until: the last day looked at.
        promise: share of false entries that the list may hold.
        named: how many are on the list already.
    """
    if told is None:
        return []
    found = slowing(told.came, told.time, np.isin(told.accounts, [*among]))
    rows = np.flatnonzero(np.where(np.isnan(found.adjusted), 1.0, found.adjusted) <= promise)
    rows = rows[np.argsort(found.p[rows], kind="stable")]
    return [
        Slowed(
            number=named + place, account=accounts[str(told.accounts[row])], days=int(found.recent[row]) * STRETCH,
            until=until, came=int(found.came[row]), due=float(found.due[row]), p=float(found.p[row]),
            adjusted=float(found.adjusted[row]),
        )
        for place, row in enumerate(rows, start=1)
    ]  # fmt: skip


def wrong(found: Sequence[Slowed]) -> float:
    """Give how many of those that slowed down are expected to be wrong."""
    return found[-1].adjusted * len(found) if found else 0.0


def with_days(found: Sequence[Slowed], days: Mapping[str, Sequence[tuple[str, date]]]) -> list[Slowed]:
    """Tell each what it does, and the days on which it did.

    Args:
        found: those that slowed down.
        days: for each account the kind and day of what it did.
    """
    made = []
    for each in found:
        did = days.get(each.account.id, ())
        kinds = {kind for kind, _ in did}
        rhythm = kinds.pop() if len(kinds) == 1 else ANY
        made.append(replace(each, rhythm=rhythm, came_on=sorted({day for _, day in did})))
    return made
