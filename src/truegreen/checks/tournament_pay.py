"""Pay for being better than one or two others is paid as well for the others being worse.

Ofwat ranks all water companies of England and Wales by their customers' experience (C-MeX); between two suppliers of
one client the same rule rewards keeping what works to oneself, or agreeing that nobody tries, and what one of them is
paid says little of its own work.
"""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction
from typing import Final

from truegreen.checks.reach import words_in
from truegreen.checks.stake import imagined
from truegreen.model.agreement import Agreement
from truegreen.model.finding import Finding, Level, warning

SMELL: Final = "S24"
LEVEL: Final = Level.WARNING
_ENOUGH: Final = 3  # Others: with fewer, each one's own work moves the rank of all.


def findings(agreement: Agreement) -> Iterator[Finding]:
    """Find clauses that pay by a measure or a figure that depends on the results of one or two others."""
    month = imagined(agreement)
    for name, clauses in _relative(agreement).items():
        noun = agreement.measures.get(name) or agreement.figures[name]
        pays = [each.pays for each in month.sweep(name)] if name in agreement.measures else []
        most = max(pays, default=Fraction(0)) - min(pays, default=Fraction(0))
        stake = f"Up to {month.stake(most)}" if most else "Money"
        others = "one other provider" if noun.peers == 1 else f"{noun.peers} other providers"
        says = f"{stake} depends on “{name}”, and so on {others}, under {', '.join(map(month.clause, clauses))}."
        remedy = "Pay by a level of its own, such as last year's; compare the providers where no money depends on it."
        yield warning(noun.at, "tournament-pay", says, remedy)


def _relative(agreement: Agreement) -> dict[str, list[str]]:
    """Give the measures and figures that depend on few others, each with the clauses that name it."""
    found = {}
    peers = {name: each.peers for nouns in (agreement.measures, agreement.figures) for name, each in nouns.items()}
    for name, others in peers.items():
        clauses = [term for term, one in agreement.terms.items() if name in words_in(one.says)]
        if others is not None and others < _ENOUGH and clauses:
            found[name] = clauses
    return found
