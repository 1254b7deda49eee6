"""Since when accounts are customers, and on which day each decided to leave."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from truegreen.engine.duck import Duck
from truegreen.facts.store import State, Store
from truegreen.readings.account_days import Days, account_days


@dataclass(frozen=True, slots=True, eq=False)
class Since:
    """Days of accounts, in the panel's order.

    Attributes:
        started: (A,) first day as a customer; not a time where no record says it.
        decided: (A,) day on which it decided to leave, or left where no decision is recorded; not a time if neither.
        is_late: (A,) whether that is the day it left, or the first of the month in which it did.
        left: (A,) last day as a customer, or the first of the month in which it left; not a time if it is still there.
    """

    started: Days
    decided: Days
    is_late: NDArray[np.bool_]
    left: Days


def since(duck: Duck, store: Store, state: State, accounts: int) -> Since:
    """Give when accounts started and decided to leave; the panel's accounts must be on the connection.

    Args:
        duck: the connection.
        store: where facts are kept.
        state: the facts.
        accounts: how many accounts the panel has.
    """
    days = account_days(duck, store, state, accounts)
    left = np.where(np.isnat(days.ended), days.churned.astype("datetime64[D]"), days.ended)
    return Since(
        started=days.started,
        decided=np.where(np.isnat(days.noticed), left, days.noticed),
        is_late=np.isnat(days.noticed) & ~np.isnat(left),
        left=left,
    )
