"""A price for each minute pays for slow work, unless something holds the length of a contact.

With a price for time and no limit on it the vendor has no reason to shorten a call; with a price for each call and no
service level it staffs too few (Hasija, Pinker and Shumsky 2008).
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from truegreen.checks.reach import word_of
from truegreen.checks.stake import imagined
from truegreen.model.agreement import Agreement
from truegreen.model.finding import Finding, Level, warning
from truegreen.primitives.operand import Written
from truegreen.terms.unit_price import UnitPrice
from truegreen.units.quantity import SECONDS

SMELL: Final = "S13"
LEVEL: Final = Level.WARNING
TIMES: Final = ("minute", "second", "talk")
_HELD: Final = ("handle_time", "cost_per_contact", "cost_per_resolution")


def findings(agreement: Agreement) -> Iterator[Finding]:
    """Find prices by time on the line where no measure of handle time moves money."""
    month = imagined(agreement)
    held = [each for each in month.paying if agreement.measures[each].metric.partition(".")[0] in _HELD]
    for name, term in agreement.terms.items():
        if isinstance(term.says, UnitPrice) and not held and _is_time(term.says):
            paid = month.by_clause({}).get(name)
            stake = f"; contacts a tenth longer earn {month.stake(paid / 10)} more" if paid else ""
            says = f"{month.clause(name)} pays for each {term.says.unit}, and nothing holds how long it takes{stake}."
            remedy = "Hold handle time with a level that moves money, guarded by repeats, or pay for each contact."
            yield warning(term.at, "paid-per-minute", says, remedy)


def _is_time(says: UnitPrice) -> bool:
    """Say whether time is what is priced: by the unit's name, or by what has the price."""
    per = says.per
    by_time = isinstance(per, Written) and per.quantity is not None and per.quantity.unit in SECONDS
    return by_time or word_of(says.unit, TIMES)
