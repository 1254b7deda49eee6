"""A term that begins or ends within a contract month cuts that month, and readings gather whole months.

The first month's figure then holds work from before the agreement, and the last one's from after it.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from typing import Final

from truegreen.model.agreement import Agreement
from truegreen.model.finding import Finding, Level, warning

LEVEL: Final = Level.WARNING


def findings(agreement: Agreement) -> Iterator[Finding]:
    """Find a term whose first or last day is not that of a contract month."""
    if agreement.part_months is not None or agreement.charges:
        return  # Said, or asked for by part-month-unsaid.
    edges = [("begins", "first", agreement.starts)]
    if agreement.ends:
        edges.append(("ends", "last", agreement.ends + timedelta(days=1)))
    for verb, which, edge in edges:
        if edge.day != agreement.month_starts_on:
            says = f"The term {verb} within a contract month, so the {which} month's figures hold days outside it."
            remedy = f"Begin contract months with the term (month_starts_on), or agree how the {which} month counts."
            yield warning(agreement.at, "cut-month", says, remedy)
