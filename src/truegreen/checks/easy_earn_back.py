"""A credit that comes back for doing what was owed anyway was only lent.

Providers “have never paid service-level credits … because they compensate for credit with easily achieved incentives”
(Forrester, nearshoreamericas.com); an earn-back should take a level above the one that was missed, and never forgive
severe or repeated misses (slaw.ca; sixhills.consulting). The US Government Accountability Office found the same in
award fees that rolled over, and they were ended (GAO-11-318SP).
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from truegreen.checks.stake import imagined
from truegreen.model.agreement import Agreement, Better
from truegreen.model.finding import Finding, Level, warning
from truegreen.terms.earn_back import EarnBack

SMELL: Final = "S18"
LEVEL: Final = Level.WARNING


def findings(agreement: Agreement) -> Iterator[Finding]:
    """Find earn-backs at the level that was missed, and those that forgive every miss."""
    month = imagined(agreement)
    for name, term in agreement.terms.items():
        if not isinstance(term.says, EarnBack):
            continue
        worth = month.crediting.get(term.says.credit)
        stake = f" up to {month.stake(worth)} of “{term.says.credit}”" if worth else f" “{term.says.credit}”"
        if level := _no_better(agreement, term.says):
            says = f"{month.clause(name)} gives back{stake} for {term.says.reaches}, and {level} was owed anyway."
            remedy = f"Ask for a level better than {level}, for long enough that customers feel it."
            yield warning(term.at, "easy-earn-back", says, remedy)
        if not (term.says.never or term.says.never_for):
            says = f"{month.clause(name)} gives back{stake} after severe and after repeated misses alike."
            yield warning(term.at, "easy-earn-back", says, "Say under never: [below minimum, repeated].")


def _no_better(agreement: Agreement, says: EarnBack) -> str:
    """Give the target of the measure where the level asked for is no better than it."""
    credit = agreement.terms[says.credit].says
    measure = agreement.measures.get(says.measure or getattr(credit, "measure", ""))
    if measure is None or measure.target is None or measure.target.unit != says.reaches.unit:
        return ""
    ahead = says.reaches.number - measure.target.number
    return str(measure.target) if (-ahead if measure.better is Better.LOWER else ahead) <= 0 else ""
