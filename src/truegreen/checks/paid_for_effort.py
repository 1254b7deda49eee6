"""Where people or cost are what is paid, every saving is the provider's loss, and so none is found.

The “treadmill” of Vested outsourcing: billing by head, or cost plus a fee in per cent of it, with no term that makes
both sides gain from doing it with less.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from truegreen.checks.reach import parts, word_of
from truegreen.checks.stake import imagined
from truegreen.model.agreement import Agreement
from truegreen.model.finding import Finding, Level, warning
from truegreen.primitives.operand import Written
from truegreen.primitives.share_range import Range
from truegreen.terms.gain_share import GainShare
from truegreen.terms.ratchet import Ratchet
from truegreen.terms.target_cost import TargetCost
from truegreen.terms.unit_price import UnitPrice

SMELL: Final = "S14"
LEVEL: Final = Level.WARNING
PEOPLE: Final = ("fte", "agent", "seat", "head", "person", "hour", "day", "shift", "man-day")
_NONE: Final = Written.parse("0 %")
_PRODUCTIVE: Final = ("cost_per_contact", "cost_per_resolution", "occupancy", "utilization", "handle_time")


def findings(agreement: Agreement) -> Iterator[Finding]:
    """Find prices by head or cost where no clause shares what is saved."""
    month = imagined(agreement)
    productive = [each for each in month.paying if agreement.measures[each].metric.partition(".")[0] in _PRODUCTIVE]
    if productive or any(_shares(each.says) for each in agreement.terms.values()):
        return
    for name, term in agreement.terms.items():
        by_head = isinstance(term.says, UnitPrice) and word_of(term.says.unit, PEOPLE)
        if by_head or isinstance(term.says, TargetCost):
            paid = month.by_clause({}).get(name)
            stake = f"; a tenth less effort costs the provider {month.stake(paid / 10)}" if paid else ""
            what = f"each {term.says.unit}" if isinstance(term.says, UnitPrice) else "what it costs"
            says = f"{month.clause(name)} pays for {what}, and no clause shares what is saved{stake}."
            remedy = "Share savings against a benchmark (gain-share, target-cost), or let a level of productivity rise."
            yield warning(term.at, "paid-for-effort", says, remedy)


def _shares(says: object) -> bool:
    """Say whether a clause gives the provider a part of what is saved."""
    if isinstance(says, TargetCost):
        ranges = [each for each in parts(says) if isinstance(each, Range)]
        return any(not isinstance(each.provider, Written) or each.provider != _NONE for each in ranges)
    return isinstance(says, GainShare | Ratchet)
