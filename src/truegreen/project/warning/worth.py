"""What accounts would still bring if they stayed as accounts like them do."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

from truegreen.project.looking import View
from truegreen.project.value.accounts import known
from truegreen.readings.risk_history import History, latest
from truegreen.stats.lifetime.histories import Thin
from truegreen.value.lifetime import by_hazard, residual_values, terms

Floats = NDArray[np.float64]
BY_LIFETIME: Final = "what accounts of their segment and tenure still bring (shifted beta-geometric), later money less"
BY_HAZARD: Final = "what they pay for as long as accounts usually stay, later money less"


@dataclass(frozen=True, slots=True, eq=False)
class Still:
    """What accounts still bring.

    Attributes:
        paid: (N,) what each pays a month, the latest known; NaN where no record says it.
        worth: (N,) what each would still bring; NaN likewise.
        how: how that was reckoned, in words; empty where it is not known of any.
    """

    paid: Floats
    worth: Floats
    how: str


def residuals(view: View, history: History, accounts: NDArray[np.intp], hazard: float) -> Still:
    """Give the money still to come from accounts.

    Where too few left to tell how long accounts stay by segment and tenure, all are taken to leave at the usual rate.
    What an account pays may stand with its months, or with the account itself. The latter says what it pays today, and
    nothing of the past: it is used here, and nowhere in the chances.

    Args:
        view: the run.
        history: the accounts by month.
        accounts: (N,) their places.
        hazard: chance that the usual account decides to leave in a month.
    """
    worth = view.project.settings.value
    counted = terms(float(worth.margin), float(worth.discount), worth.years)
    of = known(view)
    places = {str(each): at for at, each in enumerate(of.panel.accounts)}
    place = np.array([places.get(str(history.accounts[each]), -1) for each in accounts], dtype=np.intp)
    paid = latest(history.revenue)[accounts]
    paid = np.where(np.isnan(paid) & (place >= 0), np.append(of.paid, np.nan)[place], paid)
    if not np.isfinite(paid).any():
        return Still(paid, paid, "")
    if not isinstance(of.kept, Thin) and (place >= 0).all():
        month = np.full(len(place), len(history.months) - 1, dtype=np.intp)
        found = residual_values(of.kept, of.segment_in(place, month), of.renewal_after(place, month), paid, counted)
        if np.isfinite(found.values[np.isfinite(paid)]).all():
            return Still(paid, found.values, BY_LIFETIME)
    return Still(paid, by_hazard(paid, hazard, counted), BY_HAZARD)
