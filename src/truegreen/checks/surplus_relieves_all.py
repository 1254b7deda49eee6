"""More work than was forecast excuses what could not be staffed for, and not the month in which it came.

A published call-centre clause frees the provider from the service levels for the surplus transactions only
(markettransfer.info, volume forecasts). Where the whole period is excused, the first call above the band is worth all
credits of the month: to the provider, who may keep a queue long enough that callers come back.
"""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction
from typing import Final

from truegreen.checks.stake import imagined
from truegreen.model.agreement import Agreement
from truegreen.model.finding import Finding, Level, warning
from truegreen.terms.forecast_band import ForecastBand, Grain

SMELL: Final = "S29"
LEVEL: Final = Level.WARNING


def findings(agreement: Agreement) -> Iterator[Finding]:
    """Find forecast bands whose surplus excuses the whole period."""
    month = imagined(agreement)
    for name, term in agreement.terms.items():
        relief = term.says.relief if isinstance(term.says, ForecastBand) else None
        if relief is not None and relief.grain is Grain.PERIOD:
            worst = {each: sweep[0].level for each in relief.measures if (sweep := month.sweep(each))}
            most = sum((month.loss(*each) for each in worst.items()), Fraction(0))
            stake = f", up to {month.stake(most)}" if most > 0 else ""
            says = f"Under {month.clause(name)} one unit above the band excuses all credits of the month{stake}."
            remedy = "Excuse the surplus alone (grain: surplus units); the rest of the work was forecast."
            yield warning(relief.at, "surplus-relieves-all", says, remedy)
