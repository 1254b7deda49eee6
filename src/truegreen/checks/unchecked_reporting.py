"""A measure that only the provider takes, and nobody may check, is a measure of what it likes to report.

In the outsourcing of Gap to IBM a missing measuring tool counts as a default until there is one, so that not measuring
never pays; the US Government Accountability Office found contact-centre contracts that measured what was easy to
report and not whether answers were right. A measure that is counted from records needs no such clause: its rows can
be opened.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from truegreen.checks.stake import imagined
from truegreen.model.agreement import Agreement, Measure, Side
from truegreen.model.finding import Finding, Level, warning

SMELL: Final = "S38"
LEVEL: Final = Level.WARNING


def findings(agreement: Agreement) -> Iterator[Finding]:
    """Find reported values that move money where the provider alone takes them, or nothing says who does."""
    month = imagined(agreement)
    for by, who in ((Side.PROVIDER, "The provider alone reports"), (None, "Nothing says who reports")):
        names = [name for name in month.paying if _is_open(agreement.measures[name], by)]
        if names:
            levels = {name: sweep for name in names if (sweep := month.sweep(name))}
            worst, best = (month.pays({name: each[place].level for name, each in levels.items()}) for place in (0, -1))
            stake = f"up to {month.stake(best - worst)}" if best > worst else "money"
            clauses = dict.fromkeys(month.clause(each) for name in names for each in month.paying[name])
            says = f"{who} {_listed(names)}, on which {stake} depends under {', '.join(clauses)}."
            remedy = "Say who reports it (reported_by), and how the other side can check it (checked)."
            yield warning(agreement.measures[names[0]].at, "unchecked-reporting", says, remedy)


def _is_open(measure: Measure, by: Side | None) -> bool:
    """Say whether a party, or nobody that is named, reports a value that the other side cannot check."""
    return measure.is_reported and not measure.checked and measure.reported_by is by


def _listed(names: list[str]) -> str:
    return ", ".join(f"“{each}”" for each in names)
