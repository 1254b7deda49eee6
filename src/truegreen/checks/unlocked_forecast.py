"""A forecast that may still be changed when the month begins, or by the side that it helps, binds nobody else.

Call-centre contracts fix it: a rolling forecast that is delivered sixty days before the month and binds after
forty-five (markettransfer.info, volume forecasts). Comcast asks for volume and handle time of each day, since the same
number of longer calls is more work. What only one side knows of its volume it may shade (Akan, Ata and Larivière).
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from truegreen.checks.reach import parts
from truegreen.checks.stake import imagined
from truegreen.model.agreement import Agreement, Side
from truegreen.model.finding import Finding, Level, warning
from truegreen.primitives.forecast import Forecast

SMELL: Final = "S28"
LEVEL: Final = Level.WARNING
_FIX: Final = "Let the client report it (reported_by), so many days before the month (days_before), with handle time."


def findings(agreement: Agreement) -> Iterator[Finding]:
    """Find forecasts that pay or excuse without being fixed in time, by their right owner, and with handle time."""
    month = imagined(agreement)
    for name, term in agreement.terms.items():
        for each in (one for one in parts(term.says) if isinstance(one, Forecast)):
            if missing := list(_missing(agreement, each)):
                says = f"Under {month.clause(name)} money depends on “{each.figure}”, and {' and '.join(missing)}."
                yield warning(each.at, "unlocked-forecast", says, _FIX)


def _missing(agreement: Agreement, forecast: Forecast) -> Iterator[str]:
    """Say what the text leaves open of a forecast."""
    figure = agreement.figures.get(forecast.figure)
    if not forecast.days_before:
        yield "it may change until the month begins"
    if figure is not None and figure.reported_by is Side.PROVIDER:
        yield "the provider makes it, who is excused or paid by it"
    elif figure is not None and figure.reported_by is None:
        yield "nothing says who makes it"
