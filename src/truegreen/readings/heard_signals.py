"""What commercial people heard, signal by signal, as arrays."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from truegreen.engine.duck import Duck
from truegreen.facts.store import State, Store
from truegreen.readings.account_months import ACCOUNTS
from truegreen.readings.accounts import put_accounts
from truegreen.readings.arrays import arrays
from truegreen.readings.relations import all_rows

Places = NDArray[np.intp]
Days = NDArray[np.datetime64]


@dataclass(frozen=True, slots=True, eq=False)
class Signals:
    """All signals, by day.

    Attributes:
        account: (S,) place of each one's account, in the order of ids; those of unknown accounts are left out.
        day: (S,) local day.
        kind: (S,) what was heard.
        severity: (S,) 1 to 5; NaN where nobody says.
        by: (S,) pseudonym of who heard it; empty where nobody says.
        unknown: how many were left out, because their account is not known.
    """

    account: Places
    day: Days
    kind: NDArray[np.str_]
    severity: NDArray[np.float64]
    by: NDArray[np.str_]
    unknown: int = 0

    def __len__(self) -> int:
        """Count them."""
        return len(self.account)


def signals(duck: Duck, store: Store, state: State) -> Signals:
    """Give every signal of the records; none where the records have none."""
    none = np.empty(0)
    if not state.of("signal"):
        words = none.astype(np.str_)
        return Signals(none.astype(np.intp), none.astype("datetime64[D]"), words, none, words)
    put_accounts(duck, store, state)
    found = arrays(
        duck,
        f'SELECT place, "on", kind, CAST(severity AS DOUBLE) AS severity, said_by '
        f"FROM {all_rows(store, state, 'signal')} LEFT JOIN {ACCOUNTS} USING (account_id) "
        f'ORDER BY "on", account_id, kind, "at"',
    )
    place = np.asarray(found["place"], dtype=np.float64)
    known = ~np.isnan(place)
    severity = np.asarray(found["severity"], dtype=np.float64)
    return Signals(
        account=place[known].astype(np.intp),
        day=found["on"].astype("datetime64[D]")[known],
        kind=found["kind"].astype(np.str_)[known],
        severity=severity[known],
        by=found["said_by"].astype(np.str_)[known],
        unknown=int((~known).sum()),
    )
