"""Where a miss costs more than the same lead earns, a provider exactly on its target loses money by chance alone.

Half of its months come out a little above the target and half a little below. What the credits then take beyond what
the bonuses give is a premium for a risk that nobody can work against, and stands in the price. The other way round
chance itself is paid for. (Asymmetric rewards for risk, in the literature on outsourcing contracts.)
"""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction
from math import isqrt
from typing import Final

from truegreen.checks.levels import rows_of, smallest
from truegreen.checks.stake import Imagined, imagined
from truegreen.model.agreement import Agreement, Better, Unit
from truegreen.model.finding import Finding, Level, note

SMELL: Final = "S44"
LEVEL: Final = Level.NOTE
_ALIKE: Final = Fraction(3, 2)  # Times the lesser of the two: up to it they count as alike.


def findings(agreement: Agreement) -> Iterator[Finding]:
    """Find measures with a credit and a bonus of which one weighs much more within what chance moves in a month."""
    month = imagined(agreement)
    for name, clauses in month.paying.items():
        pays, target = [each.pays for each in month.sweep(name)], month.target(name)
        if not pays or target is None or not min(pays) < month.pays({name: target}) < max(pays):
            continue
        width = _chance(month, name, target) * (1 if agreement.measures[name].better is Better.HIGHER else -1)
        lost, won = month.loss(name, target - width), -month.loss(name, target + width)
        if width and max(lost, won) > _ALIKE * min(lost, won):
            more = "a loss that its price must hold" if lost > won else "a gain for chance alone"
            says = (f"A provider on the target of “{name}” has {month.level(name, target + width)} one month and "
                    f"{month.level(name, target - width)} another by chance: {month.stake((lost - won) / 2)} on the "
                    f"mean, {more}, under {', '.join(map(month.clause, clauses))}.")  # fmt: skip
            remedy = "Let the bonus begin at the target and rise as the credit falls, or leave a deadband either side."
            yield note(agreement.terms[clauses[0]].at, "kinked-pay", says, remedy)


def _chance(month: Imagined, name: str, target: Fraction) -> Fraction:
    """Give by how much a measure moves in a usual month by chance: a share's standard error, else a twentieth."""
    measure, width = month.said.measures[name], abs(target) / 20
    if measure.unit is Unit.SHARE:
        variance = max(Fraction(0), target * (1 - target)) / rows_of(month.said, measure)
        width = min(Fraction(isqrt(int(variance * 10**8)), 10**4), target, 1 - target)
    return max(width // smallest(measure), 0) * smallest(measure)
