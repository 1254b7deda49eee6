"""A saving against a number that the provider sets, or one that chance alone would make, is shared all the same.

The Medicare Shared Savings Program shares nothing below a minimum rate that grows as populations shrink (2 % to 9 %),
since costs fall by that much by luck; and the UK National Audit Office asks what would have happened anyway
(deadweight) before an outcome is paid for. A benchmark belongs to the client, or to a third party.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from truegreen.checks.reach import operands_in, parts
from truegreen.checks.stake import imagined
from truegreen.model.agreement import Agreement, Side
from truegreen.model.finding import Finding, Level, warning
from truegreen.primitives.operand import Written
from truegreen.terms.gain_share import GainShare
from truegreen.terms.target_cost import TargetCost

SMELL: Final = "S35"
LEVEL: Final = Level.WARNING


def findings(agreement: Agreement) -> Iterator[Finding]:
    """Find gain-shares without a minimum saving, or whose benchmark or target the provider reports."""
    month = imagined(agreement)
    for name, term in agreement.terms.items():
        if isinstance(term.says, GainShare | TargetCost) and (flags := list(_flags(agreement, term.says))):
            says = f"Under {month.clause(name)} {' and '.join(flags)}."
            remedy = (
                "Share nothing below a saving that chance does not make (minimum), against the client's own figure."
            )
            yield warning(term.at, "gain-share-without-gate", says, remedy)


def _flags(agreement: Agreement, says: GainShare | TargetCost) -> Iterator[str]:
    """Say what lets luck or the provider make a saving; a target cost shares every difference by its nature."""
    least = parts(says.minimum.level) if isinstance(says, GainShare) else ()
    if any(isinstance(each, Written) and each.quantity and not each.quantity.number for each in least):
        yield "any saving is shared, even one that chance makes"
    for name in sorted(operands_in(says.benchmark if isinstance(says, GainShare) else says.target)):
        figure = agreement.figures.get(name)
        if figure is not None and figure.reported_by is Side.PROVIDER:
            yield f"the provider itself reports “{name}”, which savings are held against"
