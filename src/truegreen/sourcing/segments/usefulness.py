"""To whom contacts of a type are of use: the customer, the company, both or nobody (Price and Jaffe 2008).

What only irritates both is to be eliminated; what only the customer has use for, automated; what only the company has
use for, simplified; what both have use for, kept. A customer has use for what leaves it more content than other solved
contacts do, and none for what leaves it less, each by a twentieth of the scale; the company has use for what brings at
least what it costs. All types are asked at once, so that each has to be surer.
"""

from __future__ import annotations

from typing import Final

import numpy as np
from numpy.typing import NDArray

from truegreen.model.segmented import Irritant, Use
from truegreen.readings.contact_use import Uses
from truegreen.stats.estimate import Estimate
from truegreen.stats.intervals import z_of
from truegreen.stats.panel.stating import stated

METHOD: Final = "sourcing.usefulness.difference_of_means"
LEAST: Final = 30
"""Answers and accounts, without which nothing is said."""
MATERIAL: Final = 0.05
"""Of the scale, by which customers have to be more or less content for a word to be said."""
CHANCE: Final = 0.05
"""Of saying anything of any type where all are alike."""
ASSUMES: Final = ("who answers is like who does not", "accounts are independent of each other")
Floats = NDArray[np.float64]


def content(found: Uses, types: int) -> list[Estimate | None]:
    """Give how content customers are after solved contacts of each type, less after those of all; None of too few."""
    if not found.answers.sum() > 0:
        return [None] * types
    usual = found.total.sum() / found.answers.sum()
    return [_content(found, place, usual, 1 - CHANCE / types) for place in range(types)]


def _content(found: Uses, place: int, usual: float, confidence: float) -> Estimate | None:
    own = found.type == place
    count = float(found.answers[own].sum())
    if count < LEAST or own.sum() < LEAST:
        return None
    mean = float(found.total[own].sum()) / count
    pulls = np.where(own, (found.total - mean * found.answers) / count, 0.0)
    pulls = pulls - (found.total - usual * found.answers) / found.answers.sum()
    by_account = np.bincount(found.account, pulls)
    error = float(np.sqrt((by_account**2).sum()))
    return stated(float(mean - usual), error, freedom=np.inf, count=round(count), effective=float(own.sum()),
                  method=METHOD, assumes=ASSUMES, confidence=confidence)  # fmt: skip


def use(told: Estimate | None, brings: tuple[float, float], costs: float, confidence: float = 0.95) -> Use:
    """Say to whom a contact type is of use.

    Args:
        told: how content customers are after it, less after all.
        brings: what offers taken after a contact brought, for each, and its standard error; NaN where no record tells.
        costs: what such a contact costs; NaN where no record tells.
        confidence: with which it has to bring more, or less, than it costs.
    """
    value, reach = brings[0], z_of(confidence) * brings[1]
    pays, loses = value - reach > costs, value + reach < costs
    pleases, irritates = told is not None and told.low > MATERIAL, told is not None and told.high < -MATERIAL
    unknown = []
    if not (pleases or irritates):
        unknown.append(_UNSHOWN if told else _UNASKED)
    if not (pays or loses):
        unknown.append(_EVEN if np.isfinite(value - costs) else _NO_OFFERS)
    because = " and ".join(unknown) if unknown else f"{_CUSTOMERS[pleases]}, and {_COMPANY[pays]}"
    return Use(
        content=told, brings=value if np.isfinite(value) else None, costs=costs if np.isfinite(costs) else None,
        verdict=None if unknown else _VERDICTS[pleases, pays], because=because,
    )  # fmt: skip


_UNASKED: Final = "too few customers were asked how content they were"
_UNSHOWN: Final = "customers are about as content after it as after other solved contacts"
_EVEN: Final = "what it brings the company is not shown to be more or less than it costs"
_NO_OFFERS: Final = "no record tells what it brings the company and what it costs"
_CUSTOMERS: Final = {
    True: "customers are more content after it than after other solved contacts",
    False: "customers are less content after it, even where it is solved, than after other contacts",
}
_COMPANY: Final = {True: "it brings the company at least what it costs", False: "it costs more than it brings"}
_VERDICTS: Final = {
    (False, False): Irritant.ELIMINATE, (True, False): Irritant.AUTOMATE, (False, True): Irritant.SIMPLIFY,
    (True, True): Irritant.KEEP,
}  # fmt: skip
