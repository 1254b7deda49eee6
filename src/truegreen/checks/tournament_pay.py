"""Pay for being better than one or two others is paid as well for the others being worse.

Ofwat ranks all water companies of England and Wales by their customers' experience (C-MeX); between two suppliers of
one client the same rule rewards keeping what works to oneself, or agreeing that nobody tries, and what one of them is
paid says little of its own work.
"""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction
from typing import Final

from truegreen.checks.reach import operands_in, words_in
from truegreen.checks.stake import imagined
from truegreen.model.agreement import Agreement
from truegreen.model.finding import Finding, Level, warning
from truegreen.terms.two_way_incentive import TwoWayIncentive
from truegreen.units.span import Span

SMELL: Final = "S24"
LEVEL: Final = Level.WARNING
_ENOUGH: Final = 3  # Others: with fewer, each one's own work moves the rank of all.
_FIX: Final = "Pay by a level of its own, such as last year's; compare providers where no money depends on it."


def findings(agreement: Agreement) -> Iterator[Finding]:
    """Find clauses that pay by results of one or two others, or by levels that may be made of such results."""
    month = imagined(agreement)
    for name, each in agreement.measures.items():
        pays = [point.pays for point in month.sweep(name)] or [Fraction(0)]
        stake = f"Up to {month.stake(most)}" if (most := max(pays) - min(pays)) else "Money"
        yield from _relative(agreement, name, each.peers, each.at, stake)
    for name, figure in agreement.figures.items():
        yield from _relative(agreement, name, figure.peers, figure.at, "Money")
    for name, term in agreement.terms.items():
        if unsaid := _unsaid(agreement, term.says):
            says = f"The curve of {month.clause(name)} lies at {', '.join(unsaid)}, and nothing says who makes these."
            remedy = "Say at each how many others make it (peers), or which party says it (reported_by)."
            yield warning(term.at, "tournament-pay", says, remedy)


def _relative(agreement: Agreement, name: str, peers: int | None, at: Span, stake: str) -> Iterator[Finding]:
    """Find a number that depends on few others and is named by a clause."""
    if not peers or peers >= _ENOUGH:
        return
    if clauses := [term for term, each in agreement.terms.items() if name in words_in(each.says)]:
        others = "one other provider" if peers == 1 else f"{peers} other providers"
        under = ", ".join(map(imagined(agreement).clause, clauses))
        says = f"{stake} depends on “{name}”, and so on {others}, under {under}."
        yield warning(at, "tournament-pay", says, _FIX)


def _unsaid(agreement: Agreement, says: object) -> list[str]:
    """Give the published figures at which a two-way incentive's curve lies and that do not say who makes them."""
    if not isinstance(says, TwoWayIncentive):
        return []
    levels = operands_in((*(each.at_level for each in says.points), *((each.above, each.from_) for each in says.steps)))
    return [f"“{name}”" for name, each in agreement.figures.items()
            if name in levels and each.peers is None and each.reported_by is None]  # fmt: skip
