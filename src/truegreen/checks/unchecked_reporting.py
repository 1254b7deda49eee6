"""A measure that only the provider takes, and nobody may check, is a measure of what it likes to report.

In the outsourcing of Gap to IBM a missing measuring tool counts as a default until there is one, so that not measuring
never pays; the US Government Accountability Office found contact-centre contracts that measured what was easy to
report and not whether answers were right. A measure that is counted from records needs no such clause: its rows can
be opened.
"""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction
from typing import Final

from truegreen.checks.stake import imagined
from truegreen.model.agreement import Agreement, Side
from truegreen.model.finding import Finding, Level, warning

SMELL: Final = "S38"
LEVEL: Final = Level.WARNING


def findings(agreement: Agreement) -> Iterator[Finding]:
    """Find reported values that move money where the provider alone takes them, or nothing says who does."""
    month = imagined(agreement)
    for name, clauses in month.paying.items():
        measure = agreement.measures[name]
        if measure.is_reported and not measure.checked and measure.reported_by in (None, Side.PROVIDER):
            pays = [each.pays for each in month.sweep(name)] or [Fraction(0)]
            stake = f"Up to {month.stake(most)}" if (most := max(pays) - min(pays)) else "Money"
            who = "the provider alone reports it" if measure.reported_by else "nothing says who reports it"
            says = f"{stake} depends on “{name}” under {', '.join(map(month.clause, clauses))}, and {who}."
            remedy = "Say who reports it (reported_by), and how the other side can check it (checked)."
            yield warning(measure.at, "unchecked-reporting", says, remedy)
